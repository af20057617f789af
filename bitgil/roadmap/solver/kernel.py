"""Looks at some of a model's starts alone: those a relaxation uses or nearly, or any that one names.

A start is left out for good only where relaxation + reduced cost ≤ best value. A bound of such a restricted
search says nothing about the whole and is never shown.
Source: E. Angelelli, R. Mansini, M. G. Speranza, "Kernel search: a general heuristic for the
multi-dimensional knapsack problem", Computers & Operations Research 37 (2010).
"""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

import numpy as np

from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.matrix import Numbers, owners_of
from bitgil.roadmap.solver.search import Effort

_USED = 1e-9
_KERNEL = 2.5
"""A kernel's first size, and what a wider one has more, in starts a candidate."""
_SHARE = 0.12
"""A brief look takes at most so much of all the time."""
_BRIEFLY, _REST = 5.0, 0.2


class Looks:
    """Looks at parts of one model until the time is over or nothing better can be left."""

    def __init__(self, best: Best, tight: Tight, effort: Effort) -> None:
        self.best, self.tight, self.effort = best, tight, effort
        owners = owners_of(best.model.columns)
        self.starts = [place for own in owners.values() for place in own]
        self.step = _KERNEL * len(owners)
        self.size = self.step

    def left(self) -> float:
        """Return the seconds that are left."""
        return self.effort.seconds - (monotonic() - self.best.began)

    def over(self) -> bool:
        """Say whether there is no more to do, or no more time."""
        stopped = self.effort.stop is not None and self.effort.stop.is_set()
        return stopped or self.left() <= 0 or self.best.settled()

    def nearest(self, size: float) -> list[int]:
        """Return so many starts: those the relaxation uses, then those that would lower it least."""
        places = np.array(self.starts, dtype=np.int64)
        return [int(place) for place in places[np.argsort(self._losses(), kind="stable")[: int(size)]]]

    def count(self, loss: float) -> int:
        """Return how many starts would lower the relaxation by no more than *loss*."""
        return int(np.count_nonzero(self._losses() <= loss))

    def _losses(self) -> Numbers:
        root = self.tight.root
        losses: Numbers = np.where(root.point > _USED, -1.0, np.abs(root.reduced))[self.starts]
        return losses

    def kernel(self, seconds: float) -> bool:
        """Look at what the relaxation nearly uses."""
        return self.among(self.nearest(self.size), seconds)

    def briefly(self, seconds: float) -> float:
        """Return so many seconds, or a small share of a short time."""
        return min(seconds, self.effort.seconds * _SHARE)

    def wider(self) -> None:
        """Look at a wider kernel each time, briefly: another thread may have a plan meanwhile."""
        self.size += self.step
        self.kernel(self.briefly(_BRIEFLY))
        if self.best.columns is None:
            self.best.over.wait(min(max(self.left(), 0.0), _REST))

    def among(self, places: Iterable[int], seconds: float) -> bool:
        """Look for a better plan among those starts and what follows from them; say whether there was one."""
        upper = np.array([0.0 if c.kind == "start" else c.high for c in self.best.model.columns])
        upper[list(places)] = 1.0
        return self.best.offer(self.within(upper, seconds).point)

    def within(self, upper: Numbers, seconds: float) -> highs.Answer:
        """Search whole columns of those let in, from the best plan known."""
        root, best = self.tight.root, self.best
        held = np.where(root.value + root.reduced > best.value, upper, 0.0)
        start = None if best.columns is None else highs.point_of(best.model, best.columns)
        return highs.run(
            self.tight.matrix.within(held if start is None else np.maximum(held, start)),
            seconds=min(seconds, self.left()),
            start=start,
            stop=self.effort.stop,
        )
