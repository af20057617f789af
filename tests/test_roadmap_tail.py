"""Bad futures: the plan that minds them equals enumeration, on both back-ends, and its price is said."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_roadmap_features import project, question
from test_roadmap_questions import placements
from toytown import toytown_city, toytown_plan

from bitgil.plan.problems import Unsound
from bitgil.quantity import Won
from bitgil.roadmap.building import build
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.problem import Call, Limits, MoneyLimit, Problem, Synergy, Worth
from bitgil.roadmap.solver.choice import best_of
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.tail import Futures, averaged, futures_of, tail_roadmap, to_plain, worst_mean
from bitgil.roadmap.tail.closing import close
from bitgil.roadmap.tail.mixture import Mixture
from bitgil.roadmap.values import value_projects

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
QUARTERS = 5
SHARES = ("0.2", "0.5", "0.3", "1")


def in_future(problem: Problem, futures: Futures, s: int) -> Problem:
    """Return the problem as it would be if future *s* were certain."""
    return replace(
        problem,
        candidates=tuple(
            replace(c, value=tuple(Worth(aim, tuple(rows[s])) for aim, rows in futures[c.id].items()))
            if c.id in futures
            else c
            for c in problem.candidates
        ),
    )


def best_mixture(problem: Problem, futures: Futures, count: int, worst: Fraction, mix: Fraction) -> Fraction:
    """Return the best mixture over every placement, each future valued by the evaluator."""
    seen = [in_future(problem, futures, s) for s in range(count)]
    best = []
    for starts in placements(problem):
        values = [evaluate(each, starts).value for each in seen]
        best.append((1 - mix) * sum(values) / count + mix * worst_mean(values, worst))
    return max(best)


@st.composite
def doubtful(draw: st.DrawFn) -> tuple[Problem, Futures, int]:
    """Up to four projects with little money, three to five futures, perhaps a pair that adds or takes."""
    count = draw(st.integers(3, 5))
    each = [
        project(f"T{k}", 1, draw(st.integers(1, 5)), last=draw(st.integers(0, 2)))
        for k in range(draw(st.integers(2, 4)))
    ]
    if draw(st.booleans()):
        each[0] = replace(each[0], call=Call("c", 0, 0, Decimal("0.5")))
    futures = {
        c.id: {"w": [[Decimal(draw(st.integers(-9, 20))) / 2] * QUARTERS for _ in range(count)]}
        for c in each[: draw(st.integers(1, len(each)))]
    }
    pair = (Synergy("T0", "T1", "w", (Decimal(draw(st.integers(-3, 3))),) * 2),)
    return question(*each, money=draw(st.integers(3, 9)), synergies=pair), futures, count


@pytest.mark.parametrize("backend", ["cpsat", "highs"])
@FEW
@given(doubtful(), st.sampled_from(SHARES), st.sampled_from(["0", "0.4", "1"]))
def test_the_careful_plan_equals_enumeration(
    backend: str, asked: tuple[Problem, Futures, int], worst: str, mix: str
) -> None:
    """No placement has a better mixture, the bound meets it, and mean and tail are the plan's own."""
    problem, futures, count = asked
    effort = Effort(seconds=20, workers=1, backend=backend)
    found = tail_roadmap(problem, futures, worst=Decimal(worst), mix=Decimal(mix), effort=effort)
    best = best_mixture(problem, futures, count, Fraction(worst), Fraction(mix))
    assert (found.status, found.mixture, found.bound) == ("optimal", best, best)
    values = [evaluate(in_future(problem, futures, s), found.starts).value for s in range(count)]
    assert found.mean == sum(values) / count
    assert found.tail == worst_mean(values, Fraction(worst))
    assert not evaluate(problem, found.starts, found.modes).violations


@pytest.mark.parametrize("backend", ["cpsat", "highs"])
@FEW
@given(doubtful(), st.sampled_from(SHARES), st.sampled_from(["0", "0.4", "1"]))
def test_both_ways_to_a_careful_plan_hold_against_enumeration(
    backend: str, asked: tuple[Problem, Futures, int], worst: str, mix: str
) -> None:
    """Futures as rows reach the best mixture by themselves; weighed futures bound it and never pass it."""
    problem, futures, count = asked
    effort = Effort(seconds=20, workers=1, backend=backend)
    built = Mixture(averaged(problem, futures), futures, count, Fraction(worst), Fraction(mix))
    best = best_mixture(problem, futures, count, Fraction(worst), Fraction(mix))
    found = best_of(built.model, effort)
    assert found.total is not None
    assert built.mixture(found.total) == best == built.mixed(found.columns)
    closed = close(built, {}, effort)
    assert closed.bound is not None
    assert closed.mixture <= best <= closed.bound
    assert closed.mixture == built.mixed(closed.columns)


