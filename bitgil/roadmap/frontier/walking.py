"""Walks along rows of floors, on several cores at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from fractions import Fraction
from threading import Lock
from typing import TypeVar

from bitgil.roadmap.frontier.view import Point, View
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.solver.waiting import wait_for

_POLL_SECONDS = 0.1
Asked = TypeVar("Asked")
Got = TypeVar("Got")


def all_of(
    workers: ThreadPoolExecutor, ask: Callable[[Asked], Got], each: Sequence[Asked], effort: Effort
) -> list[Got]:
    """Return *ask* of *each*, in their order; Ctrl-C lets the solves under way end with what they have."""
    waiting = [workers.submit(ask, one) for one in each]

    def pressed() -> None:
        if effort.stop is not None:
            effort.stop.set()

    wait_for(
        lambda: all(future.done() for future in waiting),
        lambda: wait(waiting, timeout=_POLL_SECONDS),
        pressed,
    )
    return [future.result() for future in waiting]


def halves(grid: list[Fraction], parts: int) -> list[list[Fraction]]:
    """Return the grid in so many parts of neighbours."""
    size = -(-len(grid) // parts)
    return [grid[part * size : (part + 1) * size] for part in range(parts)]


class Walk:
    """Walks rows of floors, several at once; counts what it solved and what it was spared."""

    def __init__(self, view: View, effort: Effort, progress: Callable[[int, int], None] | None) -> None:
        self.view, self.effort, self.progress = view, effort, progress
        self.lock, self.solves, self.spared, self.total = Lock(), 0, 0, 1

    def end(self, first: str) -> Point | None:
        """Return the plan best in one objective."""
        self._count(solves=1)
        return self.view.best({}, first, self.effort)

    def row(self, floors: list[Fraction], others: tuple[Fraction, ...], hint: Point) -> list[Point]:
        """Return the plans found as the second objective's floor rises and the others' stay."""
        first, *rest = self.view.objectives
        found: list[Point] = []
        for place, floor in enumerate(floors):
            if found and floor <= found[-1].values[rest[0]]:
                self._count(spared=1)
                continue
            if self.effort.stop is not None and self.effort.stop.is_set():
                break
            asked = dict(zip(rest, (floor, *others), strict=True))
            point = self.view.best(asked, first, self.effort, hint)
            self._count(solves=1)
            if point is None:
                self._count(spared=len(floors) - place - 1)
                break
            found.append(point)
        return found

    def above(self, left: Point, right: Point) -> Point | None:
        """Return the plan best in the first objective with more of the second than *left*."""
        first, second = self.view.objectives
        floor = left.values[second] + Fraction(1, self.view.scale)
        self._count(solves=1)
        return self.view.best({second: floor}, first, self.effort, right)

    def _count(self, *, solves: int = 0, spared: int = 0) -> None:
        with self.lock:
            self.solves, self.spared = self.solves + solves, self.spared + spared
            done = min(max(self.solves - len(self.view.objectives), 0) + self.spared, self.total)
            if self.progress is not None:
                self.progress(done, self.total)
