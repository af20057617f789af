"""HiGHS (MIT): bounds and searches of linear programmes with whole columns.

It computes in floating point, so what it answers is rounded to whole columns and held against every row in
whole numbers before it counts, and its bound is widened by its own tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor, isfinite
from threading import Event, Thread
from time import monotonic
from types import MappingProxyType

import highspy
import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.matrix import Matrix, Numbers, Rows, completed, keeps, matrix_of, total_of
from bitgil.roadmap.solver.search import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Effort, Found, Listen
from bitgil.roadmap.solver.simplex import HALF, TOLERANCE, solver_of
from bitgil.roadmap.solver.waiting import wait_for

_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """What one search of whole columns came to; `bound` holds only for the columns that were let in."""

    status: str
    point: Numbers | None
    value: float
    bound: float
    seconds: float


Heard = Callable[[float, float, Numbers | None], None]
"""Called with the best value, the bound and, where it is new, the best point."""

Known = Callable[[], Numbers | None]
"""Returns a point better than any it has returned before, or None."""

Cut = Callable[[Rows], None]
"""Called with the rows that were found before the first branch."""


def search(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return the best columns of *model* that HiGHS finds within *effort*, with the proven bound."""
    matrix, began = matrix_of(model), monotonic()

    def heard(value: float, bound: float, _point: Numbers | None) -> None:
        if listen is not None:
            best = round(value * model.scale) if isfinite(value) else None
            listen(best, whole_bound(bound, model.scale), monotonic() - began)

    start = None if hint is None else point_of(model, completed(model, hint))
    answer = run(matrix, seconds=effort.seconds, seed=effort.seed, start=start, stop=effort.stop, heard=heard)
    return found_from(model, answer, answer.bound, monotonic() - began)


def found_from(model: Model, answer: Answer, bound: float, seconds: float) -> Found:
    """Return an answer over all columns as exact whole numbers; one that breaks a row counts as unknown."""
    if answer.status == IMPOSSIBLE:
        return Found(IMPOSSIBLE, {}, None, None, seconds)
    columns = None if answer.point is None else columns_of(answer.point)
    if columns is None or not keeps(model, columns):
        return Found(UNKNOWN, {}, None, whole_bound(bound, model.scale), seconds)
    total = total_of(model, columns)
    proven = total if answer.status == OPTIMAL else whole_bound(bound, model.scale)
    return Found(answer.status, columns, total, proven, seconds)


def whole_bound(bound: float, scale: int) -> int | None:
    """Return a bound in units of the goal, widened by the solver's tolerance; None where there is none."""
    if not isfinite(bound):
        return None
    return floor((bound + TOLERANCE * max(1.0, abs(bound))) * scale)


def columns_of(point: Numbers) -> dict[int, int]:
    """Return the columns above 0, whole."""
    return {int(place): round(float(point[place])) for place in np.flatnonzero(point > HALF)}


def point_of(model: Model, columns: Mapping[int, int]) -> Numbers:
    """Return whole columns as a point."""
    point = np.zeros(len(model.columns))
    for place, value in columns.items():
        point[place] = value
    return point


def run(  # noqa: PLR0913  each is one independent choice of whoever searches
    matrix: Matrix,
    *,
    seconds: float,
    seed: int = 1,
    start: Numbers | None = None,
    stop: Event | None = None,
    heard: Heard | None = None,
    nodes: int | None = None,
    options: Mapping[str, bool | int | float | str] = MappingProxyType({}),
    known: Known | None = None,
    cut: Cut | None = None,
) -> Answer:
    """Search whole columns of *matrix*.

    Ctrl-C or *stop* ends the search with the best so far. *options* are the solver's own; *known* is asked
    now and then for a better point from elsewhere.
    """
    solver = solver_of(matrix, seconds=seconds, seed=seed, whole=True)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    if known is not None:
        solver.cbMipUserSolution.subscribe(_taking(known))
    if cut is not None:
        solver.cbMipGetCutPool.subscribe(_telling(cut, len(matrix.goal)))
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = list(start)
        solver.setSolution(given)
    began = monotonic()
    _run_stoppable(solver, stop, heard)
    return _answer(solver, monotonic() - began)


def _answer(solver: highspy.Highs, seconds: float) -> Answer:
    status, info = solver.getModelStatus(), solver.getInfo()
    known = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(IMPOSSIBLE, None, -np.inf, -np.inf, seconds)
    point = np.array(solver.getSolution().col_value) if known else None
    value = -info.objective_function_value if known else -np.inf
    if status == highspy.HighsModelStatus.kOptimal and known:
        return Answer(OPTIMAL, point, value, value, seconds)
    bound = -info.mip_dual_bound if abs(info.mip_dual_bound) < highspy.kHighsInf else np.inf
    return Answer(FEASIBLE if known else UNKNOWN, point, value, bound, seconds)


def _run_stoppable(solver: highspy.Highs, stop: Event | None, heard: Heard | None) -> None:
    """Run in a thread of its own, so that Ctrl-C reaches this one and ends the search early."""
    over = Event()

    def interrupt(event: highspy.highs.HighsCallbackEvent) -> None:
        if over.is_set() or (stop is not None and stop.is_set()):
            event.interrupt()
        elif heard is not None:
            heard(-event.data_out.mip_primal_bound, -event.data_out.mip_dual_bound, None)

    def improved(event: highspy.highs.HighsCallbackEvent) -> None:
        if heard is not None:
            point = np.array(event.data_out.mip_solution)
            heard(-event.data_out.objective_function_value, -event.data_out.mip_dual_bound, point)

    solver.cbMipInterrupt.subscribe(interrupt)
    solver.cbSimplexInterrupt.subscribe(_ending(over, stop))
    if heard is not None:
        solver.cbMipImprovingSolution.subscribe(improved)
    thread = Thread(target=solver.run, daemon=True)

    def pressed() -> None:
        over.set()
        if stop is not None:
            stop.set()

    try:
        thread.start()
        wait_for(lambda: not thread.is_alive(), lambda: thread.join(_POLL_SECONDS), pressed)
    finally:  # a Ctrl-C between two lines must not leave the solver running when Python ends
        over.set()
        thread.join()


def _taking(known: Known) -> Callable[[highspy.highs.HighsCallbackEvent], None]:
    """Return what hands over a plan that was found elsewhere."""

    def take(event: highspy.highs.HighsCallbackEvent) -> None:
        point = known()
        if point is not None:
            event.data_in.setSolution(point)

    return take


def _telling(cut: Cut, columns: int) -> Callable[[highspy.highs.HighsCallbackEvent], None]:
    """Return what passes on the cuts of the whole problem, not those of a smaller one made of it."""

    def tell(event: highspy.highs.HighsCallbackEvent) -> None:
        out = event.data_out
        if out.cutpool_num_col == columns:
            cut(
                Rows(
                    np.array(out.cutpool_lower, dtype=np.float64),
                    np.array(out.cutpool_upper, dtype=np.float64),
                    np.array(out.cutpool_start, dtype=np.int64),
                    np.array(out.cutpool_index, dtype=np.int64),
                    np.array(out.cutpool_value, dtype=np.float64),
                )
            )

    return tell


def _ending(over: Event, stop: Event | None) -> Callable[[highspy.highs.HighsCallbackEvent], None]:
    """Return what ends a long relaxation early."""

    def interrupt(event: highspy.highs.HighsCallbackEvent) -> None:
        if over.is_set() or (stop is not None and stop.is_set()):
            event.interrupt()

    return interrupt
