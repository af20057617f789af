"""CP-SAT of OR-Tools (Apache-2.0): the back-end for a city's own number of projects.

A search begins with one worker, which settles a city's own size soonest and always in the same way. What that
first look leaves open goes to eight workers, which bound better than two even on two cores; with `repeatable`
their turns are interleaved in a fixed order, so seed and version settle the plan. Ctrl-C ends the search and
the best so far is returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import floor
from threading import Event, Thread
from time import monotonic

from ortools.sat.python import cp_model

from bitgil.roadmap.model import Model, Rule
from bitgil.roadmap.solver.search import (
    FEASIBLE,
    IMPOSSIBLE,
    OPTIMAL,
    UNKNOWN,
    Effort,
    Found,
    Listen,
)

STATUS = {
    cp_model.OPTIMAL: OPTIMAL,
    cp_model.FEASIBLE: FEASIBLE,
    cp_model.INFEASIBLE: IMPOSSIBLE,
    cp_model.UNKNOWN: UNKNOWN,
}
_ROUNDING = 1e-6
_POLL_SECONDS = 0.05


def search(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return the best columns of *model* that CP-SAT finds within *effort*, with the proven bound."""
    look = _solver(effort)
    look.parameters.num_workers = 1
    look.parameters.interleave_search = (
        False  # with it one worker takes turns among many ways, ten times slower
    )
    look.parameters.max_deterministic_time = effort.first_look
    found, stopped = _ask(look, model, effort, hint, listen)
    left = effort.seconds - found.seconds
    if effort.only_look or stopped or left <= 0 or found.status in {OPTIMAL, IMPOSSIBLE}:
        return found
    known = found.columns or hint
    longer, _ = _ask(_solver(replace(effort, seconds=left)), model, effort, known, listen)
    return _better(found, longer)


def _better(one: Found, two: Found) -> Found:
    """Return the better of two searches of one model, with the tighter bound and the time of both."""
    best = two if one.total is None or (two.total is not None and two.total >= one.total) else one
    bounds = [found.bound for found in (one, two) if found.bound is not None]
    status = two.status if two.status != UNKNOWN else one.status
    return replace(best, status=status, bound=min(bounds, default=None), seconds=one.seconds + two.seconds)


def _ask(
    solver: cp_model.CpSolver,
    model: Model,
    effort: Effort,
    hint: Mapping[int, int] | None,
    listen: Listen | None,
) -> tuple[Found, bool]:
    program, unknowns = _program(model)
    program.maximize(_sum(tuple(enumerate(model.goal)), unknowns))
    if hint is not None:
        for place, unknown in enumerate(unknowns):
            program.add_hint(unknown, hint.get(place, 0))
    began = monotonic()
    listener = _listener(solver, listen, began)
    status, stopped = _run_stoppable(solver, program, listener, effort.stop)
    seconds = monotonic() - began
    if status in {IMPOSSIBLE, UNKNOWN}:
        return Found(status, {}, None, None, seconds), stopped
    values = [solver.value(unknown) for unknown in unknowns]
    columns = {place: value for place, value in enumerate(values) if value}
    total = sum(model.goal[place] * value for place, value in columns.items())
    bound = floor(solver.best_objective_bound + _ROUNDING)
    return Found(status, columns, total, bound, seconds), stopped


def clash(model: Model, effort: Effort) -> tuple[Rule, ...]:
    """Return rules of *model* that cannot all hold, or an empty tuple where they can.

    Sufficient, not least: presolve is off, because with it a literal from outside the assumptions can
    come back (google/or-tools issue 5141).
    """
    program = cp_model.CpModel()
    unknowns = _unknowns(program, model)
    literals = {rule: program.new_bool_var(str(rule)) for rule in model.rules()}
    for row in model.rows:
        constraint = program.add_linear_constraint(_sum(row.terms, unknowns), *_span(row.low, row.high))
        if row.rule is not None:
            constraint.only_enforce_if(literals[row.rule])
    program.add_assumptions(list(literals.values()))
    solver = _solver(effort)
    solver.parameters.cp_model_presolve = False
    solver.parameters.num_workers = 1
    if _run_stoppable(solver, program, None, effort.stop)[0] != IMPOSSIBLE:
        return ()
    named = {literal.index: rule for rule, literal in literals.items()}
    core = [named[index] for index in solver.sufficient_assumptions_for_infeasibility() if index in named]
    return tuple(sorted(core))


def _program(model: Model) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    program = cp_model.CpModel()
    unknowns = _unknowns(program, model)
    for row in model.rows:
        low, high = _span(row.low, row.high)
        if (row.low, row.high) == (None, 1) and all(weight == 1 for _, weight in row.terms):
            program.add_at_most_one([unknowns[place] for place, _ in row.terms])
        else:
            program.add_linear_constraint(_sum(row.terms, unknowns), low, high)
    return program, unknowns


def _unknowns(program: cp_model.CpModel, model: Model) -> list[cp_model.IntVar]:
    return [
        program.new_bool_var(f"{column.owner} {column.mode}@{column.start}")
        if column.high == 1
        else program.new_int_var(0, column.high, f"slack {column.owner}")
        for column in model.columns
    ]


def _sum(terms: tuple[tuple[int, int], ...], unknowns: list[cp_model.IntVar]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum(
        [unknowns[place] for place, _ in terms], [weight for _, weight in terms]
    )


def _span(low: int | None, high: int | None) -> tuple[int, int]:
    return (cp_model.INT_MIN if low is None else low, cp_model.INT_MAX if high is None else high)


def _solver(effort: Effort) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = effort.seconds
    solver.parameters.random_seed = effort.seed
    solver.parameters.num_workers = effort.workers
    solver.parameters.interleave_search = effort.repeatable
    solver.parameters.catch_sigint_signal = False
    return solver


def _listener(
    solver: cp_model.CpSolver, listen: Listen | None, began: float
) -> cp_model.CpSolverSolutionCallback | None:
    if listen is None:
        return None
    tell = listen

    class Listener(cp_model.CpSolverSolutionCallback):
        best: int | None = None

        def on_solution_callback(self) -> None:
            self.best = round(self.objective_value)
            tell(self.best, floor(self.best_objective_bound + _ROUNDING), monotonic() - began)

    listener = Listener()
    solver.best_bound_callback = lambda bound: tell(
        listener.best, floor(bound + _ROUNDING), monotonic() - began
    )
    return listener


def _run_stoppable(
    solver: cp_model.CpSolver,
    program: cp_model.CpModel,
    listener: cp_model.CpSolverSolutionCallback | None,
    stop: Event | None,
) -> tuple[str, bool]:
    """Solve in a thread of its own, so that Ctrl-C reaches this one; say how it ended and if it was stopped.

    The solver's own way with Ctrl-C is off: it would leave Python without a handler afterwards.
    """
    ended: list[str] = []
    thread = Thread(target=lambda: ended.append(STATUS[solver.solve(program, listener)]), daemon=True)
    thread.start()
    stopped = False
    while thread.is_alive():
        try:
            thread.join(_POLL_SECONDS)
        except KeyboardInterrupt:
            stopped = True
        stopped = stopped or (stop is not None and stop.is_set())
        if stopped:
            solver.stop_search()
    return (ended[0] if ended else UNKNOWN), stopped
