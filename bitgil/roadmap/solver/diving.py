"""Dives: a relaxation made whole candidate by candidate, the dearest first.

What the dearest candidates do decides where the others find room, and after each of them the relaxation
says anew what fits best. A dive ends before the cheap ones: walks fill up what it leaves. A dive that holds
most of a good plan's starts looks for what goes better with them.
Source: E. Danna, E. Rothberg, C. Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
solutions", Mathematical Programming 102 (2005); T. Achterberg, "Constraint Integer Programming", thesis, TU
Berlin (2007), chapter 9.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from time import monotonic

import numpy as np

from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.packing import Flags
from bitgil.roadmap.solver.simplex import TOLERANCE, Standing

_DISTURBED = 0.2
"""How much the order of the candidates is disturbed."""
_DEEP, _LONG = 60, 3.0
"""A dive makes at most so many candidates whole, and takes no more than about so many seconds."""
_HELD_LEAST, _HELD_MOST = 0.5, 0.95
_BY_ROWS = 0.7
"""How often it is those who press on the same dear limits that are let go, and not any."""


class Dives:
    """Dives into one relaxation, among a few starts; points are told by the whole matrix's columns."""

    def __init__(self, tight: Tight, starts: Collection[int], owners: Sequence[Places]) -> None:
        matrix = tight.matrix
        follow = np.ones(len(matrix.goal), dtype=bool)
        follow[np.concatenate(owners)] = False
        follow[list(starts)] = True
        self.columns = matrix.able(np.flatnonzero(follow))
        self.thin = matrix.among(self.columns)
        number = {int(column): k for k, column in enumerate(self.columns)}
        self.size, self.number = len(matrix.goal), number
        known = [np.array([number[c] for c in own.tolist() if c in number], dtype=np.int64) for own in owners]
        self.places = [own for own in known if len(own)]
        self.worth = np.array([max(self.thin.goal[own].max(), 0.0) for own in self.places])
        self.standing: Standing | None = None
        self.limits: list[Places] = []

    def leaning(self, luck: np.random.Generator, disturbed: float) -> Numbers | None:
        """Return the relaxation's optimum, if it has one, with each candidate's worth *disturbed*."""
        standing, goal = self._begun(), self.thin.goal.copy()
        factors = np.exp(luck.normal(0.0, disturbed, len(self.places)))
        for own, factor in zip(self.places, factors, strict=True):
            goal[own] *= factor
        standing.anew(self.thin.lower, self.thin.upper)
        standing.price(goal)
        root = standing.again()
        standing.price(self.thin.goal)
        return None if root is None else self._told(root.point)

    def afresh(self, luck: np.random.Generator, over: Callable[[], bool]) -> Numbers | None:
        """Return where a dive ends; None where the relaxation has no optimum."""
        return self._dive(np.zeros(0, dtype=np.int64), luck, over)

    def again(
        self, plan: Iterable[int], luck: np.random.Generator, over: Callable[[], bool]
    ) -> Numbers | None:
        """Return where a dive ends that holds most starts of *plan*."""
        known = np.array([self.number[start] for start in plan if start in self.number], dtype=np.int64)
        free = round(len(known) * (1 - luck.uniform(_HELD_LEAST, _HELD_MOST)))
        if luck.random() < _BY_ROWS:
            free_ones = self._pressing(known, free, luck)
        else:
            free_ones = luck.permutation(known)[:free]
        return self._dive(np.setdiff1d(known, free_ones), luck, over)

    def _pressing(self, plan: Places, count: int, luck: np.random.Generator) -> Places:
        """Return so many starts of *plan*: those that take of one dear limit, then of another."""
        found = np.zeros(0, dtype=np.int64)
        for limit in luck.permutation(len(self.limits)):
            if len(found) >= count:
                break
            more = np.setdiff1d(np.intersect1d(plan, self.limits[limit]), found)
            found = np.append(found, luck.permutation(more)[: count - len(found)])
        return found

    def _dive(self, held: Places, luck: np.random.Generator, over: Callable[[], bool]) -> Numbers | None:
        standing = self._begun()
        lower, upper = self.thin.lower.copy(), self.thin.upper.copy()
        owned = np.zeros(len(self.thin.goal), dtype=bool)
        owned[held] = True
        whole = np.array([owned[own].any() for own in self.places])
        for own in np.flatnonzero(whole):
            upper[self.places[own]] = 0.0
        lower[held] = upper[held] = 1.0
        standing.anew(lower, upper)
        root = standing.again() if len(held) else standing.root
        if root is None:
            return None
        return self._told(self._deeper(standing, root.point, whole, luck, over))

    def _deeper(
        self,
        standing: Standing,
        point: Numbers,
        whole: Flags,
        luck: np.random.Generator,
        over: Callable[[], bool],
    ) -> Numbers:
        """Make candidates whole one after another, the dearest first."""
        order = np.argsort(-self.worth * np.exp(_DISTURBED * luck.normal(size=len(self.worth))))
        until = monotonic() + _LONG
        for _ in range(_DEEP):
            split = (own for own in order if not whole[own] and _split(point[self.places[own]]))
            dearest = next(split, None)
            if dearest is None or over() or monotonic() > until:
                break
            further = self._made_whole(standing, self.places[dearest], point)
            if further is None:
                break
            whole[dearest], point = True, further
        return point

    def _made_whole(self, standing: Standing, own: Places, point: Numbers) -> Numbers | None:
        """Hold a candidate at what the relaxation leans to most, or the next where that leaves nothing."""
        leaning = np.append(point[own], 1.0 - point[own].sum())
        for choice in np.argsort(-leaning, kind="stable"):
            if leaning[choice] <= TOLERANCE:
                break
            held = np.zeros(len(own))
            held[choice : choice + 1] = 1.0  # the last choice is none of the starts
            standing.hold(own, held)
            root = standing.again()
            if root is not None:
                return root.point
        return None

    def _begun(self) -> Standing:
        if self.standing is None:
            self.standing = Standing(self.thin)
            root = self.standing.root
            if root is not None:
                dear = np.flatnonzero((root.prices > TOLERANCE) & np.isinf(self.thin.low))
                self.limits = [self._takers(int(row)) for row in dear]
        return self.standing

    def _takers(self, row: int) -> Places:
        terms = slice(self.thin.start[row], self.thin.start[row + 1])
        takers: Places = self.thin.index[terms][self.thin.value[terms] > 0]
        return takers

    def _told(self, point: Numbers) -> Numbers:
        full = np.zeros(self.size)
        full[self.columns] = point
        return full


def _split(shares: Numbers) -> bool:
    """Say whether a candidate is neither left out nor whole in one start."""
    return bool(((shares > TOLERANCE) & (shares < 1.0 - TOLERANCE)).any())
