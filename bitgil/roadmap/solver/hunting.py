"""The hunt for better plans: three ways to look, each with the more time the oftener it bettered something.

A merge walks a few times, from what disturbed relaxations lean to and from good plans, and then searches
among the starts of the best plan and of those, to the end if it can; a merge of all takes every good plan's,
as far as time allows. A part frees some candidates of the best plan and searches them by CP-SAT, or by HiGHS
where they are many. A start is left out for good only where relaxation + reduced cost ≤ best value; a bound
of such a restricted search says nothing about the whole and is never shown.
Source: C. Blum, P. Pinacho, M. López-Ibáñez, J. A. Lozano, "Construct, Merge, Solve & Adapt: a new general
algorithm for combinatorial optimization", Computers & Operations Research 68 (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.matrix import Numbers, completed, owners_of, total_of
from bitgil.roadmap.solver.neighbourhood import Neighbourhoods
from bitgil.roadmap.solver.packing import packing_of
from bitgil.roadmap.solver.part import better
from bitgil.roadmap.solver.ruin import Ruins, Walk
from bitgil.roadmap.solver.search import IMPOSSIBLE, OPTIMAL, Effort
from bitgil.roadmap.solver.sums import KEEPING, NO_PLANS, Gathered, gathered

_KERNEL = 2.5
_USED = 1e-9
_PART = 1_200
"""Up to so many open columns CP-SAT searches a part, above HiGHS."""
_LOOK_SHARE, _LOOK_SECONDS = 0.12, 5.0
_FEW = 150
"""Up to so many candidates walks come near the best; above, they feed the merges of all good plans."""
_STEPS, _WARMTH, _COOLER = 30_000, 60.0, 0.6
"""A walk from a relaxation begins at _WARMTH / candidates² of the worth, one from a good plan cooler."""
_OUT_SHARE, _MOST_OUT = 10, 15
_RELAX_SECONDS = 2.0
_NOISE, _ELITE = 0.15, 12
_OTHERS, _MERGE_SECONDS = 60, 2.5
"""A merge takes in so many starts beside those of the best plan: most can then be searched to the end."""
_WALKS_OF_FEW, _WALKS, _AFRESH = 4, 2, 1 / 3
_SHARES_OF_FEW, _SHARES = (0.1, 0.8, 0.1), (0.3, 0.1, 0.6)
_LOSS, _LEAST_MERIT = 0.8, 0.2
"""Parts, merges and merges of all have time by share × merit: 1 after a better plan, falling without one."""


class Hunt:
    """Looks for better plans until the time is over or nothing better can be left."""

    def __init__(self, best: Best, root: highs.Relaxed, effort: Effort, *, walking: bool) -> None:
        self.best, self.root, self.effort = best, root, effort
        self.model, self.matrix = best.model, best.matrix
        self.places = owners_of(self.model.columns)
        self.candidates = len(self.places)
        self.few = self.candidates <= _FEW
        self.begins = np.array([place for own in self.places.values() for place in own])
        self.luck = np.random.default_rng(effort.seed)
        self.around = Neighbourhoods(self.model, self.matrix, root.point, root.reduced, self.luck)
        packing = packing_of(self.model) if walking else None
        self.whole = Gathered(self.matrix, ()) if packing is None else gathered(self.model, self.matrix)
        self.ruins = None if packing is None else Ruins(packing, root.prices)
        self.number = {} if packing is None else {int(p): k for k, p in enumerate(packing.columns)}
        self.elite: list[tuple[int, dict[int, int]]] = []
        self.recent: list[dict[int, int]] = []
        self.looks = 0

    def left(self) -> float:
        """Return the seconds that are left."""
        return self.effort.seconds - (monotonic() - self.best.began)

    def over(self) -> bool:
        """Say whether there is no more to do, or no more time."""
        stopped = self.effort.stop is not None and self.effort.stop.is_set()
        return stopped or self.left() <= 0 or self.best.settled()

    def first(self, seconds: float) -> None:
        """Walk once, however soon it is stopped, then search a kernel: what the relaxation nearly uses."""
        self._walk_afresh()
        kernel = _kernel(self.model, self.root, _KERNEL * self.candidates)
        self.best.offer(self._look(kernel, seconds).point)

    def warm(self, seconds: float) -> None:
        """Walk and merge for so many seconds, and once however soon it is stopped."""
        until = monotonic() + seconds
        self._walk_afresh()
        while self.ruins is not None and monotonic() < until and not self.over():
            self._merge()

    def join(self, other: Hunt) -> None:
        """Take over the good plans of *other*."""
        for _, columns in other.elite:
            self._elect(columns)

    def go(self) -> None:
        """Look again and again, wider and wider until there is a plan at all."""
        ways: list[Callable[[], bool]] = [self._part]
        if self.ruins is not None:
            ways += [self._merge, self._merge_all]
        shares = _SHARES_OF_FEW if self.few else _SHARES
        merits, spent = [1.0] * len(ways), [0.0] * len(ways)
        while not self.over():
            self.looks += 1
            if self.best.columns is None:
                self._wider()
                continue
            turn = min(range(len(ways)), key=lambda k: spent[k] / (shares[k] * merits[k]))
            began = monotonic()
            merits[turn] = 1.0 if ways[turn]() else max(merits[turn] * _LOSS, _LEAST_MERIT)
            spent[turn] += monotonic() - began

    def _wider(self) -> None:
        """Search a wider kernel each time, in short looks: another thread may have a plan meanwhile."""
        self._walk_afresh()
        seconds = min(_LOOK_SECONDS, self.effort.seconds * _LOOK_SHARE)
        size = (1 + self.looks) * _KERNEL * self.candidates
        self.best.offer(self._look(_kernel(self.model, self.root, size), seconds).point)
        if self.best.columns is None:
            self.best.over.wait(min(max(self.left(), 0.0), 0.2))

    def _walk(self) -> bool:
        """Walk from a good plan, the better the oftener."""
        if not self.elite:
            return self._walk_afresh()
        place = min(int(self.luck.exponential(_ELITE / 4)), len(self.elite) - 1)
        columns = self.elite[place][1]
        return self._walked([self.number[each] for each in columns if each in self.number], _COOLER)

    def _walk_afresh(self) -> bool:
        """Walk from what a relaxation with disturbed worths uses most."""
        if self.ruins is None:
            return False
        noise = np.exp(self.luck.normal(0.0, _NOISE, self.candidates))
        goal = self.matrix.goal.copy()
        for factor, own in zip(noise, self.places.values(), strict=True):
            goal[own] *= factor
        other = highs.relax(replace(self.matrix, goal=goal), seconds=min(self.left(), _RELAX_SECONDS))
        lean = [] if other is None else self.ruins.leaning(other.point[self.ruins.packing.columns])
        return self._walked(lean, 1.0)

    def _walked(self, plan: list[int], share: float) -> bool:
        """Walk from *plan*, that share as warm as afresh; note the plan it came to."""
        if self.ruins is None:
            return False
        far = Walk(
            steps=min(_STEPS, _STEPS * _FEW // self.candidates),
            out=max(2, min(self.candidates // _OUT_SHARE, _MOST_OUT)),
            warmth=share * _WARMTH / self.candidates**2 * abs(self.root.value),
        )
        came = self.ruins.walk(plan, far, int(self.luck.integers(2**31)))
        if came is None:
            return False
        starts = [int(self.ruins.packing.columns[start]) for start in came[0]]
        columns = completed(self.model, dict.fromkeys(starts, 1))
        self._elect(columns)
        self.recent.append(columns)
        return self.best.offer(highs.point_of(self.model, columns))

    def _elect(self, columns: dict[int, int]) -> None:
        """Keep a few of the best plans that differ."""
        if all(columns != other for _, other in self.elite):
            self.elite.append((total_of(self.model, columns), columns))
            self.elite = sorted(self.elite, key=lambda each: -each[0])[:_ELITE]

    def _merge(self) -> bool:
        """Walk a few times, then search to the end among the starts of the best plan and some of those."""
        bettered = self._walk_some()
        known = self.best.columns or {}
        others = [columns for _, columns in self.elite]
        self.luck.shuffle(others)
        opened = self.number.keys() & known
        enough = len(opened) + _OTHERS
        for columns in (*self.recent, *others):
            if len(opened) < enough:
                opened |= self.number.keys() & columns
        self.recent.clear()
        seconds = min(_MERGE_SECONDS, self.effort.seconds * _LOOK_SHARE)
        return self._look_whole(_opened(self.model, sorted(opened)), seconds) or bettered

    def _merge_all(self) -> bool:
        """Walk a few times, then search among the starts of every good plan as far as time allows."""
        bettered = self._walk_some()
        plans = [self.best.columns or {}, *self.recent, *(columns for _, columns in self.elite)]
        opened = self.number.keys() & {place for columns in plans for place in columns}
        self.recent.clear()
        seconds = min(_LOOK_SECONDS, self.effort.seconds * _LOOK_SHARE)
        return self.best.offer(self._look(_opened(self.model, sorted(opened)), seconds).point) or bettered

    def _walk_some(self) -> bool:
        """Walk a few times; say whether the best plan was bettered."""
        bettered = False
        for _ in range(_WALKS_OF_FEW if self.few else _WALKS):
            if not self.over():
                bettered |= self._walk_afresh() if self.luck.random() < _AFRESH else self._walk()
        if self.best.columns is not None:
            self._elect(self.best.columns)
        return bettered

    def _part(self) -> bool:
        """Search a neighbourhood of the best plan."""
        known = self.best.columns or {}
        upper = self.around.propose(known)
        if np.count_nonzero(upper[self.begins]) > _PART:
            answer = self._look(upper, min(_LOOK_SECONDS, self.effort.seconds * _LOOK_SHARE))
            point, full = answer.point, answer.status == OPTIMAL
        else:
            seed, stop = self.effort.seed + self.looks, self.effort.stop
            found = better(self.model, self.matrix, known, upper, seconds=self.left(), seed=seed, stop=stop)
            point, full = found.point, found.status in {OPTIMAL, IMPOSSIBLE}
        bettered = self.best.offer(point)
        self.around.learn(better=bettered, full=full)
        return bettered

    def _look(self, upper: Numbers, seconds: float) -> highs.Answer:
        """Search whole columns of those let in."""
        held, start = self._held(upper)
        seconds = min(seconds, self.left())
        return highs.run(self.matrix.within(held), seconds=seconds, start=start, stop=self.effort.stop)

    def _look_whole(self, upper: Numbers, seconds: float) -> bool:
        """Search them by whole candidates, to the end if it can; say whether the best plan was bettered."""
        held, start = self._held(upper)
        answer = highs.run(
            self.whole.within(held),
            seconds=min(seconds, self.left()),
            start=None if start is None else self.whole.point(start),
            stop=self.effort.stop,
            options=KEEPING | NO_PLANS,
        )
        return self.best.offer(None if answer.point is None else self.whole.plain(answer.point))

    def _held(self, upper: Numbers) -> tuple[Numbers, Numbers | None]:
        """Return upper bounds without those that can be in no better plan, and the best plan as a point."""
        held = np.where(self.root.value + self.root.reduced > self.best.value, upper, 0.0)
        if self.best.columns is None:
            return held, None
        start = highs.point_of(self.model, self.best.columns)
        return np.maximum(held, start), start


def _kernel(model: Model, root: highs.Relaxed, size: float) -> Numbers:
    """Return the columns that the relaxation uses, or nearly, up to so many; the others shut."""
    rank = np.where(root.point > _USED, -1.0, np.abs(root.reduced))
    kept = [int(place) for place in np.argsort(rank, kind="stable")[: int(size)]]
    return _opened(model, [*kept, *np.flatnonzero(root.point > _USED).tolist()])


def _opened(model: Model, places: Iterable[int]) -> Numbers:
    """Return upper bounds that let in those starts, and every column that follows from starts."""
    upper = np.array([0.0 if column.kind == "start" else column.high for column in model.columns])
    for place in places:
        upper[place] = max(upper[place], 1.0)
    return upper
