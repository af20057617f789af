"""Cuts: rows that no plan breaks but relaxations do, as HiGHS finds them before its first branch.

With them a relaxation lies far nearer to whole plans, so what it uses, or nearly, says more about good ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event
from types import MappingProxyType

import numpy as np

from bitgil.roadmap.solver import highs, simplex
from bitgil.roadmap.solver.matrix import Matrix, Numbers, Rows
from bitgil.roadmap.solver.sums import NO_PLANS

_AT_ONCE: Mapping[str, bool | int | float | str] = MappingProxyType(
    {"presolve": "off", "mip_allow_restart": False, "mip_detect_symmetry": False, **NO_PLANS}
)
"""Without preparation the columns of the cuts are the matrix's own; without restarts all is one round."""


@dataclass(frozen=True, slots=True)
class Tight:
    """A matrix with cuts below its own rows, and the optimum of its relaxation.

    `point` is the best plan the solver met meanwhile. Cuts may cut off what is no better than it, so the
    relaxation bounds every plan only together with it: `bound`.
    """

    matrix: Matrix
    root: simplex.Relaxed
    point: Numbers | None = None

    @property
    def least(self) -> float:
        """Return what a plan that was cut off may be worth: no more than `point`; −∞ without one."""
        return -np.inf if self.point is None else float(self.matrix.goal @ self.point)

    @property
    def bound(self) -> float:
        """Return what no plan is worth more than."""
        return max(self.root.value, self.least)

    def own(self, count: int) -> Matrix:
        """Return the matrix of the first *count* rows, before any cut."""
        return self.matrix.part(np.arange(len(self.matrix.goal)), np.arange(count))


def tightened(matrix: Matrix, root: simplex.Relaxed, *, seconds: float, stop: Event | None = None) -> Tight:
    """Return *matrix* with its cuts; as it is, with its *root*, where none are found in time."""
    found: list[Rows] = []
    answer = highs.run(matrix, seconds=seconds, nodes=1, stop=stop, options=_AT_ONCE, cut=found.append)
    whole = matrix.below(found[-1]) if found else matrix
    tight = simplex.relax(whole, seconds=seconds) if found else None
    if tight is None:
        return Tight(matrix, root, answer.point)
    return Tight(whole, tight, answer.point)
