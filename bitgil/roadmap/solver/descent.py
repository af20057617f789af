"""One dive: a relaxation's candidates made whole one after another, each in the way that costs it least.

Who is whole is held as soon as it is its turn, or what the cheap ones do would split the dear ones again.
Where the first way costs more than little, the opposite is looked at, so a cheap candidate is not left out
that a dear one requires.
Source: T. Achterberg, "Constraint Integer Programming", thesis, TU Berlin (2007), chapters 5 and 9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.simplex import HALF, TOLERANCE, Basis, Relaxed, Standing

_LITTLE = 1e-4
"""A way that costs no more than such a share of the relaxation's value is taken without looking further."""
_SURE, _TOGETHER = 0.9, 5
"""Candidates with such a share in one start are held without a look of their own, so many at a time; one by
one where together they have no room."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The bounds of a candidate's starts, and whether it is whole within them."""

    least: Numbers
    most: Numbers
    whole: bool


class Descent:
    """One way down from where a relaxation stands.

    `candidates` are the starts of each that is to be made whole, in their order; `upper` bounds all columns.
    """

    def __init__(
        self, standing: Standing, candidates: Sequence[Places], point: Numbers, upper: Numbers
    ) -> None:
        self.standing, self.point, self.upper = standing, point, upper.copy()
        self.candidates = candidates
        self.settled = np.zeros(len(candidates), dtype=bool)
        self.starts = np.concatenate([np.zeros(0, dtype=np.int64), *candidates])
        self.first = np.cumsum([0, *(len(own) for own in candidates)])[:-1]
        self.sure: list[int] = []
        self.together = _TOGETHER

    def end(self, over: Callable[[], bool], deep: int | None = None) -> Numbers:
        """Return the relaxation's point where all are whole or it is over, or after *deep* looks.

        Candidates that fit in no way beside the others are left as they were.
        """
        looks = count() if deep is None else range(deep)
        for _ in looks if len(self.candidates) else ():
            if over():
                break
            split = self._first_split()
            if split is None and not self.sure:
                break
            if self._solved() if split is None else self._decided(split):
                self.together = _TOGETHER
            elif self.sure:
                self._take_back()
            elif split is not None:
                self.settled[split] = True
        return self.point

    def _first_split(self) -> int | None:
        """Hold who is whole, or nearly, up to the first that is not, and return that one."""
        most = np.maximum.reduceat(self.point[self.starts], self.first)
        split = ~self.settled & (most > TOLERANCE) & (most < 1.0 - TOLERANCE)
        sure = np.flatnonzero(split & (most >= _SURE))
        unsure = [*np.flatnonzero(split & (most < _SURE))[:1], *sure[self.together : self.together + 1]]
        until = min(unsure, default=len(most))
        self.sure = sure[sure < until].tolist()
        for number in np.flatnonzero(~self.settled[:until] & (most[:until] > HALF)).tolist():
            own = self.candidates[number]
            at = _only(len(own), int(self.point[own].argmax()))
            self.standing.let(own, at, at)
            self.settled[number] = True
        return int(until) if unsure else None

    def _solved(self) -> bool:
        """Solve beside those just held; False where they have no room together."""
        root = self.standing.again()
        if root is not None:
            self.point = root.point
        return root is not None

    def _decided(self, number: int) -> bool:
        """Take the way of a split candidate that costs least; False where none leaves any plan."""
        own, worth = self.candidates[number], self.standing.worth(self.point)
        best: tuple[Relaxed, _Way, Basis] | None = None
        last: _Way | None = None
        for way in self._ways(own):
            self.standing.let(own, way.least, way.most)
            root, last = self.standing.again(), way
            if root is not None and (best is None or root.value > best[0].value):
                best = root, way, self.standing.basis()
            if best is not None and worth - best[0].value <= _LITTLE * abs(worth):
                break
        if best is None:
            self.standing.let(own, np.zeros(len(own)), self.upper[own])
            return False
        root, way, basis = best
        if way is not last:
            self.standing.let(own, way.least, way.most)
            self.standing.stand(basis)
        self.settled[number], self.upper[own], self.point = way.whole, way.most, root.point
        return True

    def _ways(self, own: Places) -> Iterator[_Way]:
        """Yield what to do with a split candidate: what it leans to, then the opposite."""
        share = self.point[own]
        most = int(share.argmax())
        none, one, barred = np.zeros(len(own)), _only(len(own), most), self.upper[own].copy()
        barred[most] = 0.0
        at, out = _Way(one, one, whole=True), _Way(none, none, whole=True)
        yield from (out, at) if share.sum() < HALF else (at, _Way(none, barred, whole=False))

    def _take_back(self) -> None:
        """Let those go that were held together; each has a look of its own next."""
        for number in self.sure:
            own = self.candidates[number]
            self.standing.let(own, np.zeros(len(own)), self.upper[own])
            self.settled[number] = False
        self.together = 0


def _only(count: int, place: int) -> Numbers:
    """Return so many zeros with a one at *place*."""
    found = np.zeros(count)
    found[place] = 1.0
    return found
