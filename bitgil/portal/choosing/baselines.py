"""What a re-plan starts from: the roadmap shown, a saved alternative, or one of the plan's that was chosen.

An alternative is re-planned under its own weights, and what was left out of it by hand stays out. What of it
can no longer be, because the plan has moved on, is left out of the baseline and named.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bitgil.government.portfolios import Portfolio, choices_of, portfolios_of
from bitgil.government.replanning import resumed
from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import Unsound, problem
from bitgil.plan.types import Alternative
from bitgil.portal.choosing.answers import AT_ONCE, Answer, alternative_for
from bitgil.portal.modelled import once
from bitgil.quantity import Words
from bitgil.roadmap import aftermath
from bitgil.roadmap.aftermath import Upset
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.wishes import Wish
from bitgil.store.current import Current

BASE = "base"
SHOWN = Words("지금 로드맵", "the roadmap now")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The plan that is re-planned, as an answer; `code` is empty for the roadmap shown.

    `wish` holds the weights and what stays out; `left` names what of the alternative can no longer be.
    """

    code: str
    name: Words
    answer: Answer
    wish: Wish
    left: tuple[str, ...] = ()

    @property
    def key(self) -> Hashable:
        """What tells it from every other baseline; a saved one may have been corrected meanwhile."""
        roadmap = self.answer.roadmap
        parts = (roadmap.starts, roadmap.modes, self.wish.weights)
        return (self.code, self.wish.out, *(tuple(sorted(part.items())) for part in parts))


def offered(current: Current, *, by_reference: bool) -> tuple[tuple[str, Words], ...]:
    """Return the alternatives from which a re-plan may start: those saved on that ground, those chosen."""
    chosen = choices_of(current.acts)
    saved = [
        (each.id, Words(each.name))
        for each in portfolios_of(current.acts)
        if each.by_reference == by_reference
    ]
    own = [(each.id, each.name) for each in current.plan.alternatives if each.id in chosen]
    return tuple((code, _marked(name) if code in chosen else name) for code, name in (*saved, *own))


def _marked(name: Words) -> Words:
    return Words(f"{name.ko} (의결로 고름)", f"{name.in_('en')} (chosen by resolution)")


def baseline_in(
    current: Current, answer: Answer, query: Mapping[str, str]
) -> tuple[Baseline, tuple[Complaint, ...]]:
    """Return what the address starts from, the roadmap shown where it names nothing that is offered."""
    code, shown = query.get(BASE, "").strip(), Baseline("", SHOWN, answer, Wish())
    if not code:
        return shown, ()
    names = dict(offered(current, by_reference=answer.ground.by_reference))
    if code not in names:
        return shown, (_unknown(code, tuple(names)),)
    own = next((each for each in current.plan.alternatives if each.id == code), None)
    if own is not None:
        base = _own(current, answer, own)
        return (base, ()) if base.answer.roadmap.value is not None else (shown, (_impossible(code),))
    saved = next(each for each in portfolios_of(current.acts) if each.id == code)
    found = _saved(answer, saved)
    return (shown, (_weightless(code),)) if found is None else (found, ())


def replanned_for(current: Current, base: Baseline, upset: Upset) -> dict[str, Any]:
    """Return the re-plan of a baseline after *upset*; raise Unsound with all that stands against it."""

    def solved() -> dict[str, Any] | tuple[Complaint, ...]:
        try:
            return aftermath.replanned(base.answer.problem, base.answer.roadmap, upset, AT_ONCE)
        except Unsound as unsound:
            return unsound.problems

    found = once(current, ("replan", base.answer.ground.by_reference, base.key, upset), solved)
    if isinstance(found, tuple):
        raise Unsound(found)
    return found


def _own(current: Current, answer: Answer, alternative: Alternative) -> Baseline:
    solved = alternative_for(current, answer, alternative)
    weights = {part.objective: part.weight for part in alternative.weights}
    return Baseline(alternative.id, alternative.name, solved, Wish(weights=weights))


def _saved(answer: Answer, saved: Portfolio) -> Baseline | None:
    """Return a saved alternative as it could still be; None where no objective of the plan weighs in it."""
    found = resumed(answer.problem, saved)
    if found is None:
        return None
    value = evaluate(found.problem, found.starts, found.ways).value
    roadmap = replace(
        answer.roadmap, starts=found.starts, modes=found.ways, value=value, bound=None, gap=None
    )
    asked = replace(answer, problem=found.problem, roadmap=roadmap)
    return Baseline(saved.id, Words(saved.name), asked, found.wish, found.left)


def _unknown(code: str, known: tuple[str, ...]) -> Complaint:
    listed = ", ".join(known) or "-"
    return problem(
        code,
        Words("여기서 다시 짤 수 있는 대안이 아닙니다", "is no alternative to re-plan from here"),
        Words(f"다음 가운데 고르세요: {listed}", f"choose one of {listed}"),
    )


def _impossible(code: str) -> Complaint:
    return problem(
        code,
        Words(
            "한도를 함께 지키는 로드맵이 없어 다시 짤 것이 없습니다", "has no roadmap that keeps its bounds"
        ),
        Words("대안의 한도를 고치거나 다른 것을 고르세요", "change its bounds or choose another"),
    )


def _weightless(code: str) -> Complaint:
    return problem(
        code,
        Words("지금 계획의 목적에 가중치가 하나도 없습니다", "weighs none of the plan's objectives"),
        Words("지금 계획에서 다시 풀어 저장하세요", "solve and save it again on the plan in force"),
    )
