"""CP-SAT of OR-Tools (Apache-2.0): the back-end for a city's own number of projects.

A search begins with one worker, which settles a city's own size soonest and always in the same way. What that
first look leaves open goes to eight workers, which bound better than two even on two cores; with `repeatable`
their turns are interleaved in a fixed order, so seed and version settle the plan. Ctrl-C ends the search and
the best so far is returned.

A model that is mostly a schedule (`reading.is_schedule`) is put by intervals, any other by its columns. Its
first look is short, and between the two looks a good schedule is bred for the second to start from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import floor
from threading import Event, Thread
from time import monotonic

from ortools.sat.python import cp_model

from bitgil.roadmap.model import Model, Rule
from bitgil.roadmap.solver.columns import Columns, span, total, unknowns_of
from bitgil.roadmap.solver.intervals import Intervals
from bitgil.roadmap.solver.matrix import total_of
from bitgil.roadmap.solver.quick import quick_plan
from bitgil.roadmap.solver.reading import Reading, is_schedule, read
from bitgil.roadmap.solver.search import (
    FEASIBLE,
    IMPOSSIBLE,
    OPTIMAL,
    UNKNOWN,
    Effort,
    Found,
    Listen,
)
from bitgil.roadmap.solver.waiting import wait_for

STATUS = {
    cp_model.OPTIMAL: OPTIMAL,
    cp_model.FEASIBLE: FEASIBLE,
    cp_model.INFEASIBLE: IMPOSSIBLE,
    cp_model.UNKNOWN: UNKNOWN,
}
_ROUNDING = 1e-6
_POLL_SECONDS = 0.05
_LEAST = 0.01
_SCHEDULE_LOOK = 0.1
"""Of the first look so much where a model is a schedule: alone a worker has no search around a plan."""


Form = Columns | Intervals


def search(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return the best columns of *model* that CP-SAT finds within *effort*, with the proven bound."""
    began, found = monotonic(), Found(UNKNOWN, {}, None, None, 0.0)
    try:
        for known in _known(model, effort, hint, listen):
            found = known
    except KeyboardInterrupt:  # between two searches: what was found until then is the answer
        if effort.stop is not None:
            effort.stop.set()
    return replace(found, seconds=monotonic() - began)


def _known(
    model: Model, effort: Effort, hint: Mapping[int, int] | None, listen: Listen | None
) -> Iterator[Found]:
    """Yield what is known after a first look, after a schedule was bred, and after the longer search."""
    began = monotonic()
    reading = read(model) if is_schedule(model) else None
    form: Form = Columns(model) if reading is None else Intervals(model, reading)
    look = _solver(replace(effort, seconds=max(effort.seconds - (monotonic() - began), _LEAST)))
    look.parameters.num_workers = 1
    look.parameters.interleave_search = (
        False  # with it one worker takes turns among many ways, ten times slower
    )
    look.parameters.max_deterministic_time = effort.first_look
    if reading is not None and not effort.only_look:
        look.parameters.max_deterministic_time *= _SCHEDULE_LOOK
    found, stopped = _ask(look, form, effort, hint, listen)
    yield found
    if effort.only_look or stopped or found.status in {OPTIMAL, IMPOSSIBLE}:
        return
    if reading is not None:
        found, stopped = _bred(model, reading, effort, found)
        yield found
    left = effort.seconds - (monotonic() - began)
    if stopped or left <= 0:
        return
    known = found.columns or hint
    longer, _ = _ask(_solver(replace(effort, seconds=left)), form, effort, known, listen)
    yield _better(found, longer)


def _bred(model: Model, reading: Reading, effort: Effort, found: Found) -> tuple[Found, bool]:
    """Return *found*, with a quick schedule in its place where that is better, and whether to stop here."""
    plan, stopped = quick_plan(model, reading, effort)
    if plan is not None and (found.total is None or total_of(model, plan) > found.total):
        found = replace(found, status=FEASIBLE, columns=plan, total=total_of(model, plan))
    return found, stopped or (effort.stop is not None and effort.stop.is_set())


def _better(one: Found, two: Found) -> Found:
    """Return the better of two searches of one model, with the tighter bound."""
    best = two if one.total is None or (two.total is not None and two.total >= one.total) else one
    bounds = [found.bound for found in (one, two) if found.bound is not None]
    status = two.status if two.status != UNKNOWN else one.status
    return replace(best, status=status, bound=min(bounds, default=None))


def _ask(
    solver: cp_model.CpSolver,
    form: Form,
    effort: Effort,
    hint: Mapping[int, int] | None,
    listen: Listen | None,
) -> tuple[Found, bool]:
    if hint is not None:
        form.hint(hint)
    began = monotonic()
    listener = _listener(solver, listen, began)
    status, stopped = _run_stoppable(solver, form.program, listener, effort.stop)
    seconds = monotonic() - began
    if status in {IMPOSSIBLE, UNKNOWN}:
        return Found(status, {}, None, None, seconds), stopped
    columns = form.found(solver)
    bound = floor(solver.best_objective_bound + _ROUNDING)
    return Found(status, columns, total_of(form.model, columns), bound, seconds), stopped


def clash(model: Model, effort: Effort) -> tuple[Rule, ...]:
    """Return rules of *model* that cannot all hold, or an empty tuple where they can.

    Sufficient, not least: presolve is off, because with it a literal from outside the assumptions can
    come back (google/or-tools issue 5141).
    """
    program = cp_model.CpModel()
    unknowns = unknowns_of(program, model)
    literals = {rule: program.new_bool_var(str(rule)) for rule in model.rules()}
    for row in model.rows:
        constraint = program.add_linear_constraint(total(row.terms, unknowns), *span(row.low, row.high))
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
    stopped = Event()

    def look() -> None:
        thread.join(_POLL_SECONDS)
        if stopped.is_set() or (stop is not None and stop.is_set()):
            stopped.set()
            solver.stop_search()

    wait_for(lambda: not thread.is_alive(), look, stopped.set)
    return (ended[0] if ended else UNKNOWN), stopped.is_set()
