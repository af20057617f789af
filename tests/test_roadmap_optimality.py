"""Laws of the roadmap's solver: it equals exhaustive enumeration, and more room is never worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from threading import Event, Timer
from time import monotonic

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toytown import toytown_city, toytown_plan

from bitgil.quantity import Won, Words, eok
from bitgil.roadmap.bindings import what_binds
from bitgil.roadmap.building import build
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Rule, money_rule
from bitgil.roadmap.problem import (
    Aim,
    Candidate,
    Cost,
    Horizon,
    Limits,
    MoneyLimit,
    Need,
    Problem,
    StaffLimit,
    Worth,
)
from bitgil.roadmap.reasons import explain
from bitgil.roadmap.solver.answer import conflict, shortfall, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of
from bitgil.roadmap.statement import decide
from bitgil.roadmap.values import value_projects

QUICK = Effort(seconds=20, workers=1)
FEW = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
ABSENT = 10_000
SOURCES = ("city", "national")


@dataclass(frozen=True)
class Half:
    """Every way to place some candidates, one a row, with what each spends, holds and gives."""

    ids: list[str]
    starts: np.ndarray
    money: np.ndarray
    staff: np.ndarray
    value: np.ndarray

    def of(self, name: str) -> np.ndarray | None:
        """Return the starts of one candidate over all rows, or None where it is in the other half."""
        return self.starts[:, self.ids.index(name)] if name in self.ids else None


def half_of(problem: Problem, candidates: list[Candidate]) -> Half:
    """Return every placement of *candidates* that keeps the limits on its own."""
    choices = [
        list(each.starts()) + ([] if each.must or each.fixed is not None else [ABSENT]) for each in candidates
    ]
    placements = list(product(*choices))
    rows = np.array(placements, dtype=np.int64).reshape(len(placements), len(candidates))
    money = np.zeros((len(rows), len(problem.limits.money)), dtype=np.int64)
    staff = np.zeros((len(rows), len(problem.limits.staff)), dtype=np.int64)
    value = np.zeros(len(rows), dtype=np.int64)
    for k, each in enumerate(candidates):
        for start in each.starts():
            here = rows[:, k] == start
            for j, cap in enumerate(problem.limits.money):
                months = [problem.horizon.year_of(start + part.offset) for part in each.cost]
                paid = [
                    p.amount
                    for p, y in zip(each.cost, months, strict=True)
                    if (y, p.source) == (cap.year, cap.source)
                ]
                money[here, j] += sum(paid)
            for j, team in enumerate(problem.limits.staff):
                if start <= team.quarter < start + each.duration:
                    staff[here, j] += sum(need.persons for need in each.staff if need.office == team.office)
            gives = sum(
                aim.weight * worth.by_start[start]
                for worth in each.value
                for aim in problem.aims
                if aim.id == worth.objective and start >= 0
            )
            value[here] += int(gives * 10_000)
    caps = np.array([cap.amount for cap in problem.limits.money], dtype=np.int64)
    teams = np.array([cap.persons for cap in problem.limits.staff], dtype=np.int64)
    fine = (money <= caps).all(axis=1) & (staff <= teams).all(axis=1)
    return Half([each.id for each in candidates], rows[fine], money[fine], staff[fine], value[fine])


def kept(problem: Problem, starts_of: dict[str, np.ndarray]) -> np.ndarray:
    """Return where every relation between candidates holds."""
    fine = np.ones(np.broadcast_shapes(*(np.shape(column) for column in starts_of.values())), dtype=bool)
    for each in problem.candidates:
        mine = starts_of[each.id]
        for other in each.requires:
            ended = starts_of[other] + problem.candidate(other).duration
            fine &= (mine == ABSENT) | ((starts_of[other] != ABSENT) & (ended <= mine))
        for other in each.excludes:
            fine &= (mine == ABSENT) | (starts_of[other] == ABSENT)
        for other in each.together:
            fine &= (mine == ABSENT) == (starts_of[other] == ABSENT)
    return fine


def best_by_enumeration(problem: Problem) -> Fraction | None:
    """Return the best value over every placement of every candidate, or None where none is allowed."""
    middle = len(problem.candidates) // 2
    one, two = (
        half_of(problem, list(part)) for part in (problem.candidates[:middle], problem.candidates[middle:])
    )
    caps = np.array([cap.amount for cap in problem.limits.money], dtype=np.int64)
    teams = np.array([cap.persons for cap in problem.limits.staff], dtype=np.int64)
    best: int | None = None
    for k in range(len(one.starts)):
        starts_of = {name: one.starts[k : k + 1, j] for j, name in enumerate(one.ids)}
        starts_of |= {name: two.starts[:, j] for j, name in enumerate(two.ids)}
        fine = kept(problem, starts_of)
        fine = (
            fine
            & (two.money + one.money[k] <= caps).all(axis=1)
            & (two.staff + one.staff[k] <= teams).all(axis=1)
        )
        if fine.any():
            top = int((two.value[fine] + one.value[k]).max())
            best = top if best is None else max(best, top)
    return None if best is None else Fraction(best, 10_000)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small sound problems, some of them impossible."""
    quarters = draw(st.integers(3, 6))
    horizon = Horizon(2030, draw(st.integers(1, 4)), quarters)
    candidates = []
    for number in range(draw(st.integers(1, 5))):
        duration = draw(st.integers(1, 3))
        first = draw(st.integers(0, quarters - duration))
        earlier = [each.id for each in candidates]
        relation = draw(st.sampled_from(["", "", "requires", "excludes", "together"])) if earlier else ""
        candidates.append(
            Candidate(
                id=f"T{number}",
                name=Words(f"사업 {number}", f"project {number}"),
                duration=duration,
                first=first,
                last=draw(st.integers(first, quarters - duration)),
                cost=tuple(
                    Cost(offset, draw(st.sampled_from(SOURCES)), Won(draw(st.integers(0, 9)) * 12_345_678))
                    for offset in range(duration)
                ),
                staff=(Need("office", draw(st.integers(0, 3))),),
                value=tuple(
                    Worth(aim, tuple(Decimal(draw(st.integers(-2, 20))) / 10 for _ in range(quarters)))
                    for aim in ("work", "air")
                ),
                must=draw(st.sampled_from([False, False, False, True])),
                fixed=draw(st.sampled_from([None, None, None, -1])),
                **({relation: (draw(st.sampled_from(earlier)),)} if relation else {}),
            )
        )
    money = tuple(
        MoneyLimit(year, source, Won(draw(st.integers(2, 25)) * 12_345_679))
        for year in (2030, 2031)
        for source in SOURCES
    )
    staff = tuple(StaffLimit("office", quarter, draw(st.integers(2, 6))) for quarter in range(quarters))
    aims = (Aim("work", Words("일자리"), Decimal(1)), Aim("air", Words("공기"), Decimal("0.5")))
    return Problem(horizon, tuple(candidates), aims, Limits(money, staff))


