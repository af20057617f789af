"""The hunt for better plans of a model that is not walked over: a kernel, then parts of the best plan.

A part frees some candidates of the best plan and is searched by CP-SAT, or by HiGHS where it is large.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.kernel import Looks
from bitgil.roadmap.solver.neighbourhood import Neighbourhoods
from bitgil.roadmap.solver.part import better
from bitgil.roadmap.solver.search import IMPOSSIBLE, OPTIMAL, Effort

_PART = 1_200
"""Up to so many open columns CP-SAT searches a part, above HiGHS."""
_LARGE = 6_000
_KERNEL_SHARE, _LESS_SHARE = 0.25, 0.08
"""Of the time so much goes to a kernel: the more above _LARGE columns, where it is most of what is found."""
_LOOK_SECONDS = 5.0


class Parting:
    """Betters a plan part by part until the time is over or nothing better can be left."""

    def __init__(self, best: Best, tight: Tight, effort: Effort) -> None:
        self.best, self.effort = best, effort
        self.looks = Looks(best, tight, effort)
        luck, root = np.random.default_rng(effort.seed), tight.root
        self.around = Neighbourhoods(best.model, best.matrix, root.point, root.reduced, luck)
        self.count = 0

    def go(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Search a kernel, wider and wider until there is a plan, then part after part until it is enough."""
        large = len(self.best.model.columns) > _LARGE
        self.looks.kernel(self.effort.seconds * (_KERNEL_SHARE if large else _LESS_SHARE))
        while not (self.looks.over() or enough()):
            if self.best.columns is None:
                self.looks.wider()
            else:
                self._part()

    def _part(self) -> None:
        """Search a neighbourhood of the best plan."""
        known = self.best.columns or {}
        upper = self.around.propose(known)
        self.count += 1
        if np.count_nonzero(upper[self.looks.starts]) > _PART:
            answer = self.looks.within(upper, self.looks.briefly(_LOOK_SECONDS))
            point, full = answer.point, answer.status == OPTIMAL
        else:
            found = better(
                self.best.model,
                self.best.matrix,
                known,
                upper,
                seconds=self.looks.left(),
                seed=self.effort.seed + self.count,
                stop=self.effort.stop,
            )
            point, full = found.point, found.status in {OPTIMAL, IMPOSSIBLE}
        self.around.learn(better=self.best.offer(point), full=full)
