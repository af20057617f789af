"""Several objectives at once: the front of plans of which none is better in everything.

With objectives o, values V_o(x) and grids e_o, each point is

    max V_1(x) + δ Σ_{o>1} V_o(x) / range_o    s.t. V_o(x) ≥ e_o for o > 1

with a δ small enough (a thousandth, or less where the numbers allow) to do no more than break ties: what is
best in this sum is beaten in nothing by any other. As the second objective's floor rises a solve that still
passes the next floors is not repeated, and one that is impossible ends its row. Every point is exact where
its solve was proven. For large plans `outer` gives, from relaxations alone, what no plan can pass: between
it and the plans found lies the honest gap. Source: G. Mavrotas, K. Florios, "An improved version of the
augmented ε-constraint method (AUGMECON2)", Applied Mathematics and Computation 219 (2013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import Any

from bitgil.plan.problems import Unsound
from bitgil.quantity import text_of
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Model, Row, model_of
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.answer import starts_of
from bitgil.roadmap.solver.choice import best_of
from bitgil.roadmap.solver.highs import relax
from bitgil.roadmap.solver.matrix import matrix_of
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, Effort, Found
from bitgil.roadmap.soundness import EXACT, problems_of

FINEST = 1_000
"""The first objective weighs at most so much more than the others: more would blunt a solver's arithmetic."""


@dataclass(frozen=True, slots=True)
class Point:
    """One plan of the front: its value of every objective, its starts and ways; `proven` if none beats it."""

    values: Mapping[str, Fraction]
    starts: Mapping[str, int]
    modes: Mapping[str, str]
    proven: bool


