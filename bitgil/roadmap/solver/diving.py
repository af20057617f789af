"""Dives: a relaxation made whole candidate by candidate, the dearest first, as `descent` does it.

What the dearest candidates do decides where the others find room. A dive that holds most of a good plan's
starts looks for what goes better with them; walks polish what it comes to.
Source: E. Danna, E. Rothberg, C. Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
solutions", Mathematical Programming 102 (2005).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from time import monotonic

import numpy as np

from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.descent import Descent
from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.simplex import TOLERANCE, Standing

_DISTURBED = 0.2
"""How much the order of the candidates is disturbed."""
_LONG = 10.0
"""A dive takes no more than about so many seconds; where it then is, a walk makes the rest whole."""
_DEEP = 60
"""One that holds some of a plan takes no more than so many looks, so walks find more than one end of it."""
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
        return self._dive(np.setdiff1d(known, free_ones), luck, over, _DEEP)

    def _pressing(self, plan: Places, count: int, luck: np.random.Generator) -> Places:
        """Return so many starts of *plan*: those that take of one dear limit, then of another."""
        found = np.zeros(0, dtype=np.int64)
        for limit in luck.permutation(len(self.limits)):
            if len(found) >= count:
                break
            more = np.setdiff1d(np.intersect1d(plan, self.limits[limit]), found)
            found = np.append(found, luck.permutation(more)[: count - len(found)])
        return found

    def _dive(
        self, held: Places, luck: np.random.Generator, over: Callable[[], bool], deep: int | None = None
    ) -> Numbers | None:
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
        order = np.argsort(-self.worth * np.exp(_DISTURBED * luck.normal(size=len(self.worth))))
        open_ones = [self.places[own] for own in order if not whole[own]]
        until = monotonic() + _LONG
        down = Descent(standing, open_ones, root.point, self.thin.upper)
        return self._told(down.end(lambda: over() or monotonic() > until, deep))

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
