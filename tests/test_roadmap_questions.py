"""Questions around a roadmap: the front of several objectives, the re-plan, safety, robustness."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_roadmap_features import project, question

from bitgil.quantity import Won, Words
from bitgil.roadmap import frontier, replan
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.problem import Aim, Candidate, Cost, Limits, MoneyLimit, Problem, Worth
from bitgil.roadmap.replan import Old, frozen_before, least_change, pausing, stopping
from bitgil.roadmap.robustness import changed, robustness_of
from bitgil.roadmap.robustness import to_plain as to_plain_verdicts
from bitgil.roadmap.safety import Doubt, realised, safe_roadmap
from bitgil.roadmap.safety import to_plain as to_plain_safety
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort

QUICK = Effort(seconds=10, workers=1)
FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
QUARTERS = 5


def placements(problem: Problem) -> list[dict[str, int]]:
    """Return every choice of starts that the evaluator allows."""
    choices = [[*each.starts(), None] for each in problem.candidates]
    found = []
    for chosen in product(*choices):
        starts = {c.id: s for c, s in zip(problem.candidates, chosen, strict=True) if s is not None}
        if not evaluate(problem, starts).violations:
            found.append(starts)
    return found


@st.composite
def two_sided(draw: st.DrawFn) -> Problem:
    """Up to four projects whose value for the air and for work differ, with little money."""
    each = [
        project(
            f"T{number}",
            costs=draw(st.integers(1, 5)),
            last=draw(st.integers(0, 2)),
            value=tuple(
                Worth(aim, tuple(Decimal(draw(st.integers(0, 9))) for _ in range(QUARTERS)))
                for aim in ("work", "air")
            ),
        )
        for number in range(draw(st.integers(2, 4)))
    ]
    aims = (Aim("work", Words("일"), Decimal(1)), Aim("air", Words("공기"), Decimal(1)))
    return question(*each, money=draw(st.integers(3, 9)), aims=aims)


@FEW
@given(two_sided())
def test_a_fine_front_is_the_enumerated_one(problem: Problem) -> None:
    """However coarse the grid, the whole front is every undominated pair of values and no other."""
    pairs = {
        (found.by_aim["work"], found.by_aim["air"])
        for found in (evaluate(problem, starts) for starts in placements(problem))
    }
    best = {(w, a) for w, a in pairs if not any(x >= w and y >= a and (x, y) != (w, a) for x, y in pairs)}
    front = frontier.front_of(problem, ("work", "air"), points=len(best) + 2, effort=QUICK)
    assert front.whole
    assert {(p.values["work"], p.values["air"]) for p in front.points} == best
    assert all(point.proven for point in front.points)
    for ceiling in frontier.outer(problem, ("work", "air"), points=5):
        allowed = [w for w, a in pairs if a >= ceiling.floors["air"]]
        assert max(allowed, default=Fraction(0)) <= ceiling.most + 1e-6


def test_a_front_that_is_stopped_still_answers() -> None:
    """Stopped at once, a front claims nothing it has not proven and does not say that it is whole."""
    aims = (Aim("a", Words("가"), Decimal(1)), Aim("b", Words("나"), Decimal(1)))
    each = [project(n, costs=5, last=0, value=(Worth(n, (Decimal(3),) * QUARTERS),)) for n in ("a", "b")]
    stop = Event()
    stop.set()
    front = frontier.front_of(question(*each, money=5, aims=aims), ("a", "b"), effort=Effort(stop=stop))
    assert not front.whole
    assert front.solves == 2


def test_a_front_of_three_objectives_is_plain_json() -> None:
    """Three objectives, each served by one project under money for one: three plans, as JSON."""
    names = ("a", "b", "c")
    each = [project(n, costs=5, last=0, value=(Worth(n, (Decimal(3),) * QUARTERS),)) for n in names]
    aims = tuple(Aim(n, Words(n), Decimal(1)) for n in names)
    problem = question(*each, money=5, aims=aims)
    front = frontier.front_of(problem, names, points=9, effort=QUICK)
    plain = frontier.to_plain(front, problem)
    assert {tuple(point["starts"]) for point in plain["points"]} == {("a",), ("b",), ("c",)}
    assert json.loads(json.dumps(plain)) == plain
    with pytest.raises(ValueError, match="two or more"):
        frontier.front_of(problem, ("a",))


def disruption(old: dict[str, int], new: dict[str, int]) -> int:
    """Return the least-change measure by its own words: 8 a drop, 4 an addition, 1 a quarter moved."""
    dropped, added = len(old.keys() - new.keys()), len(new.keys() - old.keys())
    return 8 * dropped + 4 * added + sum(abs(new[name] - old[name]) for name in old.keys() & new.keys())


@FEW
@given(two_sided(), st.integers(0, 3), st.sampled_from(["0.8", "0.95", "1"]))
def test_the_new_plan_is_the_nearest_enumerated_one(problem: Problem, cut: int, alpha: str) -> None:
    """After a cut no allowed plan worth the asked share of the best disturbs the old one less."""
    old = solve(problem, QUICK).starts
    caps = tuple(replace(cap, amount=Won(max(cap.amount - cut, 0))) for cap in problem.limits.money)
    poorer = replace(problem, limits=Limits(caps))
    plan = least_change(poorer, Old(old, {}), alpha=Decimal(alpha), effort=QUICK)
    allowed = {tuple(sorted(s.items())): evaluate(poorer, s).value for s in placements(poorer)}
    best = max(allowed.values())
    near = [s for s, value in allowed.items() if value >= best * Fraction(alpha)]
    assert (plan.status, plan.best) == ("optimal", best)
    assert plan.value is not None
    assert plan.value >= best * Fraction(alpha)
    least = min(disruption(dict(old), dict(starts)) for starts in near)
    assert plan.disruption == plan.bound == disruption(dict(old), dict(plan.starts)) == least


def works(**changes: object) -> Candidate:
    """Return four quarters of works for 2 won each, worth more the earlier they start."""
    cost = tuple(Cost(k, "city", Won(2)) for k in range(4))
    value = (Worth("w", (Decimal(9), Decimal(5)), past=Decimal(7)),)
    return replace(project("works", duration=4, last=1, cost=cost, value=value), **changes)  # type: ignore[arg-type]


def test_started_projects_are_facts_and_nothing_starts_in_the_past() -> None:
    """Seen from the third quarter, what began in the first is fixed, and the rest waits until then."""
    problem = question(works(), project("late", last=4), project("gone", last=1))
    seen = frozen_before(problem, Old({"works": 0, "late": 3}, {}), 2)
    assert [(each.id, each.fixed, each.first) for each in seen.candidates] == [
        ("works", 0, 0),
        ("late", None, 2),
    ]


def test_money_already_bound_is_freed_by_stopping_or_pausing() -> None:
    """Works of 8 won under a cut to 3 a year: stopped for 1 won, or paused into the next year, or short."""
    running = works(fixed=0)
    problem = question(running)
    cut = replace(
        problem, limits=Limits((MoneyLimit(2030, "city", Won(3)), MoneyLimit(2031, "city", Won(4))))
    )
    old = Old({"works": 0}, {})
    short = least_change(cut, old, effort=QUICK)
    assert [(part.year, part.lacking) for part in short.lacking] == [(2030, 1)]
    assert short.same == ("works",)
    stop = stopping(running, 1, source="city", fine=1)
    assert sum(part.amount for part in stop.cost) == 3
    ended = least_change(replace(cut, candidates=(replace(running, modes=(stop,)),)), old, effort=QUICK)
    assert (dict(ended.modes), ended.value, ended.lacking) == ({"works": "stop"}, 0, ())
    pause = pausing(running, 1, 1, source="city", fine=0)
    assert [part.offset for part in pause.cost][:4] == [0, 2, 3, 4]
    richer = replace(cut, limits=Limits((MoneyLimit(2030, "city", Won(3)), MoneyLimit(2031, "city", Won(9)))))
    rested = least_change(
        replace(richer, candidates=(replace(running, modes=(stop, pause)),)), old, effort=QUICK
    )
    assert (dict(rested.modes), rested.value, rested.changed) == ({"works": "pause"}, 5, ("works",))
    assert json.loads(json.dumps(replan.to_plain(rested, richer)))["ways"] == {"works": "pause"}
    with pytest.raises(ValueError, match="does not run"):
        stopping(running, 9, source="city", fine=1)


def dear(name: str, gives: int, costs: int) -> Candidate:
    """Return a project that can only start in the first quarter, with costs in 억원."""
    return project(name, gives, costs * 10**8, last=0)


def test_the_gaussian_rule_holds_to_the_worked_example() -> None:
    """Two projects of 40억 ± 20 %: 80 + 1.2816 × 11.31 = 94.5억, so 94억 takes one and 95억 both."""
    pair = (dear("a", 3, 40), dear("b", 2, 40))
    doubt = Doubt(Decimal("0.2"))
    one = safe_roadmap(question(*pair, money=94 * 10**8), doubt, QUICK)
    assert (set(one.starts), one.plain, one.price) == ({"a"}, 5, 2)
    two = safe_roadmap(question(*pair, money=95 * 10**8), doubt, QUICK)
    assert (set(two.starts), two.price) == ({"a", "b"}, 0)
    risk = two.after[0]
    assert (round(risk.mean / 10**8, 6), round(risk.deviation / 10**8, 2)) == (80, 11.31)
    assert json.loads(json.dumps(to_plain_safety(two, question(*pair, money=95 * 10**8))))["price"] == "0"


@FEW
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(5, 60)), min_size=2, max_size=7), st.integers(40, 150)
)
def test_a_safe_plan_keeps_the_rule_itself(sizes: list[tuple[int, int]], money: int) -> None:
    """Whatever the tangent, the plan's own mean and deviation keep each limit with the chance asked for."""
    each = [dear(f"T{k}", gives, costs) for k, (gives, costs) in enumerate(sizes)]
    safe = safe_roadmap(question(*each, money=money * 10**8), Doubt(Decimal("0.25")), QUICK)
    assert all(risk.chance <= 0.1 + 1e-6 for risk in safe.after)
    assert safe.price is not None
    assert safe.price >= 0