def value_of(problem: Problem) -> Fraction | None:
    """Return the best value the solver proves, or None where it proves there is no roadmap."""
    roadmap = solve(problem, QUICK)
    assert roadmap.status in {"optimal", "impossible"}
    return roadmap.value


@FEW
@given(problems())
def test_the_solver_equals_exhaustive_enumeration(problem: Problem) -> None:
    """The proven value is the best of all placements; impossible is said exactly where none is allowed."""
    assert problems_of(problem) == ()
    assert value_of(problem) == best_by_enumeration(problem)


@FEW
@given(problems())
def test_solver_and_evaluator_agree_to_the_won(problem: Problem) -> None:
    """What the solver calls allowed breaks no rule of the evaluator, and bound and value meet."""
    roadmap = solve(problem, QUICK)
    if roadmap.status == "optimal":
        evaluation = evaluate(problem, roadmap.starts)
        assert evaluation.violations == ()
        assert roadmap.value == roadmap.bound == evaluation.value
        for cap in problem.limits.money:
            assert evaluation.money.get((cap.year, cap.source), 0) <= cap.amount


@FEW
@given(problems(), st.integers(0, 3), st.integers(1, 10**9))
def test_more_money_never_lowers_the_best_value(problem: Problem, which: int, more: int) -> None:
    """Raising one money limit keeps or raises the best value."""
    caps = list(problem.limits.money)
    caps[which] = replace(caps[which], amount=Won(caps[which].amount + more))
    richer = replace(problem, limits=replace(problem.limits, money=tuple(caps)))
    before, after = value_of(problem), value_of(richer)
    assert before is None or (after is not None and after >= before)


@FEW
@given(problems(), st.sampled_from(["requires", "excludes", "together", "must", "money", "staff"]))
def test_dropping_a_constraint_never_lowers_the_best_value(problem: Problem, what: str) -> None:
    """Lifting every rule of one kind keeps or raises the best value."""
    if what in {"money", "staff"}:
        freer = replace(problem, limits=replace(problem.limits, **{what: ()}))
    else:
        empty = False if what == "must" else ()
        freer = replace(problem, candidates=tuple(replace(c, **{what: empty}) for c in problem.candidates))
    before, after = value_of(problem), value_of(freer)
    assert before is None or (after is not None and after >= before)


