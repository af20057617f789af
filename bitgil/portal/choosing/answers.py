"""The roadmap's answers for the plan in force: each asked once for a version and a question, then kept.

A city's own problem is solved to proof in a moment, so pages ask for themselves. A larger one is given two
seconds, its answer says that it is not proven, and the long run belongs to a job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bitgil.plan.types import Alternative
from bitgil.portal.modelled import once
from bitgil.quantity import Words
from bitgil.roadmap.bindings import Impossible
from bitgil.roadmap.bounds import bounded
from bitgil.roadmap.building import Building
from bitgil.roadmap.frontier import Front, front_of
from bitgil.roadmap.ground import Ground, from_plain
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.robustness import Verdict, robustness_of
from bitgil.roadmap.solver.answer import Roadmap
from bitgil.roadmap.solver.choice import SMALL
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import answered
from bitgil.roadmap.timing import why_now
from bitgil.roadmap.wishes import Attempt, Wish, try_out, weighted
from bitgil.store.current import Current

POINTS = 20
AT_ONCE = Effort(seconds=2.0, first_look=2.0, only_look=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """The building, the problem as it could be answered, its roadmap, and what lacked for the stated one."""

    ground: Ground
    building: Building
    problem: Problem
    roadmap: Roadmap
    impossible: Impossible | None

    @property
    def free(self) -> tuple[str, ...]:
        """The projects that can be chosen or not."""
        return tuple(each.id for each in self.problem.candidates if each.fixed is None)


def ground_for(current: Current, *, by_reference: bool) -> Ground | None:
    """Return the ground that was kept for the plan in force; None where nothing was computed yet."""
    kept = current.ground_by_reference if by_reference else current.ground
    if kept is None:
        return None
    return once(current, ("ground", by_reference), lambda: from_plain(current.plan, kept))


def roadmap_for(current: Current, *, by_reference: bool) -> Answer | None:
    """Return the roadmap with all objectives weighing the same; None where nothing was computed yet."""
    ground = ground_for(current, by_reference=by_reference)
    if ground is None:
        return None

    def solved() -> Answer:
        building = ground.building()
        return Answer(ground, building, *answered(building.problem, AT_ONCE))

    return once(current, ("roadmap", by_reference), solved)


def is_small(problem: Problem) -> bool:
    """Whether a page may ask many questions about the problem while its reader waits."""
    return sum(len(problem.options(each)) for each in problem.candidates if each.fixed is None) <= SMALL


def front_for(current: Current, answer: Answer, pair: tuple[str, str]) -> Front | None:
    """Return the exact front of two objectives; None where the problem is too large to wait for it."""
    if not is_small(answer.problem):
        return None
    return once(
        current,
        ("front", answer.ground.by_reference, pair),
        lambda: front_of(answer.problem, pair, points=POINTS, effort=AT_ONCE),
    )


def firmness_for(current: Current, answer: Answer) -> tuple[Verdict, ...] | None:
    """Return how firm each verdict is; None where the problem is too large to wait for it."""
    if not is_small(answer.problem):
        return None
    return once(
        current, ("firmness", answer.ground.by_reference), lambda: robustness_of(answer.problem, AT_ONCE)
    )


def timing_for(current: Current, answer: Answer) -> Mapping[str, tuple[Words, ...]]:
    """Return why each chosen project starts when it does; nothing where the problem is too large to wait."""
    if not is_small(answer.problem):
        return {}

    def asked() -> Mapping[str, tuple[Words, ...]]:
        chosen = [name for name in answer.free if name in answer.roadmap.starts]
        return {name: why_now(answer.problem, answer.roadmap, name, AT_ONCE) for name in chosen}

    return once(current, ("timing", answer.ground.by_reference), asked)


def attempt_for(current: Current, answer: Answer, wish: Wish) -> Attempt:
    """Return what a committee's wish costs; raise Unsound where it cannot be asked."""
    key = (
        answer.ground.by_reference,
        wish.into,
        wish.out,
        tuple(sorted(wish.starts.items())),
        tuple(sorted(wish.weights.items())),
    )
    return once(current, ("attempt", *key), lambda: try_out(answer.building, wish, AT_ONCE))


def alternative_for(current: Current, answer: Answer, alternative: Alternative) -> Answer:
    """Return the roadmap under an alternative's own weights and bounds."""

    def solved() -> Answer:
        weights = {part.objective: part.weight for part in alternative.weights}
        problem = weighted(answer.building.problem, weights)
        building = bounded(replace(answer.building, problem=problem), answer.ground.plan, alternative)
        return Answer(answer.ground, building, *answered(building.problem, AT_ONCE))

    return once(current, ("alternative", answer.ground.by_reference, alternative.id), solved)


def stated_for(current: Current, *, by_reference: bool) -> dict[str, Any] | None:
    """Return the roadmap as it was published with the plan in force."""
    return current.roadmap_by_reference if by_reference else current.roadmap


def names_of(current: Current, language: str) -> Mapping[str, str]:
    """Return the name of every project."""
    return {project.id: project.name.in_(language) for project in current.plan.projects}
