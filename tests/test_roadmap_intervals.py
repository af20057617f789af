"""A schedule is the same problem by intervals as by columns, and its quick plans keep every rule."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from threading import Event, Timer
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from bitgil.quantity import Won, Words
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Model, Row, Rule, model_of, value_of
from bitgil.roadmap.problem import (
    Aim,
    Candidate,
    Cost,
    Gate,
    Horizon,
    Limits,
    Mode,
    MoneyLimit,
    Need,
    Problem,
    StaffLimit,
    Synergy,
    Worth,
)
from bitgil.roadmap.solver.answer import solve, starts_of
from bitgil.roadmap.solver.columns import Columns
from bitgil.roadmap.solver.cpsat import search
from bitgil.roadmap.solver.intervals import Intervals
from bitgil.roadmap.solver.matrix import keeps, total_of
from bitgil.roadmap.solver.quick import quick_plan
from bitgil.roadmap.solver.reading import Hold, is_schedule, read
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

QUARTERS = 6
OFFICES = ("roads", "water")
FEW = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def best_by(form: Columns | Intervals) -> tuple[int | None, dict[int, int]]:
    """Return the proven best total of a form, and its columns; None where it is proven impossible."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(form.program)
    assert status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
    if status == cp_model.INFEASIBLE:
        return None, {}
    columns = form.found(solver)
    return total_of(form.model, columns), columns


def best_by_enumeration(problem: Problem) -> Fraction | None:
    """Return the best value over every start and way of every candidate that the evaluator allows."""
    choices = [[*problem.options(each), None] for each in problem.candidates]
    best: Fraction | None = None
    for chosen in product(*choices):
        picked = {c.id: pick for c, pick in zip(problem.candidates, chosen, strict=True) if pick is not None}
        starts, modes = {n: p[1] for n, p in picked.items()}, {n: p[0] for n, p in picked.items()}
        found = evaluate(problem, starts, modes)
        if not found.violations:
            best = found.value if best is None else max(best, found.value)
    return best


@st.composite
def needs(draw: st.DrawFn, duration: int) -> tuple[Need, ...]:
    """Persons of one or both offices, over the whole time or with a pause before or after."""
    found = []
    for office in draw(st.lists(st.sampled_from(OFFICES), max_size=3)):
        first = draw(st.integers(0, duration - 1))
        until = draw(st.sampled_from([None, None, first + 1]))
        found.append(Need(office, draw(st.integers(1, 3)), draw(st.sampled_from([0, first])), until))
    return tuple(need for need in found if need.held(duration))


@st.composite
def worths(draw: st.DrawFn) -> tuple[Worth, ...]:
    """Worth the same whenever, falling in equal steps, or anything."""
    level, step = draw(st.integers(-3, 9)), draw(st.integers(0, 2))
    steady = [Decimal(level)] * QUARTERS
    falling = [Decimal(level - step * quarter) for quarter in range(QUARTERS)]
    odd = [Decimal(draw(st.integers(-3, 9))) / 2 for _ in range(QUARTERS)]
    return (Worth("w", tuple(draw(st.sampled_from([steady, falling, falling, odd]))), Decimal(1)),)