def test_a_bound_from_weighed_futures_says_when_it_does_not_close() -> None:
    """Two gambles of which one fails in each half: no weighing proves more than 6, and rows find 5."""
    first, second, sure = (project(name, 1, 5, last=0) for name in ("first", "second", "sure"))
    futures = {
        "first": {"w": [[Decimal(0)] * QUARTERS, [Decimal(12)] * QUARTERS]},
        "second": {"w": [[Decimal(12)] * QUARTERS, [Decimal(0)] * QUARTERS]},
        "sure": {"w": [[Decimal(5)] * QUARTERS] * 2},
    }
    problem = question(first, second, sure, money=5)
    asked = {"worst": Decimal("0.5"), "mix": Decimal(1)}
    looked = tail_roadmap(problem, futures, **asked, effort=Effort(seconds=5, only_look=True))
    assert (looked.status, looked.mixture) == ("feasible", 0)
    assert looked.bound is not None
    assert looked.bound >= 6
    proven = tail_roadmap(problem, futures, **asked)
    assert (proven.status, proven.mixture, proven.bound, set(proven.starts)) == ("optimal", 5, 5, {"sure"})


def test_the_worst_share_counts_the_last_future_in_part() -> None:
    """Of 1, 2, 3, 4 the worst quarter is 1, the worst three eighths (1 + 2/2) ÷ 1.5, all of them 2.5."""
    values = [Fraction(v) for v in (4, 1, 3, 2)]
    assert [worst_mean(values, Fraction(s)) for s in ("1/4", "3/8", "1")] == [
        1,
        Fraction(4, 3),
        Fraction(5, 2),
    ]


def test_a_sure_gain_beats_a_gamble_for_the_careful() -> None:
    """Money for one: a gamble worth 0 or 12 has the better mean, a sure 5 the better worst half."""
    sure, gamble = project("sure", 5, 5, last=0), project("gamble", 6, 5, last=0)
    problem = question(sure, gamble, money=5)
    futures = {
        "sure": {"w": [[Decimal(5)] * QUARTERS] * 2},
        "gamble": {"w": [[Decimal(0)] * QUARTERS, [Decimal(12)] * QUARTERS]},
    }
    bold = tail_roadmap(problem, futures, worst=Decimal("0.5"), mix=Decimal(0))
    careful = tail_roadmap(problem, futures, worst=Decimal("0.5"), mix=Decimal(1))
    assert (set(bold.starts), set(careful.starts)) == ({"gamble"}, {"sure"})
    assert (careful.mean, careful.tail, careful.plain_mean, careful.plain_tail) == (5, 5, 6, 0)
    plain = to_plain(careful, problem)
    assert json.loads(json.dumps(plain)) == plain
    assert plain["words"]["en"].startswith("Over 2 futures the mean of the worst 50% rises by 5.00")


def test_faulty_questions_about_bad_futures_are_refused() -> None:
    """A share of nothing, futures of unequal number, and numbers past exact arithmetic are named."""
    problem = question(project("a", 1, 1))
    one = {"a": {"w": [[Decimal(1)] * QUARTERS]}}
    for wrong in ({"worst": Decimal(0)}, {"mix": Decimal(2)}):
        with pytest.raises(ValueError, match="worst share"):
            tail_roadmap(problem, one, **wrong)
    with pytest.raises(ValueError, match="same number"):
        tail_roadmap(problem, {})
    with pytest.raises(Unsound, match="fewer futures"):
        tail_roadmap(problem, {"a": {"w": [[Decimal(2**50)] * QUARTERS, [Decimal(1)] * QUARTERS]}})
    stuck = replace(problem, candidates=(replace(problem.candidates[0], must=True),))
    stuck = replace(
        stuck, limits=Limits((MoneyLimit(2030, "city", Won(0)), MoneyLimit(2031, "city", Won(0))))
    )
    assert tail_roadmap(stuck, one).status == "impossible"


def test_toytown_s_futures_average_to_its_values() -> None:
    """A hundred draws of the city: means are near the values, and the careful plan's tail is no less."""
    plan, city = toytown_plan(), toytown_city()
    again = [each.id for each in plan.projects]
    valuation = value_projects(plan, city, as_of="2024-12-31", reopened=again)
    problem = build(plan, as_of="2024-12-31", values=valuation.values, reopened=again, step=4).problem
    futures = futures_of(plan, city, problem, valuation)
    for one, two in zip(problem.candidates, averaged(problem, futures).candidates, strict=True):
        near = problem.worth(one, one.starts()[0]), problem.worth(two, two.starts()[0])
        assert float(near[1]) == pytest.approx(float(near[0]), rel=0.1, abs=0.5)
    left_out = problem.candidates[0].id
    fewer = replace(problem, candidates=problem.candidates[1:])
    assert futures_of(plan, city, fewer, valuation).keys() == futures.keys() - {left_out}
    found = tail_roadmap(problem, futures, worst=Decimal("0.1"), mix=Decimal("0.5"))
    assert found.status == "optimal"
    assert found.tail is not None
    assert found.plain_tail is not None
    assert found.tail >= found.plain_tail
