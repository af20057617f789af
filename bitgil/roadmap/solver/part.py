"""A part of a model searched by CP-SAT: some columns may move, the others stay as they are in a known plan.

Rows are cut down to the open columns before the solver sees them, so a part of some thirty projects costs
little however large the whole is. Only something better than the known plan is asked for. How long it looks
is limited by work done, not by the clock, so a busy machine looks less often but no less well.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.cpsat import STATUS
from bitgil.roadmap.solver.matrix import Matrix, Numbers
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, UNKNOWN, Answered

WORK = 1.0
"""The most one look may do, in the solver's own measure (about seconds of one idle core)."""
_POLL_SECONDS = 0.05


def better(  # noqa: PLR0913  a model, its known plan, and how long to look
    model: Model,
    matrix: Matrix,
    columns: Mapping[int, int],
    upper: Numbers,
    *,
    seconds: float,
    seed: int,
    stop: Event | None = None,
) -> Answered:
    """Return the best point in which only columns with *upper* > 0 move, if it beats *columns*.

    The status is OPTIMAL or IMPOSSIBLE (nothing better) where that was proven, else UNKNOWN.
    """
    moving = [int(place) for place in np.flatnonzero(_concerned(model, matrix, upper))]
    place_of = {place: number for number, place in enumerate(moving)}
    held = np.zeros(len(model.columns))
    for place, value in columns.items():
        if place not in place_of:
            held[place] = value
    program = cp_model.CpModel()
    unknowns = [program.new_int_var(0, int(upper[place]), "") for place in moving]
    _rows(program, unknowns, matrix, place_of, matrix.activity(held))
    goal = cp_model.LinearExpr.weighted_sum(unknowns, [model.goal[place] for place in moving])
    now = sum(model.goal[place] * value for place, value in columns.items() if place in place_of)
    program.add(goal >= now + 1)
    program.maximize(goal)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.max_deterministic_time = WORK
    solver.parameters.catch_sigint_signal = False
    status = _solved(solver, program, stop)
    if status not in {OPTIMAL, FEASIBLE}:
        return Answered(status, None)
    point = held
    for place, unknown in zip(moving, unknowns, strict=True):
        point[place] = solver.value(unknown)
    return Answered(OPTIMAL if status == OPTIMAL else UNKNOWN, point)


def _solved(solver: cp_model.CpSolver, program: cp_model.CpModel, stop: Event | None) -> str:
    """Solve, watched by a thread that ends the search when *stop* is set."""
    over = Event()

    def watch() -> None:
        while stop is not None and not over.wait(_POLL_SECONDS):
            if stop.is_set():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return STATUS[solver.solve(program)]
    finally:
        over.set()
        watcher.join()


def _concerned(model: Model, matrix: Matrix, upper: Numbers) -> NDArray[np.bool_]:
    """Return the starts that may move, and of the other columns those that follow from one of them."""
    follows = np.array([column.kind != "start" for column in model.columns], dtype=np.bool_)
    moving = (upper > 0) & ~follows
    lengths = np.diff(matrix.start)
    near = np.zeros(len(upper), dtype=bool)
    near[matrix.index[np.repeat(_touched(matrix, moving), lengths)]] = True
    return moving | (near & follows)


def _touched(matrix: Matrix, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows hold one of those columns."""
    counts = np.append(0, np.cumsum(among[matrix.index]))
    return np.array(np.diff(counts[matrix.start]) > 0, dtype=np.bool_)


def _rows(
    program: cp_model.CpModel,
    unknowns: list[cp_model.IntVar],
    matrix: Matrix,
    place_of: Mapping[int, int],
    spent: Numbers,
) -> None:
    """Add every row that an open column stands in, with what the held ones leave of it."""
    is_open = np.zeros(len(matrix.goal), dtype=bool)
    is_open[list(place_of)] = True
    for row in np.flatnonzero(_touched(matrix, is_open)):
        span = slice(matrix.start[row], matrix.start[row + 1])
        kept = is_open[matrix.index[span]]
        terms = [unknowns[place_of[int(place)]] for place in matrix.index[span][kept]]
        weights = [int(weight) for weight in matrix.value[span][kept]]
        low, high = matrix.low[row] - spent[row], matrix.high[row] - spent[row]
        program.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(terms, weights),
            cp_model.INT_MIN if np.isinf(low) else round(low),
            cp_model.INT_MAX if np.isinf(high) else round(high),
        )
