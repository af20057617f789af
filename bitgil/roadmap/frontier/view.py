"""One model of a problem with a goal for each objective, and the best plan above some floors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import lcm

from bitgil.plan.problems import Unsound
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Model, Row, model_of
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.answer import columns_for, starts_of
from bitgil.roadmap.solver.choice import best_of
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


class View:
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
        """Return the columns that give something of that objective."""
        return tuple((place, worth) for place, worth in enumerate(self.goals[name]) if worth)

    def best(
        self, floors: Mapping[str, Fraction], first: str, effort: Effort, hint: Point | None = None
    ) -> Point | None:
        """Return the plan best in *first* above the floors, then in the sum of the others."""
        rows = [
            Row(None, self.terms(name), low=-int(-floor * self.scale // 1)) for name, floor in floors.items()
        ]
        model = replace(self.model, rows=(*self.model.rows, *rows), goal=self._goal(first), scale=1)
        known = None if hint is None else columns_for(model, hint.starts, hint.modes)
        found = best_of(model, effort, hint=known)
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


def check(problem: Problem, objectives: Sequence[str]) -> None:
    """Raise Unsound for a faulty problem, ValueError for objectives that make no front."""
    faults = problems_of(problem)
    if faults:
        raise Unsound(faults)
    known = {aim.id for aim in problem.aims}
    if len(objectives) < 2 or len(set(objectives)) < len(objectives) or set(objectives) - known:  # noqa: PLR2004
        raise ValueError(f"name two or more different objectives of {', '.join(sorted(known))}")


def undominated(points: list[Point], objectives: Sequence[str]) -> Iterator[Point]:
    """Yield the points that no other beats, the best first objective first, like ones once."""
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
