"""A matrix with more columns to branch on: whether a candidate is chosen, and whether early or late.

To say that a candidate starts in one quarter of ten rules out little, so a search that can only branch on
single starts moves its bound slowly. The sums say nothing new about plans. The solver would work them out of
its model before it begins, so that part of its preparation is switched off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.matrix import Matrix, Numbers, Rows, owners_of

KEEPING = MappingProxyType({"presolve_rule_off": (1 << 8) | (1 << 12)})
"""HiGHS's options that keep sums in the model: no free column is substituted, nothing is aggregated."""
NO_PLANS = MappingProxyType(
    {
        "mip_heuristic_effort": 0.0,
        "mip_heuristic_run_rins": False,
        "mip_heuristic_run_rens": False,
        "mip_heuristic_run_root_reduced_cost": False,
        "mip_heuristic_run_feasibility_jump": False,
    }
)
"""HiGHS's options that leave out its own costly ways to find plans, where good ones are known."""
EAGER = MappingProxyType({"mip_pscost_minreliable": 1})
"""HiGHS's option to trust what one look at a branch showed: the eight it takes by itself are two thirds of
its work, and the bound falls by branching."""
_FEW = 3


@dataclass(frozen=True, slots=True)
class Gathered:
    """The matrix with a column for each of *sums*, each the places whose sum it is."""

    matrix: Matrix
    sums: tuple[tuple[int, ...], ...]

    def within(self, upper: Numbers) -> Matrix:
        """Return the matrix with other upper bounds of its plain columns."""
        return self.matrix.within(np.append(upper, np.ones(len(self.sums))))

    def worths(self) -> Numbers:
        """Return what one of each column is worth; of a sum, what the dearest of its starts is."""
        goal = np.abs(self.matrix.goal[: len(self.matrix.goal) - len(self.sums)])
        return np.append(goal, [goal[list(places)].max() for places in self.sums])

    def point(self, point: Numbers) -> Numbers:
        """Return a point of the plain matrix with its sums."""
        return np.append(point, [point[list(places)].sum() for places in self.sums])

    def plain(self, point: Numbers) -> Numbers:
        """Return a point without its sums."""
        return point[: len(point) - len(self.sums)]


def gathered(model: Model, matrix: Matrix) -> Gathered:
    """Return *matrix* with the sums of every candidate's starts."""
    sums = []
    for own in owners_of(model.columns).values():
        places = sorted(own, key=lambda place: (model.columns[place].start, place))
        sums.append(tuple(places))
        if len(places) > _FEW:
            sums.append(tuple(places[: len(places) // 2]))
    first, count = len(matrix.goal), len(sums)
    lengths = np.array([len(places) + 1 for places in sums], dtype=np.int64)
    index = [place for k, places in enumerate(sums) for place in (*places, first + k)]
    value = [weight for places in sums for weight in (*([1.0] * len(places)), -1.0)]
    none = np.zeros(count)
    wider = replace(
        matrix,
        goal=np.append(matrix.goal, none),
        lower=np.append(matrix.lower, none),
        upper=np.append(matrix.upper, none + 1.0),
    ).below(
        Rows(
            low=none,
            high=none,
            start=np.append(0, np.cumsum(lengths)),
            index=np.array(index, dtype=np.int64),
            value=np.array(value),
        )
    )
    return Gathered(wider, tuple(sums))
