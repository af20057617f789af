"""The front itself: a grid of floors walked on several cores, then its widest gaps searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from threading import Event
from typing import Any

from bitgil.roadmap.frontier.view import Point, View, check, undominated
from bitgil.roadmap.frontier.walking import Walk, all_of, halves
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import spelt


@dataclass(frozen=True, slots=True)
class Front:
    """The plans found, the best first objective first; how many solves it took and how many were spared.

    `whole` says that no other plan belongs to the front.
    """

    objectives: tuple[str, ...]
    points: tuple[Point, ...]
    solves: int
    spared: int
    whole: bool = False


def front_of(  # noqa: PLR0913  each is one independent choice of whoever asks
    problem: Problem,
    objectives: Sequence[str],
    *,
    points: int = 20,
    effort: Effort | None = None,
    progress: Callable[[int, int], None] | None = None,
    cores: int = 2,
) -> Front:
    """Return about *points* plans over a grid of the second and later of *objectives*.

    Ctrl-C, or the effort's `stop`, ends it with the plans found so far. Raises Unsound where the problem is
    faulty, ValueError where an objective is none or fewer than two are named.
    """
    check(problem, objectives)
    effort = effort or Effort(seconds=20.0, first_look=20.0)
    effort = effort if effort.stop is not None else replace(effort, stop=Event())
    walk = Walk(View(problem, tuple(objectives)), effort, progress)
    with ThreadPoolExecutor(cores) as workers:
        known = [end for end in all_of(workers, walk.end, objectives, effort) if end is not None]
        if not known:
            return Front(tuple(objectives), (), walk.solves, 0)
        grids = _grids(known, objectives[1:], points)
        rows = [(half, others) for others in product(*grids[1:]) for half in halves(grids[0], cores) if half]
        walk.total = prod(len(grid) for grid in grids)
        best = max(known, key=lambda point: point.values[objectives[1]])
        found = all_of(workers, lambda row: walk.row(*row, hint=best), rows, effort)
        every = [*known, *(point for row in found for point in row)]
        shown, whole = list(undominated(every, objectives)), False
        if len(objectives) == 2:  # noqa: PLR2004  between two neighbours there is one gap
            shown, whole = _filled(workers, walk, shown, points, cores)
    return Front(tuple(objectives), tuple(shown), walk.solves, walk.spared, whole)


def _filled(
    workers: ThreadPoolExecutor, walk: Walk, shown: list[Point], points: int, cores: int
) -> tuple[list[Point], bool]:
    """Return the front with its widest gaps searched until there are so many points; say if none is left.

    The best plan just above a point's second value is its neighbour: either a new one, or the gap is empty.
    """
    (first, second), effort = walk.view.objectives, walk.effort
    shut: set[Fraction] = set()

    def gaps() -> list[tuple[Fraction, Point, Point]]:
        wide = [(b.values[second] - a.values[second], a, b) for a, b in pairwise(shown)]
        return sorted((gap for gap in wide if gap[1].values[second] not in shut), key=lambda gap: -gap[0])

    while len(shown) < points and (wide := gaps()) and not (effort.stop and effort.stop.is_set()):
        asked = wide[: min(cores, points - len(shown))]
        found = all_of(workers, lambda gap: walk.above(gap[1], gap[2]), asked, effort)
        for (_, left, right), point in zip(asked, found, strict=True):
            if point is None or not point.proven or point.values == right.values:
                shut.add(left.values[second])
            else:
                shown.append(point)
        shown = list(undominated(shown, (first, second)))
    return shown, not gaps() and all(point.proven for point in shown)


def _grids(known: list[Point], others: Sequence[str], points: int) -> list[list[Fraction]]:
    """Return equal steps from the least to the most of each other objective among the best plans."""
    steps = max(2, round(points ** (1 / len(others))))
    grids = []
    for name in others:
        low, high = (pick(point.values[name] for point in known) for pick in (min, max))
        grids.append([low + (high - low) * step / (steps - 1) for step in range(steps)])
    return [sorted(set(grid)) for grid in grids]


def to_plain(front: Front, problem: Problem) -> dict[str, Any]:
    """Return the front as what JSON can hold, decimals as text."""
    return {
        "objectives": list(front.objectives),
        "solves": front.solves,
        "spared": front.spared,
        "whole": front.whole,
        "points": [
            {
                "values": {name: spelt(value) for name, value in point.values.items()},
                "starts": {key: problem.horizon.name_of(at) for key, at in sorted(point.starts.items())},
                "ways": dict(sorted(point.modes.items())),
                "proven": point.proven,
            }
            for point in front.points
        ],
    }
