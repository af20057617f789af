"""Relaxations by HiGHS (MIT): programmes whose columns need not be whole, solved once or time and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import highspy
import numpy as np

from bitgil.roadmap.solver.matrix import Matrix, Numbers, Places

TOLERANCE = 1e-6
HALF = 0.5
_ROUNDS = 20_000
"""A relaxation that is solved again may take so many steps of the simplex method."""

Basis: TypeAlias = highspy.HighsBasis
"""Which columns and rows stand at their bounds: where the simplex method is, or begins again."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The relaxation's optimum: its value, its columns and reduced costs (≤ 0 for a column left out)."""

    value: float
    point: Numbers
    reduced: Numbers
    prices: Numbers
    activity: Numbers


def relax(matrix: Matrix, *, seconds: float = 600.0) -> Relaxed | None:
    """Return the optimum of the relaxation, in which columns need not be whole; None where there is none."""
    solver = solver_of(matrix, seconds=seconds, whole=False)
    solver.run()
    return _optimum(solver)


class Standing:
    """One relaxation that is solved time and again with some columns held, each time from where it was."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.places = np.arange(len(matrix.goal), dtype=np.int32)
        self.solver = solver_of(matrix, seconds=highspy.kHighsInf, whole=False)
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("simplex_iteration_limit", _ROUNDS)
        self.root = self.again()
        self.begun = self.basis()

    def anew(self, lower: Numbers, upper: Numbers) -> None:
        """Give every column those bounds, and begin the next time where the first one ended.

        What the solver has learnt since is left behind, so the same bounds lead to the same optimum.
        """
        self.solver.clearSolver()
        self.solver.changeColsBounds(len(self.places), self.places, lower, upper)
        self.stand(self.begun)

    def price(self, goal: Numbers) -> None:
        """Give every column that worth."""
        self.solver.changeColsCost(len(self.places), self.places, -goal)

    def let(self, places: Places, least: Numbers, most: Numbers) -> None:
        """Give those columns other bounds."""
        self.solver.changeColsBounds(len(places), places.astype(np.int32), least, most)

    def basis(self) -> Basis:
        """Return where it stands."""
        basis: Basis = self.solver.getBasis()
        return basis

    def stand(self, basis: Basis) -> None:
        """Begin the next time from there."""
        self.solver.setBasis(basis)

    def worth(self, point: Numbers) -> float:
        """Return what *point* is worth."""
        return float(self.matrix.goal @ point)

    @property
    def impossible(self) -> bool:
        """Say whether the last bounds were proven to leave nothing."""
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    def again(self) -> Relaxed | None:
        """Solve it under the bounds it has now; None where they leave nothing."""
        self.solver.run()
        return _optimum(self.solver)


def _optimum(solver: highspy.Highs) -> Relaxed | None:
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    return Relaxed(
        -solver.getInfo().objective_function_value,
        np.array(solution.col_value),
        -np.array(solution.col_dual),
        -np.array(solution.row_dual),
        np.array(solution.row_value),
    )


def solver_of(matrix: Matrix, *, seconds: float, whole: bool, seed: int = 1) -> highspy.Highs:
    """Return HiGHS with that programme, on one thread and told to leave no gap.

    It is told to lower the goal below 0: asked to raise one, HiGHS 1.14 that knows a point takes no better
    one from a callback, since it compares their values with the wrong sign. So its values, bounds and
    prices are told with theirs.
    """
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", max(seconds, 0.0))
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", max(min(TOLERANCE, HALF / matrix.scale), 1e-9))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(matrix.goal), len(matrix.low)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -matrix.goal, matrix.lower, matrix.upper
    lp.row_lower_, lp.row_upper_ = matrix.low, matrix.high
    lp.sense_ = highspy.ObjSense.kMinimize
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.start, matrix.index
    lp.a_matrix_.value_ = matrix.value
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(matrix.goal)
    solver.passModel(lp)
    return solver