@FEW
@given(problems(), st.integers(2, 10**4))
def test_scaling_the_money_changes_nothing(problem: Problem, factor: int) -> None:
    """The same problem in another unit of money has the same roadmap."""
    candidates = tuple(
        replace(c, cost=tuple(replace(p, amount=Won(p.amount * factor)) for p in c.cost))
        for c in problem.candidates
    )
    caps = tuple(replace(cap, amount=Won(cap.amount * factor)) for cap in problem.limits.money)
    scaled = replace(problem, candidates=candidates, limits=replace(problem.limits, money=caps))
    one, two = solve(problem, QUICK), solve(scaled, QUICK)
    assert (one.status, one.starts, one.value) == (two.status, two.starts, two.value)


@FEW
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_projects_changes_nothing(problem: Problem, luck: object) -> None:
    """Shuffled candidates give the same roadmap."""
    shuffled = list(problem.candidates)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = solve(problem, QUICK), solve(replace(problem, candidates=tuple(shuffled)), QUICK)
    assert (one.status, one.starts, one.value) == (two.status, two.starts, two.value)


def holding(problem: Problem, rules: set[Rule]) -> Problem:
    """Return *problem* with only *rules* in force; facts and musts outside them may be left out."""

    def names(word: str, each: Candidate) -> tuple[str, ...]:
        keys = {word: lambda other: Rule(word, *sorted((each.id, other)))}
        keys["requires"] = lambda other: Rule("requires", each.id, other)
        return tuple(other for other in getattr(each, word) if keys[word](other) in rules)

    candidates = tuple(
        replace(
            each,
            first=each.first if each.fixed is None else each.fixed,
            last=each.last if each.fixed is None else each.fixed,
            fixed=None,
            must=bool({Rule("must", each.id), Rule("fixed", each.id)} & rules),
            **{word: names(word, each) for word in ("requires", "excludes", "together")},
        )
        for each in problem.candidates
    )
    name_of = problem.horizon.name_of
    money = tuple(cap for cap in problem.limits.money if money_rule(cap) in rules)
    staff = tuple(t for t in problem.limits.staff if Rule("staff", t.office, name_of(t.quarter)) in rules)
    return replace(problem, candidates=candidates, limits=Limits(money, staff))


@FEW
@given(problems())
def test_a_named_conflict_is_one_and_none_of_its_rules_can_be_spared(problem: Problem) -> None:
    """By enumeration, the named rules alone leave no placement, and any one of them less leaves some."""
    rules = set(conflict(problem, QUICK))
    assert bool(rules) == (best_by_enumeration(problem) is None)
    if rules:
        assert best_by_enumeration(holding(problem, rules)) is None
        assert all(best_by_enumeration(holding(problem, rules - {rule})) is not None for rule in rules)


@FEW
@given(problems())
def test_paying_the_shortfall_makes_the_problem_possible(problem: Problem) -> None:
    """Adding exactly what lacks gives a roadmap, wherever money is what lacks."""
    lacking = shortfall(problem, QUICK)
    if lacking is None:
        assert value_of(problem) is None
        return
    assert bool(lacking) == (value_of(problem) is None)
    more = {(part.year, part.source): part.lacking for part in lacking}
    caps = tuple(
        replace(cap, amount=Won(cap.amount + more.get((cap.year, cap.source), 0)))
        for cap in problem.limits.money
    )
    assert value_of(replace(problem, limits=replace(problem.limits, money=caps))) is not None


def crowded(seed: int, projects: int = 12) -> Problem:
    """Projects over six quarters with tight money, small teams and every kind of relation."""
    rng = np.random.default_rng(seed)
    candidates = []
    for number in range(projects):
        duration = int(rng.integers(1, 4))
        first = int(rng.integers(0, 6 - duration + 1))
        relation: dict[str, tuple[str, ...]] = {}
        if number in {4, 7, 9}:
            word = {4: "requires", 7: "excludes", 9: "together"}[number]
            relation = {word: (f"T{int(rng.integers(0, number)):02}",)}
        candidates.append(
            Candidate(
                id=f"T{number:02}",
                name=Words(f"사업 {number}"),
                duration=duration,
                first=first,
                last=min(first + 2, 6 - duration),
                cost=tuple(
                    Cost(k, SOURCES[int(rng.integers(2))], Won(int(rng.integers(1, 40)) * 10**8 + 1))
                    for k in range(duration)
                ),
                staff=(Need("office", int(rng.integers(0, 4))),),
                value=(Worth("work", tuple(Decimal(int(v)) for v in rng.integers(1, 90, size=6))),),
                **relation,
            )
        )
    money = tuple(MoneyLimit(year, source, Won(60 * 10**8)) for year in (2030, 2031) for source in SOURCES)
    staff = tuple(StaffLimit("office", quarter, 6) for quarter in range(6))
    aims = (Aim("work", Words("일자리"), Decimal(1)),)
    return Problem(Horizon(2030, 3, 6), tuple(candidates), aims, Limits(money, staff))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_twelve_projects_equal_exhaustive_enumeration(seed: int) -> None:
    """A problem of the size of a small town's plan is solved to the enumerated optimum."""
    problem = crowded(seed)
    roadmap = solve(problem, Effort(seconds=30))
    assert roadmap.status == "optimal"
    assert roadmap.value == best_by_enumeration(problem)
    assert 0 < len(roadmap.starts) < len(problem.candidates)