@st.composite
def candidates(draw: st.DrawFn, most: int) -> tuple[Candidate, ...]:
    """Musts and others, running ones, in one or two ways, one after another or against one another."""
    found: list[Candidate] = []
    for number in range(draw(st.integers(1, most))):
        duration, other = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        relation = (
            draw(st.sampled_from(["", "requires", "requires", "excludes", "together"])) if found else ""
        )
        fixed = draw(st.sampled_from([None, None, None, None, -1]))
        second = Mode(
            "second",
            Words("다르게"),
            other,
            staff=draw(needs(other)),
            value=draw(worths()),
            finishes=fixed is None or draw(st.booleans()),
        )
        found.append(
            Candidate(
                f"T{number}",
                Words(f"{number}"),
                duration,
                first=draw(st.integers(0, 1)),
                last=QUARTERS - 3 - draw(st.integers(0, 1)),
                step=draw(st.sampled_from([1, 1, 2])),
                staff=draw(needs(duration)),
                value=draw(worths()),
                cost=draw(st.sampled_from([(), (), (Cost(0, "city", Won(7)),)])),
                must=draw(st.booleans()),
                fixed=fixed,
                modes=draw(st.sampled_from([(), (second,)])),
                **({relation: (draw(st.sampled_from([c.id for c in found])),)} if relation else {}),
            )
        )
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn, most: int = 3) -> Problem:
    """Small problems with room that changes over time and may be unlimited in some quarters."""
    chosen = draw(candidates(most))
    staff = tuple(
        StaffLimit(office, quarter, draw(st.integers(0, 5)))
        for office in OFFICES
        for quarter in range(QUARTERS)
        if draw(st.sampled_from([True, True, True, False]))
    )
    names = tuple(each.id for each in chosen)
    gates = (Gate("g", Words("관문"), names, 1, at=4),)
    pairs = (Synergy("T0", "T1", "w", (Decimal(1),) * 3),)
    return Problem(
        Horizon(2030, 1, QUARTERS),
        chosen,
        (Aim("w", Words("가치"), Decimal(1)),),
        Limits(draw(st.sampled_from([(), (MoneyLimit(2030, "city", Won(8)),)])), staff),
        gates=draw(st.sampled_from([(), gates])),
        synergies=draw(st.sampled_from([(), pairs])) if len(chosen) > 1 else (),
    )


@FEW
@given(problems())
def test_intervals_equal_exhaustive_enumeration(problem: Problem) -> None:
    """The best schedule of every start and way is what intervals prove, and what they find breaks no rule."""
    assert problems_of(problem) == ()
    model = model_of(problem)
    total, columns = best_by(Intervals(model, read(model)))
    best = best_by_enumeration(problem)
    assert (None if total is None else value_of(model, total)) == best
    if total is not None:
        assert keeps(model, columns)
        assert evaluate(problem, *starts_of(model, columns)).value == best


@FEW
@given(problems(6), st.randoms(use_true_random=False))
def test_both_forms_agree_where_a_row_is_not_as_expected(problem: Problem, luck: Random) -> None:
    """Whichever rule's row is cut, moved or weighed otherwise, intervals still say what the columns say."""
    model = model_of(problem)
    rows = list(model.rows)
    for _ in range(3):
        place = luck.randrange(len(rows))
        row = rows[place]
        if row.rule is None:
            continue
        changed = [
            replace(row, terms=row.terms[:-1]),
            replace(row, terms=tuple((column, 2 * weight) for column, weight in row.terms)),
            replace(row, high=None if row.high is None else row.high + 1),
            replace(row, at=None),
        ]
        rows[place] = luck.choice(changed)
    odd = replace(model, rows=tuple(rows))
    assert best_by(Columns(odd))[0] == best_by(Intervals(odd, read(odd)))[0]


@FEW
@given(problems(6))
def test_a_quick_plan_keeps_every_rule_and_is_the_same_every_time(problem: Problem) -> None:
    """What serial passes find breaks nothing, is never above the best, and does not change with the hour."""
    model = model_of(problem)
    reading, effort = read(model), Effort(seconds=0.01)
    plan, _ = quick_plan(model, reading, effort)
    if plan is not None:
        best = best_by(Columns(model))[0]
        assert best is not None
        assert keeps(model, plan)
        assert total_of(model, plan) <= best
        assert quick_plan(model, reading, effort) == (plan, False)


def works(count: int, *, room: int = 2) -> Problem:
    """Musts that hold one or two persons of one office in turn; the sooner the last is done, the better."""
    span = 2 * count + 2
    jobs = tuple(
        Candidate(
            f"W{number:02}",
            Words(f"{number}"),
            duration=1 + number % 3,
            last=span - 5,
            staff=(Need("roads", 1 + number % 2),),
            must=True,
            requires=(f"W{number - 4:02}",) if number % 4 == 0 and number else (),
        )
        for number in range(count)
    )
    end = Candidate(
        "end",
        Words("끝"),
        duration=1,
        last=span - 1,
        must=True,
        value=(Worth("w", tuple(Decimal(span - quarter) for quarter in range(span))),),
        requires=tuple(job.id for job in jobs),
    )
    staff = tuple(StaffLimit("roads", quarter, room) for quarter in range(span))
    aims = (Aim("w", Words("이른 끝"), Decimal(1)),)
    return Problem(Horizon(2030, 1, span), (*jobs, end), aims, Limits((), staff))


