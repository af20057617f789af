"""Large plans: a bounding search and a hunt for plans side by side, each on one core.

One thread lets HiGHS search the whole model: what it proves is the bound. The other solves the model
again and again with most of it held fast: first a kernel (columns that the relaxation uses or nearly), then
neighbourhoods of the best plan so far (some candidates at random, those around one quarter, those under one
limit, every project but only a little earlier or later), by CP-SAT where they are a city's size and by HiGHS
where they are larger. Such a small search's own bound says nothing about the whole and is never shown. A
column is left out for good only where relaxation + reduced cost ≤ best value.

What is found depends on the time given and on the machine; the plan itself is what is kept, with its proof.
Source: E. Angelelli, R. Mansini, M. G. Speranza, "Kernel search: a general heuristic for the
multi-dimensional knapsack problem", Computers & Operations Research 37 (2010);
E. Danna, E. Rothberg, C. Le Pape, "Exploring relaxation induced neighborhoods to improve MIP solutions",
Mathematical Programming 102 (2005).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from threading import Event, Lock, Thread
from time import monotonic

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.matrix import (
    Matrix,
    Numbers,
    completed,
    keeps,
    matrix_of,
    owners_of,
    total_of,
)
from bitgil.roadmap.solver.neighbourhood import Neighbourhoods
from bitgil.roadmap.solver.part import better
from bitgil.roadmap.solver.search import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Effort, Found, Listen

_KERNEL = 2.5
_USED = 1e-9
_KERNEL_SHARE, _MIDDLE_SHARE, _MIDDLE = 0.25, 0.08, 6_000
"""Above so many columns the kernel is most of what is found and gets more of the time."""
_PART = 1_200
"""Up to so many open columns CP-SAT searches a part, above HiGHS."""
_LOOK_SHARE, _LOOK_SECONDS = 0.12, 5.0


def search(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return the best columns of *model* found within *effort*, with a bound proven over all of it."""
    began, matrix = monotonic(), matrix_of(model)
    effort = effort if effort.stop is not None else replace(effort, stop=Event())
    root = highs.relax(matrix, seconds=effort.seconds)
    if root is None:
        return highs.search(model, effort, hint=hint, listen=listen)
    best = Best(model, matrix, began, listen)
    best.bounded(root.value)
    if hint is not None:
        best.offer(highs.point_of(model, completed(model, hint)))
    bounding = Thread(target=_bound, args=(best, matrix, effort, began), daemon=True)
    bounding.start()
    try:
        _hunt(best, root, effort)
    except KeyboardInterrupt:
        pass  # Ctrl-C between two looks: what was found until then is the answer
    finally:
        best.over.set()
        bounding.join()
    return best.found(monotonic() - began)