@pytest.mark.parametrize("again", [False, True])
def test_toytown_equals_exhaustive_enumeration(again: bool) -> None:  # noqa: FBT001  the one thing that varies
    """Toytown's roadmap, of the open projects or of all anew, has the best of all enumerated values."""
    plan = toytown_plan()
    reopened = [project.id for project in plan.projects] if again else []
    as_of = "2024-12-31" if again else "2025-03-31"
    valuation = value_projects(plan, toytown_city(), as_of=as_of, reopened=reopened)
    building = build(plan, as_of=as_of, values=valuation.values, reopened=reopened, step=4 if again else 1)
    problem = decide(building, QUICK).problem
    assert len([each for each in problem.candidates if each.fixed is None]) == (11 if again else 4)
    assert value_of(problem) == best_by_enumeration(problem)


def test_every_price_is_the_difference_of_two_enumerated_optima() -> None:
    """What a project's absence or presence costs is what enumeration says, to the last digit."""
    problem = crowded(1)
    roadmap = solve(problem)
    best = best_by_enumeration(problem)
    assert best is not None
    for name, reason in explain(problem, roadmap).items():
        others = tuple(each for each in problem.candidates if each.id != name)
        if reason.price is None:
            continue
        if name in roadmap.starts and not any(name in (*c.requires, *c.together) for c in others):
            without = tuple(replace(c, excludes=tuple(set(c.excludes) - {name})) for c in others)
            assert best - best_by_enumeration(replace(problem, candidates=without)) == reason.price
        elif name not in roadmap.starts:
            forced = (*others, replace(problem.candidate(name), must=True))
            assert best - best_by_enumeration(replace(problem, candidates=forced)) == reason.price


def test_a_binding_limit_gains_what_enumeration_gains() -> None:
    """The gain of 1억원 more in one year is the difference of two enumerated optima."""
    problem = crowded(2)
    best = best_by_enumeration(problem)
    bindings = [each for each in what_binds(problem, solve(problem)) if len(each.years) == 1]
    assert bindings
    for each in bindings:
        caps = tuple(
            replace(cap, amount=Won(cap.amount + 10**8))
            if (cap.year, cap.source) == (each.years[0], each.source)
            else cap
            for cap in problem.limits.money
        )
        richer = replace(problem, limits=replace(problem.limits, money=caps))
        assert best_by_enumeration(richer) - best == each.one_more


@pytest.mark.parametrize("how", ["stop", "ctrl-c"])
def test_a_search_that_is_stopped_returns_the_best_so_far(how: str, ctrl_c: Callable[[], None]) -> None:
    """Stopping from outside or with Ctrl-C ends the search early with a plan that breaks no rule."""
    problem, stop, heard = crowded(5, projects=400), Event(), Event()

    def once_something_is_found(best: Fraction | None, _bound: Fraction | None, _seconds: float) -> None:
        if best is not None and not heard.is_set():
            heard.set()
            Timer(0.2, stop.set if how == "stop" else ctrl_c).start()

    began = monotonic()
    effort = Effort(seconds=60, stop=stop if how == "stop" else None)
    roadmap = solve(problem, effort, progress=once_something_is_found)
    assert heard.is_set()
    assert monotonic() - began < 20
    assert roadmap.status in {"feasible", "optimal"}
    assert evaluate(problem, roadmap.starts).violations == ()


def test_worked_example() -> None:
    """With 10억 a year, a 10억 project worth 5 and a 6억 one worth 4 are done one a year: 9."""
    problem = Problem(
        Horizon(2030, 1, 8),
        (
            Candidate(
                "A",
                Words("가"),
                4,
                0,
                4,
                (Cost(0, "city", Won(10 * 10**8)),),
                value=(Worth("w", (Decimal(5),) * 8),),
            ),
            Candidate(
                "B",
                Words("나"),
                4,
                0,
                4,
                (Cost(0, "city", Won(6 * 10**8)),),
                value=(Worth("w", (Decimal(4),) * 8),),
            ),
        ),
        (Aim("w", Words("가치"), Decimal(1)),),
        Limits((MoneyLimit(2030, "city", Won(10**9)), MoneyLimit(2031, "city", Won(10**9)))),
    )
    roadmap = solve(problem, QUICK)
    assert (roadmap.value, roadmap.status, roadmap.gap) == (9, "optimal", 0)
    assert sorted(roadmap.starts.values()) == [0, 4]
    assert eok(evaluate(problem, {"A": 0, "B": 0}).money[2030, "city"]) == 16