@dataclass(frozen=True, slots=True)
class Front:
    """The plans found, the best first objective first; how many solves it took and how many were spared."""

    objectives: tuple[str, ...]
    points: tuple[Point, ...]
    solves: int
    spared: int


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What no plan can pass: of the first objective where the others reach their floors."""

    floors: Mapping[str, float]
    most: float


def front_of(
    problem: Problem,
    objectives: Sequence[str],
    *,
    points: int = 20,
    effort: Effort | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Front:
    """Return about *points* plans over a grid of the second and later of *objectives*.

    Raises Unsound where the problem is faulty, ValueError where an objective is none or fewer than two are
    named.
    """
    _check(problem, objectives)
    effort = effort or Effort(seconds=20.0, first_look=3.0)
    view = _View(problem, tuple(objectives))
    ends = [view.best({}, first, effort) for first in objectives]
    known = [end for end in ends if end is not None]
    if not known:
        return Front(tuple(objectives), (), len(ends), 0)
    grids = _grids(known, objectives[1:], points)
    found, spared, solves = list(known), 0, len(ends)
    total = max(1, prod(len(grid) for grid in grids))
    for number, outer_floors in enumerate(product(*grids[1:])):
        passed: Fraction | None = None
        for place, floor in enumerate(grids[0]):
            if progress is not None:
                progress(number * len(grids[0]) + place, total)
            if passed is not None and floor <= passed:
                spared += 1
                continue
            floors = dict(zip(objectives[1:], (floor, *outer_floors), strict=True))
            point, solves = view.best(floors, objectives[0], effort), solves + 1
            if point is None:
                spared += len(grids[0]) - place - 1
                break
            found.append(point)
            passed = point.values[objectives[1]]
    return Front(tuple(objectives), tuple(_undominated(found, objectives)), solves, spared)


def outer(problem: Problem, objectives: Sequence[str], *, points: int = 20) -> tuple[Ceiling, ...]:
    """Return what no plan can pass, from relaxations only, over a grid of the second of two *objectives*."""
    _check(problem, objectives)
    first, second = objectives[:2]
    view = _View(problem, (first, second))
    model = view.model
    best = [relax(matrix_of(replace(model, goal=view.goals[name], scale=1))) for name in (first, second)]
    if best[0] is None or best[1] is None:
        return ()
    low = float(sum(w * x for w, x in zip(view.goals[second], best[0].point, strict=True)))
    ceilings = []
    for step in range(points):
        floor = low + (best[1].value - low) * step / max(points - 1, 1)
        rows = (*model.rows, Row(None, view.terms(second), low=int(floor)))
        top = relax(matrix_of(replace(model, rows=rows, goal=view.goals[first], scale=1)))
        if top is not None:
            shown = {second: floor / view.scale}
            ceilings.append(Ceiling(shown, top.value / view.scale))
    return tuple(ceilings)


class _View:
    """One model of a problem with a goal for each objective."""

    def __init__(self, problem: Problem, objectives: tuple[str, ...]) -> None:
        self.problem, self.objectives = problem, objectives
        alone = {
            name: model_of(
                replace(
                    problem, aims=tuple(replace(a, weight=Decimal(int(a.id == name))) for a in problem.aims)
                )
            )
            for name in objectives
        }
        self.model: Model = alone[objectives[0]]
        self.scale = lcm(*(model.scale for model in alone.values()))
        self.goals = {
            name: tuple(worth * (self.scale // model.scale) for worth in model.goal)
            for name, model in alone.items()
        }

    def terms(self, name: str) -> tuple[tuple[int, int], ...]:
        return tuple((place, worth) for place, worth in enumerate(self.goals[name]) if worth)

    def best(self, floors: Mapping[str, Fraction], first: str, effort: Effort) -> Point | None:
        """Return the plan best in *first* above the floors, then in the sum of the others."""
        rows = [
            Row(None, self.terms(name), low=-int(-floor * self.scale // 1)) for name, floor in floors.items()
        ]
        model = replace(self.model, rows=(*self.model.rows, *rows), goal=self._goal(first), scale=1)
        found = best_of(model, effort)
        return self._point(model, found) if found.status in {OPTIMAL, FEASIBLE} else None

    def _goal(self, first: str) -> tuple[int, ...]:
        others = [name for name in self.objectives if name != first]
        reach = {name: sum(abs(worth) for worth in self.goals[name]) or 1 for name in self.objectives}
        lift = min(sum(reach[name] for name in others) + 1, FINEST)
        if lift * reach[first] >= EXACT:
            return self.goals[first]
        return tuple(
            self.goals[first][place] * lift + sum(self.goals[name][place] for name in others)
            for place in range(len(self.model.columns))
        )

    def _point(self, model: Model, found: Found) -> Point:
        starts, modes = starts_of(model, found.columns)
        checked = evaluate(self.problem, starts, modes)
        if checked.violations:
            raise Unsound(checked.violations)
        values = {name: checked.by_aim[name] for name in self.objectives}
        return Point(values, starts, modes, found.status == OPTIMAL)


def _check(problem: Problem, objectives: Sequence[str]) -> None:
    faults = problems_of(problem)
    if faults:
        raise Unsound(faults)
    known = {aim.id for aim in problem.aims}
    if len(objectives) < 2 or len(set(objectives)) < len(objectives) or set(objectives) - known:  # noqa: PLR2004
        raise ValueError(f"name two or more different objectives of {', '.join(sorted(known))}")


def _grids(known: list[Point], others: Sequence[str], points: int) -> list[list[Fraction]]:
    """Return equal steps from the least to the most of each other objective among the best plans."""
    steps = max(2, round(points ** (1 / len(others))))
    grids = []
    for name in others:
        low, high = (pick(point.values[name] for point in known) for pick in (min, max))
        grids.append([low + (high - low) * step / (steps - 1) for step in range(steps)])
    return [sorted(set(grid)) for grid in grids]


def _undominated(points: list[Point], objectives: Sequence[str]) -> Iterator[Point]:
    seen: set[tuple[Fraction, ...]] = set()
    for point in sorted(points, key=lambda p: [-p.values[name] for name in objectives]):
        mine = tuple(point.values[name] for name in objectives)
        beaten = any(
            all(o.values[n] >= v for n, v in zip(objectives, mine, strict=True))
            and any(o.values[n] > v for n, v in zip(objectives, mine, strict=True))
            for o in points
        )
        if not beaten and mine not in seen:
            seen.add(mine)
            yield point


def to_plain(front: Front, problem: Problem) -> dict[str, Any]:
    """Return the front as what JSON can hold, decimals as text."""
    return {
        "objectives": list(front.objectives),
        "solves": front.solves,
        "spared": front.spared,
        "points": [
            {
                "values": {name: _decimal(value) for name, value in point.values.items()},
                "starts": {key: problem.horizon.name_of(at) for key, at in sorted(point.starts.items())},
                "ways": dict(sorted(point.modes.items())),
                "proven": point.proven,
            }
            for point in front.points
        ],
    }


def _decimal(number: Fraction) -> str:
    return text_of(round(Decimal(number.numerator) / Decimal(number.denominator), 10))