def test_a_schedule_of_many_works_is_proven_with_no_backend_named() -> None:
    """27 works of 80 person-quarters under two persons end in 40 quarters at best: 56 − 40, with proof."""
    problem = works(27)
    held = sum(job.duration * job.staff[0].persons for job in problem.candidates if job.staff)
    assert (held, len(model_of(problem).columns) > 700) == (80, True)
    roadmap = solve(problem, Effort(seconds=20))
    assert (roadmap.status, roadmap.value) == ("optimal", 56 - 40)


def test_only_a_problem_of_time_is_a_schedule() -> None:
    """With money that changes with the start, or worth that does so oddly, columns say it as shortly."""
    problem = works(12)
    assert is_schedule(model_of(problem))
    assert not is_schedule(model_of(replace(problem, limits=Limits())))
    paid = tuple(replace(c, cost=(Cost(0, "city", Won(1)),)) for c in problem.candidates)
    caps = tuple(MoneyLimit(year, "city", Won(4)) for year in range(2030, 2037))
    priced = replace(problem, candidates=paid, limits=replace(problem.limits, money=caps))
    assert not is_schedule(model_of(priced))


def test_where_a_project_could_start_twice_it_is_no_schedule() -> None:
    """Intervals know one start of each candidate, so without the row that says so they are not used."""
    model = model_of(works(12))
    rows = tuple(row for row in model.rows if row.rule is not None)
    assert is_schedule(model)
    assert not is_schedule(replace(model, rows=rows))


def test_needs_are_read_back_from_the_rows() -> None:
    """Two persons from the second quarter to the third and one throughout are three holds of one office."""
    staff = (Need("roads", 1), Need("roads", 2, first=1, until=3))
    job = Candidate("A", Words("가"), 4, last=2, staff=staff, must=True)
    limits = Limits((), tuple(StaffLimit("roads", quarter, 9 - quarter) for quarter in range(6)))
    problem = Problem(Horizon(2030, 1, 6), (job,), (Aim("w", Words("가치"), Decimal(1)),), limits)
    reading = read(model_of(problem))
    assert reading.holds["roads"]["A", ""] == (Hold(0, 1, 1), Hold(1, 3, 3), Hold(3, 4, 1))
    assert reading.rooms["roads"] == {quarter: 9 - quarter for quarter in range(6)}
    assert not [row for row in reading.rest if row.rule is not None and row.rule.kind == "staff"]