class Best:
    """The best plan so far and the bound, kept by two threads."""

    def __init__(self, model: Model, matrix: Matrix, began: float, listen: Listen | None) -> None:
        self.model, self.matrix, self.began, self.listen = model, matrix, began, listen
        self.lock, self.over = Lock(), Event()
        self.columns: dict[int, int] | None = None
        self.total: int | None = None
        self.bound = np.inf
        self.status = UNKNOWN

    def offer(self, point: Numbers | None) -> bool:
        """Take a point that keeps every row in whole numbers and is better; say whether it was."""
        if point is None:
            return False
        columns = highs.columns_of(point)
        total = total_of(self.model, columns)
        with self.lock:
            if (self.total is not None and total <= self.total) or not keeps(self.model, columns):
                return False
            self.columns, self.total = columns, total
        self.tell()
        return True

    def bounded(self, bound: float) -> None:
        """Take a proven bound."""
        if isfinite(bound) and bound < self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Pass on the news of progress."""
        if self.listen is not None:
            bound = highs.whole_bound(self.bound, self.model.scale)
            self.listen(self.total, bound, monotonic() - self.began)

    @property
    def value(self) -> float:
        """Return the best value, −∞ where there is none."""
        return -np.inf if self.total is None else self.total / self.model.scale

    def settled(self) -> bool:
        """Say whether nothing better can be left."""
        bound = highs.whole_bound(self.bound, self.model.scale)
        closed = self.total is not None and bound is not None and bound <= self.total
        return closed or self.status in {OPTIMAL, IMPOSSIBLE}

    def found(self, seconds: float) -> Found:
        """Return what was found, as every back-end says it."""
        if self.status == IMPOSSIBLE and self.columns is None:
            return Found(IMPOSSIBLE, {}, None, None, seconds)
        bound = highs.whole_bound(self.bound, self.model.scale)
        if self.columns is None or self.total is None:
            return Found(UNKNOWN, {}, None, bound, seconds)
        if self.settled():
            return Found(OPTIMAL, self.columns, self.total, self.total, seconds)
        return Found(FEASIBLE, self.columns, self.total, bound, seconds)


def _bound(best: Best, matrix: Matrix, effort: Effort, began: float) -> None:
    """Search the whole model in the background; its bound is the proof."""

    def heard(_value: float, bound: float, point: Numbers | None) -> None:
        best.bounded(bound)
        best.offer(point)
        if effort.stop is not None and effort.stop.is_set():
            best.over.set()

    start = None if best.columns is None else highs.point_of(best.model, best.columns)
    left = effort.seconds - (monotonic() - began)
    answer = highs.run(matrix, seconds=left, seed=effort.seed, start=start, stop=best.over, heard=heard)
    best.bounded(answer.bound)
    best.offer(answer.point)
    if answer.status == IMPOSSIBLE or (
        answer.status == OPTIMAL and best.value >= answer.value - abs(answer.value) * 1e-9
    ):
        best.status = answer.status


def _hunt(best: Best, root: highs.Relaxed, effort: Effort) -> None:
    """Look for better plans until the time is over or nothing better can be left."""
    model, matrix = best.model, best.matrix
    places = owners_of(model.columns)
    begins = np.array([place for own in places.values() for place in own])
    luck = np.random.default_rng(effort.seed)

    def left() -> float:
        return effort.seconds - (monotonic() - best.began)

    def look(upper: Numbers, seconds: float) -> highs.Answer:
        held = np.where(root.value + root.reduced > best.value, upper, 0.0)
        start = None if best.columns is None else highs.point_of(model, best.columns)
        if start is not None:
            held = np.maximum(held, start)
        return highs.run(matrix.within(held), seconds=min(seconds, left()), start=start, stop=effort.stop)

    def part(columns: Mapping[int, int], number: int) -> tuple[Numbers | None, bool]:
        upper = around.propose(columns)
        if np.count_nonzero(upper[begins]) > _PART:
            answer = look(upper, seconds)
            return answer.point, answer.status == OPTIMAL
        found = better(model, matrix, columns, upper, seconds=left(), seed=number, stop=effort.stop)
        return found.point, found.status in {OPTIMAL, IMPOSSIBLE}

    kernel = _kernel(model, root, len(places), _KERNEL)
    share = _KERNEL_SHARE if len(model.columns) > _MIDDLE else _MIDDLE_SHARE
    best.offer(look(kernel, effort.seconds * share).point)
    around = Neighbourhoods(model, matrix, root.point, root.reduced, luck)
    seconds = min(_LOOK_SECONDS, effort.seconds * _LOOK_SHARE)
    looks = 0
    while left() > 0 and not best.settled() and not (effort.stop is not None and effort.stop.is_set()):
        if best.columns is None:
            # a wider kernel each time, in short looks: the bounding thread may have a plan meanwhile
            looks += 1
            wider = _kernel(model, root, len(places), (1 + looks) * _KERNEL)
            best.offer(look(wider, seconds).point)
            if best.columns is None:
                best.over.wait(min(max(left(), 0.0), 0.2))
            continue
        looks += 1
        point, full = part(best.columns, effort.seed + looks)
        around.learn(better=best.offer(point), full=full)


def _kernel(model: Model, root: highs.Relaxed, candidates: int, times: float) -> Numbers:
    """Return the columns that the relaxation uses, or nearly, up to so many a candidate; the others shut."""
    rank = np.where(root.point > _USED, -1.0, np.abs(root.reduced))
    kept = np.argsort(rank, kind="stable")[: int(times * candidates)]
    upper = np.zeros(len(model.columns))
    upper[kept] = 1.0
    upper[root.point > _USED] = 1.0
    for place, column in enumerate(model.columns):
        if column.kind != "start":
            upper[place] = column.high
    return upper
