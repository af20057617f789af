"""How firm each verdict is: in, out or contested over plausible weights and costs, and what would flip it.

The problem is solved anew in each of a fixed set of worlds: one objective's weight × or ÷ a factor, all costs
× a factor, one project's own cost × a factor if it is chosen and ÷ it if not (the other way it cannot flip),
and draws in which every project's cost errs on its own. A project chosen in every world is *in*,
in none *out*, else *contested*. The smallest change that flips it is the one nearest to none (|log factor|)
among the worlds of one change, narrowed by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log
from typing import Any

import numpy as np

from bitgil.quantity import Won, Words, text_of
from bitgil.roadmap.problem import Candidate, Problem
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both
from bitgil.roadmap.wording import named

WEIGHTS = (Decimal("0.5"), Decimal("0.8"), Decimal("1.25"), Decimal(2))
COSTS = (Decimal("0.9"), Decimal("1.1"), Decimal("1.2"))
OWN = Decimal("1.25")
HALVINGS = 4
ALL = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing made larger or smaller: the weight of an objective, all costs, or one project's cost."""

    what: str
    subject: str
    factor: Decimal

    @property
    def size(self) -> float:
        """Return how far it is from no change."""
        return abs(log(float(self.factor)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How firm one project stands: its verdict, the share of worlds that choose it, the smallest flip."""

    project: str
    verdict: str
    share: Decimal
    flip: Change | None


def robustness_of(  # noqa: PLR0913  each is one independent choice of whoever asks
    problem: Problem,
    effort: Effort | None = None,
    *,
    weights: Sequence[Decimal] = WEIGHTS,
    costs: Sequence[Decimal] = COSTS,
    own: Decimal | None = OWN,
    error: Decimal = Decimal("0.2"),
    draws: int = 8,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Verdict, ...]:
    """Return the verdict of every candidate that is no fact, by id.

    *own* is the factor on one project's cost, None for none; *error* the standard deviation of each project's
    own cost error in the *draws*. Raises Unsound where the problem is faulty.
    """
    effort = effort or Effort(seconds=10.0, only_look=True)
    free = sorted(each.id for each in problem.candidates if each.fixed is None)
    changes = [Change("weight", aim.id, f) for aim in problem.aims if aim.weight for f in weights]
    changes += [Change("cost", ALL, factor) for factor in costs]
    chosen: dict[Change, frozenset[str]] = {}
    rest: list[frozenset[str]] = []
    total = 1 + len(changes) + (0 if own is None else len(free)) + draws

    def told(world: Problem) -> frozenset[str]:
        if progress is not None:
            progress(len(chosen) + len(rest), total)
        return frozenset(solve(world, effort).starts)

    now = told(problem)
    if own is not None:
        changes += [Change("cost", name, own if name in now else round(1 / own, 4)) for name in free]
    for change in changes:
        chosen[change] = told(changed(problem, change))
    rest += [told(world) for world in _erring(problem, float(error), draws, seed)]
    worlds = [now, *chosen.values(), *rest]
    return tuple(
        Verdict(
            name,
            "in"
            if all(name in w for w in worlds)
            else "contested"
            if any(name in w for w in worlds)
            else "out",
            round(Decimal(sum(name in w for w in worlds)) / len(worlds), 4),
            _narrowed(problem, name, now, chosen, effort),
        )
        for name in free
    )


def changed(problem: Problem, change: Change) -> Problem:
    """Return *problem* in the world of one change; money is rounded to the won."""
    if change.what == "weight":
        aims = tuple(
            replace(aim, weight=aim.weight * change.factor) if aim.id == change.subject else aim
            for aim in problem.aims
        )
        return replace(problem, aims=aims)
    return replace(
        problem,
        candidates=tuple(
            dearer(each, change.factor) if change.subject in {ALL, each.id} else each
            for each in problem.candidates
        ),
    )


def dearer(each: Candidate, factor: Decimal) -> Candidate:
    """Return the candidate with every cost of every way × *factor*; a fact's costs are known and stay."""
    if each.fixed is not None:
        return each
    cost = tuple(replace(part, amount=Won(round(part.amount * factor))) for part in each.cost)
    modes = tuple(
        replace(m, match=(), cost=tuple(replace(p, amount=Won(round(p.amount * factor))) for p in m.cost))
        for m in each.modes
    )
    return replace(each, cost=cost, modes=modes, match=())


def _erring(problem: Problem, error: float, draws: int, seed: int) -> Iterator[Problem]:
    luck = np.random.default_rng(seed)
    for _ in range(draws):
        factors = {
            each.id: Decimal(round(float(np.exp(luck.normal(0.0, error))), 3)) for each in problem.candidates
        }
        yield replace(
            problem, candidates=tuple(dearer(each, factors[each.id]) for each in problem.candidates)
        )


def _narrowed(
    problem: Problem, name: str, now: frozenset[str], chosen: Mapping[Change, frozenset[str]], effort: Effort
) -> Change | None:
    """Return the smallest change that flips *name*, halved towards none."""
    flips = sorted(
        (change for change, world in chosen.items() if (name in world) != (name in now)),
        key=lambda change: (change.size, change.what, change.subject),
    )
    if not flips:
        return None
    flip, near = flips[0], Decimal(1)
    for _ in range(HALVINGS):
        middle = replace(flip, factor=round((near + flip.factor) / 2, 4))
        if (name in solve(changed(problem, middle), effort).starts) != (name in now):
            flip = middle
        else:
            near = middle.factor
    return flip


def flip_words(problem: Problem, flip: Change) -> Words:
    """Return a change as a phrase."""
    percent = f"{float(flip.factor) - 1:+.0%}"
    if flip.what == "weight":
        name = next(aim.name for aim in problem.aims if aim.id == flip.subject)
        return Words(f"'{name.ko}' 가중치 {percent}", f"the weight of '{name.in_('en')}' {percent}")
    if flip.subject == ALL:
        return Words(f"모든 사업비 {percent}", f"all costs {percent}")
    each = named(problem.candidate(flip.subject))
    return Words(f"{each.ko} 사업비 {percent}", f"the cost of {each.in_('en')} {percent}")


def to_plain(verdicts: Sequence[Verdict], problem: Problem) -> list[dict[str, Any]]:
    """Return the verdicts as what JSON can hold, both languages side by side."""
    rows = []
    for each in verdicts:
        words = None if each.flip is None else flip_words(problem, each.flip)
        rows.append(
            {
                "id": each.project,
                "verdict": each.verdict,
                "share": text_of(each.share),
                "flip": None if words is None else both(words),
            }
        )
    return rows