@pytest.mark.parametrize("kind", ["requires", "staff"])
@pytest.mark.parametrize("how", ["cut", "weighed", "bounded", "twice", "split"])
def test_a_row_that_is_not_as_expected_stays_a_row(kind: str, how: str) -> None:
    """Of two works one after the other, a rule one of whose rows has been changed is left to its rows."""
    problem = works(5)
    model = model_of(replace(problem, candidates=(*problem.candidates[:1], *problem.candidates[4:5])))
    assert not [row for row in read(model).rest if row.rule is not None and row.rule.kind == kind]
    own = [row for row in model.rows if row.rule is not None and row.rule.kind == kind]
    row = own[len(own) // 2]
    changed = {
        "cut": (replace(row, terms=row.terms[:-1]),),
        "weighed": (replace(row, terms=((row.terms[0][0], 7), *row.terms[1:])),),
        "bounded": (replace(row, low=-1),),
        "twice": (row, replace(row, high=(row.high or 0) + 1)),
        "split": (replace(row, terms=row.terms[:1]), replace(row, terms=row.terms[1:])),
    }[how]
    rows = tuple(each for other in model.rows for each in (changed if other is row else (other,)))
    kept = [row for row in read(replace(model, rows=rows)).rest if row.rule is not None]
    assert [row for row in kept if row.rule.kind == kind] == [
        row for row in rows if row.rule in rules_of(own)
    ]


def rules_of(rows: list[Row]) -> set[Rule | None]:
    """Return the rules of those rows."""
    return {row.rule for row in rows}


def crowded(seed: int) -> Problem:
    """70 works of three offices in no order that is easy to prove."""
    luck, problem = Random(seed), works(70)  # noqa: S311  no secret
    span = problem.horizon.quarters
    jobs = [
        replace(
            job,
            duration=luck.randint(1, 5),
            last=span - 6,
            staff=tuple(Need(f"office {k}", luck.randint(1, 6)) for k in range(3)),
            requires=(f"W{luck.randrange(number):02}",) if number else (),
        )
        for number, job in enumerate(problem.candidates[:-1])
    ]
    staff = tuple(StaffLimit(f"office {k}", quarter, 10) for k in range(3) for quarter in range(span))
    return replace(problem, candidates=(*jobs, problem.candidates[-1]), limits=Limits((), staff))


@pytest.mark.parametrize("how", ["stop", "ctrl-c"])
def test_a_schedule_that_is_stopped_returns_the_best_so_far(how: str, ctrl_c: Callable[[], None]) -> None:
    """Stopped from outside or with Ctrl-C while plans are bred, it soon ends with one that is sound."""
    problem, stop = crowded(3), Event()
    timer = Timer(4, stop.set if how == "stop" else ctrl_c)
    began = monotonic()
    timer.start()
    roadmap = solve(problem, Effort(seconds=60, first_look=1, stop=stop))
    assert 3.5 < monotonic() - began < 30
    assert roadmap.status == "feasible"
    assert evaluate(problem, roadmap.starts, roadmap.modes).violations == ()


class Pressed(Event):
    """A wish to stop that is asked for at the very moment at which Ctrl-C is pressed."""

    asked = 0

    def is_set(self) -> bool:
        """Raise what Ctrl-C raises, once; then say no."""
        self.asked += 1
        if self.asked == 1:
            raise KeyboardInterrupt
        return False


def test_ctrl_c_between_two_waits_is_heard() -> None:
    """Ctrl-C that comes while nobody waits, but looks whether to stop, ends the search as any other does."""
    stop, model, began = Pressed(), model_of(crowded(3)), monotonic()
    found = search(model, Effort(seconds=60, first_look=20, only_look=True, stop=stop))
    assert stop.asked == 1
    assert monotonic() - began < 30
    assert found.status in {"feasible", "unknown"}


class PressedIn(Event):
    """A wish to stop, and Ctrl-C at the moment at which that function asks for it."""

    def __init__(self, asker: str) -> None:
        super().__init__()
        self.asker = asker

    def is_set(self) -> bool:
        """Raise what Ctrl-C raises where that function asks."""
        if sys._getframe(1).f_code.co_name == self.asker:  # noqa: SLF001  who asks is what this is about
            raise KeyboardInterrupt
        return super().is_set()


def test_ctrl_c_between_two_searches_is_heard() -> None:
    """Ctrl-C between breeding a schedule and the longer search ends with what the first look found."""
    stop, model, began = PressedIn("_bred"), model_of(crowded(3)), monotonic()
    found = search(model, Effort(seconds=60, first_look=20, stop=stop))
    assert monotonic() - began < 50
    assert stop.is_set()
    assert found.status == "feasible"
    assert keeps(model, found.columns)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_hinted_schedule_is_never_worse_than_its_hint(workers: int) -> None:
    """However short the search, a plan that was given to start from is at least kept."""
    model: Model = model_of(works(24))
    hint, _ = quick_plan(model, read(model), Effort(seconds=0.05))
    assert hint is not None
    found = search(model, Effort(seconds=3, workers=workers, first_look=0.01), hint=hint)
    assert found.total is not None
    assert found.total >= total_of(model, hint)
    assert keeps(model, found.columns)
