"""A bound by branching: what is open is divided, the best first, where that lowers the bound most.

To say that a candidate starts in one quarter of ten rules out little. To bar it or to demand it moves the
bound, and so does to say whether it starts early or late: on these sums (see `sums`) parts are divided first.
What dividing on one gains is looked at once, by solving both halves, and taken by that from then on.
Each part is narrowed by the rows, and by what would cost more than a better plan has room for.
HiGHS's own search goes deep before it goes broad: half a minute ends within its first few dozen parts.
Source: T. Achterberg, T. Koch, A. Martin, "Branching rules revisited", Operations Research Letters 33 (2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import ceil, floor, inf
from typing import Protocol

import numpy as np

from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.gains import Gains, worth_of
from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.narrowing import Box, Narrowing
from bitgil.roadmap.solver.simplex import TOLERANCE, Basis, Standing
from bitgil.roadmap.solver.sums import Gathered

_LOOKED, _IDLE = 4, 2
"""So many columns are looked at to divide a part on, and no more once so many came to nothing better."""


class News(Protocol):
    """What branching is told and tells while it goes on."""

    def total(self) -> int | None:
        """Return what the best plan known is worth, in units of the goal, if there is one."""

    def bounded(self, bound: float) -> None:
        """Hear what no plan is worth more than."""

    def met(self, point: Numbers) -> None:
        """Hear of a whole plan, by the columns before any sum."""

    def over(self) -> bool:
        """Say whether to end."""


@dataclass(frozen=True, slots=True)
class _Part:
    """All plans within a box; none of them that is better than the best known is worth more than `value`.

    `split` are the columns it may be divided on, `shares` what its relaxation has of them. Without any it is
    closed: its best plan was met, or nothing more can be found out about it.
    """

    value: float
    box: Box
    split: Places
    shares: Numbers
    basis: Basis | None


class Branching:
    """Divides the relaxation of *whole*; what that leaves out is worth no more than *least*."""

    def __init__(self, whole: Gathered, least: float, news: News) -> None:
        self.whole, self.closed, self.news = whole, least, news
        self.columns = np.flatnonzero(whole.matrix.upper > 0)
        self.thin = whole.matrix.among(self.columns)
        self.all = np.arange(len(self.columns))
        self.sums = self.all[self.columns >= len(whole.matrix.goal) - len(whole.sums)]
        self.gains = Gains(whole.worths()[self.columns])
        self.standing, self.narrowing = Standing(self.thin), Narrowing(self.thin)
        self.open: list[tuple[float, int, _Part]] = []
        self.number = count()

    def go(self) -> bool:
        """Divide until it is over; say whether no open part was left that may hold a better plan.

        Then no plan is worth more than the best known or than `closed`.
        """
        self._keep(self._look(Box(self.thin.lower, self.thin.upper), None))
        while self.open and self._promises(self.open[0][-1].value):
            if self.news.over():
                return False
            for half in self._halves(heappop(self.open)[-1]):
                self._keep(half)
            self.news.bounded(max(self.closed, self.open[0][-1].value if self.open else self._least()))
        return True

    def _least(self) -> float:
        """Return what is known to be reached, −∞ where nothing is."""
        total = self.news.total()
        return -inf if total is None else total / self.thin.scale

    def _promises(self, value: float) -> bool:
        """Say whether a part of that value may hold a plan better than the best."""
        most, total = highs.whole_bound(value, self.thin.scale), self.news.total()
        return total is None or (most is not None and most > total)

    def _keep(self, part: _Part | None) -> None:
        """Count a part among the open ones or the closed."""
        if part is None:
            return
        if len(part.split):
            heappush(self.open, (-part.value, next(self.number), part))
        else:
            self.closed = max(self.closed, part.value)

    def _halves(self, part: _Part) -> list[_Part | None]:
        """Return a part in two, divided where that lowers the bound most; as it is where all is over."""
        expected = self.gains.expected(part.split, part.shares)
        most, at, kept, idle = -inf, -1, None, 0
        for number in np.argsort(-expected)[:_LOOKED].tolist():
            if self.news.over():
                return [part]
            halves = None if self.gains.known(part.split[number]) else self._divided(part, number)
            gained = expected[number] if halves is None else self._gained_in(part, halves)
            idle += 1
            if gained > most:
                most, at, kept, idle = gained, number, halves, 0
            elif idle == _IDLE:
                break
        return kept or self._divided(part, at)

    def _gained_in(self, part: _Part, halves: list[_Part | None]) -> float:
        down, up = (self._gained(part, half) for half in halves)
        return worth_of(down, up)

    def _gained(self, part: _Part, half: _Part | None) -> float:
        """Return by how much less a half is worth: down to the best plan, for nothing below it matters."""
        least = self._least()
        value = least if half is None else max(half.value, least)
        return part.value - value if value > -inf else abs(part.value)

    def _divided(self, part: _Part, number: int) -> list[_Part | None]:
        """Return the halves of a part: one column is no more, or no less, than what is whole about it."""
        place, share = int(part.split[number]), float(part.shares[number])
        least, most = part.box.lower[place], part.box.upper[place]
        halves: list[_Part | None] = []
        for side, held in enumerate(((least, floor(share)), (ceil(share), most))):
            half = self._look(part.box.held(place, *held), part)
            self.gains.note(place, side, self._gained(part, half) / abs(held[1 - side] - share))
            halves.append(half)
        return halves

    def _look(self, box: Box, whole: _Part | None) -> _Part | None:
        """Return what is left in a box, by its relaxation; None where nothing is."""
        narrow = self.narrowing.of(box)
        if narrow is None:
            return None
        self.standing.let(self.all, narrow.lower, narrow.upper)
        if whole is not None and whole.basis is not None:
            self.standing.stand(whole.basis)
        root, value = self.standing.again(), inf if whole is None else whole.value
        if root is None:
            return None if self.standing.impossible else _closed(value, box)
        value, split = min(value, root.value), self._split(root.point, narrow)
        if not len(split):
            self._met(root.point)
            return _closed(value, box)
        room = value - self._least() + TOLERANCE * max(1.0, abs(value))
        narrow = narrow.worthwhile(root.reduced, room)
        return _Part(value, narrow, split, root.point[split], self.standing.basis())

    def _split(self, point: Numbers, box: Box) -> Places:
        """Return what is not whole and may still move: sums, or where all of them are whole, any columns."""
        broken = (np.abs(point - np.round(point)) > TOLERANCE) & (box.lower < box.upper)
        sums: Places = self.sums[broken[self.sums]]
        return sums if len(sums) else np.flatnonzero(broken)

    def _met(self, point: Numbers) -> None:
        full = np.zeros(len(self.whole.matrix.goal))
        full[self.columns] = point
        self.news.met(self.whole.plain(full))


def _closed(value: float, box: Box) -> _Part:
    return _Part(value, box, np.zeros(0, dtype=np.int64), np.zeros(0), None)
