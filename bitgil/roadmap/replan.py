"""A new roadmap after a shock that keeps nearly all value and disturbs the old plan as little as possible.

Two solves. First V* = the best value under the new facts. Then

    min Σ 8·dropped + 4·added + 1·quarters moved + 3·other way    s.t. value ≥ α V*

What had started before the date is a fact: it goes on, or is stopped or paused where such a way is given,
with its cost. Where money already bound passes the new limits the answer is not "impossible": running
projects may be stopped or paused at a cost, and if that is not enough the shortfall by source and year is
returned with a plan that counts it as found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from bitgil.plan.problems import Unsound
from bitgil.quantity import Won, Words, eok, text_of
from bitgil.roadmap.bindings import with_found_money
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Model, at_least, model_of
from bitgil.roadmap.problem import Candidate, Cost, Mode, Need, Problem
from bitgil.roadmap.reasons import hangs_on, without
from bitgil.roadmap.solver.answer import Shortfall, columns_for, shortfall, solve, starts_of
from bitgil.roadmap.solver.choice import best_of
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, Effort
from bitgil.roadmap.soundness import problems_of
from bitgil.roadmap.spelling import spelt

DROPPED, ADDED, MOVED, OTHER_WAY = 8, 4, 1, 3
STOP, PAUSE = "stop", "pause"
SOLVING = 0.9
"""The part of the time that the two solves share; the rest is for building, checking and ending them."""


@dataclass(frozen=True, slots=True)
class Old:
    """The plan in force: starts and ways by project."""

    starts: Mapping[str, int]
    modes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Replan:
    """The new plan, what it keeps and what it costs in value and in disruption; `bound` is its least one.

    `best` is V*, or what was found of it. `lacking` says what money had to be counted as found, if any.
    """

    status: str
    starts: Mapping[str, int]
    modes: Mapping[str, str]
    value: Fraction | None
    best: Fraction | None
    disruption: int
    bound: int | None
    same: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    lacking: tuple[Shortfall, ...] = ()


def least_change(
    problem: Problem, old: Old, *, alpha: Decimal = Decimal("0.95"), effort: Effort | None = None
) -> Replan:
    """Return the plan nearest to *old* among those worth at least *alpha* of the best under *problem*.

    Raises Unsound where the problem is faulty, ValueError where *alpha* is not from 0 to 1.
    """
    faults = problems_of(problem)
    if faults:
        raise Unsound(faults)
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha {alpha} is no share from 0 to 1")
    whole = effort or Effort(seconds=12.0)
    seconds = whole.seconds * SOLVING / 2
    half = replace(whole, seconds=seconds, first_look=min(whole.first_look, whole.seconds / 3))
    best = solve(problem, half, hint=old.starts, modes=old.modes)
    lacking: tuple[Shortfall, ...] = ()
    if best.value is None:
        lacking = shortfall(problem, half) or ()
        if not lacking:
            return Replan(best.status, {}, {}, None, None, 0, None)
        problem = with_found_money(problem, lacking)
        best = solve(problem, half)
        if best.value is None:
            return Replan(best.status, {}, {}, None, None, 0, None, lacking=lacking)
    model = model_of(problem)
    floor = ceil((best.value - (1 - Fraction(alpha)) * abs(best.value)) * model.scale)
    goal = tuple(-cost for cost in _disruption(model, old))
    near = replace(at_least(model, floor), goal=goal, scale=1)
    found = best_of(near, half, hint=columns_for(model, best.starts, best.modes))
    starts, modes = (
        starts_of(near, found.columns) if found.status in {OPTIMAL, FEASIBLE} else (best.starts, best.modes)
    )
    checked = evaluate(problem, starts, modes)
    if checked.violations:
        raise Unsound(checked.violations)
    kept = _dropped_cost(problem, old)
    bound = None if found.bound is None else kept - found.bound
    spent = kept - sum(goal[place] for place in columns_for(model, starts, modes) or {})
    status = OPTIMAL if found.status == OPTIMAL and best.status == OPTIMAL else found.status
    plan = Replan(status, dict(starts), dict(modes), checked.value, best.value, spent, bound, lacking=lacking)
    return _compared(plan, old, {each.id for each in problem.candidates})


def frozen_before(problem: Problem, old: Old, date: int) -> Problem:
    """Return *problem* as seen in quarter *date*: what has started is a fact, nothing new starts earlier.

    What can no longer start is left out, with what hangs on it, unless it is a must: that stays, to be named.
    A running project goes on as it is; give it ways to end with `stopping` or `pausing`.
    """
    seen = replace(problem, candidates=tuple(_seen(each, old, date) for each in problem.candidates))
    late = [each.id for each in seen.candidates if not each.must and not seen.options(each)]
    gone = {other for name in late for other in hangs_on(seen, name)}
    return without(seen, {each.id for each in seen.candidates if each.id in gone and each.fixed is None})


def _seen(each: Candidate, old: Old, date: int) -> Candidate:
    start = old.starts.get(each.id)
    if start is not None and start < date:
        way = each.way(old.modes.get(each.id, ""))
        value = tuple(replace(worth, past=Decimal(0)) if start >= 0 else worth for worth in way.value)
        return replace(
            each,
            duration=way.duration,
            cost=way.cost,
            staff=way.staff,
            value=value,
            upkeep=way.upkeep,
            match=way.match,
            call=way.call,
            fixed=start,
            modes=(),
        )
    first = max(each.first, date + (each.first - date) % each.step)
    return each if each.fixed is not None else replace(each, first=first, modes=_later(each.modes, date))


def _later(modes: tuple[Mode, ...], date: int) -> tuple[Mode, ...]:
    return tuple(
        mode if mode.first is None else replace(mode, first=max(mode.first, date))
        for mode in modes
        if mode.last is None or mode.last >= date
    )


def stopping(each: Candidate, at: int, *, source: str, fine: int) -> Mode:
    """Return the way of *each*, begun at its fixed start, that ends in quarter *at* for a *fine* in won.

    What it had cost until then stays spent, its persons are free from then on, and it is worth nothing.
    """
    gone = _gone(each, at)
    cost = (*(part for part in each.cost if part.offset < gone), Cost(gone, source, Won(fine)))
    staff = tuple(_held(need, gone) for need in each.staff if need.first < gone)
    return Mode(STOP, Words("중단", "stopped"), gone, cost, staff, finishes=False)


def pausing(each: Candidate, at: int, quarters: int, *, source: str, fine: int) -> Mode:
    """Return the way of *each* that rests from quarter *at* for so many *quarters*, for a *fine* in won.

    Everything after that comes so much later; its value is that of a start so many quarters later.
    """
    gone = _gone(each, at)
    cost = tuple(replace(p, offset=p.offset + (quarters if p.offset >= gone else 0)) for p in each.cost)
    staff = []
    for need in each.staff:
        held = need.held(each.duration)
        if held.start < gone:
            staff.append(replace(need, until=min(gone, held.stop)))
        if held.stop > gone:
            later = max(gone, held.start) + quarters
            staff.append(replace(need, first=later, until=held.stop + quarters))
    start = each.fixed or 0
    value = tuple(
        replace(worth, by_start=(*worth.by_start[quarters:], *worth.by_start[-1:] * quarters))
        if start >= 0 and worth.by_start
        else worth
        for worth in each.value
    )
    cost = (*cost, Cost(gone, source, Won(fine)))
    name = Words("일시 중지", "paused")
    return Mode(PAUSE, name, each.duration + quarters, cost, tuple(staff), value, each.upkeep)


def _gone(each: Candidate, at: int) -> int:
    if each.fixed is None or not each.fixed < at < each.fixed + each.duration:
        raise ValueError(f"{each.id} does not run in quarter {at}")
    return at - each.fixed


def _held(need: Need, gone: int) -> Need:
    return replace(need, until=gone if need.until is None else min(need.until, gone))


def _disruption(model: Model, old: Old) -> Iterator[int]:
    """Yield what choosing each column disturbs, less what not choosing its project would."""
    for column in model.columns:
        if column.kind != "start":
            yield 0
        elif column.owner not in old.starts:
            yield ADDED
        else:
            moved = MOVED * abs(column.start - old.starts[column.owner])
            yield moved + OTHER_WAY * (column.mode != old.modes.get(column.owner, "")) - DROPPED


def _dropped_cost(problem: Problem, old: Old) -> int:
    return DROPPED * sum(each.id in old.starts for each in problem.candidates)


def _compared(plan: Replan, old: Old, known: Collection[str]) -> Replan:
    """Return *plan* with what it keeps, moves, drops and adds."""
    both = sorted(plan.starts.keys() & old.starts.keys())
    moved = [name for name in both if plan.starts[name] != old.starts[name]]
    changed = [name for name in both if plan.modes.get(name, "") != old.modes.get(name, "")]
    return replace(
        plan,
        same=tuple(name for name in both if name not in moved and name not in changed),
        moved=tuple(moved),
        changed=tuple(changed),
        dropped=tuple(sorted((old.starts.keys() & set(known)) - plan.starts.keys())),
        added=tuple(sorted(plan.starts.keys() - old.starts.keys())),
    )


def to_plain(plan: Replan, problem: Problem) -> dict[str, Any]:
    """Return the new plan as what JSON can hold, decimals as text."""
    return {
        "status": plan.status,
        "value": spelt(plan.value),
        "best": spelt(plan.best),
        "disruption": plan.disruption,
        "bound": plan.bound,
        "starts": {key: problem.horizon.name_of(at) for key, at in sorted(plan.starts.items())},
        "ways": dict(sorted(plan.modes.items())),
        **{
            key: list(names)
            for key, names in (
                ("same", plan.same),
                ("moved", plan.moved),
                ("changed", plan.changed),
                ("dropped", plan.dropped),
                ("added", plan.added),
            )
        },
        "shortfall": [
            {"year": part.year, "source": part.source, "amount": text_of(eok(part.lacking))}
            for part in plan.lacking
        ],
    }