def test_fresh_draws_pass_the_limit_as_often_as_promised() -> None:
    """Twelve like projects under a tight limit: realised overruns stay near the one in ten that was asked."""
    each = [dear(f"T{k:02}", 1, 10) for k in range(12)]
    problem = question(*each, money=100 * 10**8)
    doubt = Doubt(Decimal("0.2"))
    plain = solve(problem, QUICK)
    safe = safe_roadmap(problem, doubt, QUICK)
    before = max(realised(problem, plain.starts, plain.modes, doubt).values())
    after = max(realised(problem, safe.starts, safe.modes, doubt).values())
    assert before > 0.4
    assert after < 0.13


def test_verdicts_and_their_smallest_flips() -> None:
    """The clear winner is in, the hopeless one out, and of two near equals the flip is a 3 % weight."""
    aims = (Aim("w", Words("일"), Decimal(1)), Aim("air", Words("공기"), Decimal(1)))
    jobs = dear("jobs", 100, 40)
    air = replace(dear("air", 0, 40), value=(Worth("air", (Decimal(97),) * QUARTERS),))
    sure = replace(
        dear("sure", 300, 10), value=(Worth("w", (Decimal(300),) * 5), Worth("air", (Decimal(300),) * 5))
    )
    problem = question(jobs, air, sure, dear("hopeless", 1, 90), money=60 * 10**8, aims=aims)
    found = {each.project: each for each in robustness_of(problem, QUICK)}
    assert {name: each.verdict for name, each in found.items()} == {
        "jobs": "contested",
        "air": "contested",
        "sure": "in",
        "hopeless": "out",
    }
    flip = found["air"].flip
    assert flip is not None
    assert flip.what == "weight"
    assert "air" in solve(changed(problem, flip), QUICK).starts
    assert flip.size < 0.05
    assert (found["sure"].flip, found["hopeless"].flip) == (None, None)
    plain = to_plain_verdicts(tuple(found.values()), problem)
    assert json.loads(json.dumps(plain)) == plain
    assert next(row["flip"]["ko"] for row in plain if row["id"] == "air").startswith("'")


def test_the_smallest_flip_may_be_the_project_s_own_cost() -> None:
    """Of two equals but for cost, money for one: some 3 % off its own cost brings the dearer one in."""
    near, far = dear("near", 10, 50), replace(dear("far", 11, 51))
    problem = question(near, far, money=50 * 10**8)
    found = {each.project: each for each in robustness_of(problem, QUICK, weights=(), costs=(), draws=0)}
    flip = found["far"].flip
    assert flip is not None
    assert (flip.what, flip.subject) == ("cost", "far")
    assert "far" in solve(changed(problem, flip), QUICK).starts
    assert 0.96 < flip.factor < 1
    assert {each.verdict for each in found.values()} == {"contested"}
    assert robustness_of(problem, QUICK, weights=(), costs=(), draws=0, own=None)[0].verdict == "out"
