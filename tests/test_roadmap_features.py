"""Every feature of the roadmap's question: a worked example, its faults named, and equal to enumeration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bitgil.quantity import Won, Words
from bitgil.roadmap.bindings import why_impossible
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.problem import (
    Aim,
    Call,
    Candidate,
    Cost,
    Gate,
    Horizon,
    Limits,
    Mode,
    MoneyLimit,
    Need,
    Pick,
    Portion,
    Problem,
    Review,
    Share,
    StaffLimit,
    Synergy,
    Upkeep,
    Worth,
)
from bitgil.roadmap.reasons import why_not
from bitgil.roadmap.shares import split_cost
from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

QUARTERS = 5
FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
BACKENDS = ("cpsat", "highs", "wide")
QUICK = Effort(seconds=20, workers=1)


def project(name: str, gives: int = 1, costs: int = 1, **changes: Any) -> Candidate:
    """Return a project of one quarter that costs *costs* won of the city's and gives *gives* whenever."""
    plain = Candidate(
        name,
        Words(name),
        duration=1,
        last=QUARTERS - 1,
        cost=(Cost(0, "city", Won(costs)),),
        value=(Worth("w", (Decimal(gives),) * QUARTERS),),
    )
    return replace(plain, **changes)


def question(*candidates: Candidate, money: int = 99, **changes: Any) -> Problem:
    """Return a question over five quarters from the third of 2030, with that much money a year."""
    limits = Limits(tuple(MoneyLimit(year, "city", Won(money)) for year in (2030, 2031)))
    plain = Problem(Horizon(2030, 3, QUARTERS), candidates, (Aim("w", Words("가치"), Decimal(1)),), limits)
    return replace(plain, **changes)


def best_by_enumeration(problem: Problem) -> Fraction | None:
    """Return the best value over every start and way of every candidate that the evaluator allows."""
    choices = []
    for each in problem.candidates:
        ways = [(way.id, start) for way in each.ways() for start in each.starts(way.id)]
        choices.append([*ways, None])
    best: Fraction | None = None
    for chosen in product(*choices):
        pairs = [(c.id, pick) for c, pick in zip(problem.candidates, chosen, strict=True) if pick is not None]
        found = evaluate(problem, {n: start for n, (_, start) in pairs}, {n: mode for n, (mode, _) in pairs})
        if not found.violations:
            best = found.value if best is None else max(best, found.value)
    return best


def solved(problem: Problem, backend: str = "") -> Roadmap:
    """Return the proven roadmap of a sound problem, equal to the enumerated best."""
    assert problems_of(problem) == ()
    roadmap = solve(problem, Effort(seconds=20, workers=1, backend=backend))
    assert roadmap.status in {"optimal", "impossible"}
    assert roadmap.value == best_by_enumeration(problem)
    if roadmap.value is not None:
        evaluation = evaluate(problem, roadmap.starts, roadmap.modes)
        assert (evaluation.violations, evaluation.value) == ((), roadmap.value)
    return roadmap


def test_the_smaller_way_is_taken_where_money_is_short() -> None:
    """A large park (9 won, worth 5) beside a pool (6 won, worth 4) leaves room for the small park (2, 3)."""
    small = Mode(
        "small", Words("작게"), 1, (Cost(0, "city", Won(2)),), value=(Worth("w", (Decimal(3),) * 5),)
    )
    park = project("park", 5, 9, last=1, modes=(small,))
    roadmap = solved(question(park, project("pool", 4, 6, last=1), money=9))
    assert (roadmap.value, dict(roadmap.modes)) == (7, {"park": "small"})


def test_another_source_is_a_way_of_funding() -> None:
    """Paid by the nation instead of the city, and only in the year after, the road is possible."""
    national = Mode(
        "national",
        Words("국비"),
        1,
        (Cost(0, "national", Won(50)),),
        value=(Worth("w", (Decimal(1),) * 5),),
        first=2,
    )
    roadmap = solved(question(project("road", 1, 50, modes=(national,)), money=9))
    assert (dict(roadmap.modes), roadmap.starts["road"] >= 2) == ({"road": "national"}, True)


REVIEWS = (
    Review("local", Words("지방 심사"), rounds=(0, 2), lead=1),
    Review("central", Words("중앙 심사"), rounds=(2, 3), lead=1),
)


@pytest.mark.parametrize(
    ("reviews", "ready", "earliest"),
    [(("local",), 0, 1), (("local",), 1, 3), (("local", "central"), 0, 3), (("local", "central"), 1, 4)],
)
def test_a_start_waits_for_its_reviews(reviews: tuple[str, ...], ready: int, earliest: int) -> None:
    """Ready in a quarter, handed in in the next round, passed a quarter later; the second follows on."""
    falling = (Worth("w", tuple(Decimal(9 - q) for q in range(5))),)
    each = project("hall", reviews=reviews, ready=ready, value=falling)
    problem = question(each, reviews=REVIEWS)
    assert problem.cleared(each) == earliest
    assert solved(problem).starts == {"hall": earliest}
    assert "before it has passed" in evaluate(problem, {"hall": earliest - 1}).violations[0].what


def test_what_a_gate_opens_waits_until_enough_has_finished() -> None:
    """Stage two opens when two of three have finished; two quarters of staff for one let it start third."""
    core = tuple(project(name, 1, staff=(Need("office", 1),)) for name in "abc")
    late = project("z", 0, value=(Worth("w", tuple(Decimal(9 - q) for q in range(5))),))
    gate = Gate("two", Words("2단계"), ("a", "b", "c"), 2, opens=("z",))
    staff = tuple(StaffLimit("office", quarter, 1) for quarter in range(5))
    problem = question(*core, late, gates=(gate,))
    problem = replace(problem, limits=replace(problem.limits, staff=staff))
    assert solved(problem).starts["z"] == 2
    starts = {"a": 0, "b": 1, "z": 1}
    assert [v.where for v in evaluate(problem, starts).violations] == ["z"]


def test_a_gate_with_a_date_must_be_met() -> None:
    """One of two projects of no worth must finish by the third quarter; where none can, none is possible."""
    gate = Gate("one", Words("1단계"), ("a", "b"), 1, at=2)
    problem = question(project("a", -2), project("b", -1, first=1), gates=(gate,))
    assert dict(solved(problem).starts) == {"b": 1}
    assert solved(question(project("a", first=2), gates=(replace(gate, core=("a",)),))).status == "impossible"


def test_a_bid_counts_as_it_is_to_be_expected() -> None:
    """A third of a chance at 9 for 10 won is 3 for 4 won (rounded up), not before the call is decided."""
    call = Call("smart", deadline=0, decided=2, chance=Decimal("0.3"))
    bid = project("bid", 9, 11, call=call, upkeep=(Upkeep("city", Won(1)),))
    problem = question(bid, money=4)
    roadmap = solved(problem)
    assert roadmap.value == Fraction(27, 10)
    assert roadmap.starts["bid"] == 4
    assert evaluate(problem, {"bid": 4}).money == {(2031, "city"): 4}
    assert "before the call" in evaluate(problem, {"bid": 1}).violations[0].what


def test_a_running_project_can_be_stopped_at_a_cost() -> None:
    """Stopping the old works (8 won more, still worth 2) for a fine of 3 makes room for a better one."""
    stop = Mode("stop", Words("중단"), 2, (Cost(1, "city", Won(3)),), finishes=False)
    old = project(
        "old",
        duration=3,
        fixed=-1,
        cost=(Cost(1, "city", Won(8)),),
        value=(Worth("w", past=Decimal(2)),),
        modes=(stop,),
    )
    new = project("new", 5, 6, last=1)
    roadmap = solved(question(old, new, money=9))
    assert (roadmap.value, dict(roadmap.modes)) == (5, {"old": "stop"})
    follow = project("follow", 9, 0, requires=("old",))
    assert solved(question(old, new, follow, money=9)).value == 11


def test_a_pair_adds_value_from_when_both_have_finished() -> None:
    """Two projects that finish in quarters 1 and 2 share 1 a quarter from 2 on and 4 after the horizon."""
    pair = Synergy("a", "b", "w", (*(Decimal(1),) * 5, Decimal(4)))
    problem = question(project("a", 0), project("b", 0, first=1), synergies=(pair,))
    assert evaluate(problem, {"a": 0, "b": 1}).value == 7
    assert evaluate(problem, {"a": 0}).value == 0
    assert solved(problem).value == 7


def test_a_pair_that_stands_in_its_own_way_is_not_done_twice() -> None:
    """Two projects of worth 3 that lose 5 together are not both chosen, whatever the solver would like."""
    rival = Synergy("a", "b", "w", (*(Decimal(0),) * 4, Decimal(-5)))
    assert solved(question(project("a", 3, last=2), project("b", 3, last=2), synergies=(rival,))).value == 3


def test_upkeep_is_paid_from_the_end_to_the_horizon() -> None:
    """A hall of 1 won that then costs 2 a quarter takes 1 + 2 in 2030 and 2 x 3 in 2031."""
    hall = project("hall", upkeep=(Upkeep("city", Won(2)),))
    problem = question(hall, money=4)
    assert evaluate(problem, {"hall": 0}).money == {(2030, "city"): 3, (2031, "city"): 6}
    assert solved(problem).starts == {"hall": 3}


def test_a_limit_can_span_several_years() -> None:
    """Two projects of 3 won fit each year's 3, but not the 5 that both years have in all."""
    problem = question(project("a", 1, 3), project("b", 1, 3), money=3)
    assert solved(problem).value == 2
    whole = MoneyLimit(2030, "city", Won(5), until=2031)
    limits = Limits((*problem.limits.money, whole))
    assert solved(replace(problem, limits=limits)).value == 1


def share(part: float, *names: str, least: bool = False, of: tuple[str, ...] = ("city",)) -> Portion:
    """Return a bound on what those projects get of the city's money."""
    ratio = Fraction(part).limit_denominator()
    return Portion("s", Words("몫"), names, ("city",), of, ratio, least)


def test_a_part_of_the_money_is_kept_at_most() -> None:
    """At most half for the pool (worth 9) means that as much is spent on parks, which are worth nothing."""
    pool, parks = project("pool", 9, 4), (project("park", 0, 2), project("lawn", 0, 2))
    roadmap = solved(question(pool, *parks, portions=(share(0.5, "pool"),)))
    assert roadmap.starts.keys() == {"pool", "park", "lawn"}
    alone = solved(question(pool, parks[0], portions=(share(0.5, "pool"),)))
    assert "pool" not in alone.starts


def test_a_part_of_the_money_is_kept_at_least() -> None:
    """At least half for schools: a pool of 4 won comes only with schools of 4."""
    pool, school = project("pool", 9, 4), project("school", -1, 4)
    free = question(pool, school)
    assert solved(free).starts.keys() == {"pool"}
    bound = replace(free, portions=(share(0.5, "school", least=True),))
    assert solved(bound).starts.keys() == {"pool", "school"}
    assert evaluate(bound, {"pool": 0}).violations != ()


def test_one_source_is_kept_to_its_part_of_all_money() -> None:
    """With at most a quarter from the city, its 2 won need 6 of the nation's beside them."""
    nation = project("rail", 1, cost=(Cost(0, "national", Won(6)),))
    problem = question(
        project("pool", 5, 2),
        nation,
        portions=(share(0.25, "pool", "rail", of=("city", "national")),),
    )
    assert solved(problem).starts.keys() == {"pool", "rail"}
    dearer = replace(problem, candidates=(project("pool", 5, 3), nation))
    assert solved(dearer).starts.keys() == {"rail"}


def test_what_facts_break_by_themselves_is_kept_by_what_is_chosen() -> None:
    """A running pool has all the city's money; more for pools is chosen only with as much for parks."""
    running = project("old", 1, fixed=-1, duration=3, cost=(Cost(1, "city", Won(9)),))
    pool, park = project("pool", 5, 2), project("park", 0, 2)
    bound = share(0.5, "old", "pool")
    assert solved(question(running, pool, portions=(bound,))).starts.keys() == {"old"}
    assert solved(question(running, pool, park, portions=(bound,))).starts.keys() == {"old", "pool", "park"}


def test_some_of_several_are_picked() -> None:
    """One of two loss-makers is done where one is asked for, and both where two are."""
    two = (project("a", -2), project("b", -1))
    one = Pick("p", Words("하나 이상"), ("a", "b"))
    assert solved(question(*two, picks=(one,))).starts.keys() == {"b"}
    assert solved(question(*two, picks=(replace(one, least=2),))).starts.keys() == {"a", "b"}
    short = question(*two, money=0, picks=(one,))
    assert solved(short).status == "impossible"
    assert "하나 이상" in why_impossible(short, QUICK).why[0].ko


def test_shares_split_every_quarter_to_the_won() -> None:
    """Half, three tenths and a fifth of 7, 1 and 2 won: every quarter's sum and every source's total hold."""
    shares = (
        Share("national", Fraction(1, 2)),
        Share("provincial", Fraction(3, 10)),
        Share("city", Fraction(1, 5)),
    )
    cost = split_cost((7, 1, 2), shares)
    assert [sum(part.amount for part in cost if part.offset == k) for k in range(3)] == [7, 1, 2]
    paid = {s.source: sum(p.amount for p in cost if p.source == s.source) for s in shares}
    assert paid == {"national": 5, "provincial": 3, "city": 2}
    with pytest.raises(ValueError, match="add up to 1"):
        split_cost((1,), shares[:2])


@given(st.lists(st.integers(0, 10**12), max_size=6), st.lists(st.integers(0, 9), min_size=1, max_size=4))
@FEW
def test_split_money_loses_no_won_and_is_sound(totals: list[int], parts: list[int]) -> None:
    """Whatever is split adds up again, and the split passes the problem's own check of its shares."""
    whole = sum(parts) or 1
    parts = parts if sum(parts) else [1, *parts[1:]]
    shares = tuple(Share(f"source {k}", Fraction(part, whole)) for k, part in enumerate(parts))
    cost = split_cost(totals, shares)
    assert sum(part.amount for part in cost) == sum(totals)
    each = project("a", cost=cost, match=shares, duration=1)
    assert not [fault for fault in problems_of(question(each)) if "share" in fault.what]


CALL = Call("c", 0, 1, Decimal("0.5"))
SMALL = Mode("small", Words("작게"), 1, value=(Worth("w", (Decimal(1),) * 5),))
HALVES = (Share("city", Fraction(1, 2)), Share("national", Fraction(1, 2)))
PAIR = Synergy("a", "b", "w", (Decimal(1),))
GATE = Gate("g", Words("관문"), ("a",), 1, at=1)
TWO = (project("a"), project("b"))
PICK = Pick("p", Words("하나"), ("a", "x"))

BROKEN: dict[str, tuple[Callable[[], Problem], str, str]] = {
    "way twice": (lambda: question(project("a", modes=(SMALL, SMALL))), "a", "the way 'small' 2 times"),
    "way without name": (lambda: question(project("a", modes=(replace(SMALL, id=""),))), "a", "the way ''"),
    "way too long": (
        lambda: question(project("a", modes=(replace(SMALL, duration=9),))),
        "a small",
        "cannot fit",
    ),
    "shares not whole": (lambda: question(project("a", match=HALVES[:1])), "a", "do not add up to 1"),
    "money off its shares": (lambda: question(project("a", costs=9, match=HALVES)), "a", "where its share"),
    "no chance": (
        lambda: question(project("a", call=replace(CALL, chance=Decimal(0)))),
        "a",
        "a chance of 0",
    ),
    "call closed": (lambda: question(project("a", call=replace(CALL, deadline=-2))), "a", "closed in 2030Q1"),
    "decided before": (
        lambda: question(project("a", call=replace(CALL, deadline=3))),
        "a",
        "before its deadline",
    ),
    "unknown review": (lambda: question(project("a", reviews=("x",))), "a", "which is no review"),
    "no round left": (
        lambda: question(project("a", reviews=("local",), ready=4), reviews=REVIEWS),
        "a",
        "can never start",
    ),
    "review without rounds": (
        lambda: question(*TWO, reviews=(replace(REVIEWS[0], rounds=()),)),
        "local",
        "0 rounds",
    ),
    "gate of a stranger": (lambda: question(*TWO, gates=(replace(GATE, core=("x",)),)), "g", "names 'x'"),
    "gate asks too much": (lambda: question(*TWO, gates=(replace(GATE, least=2),)), "g", "asks for 2 of 1"),
    "gate outside": (lambda: question(*TWO, gates=(replace(GATE, at=9),)), "g", "stands in quarter 9"),
    "gate for nothing": (lambda: question(*TWO, gates=(replace(GATE, at=None),)), "g", "opens nothing"),
    "gate waits for itself": (
        lambda: question(*TWO, gates=(replace(GATE, opens=("a",)),)),
        "g",
        "it waits for",
    ),
    "share of a stranger": (lambda: question(*TWO, portions=(share(0.5, "x"),)), "s", "names 'x'"),
    "share above all": (lambda: question(*TWO, portions=(share(1.5, "a"),)), "s", "has the share 3/2"),
    "share twice": (lambda: question(*TWO, portions=(share(0.5), share(0.5))), "s", "given 2 times"),
    "pick of a stranger": (lambda: question(*TWO, picks=(PICK,)), "p", "names 'x'"),
    "pick asks too much": (
        lambda: question(*TWO, picks=(replace(PICK, among=("a",), least=2),)),
        "p",
        "asks for 2 of 1",
    ),
    "gate twice": (lambda: question(*TWO, gates=(GATE, GATE)), "g", "given 2 times"),
    "pair of one": (lambda: question(*TWO, synergies=(replace(PAIR, two="a"),)), "a+a", "a pair of one"),
    "pair with a stranger": (lambda: question(*TWO, synergies=(replace(PAIR, two="x"),)), "a+x", "names 'x'"),
    "pair of no objective": (
        lambda: question(*TWO, synergies=(replace(PAIR, objective="x"),)),
        "a+b",
        "which is no objective",
    ),
    "pair too long": (
        lambda: question(*TWO, synergies=(replace(PAIR, by_quarter=(Decimal(1),) * 7),)),
        "a+b",
        "has 7 values",
    ),
    "pair past exact numbers": (
        lambda: question(*TWO, synergies=(replace(PAIR, by_quarter=(Decimal(2**54),)),)),
        "values",
        "a solver keeps exact",
    ),
    "limit backwards": (
        lambda: question(*TWO, limits=Limits((MoneyLimit(2031, "city", Won(1), until=2030),))),
        "2031~2030 city",
        "ends before",
    ),
    "staff never held": (
        lambda: question(project("a", staff=(Need("office", 1, first=2),))),
        "a",
        "for 0 quarters",
    ),
    "negative upkeep": (
        lambda: question(project("a", upkeep=(Upkeep("city", Won(-1)),))),
        "a",
        "costs -1 won",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_broken_feature_is_named(name: str) -> None:
    """The fault is said with where, what and how to mend it in both languages."""
    make, where, what = BROKEN[name]
    found = problems_of(make())
    assert any(fault.where == where and what in fault.what for fault in found), found
    assert all(fault.fix and fault.what_ko and fault.fix_ko for fault in found)


def test_a_strange_way_is_named_by_the_evaluator() -> None:
    """A way that the project does not have is a violation."""
    assert "which it does not have" in evaluate(question(*TWO), {"a": 0}, {"a": "x"}).violations[0].what


def test_features_print_themselves() -> None:
    """The tree names ways, calls, reviews, gates, pairs, shares and picks."""
    each = project("a", modes=(SMALL,), call=CALL, reviews=("local",), upkeep=(Upkeep("city", Won(10**8)),))
    bounds = {"portions": (share(0.5, "a"),), "picks": (replace(PICK, among=("a", "b")),)}
    text = str(question(each, project("b"), reviews=REVIEWS[:1], gates=(GATE,), synergies=(PAIR,), **bounds))
    for line in (
        "      or small: 1 quarters",
        "      bids in c until 2030Q3, decided 2030Q4, chance 0.5",
        "      passes local, ready 2030Q3",
        "      then 1억원 of city a quarter",
        "  review local: handed in 2030Q3, 2031Q1, passed 1 quarters later",
        "  gate g: 1 of a finished by 2030Q4",
        "  a and b together add to w",
        "  portion s: a get at most 1/2 of city from city",
        "  pick p: 1 of a, b",
    ):
        assert line in text.splitlines()


@st.composite
def rich_problems(draw: st.DrawFn) -> Problem:
    """Small sound problems with every feature somewhere, some of them impossible."""
    candidates: list[Candidate] = []
    for number in range(draw(st.integers(2, 4))):
        duration = draw(st.integers(1, 2))
        gives = tuple(Decimal(draw(st.integers(-3, 20))) / 10 for _ in range(QUARTERS))
        running = draw(st.sampled_from([False, False, False, True]))
        way = Mode(
            "other",
            Words("달리"),
            draw(st.integers(1, 3)),
            (
                Cost(
                    draw(st.integers(0, 1)),
                    draw(st.sampled_from(("city", "national"))),
                    Won(draw(st.integers(0, 6))),
                ),
            ),
            (Need("office", draw(st.integers(0, 2))),),
            (Worth("w", tuple(v / 2 for v in gives), past=Decimal(1)),),
            call=None if running else draw(st.sampled_from([None, Call("c", 0, 1, Decimal("0.4"))])),
            last=2,
            finishes=not running,
        )
        earlier = tuple(each.id for each in candidates)
        candidates.append(
            project(
                f"T{number}",
                duration=duration,
                last=QUARTERS - duration if running else draw(st.integers(2, QUARTERS - duration)),
                cost=tuple(Cost(k, "city", Won(draw(st.integers(0, 8)))) for k in range(duration)),
                staff=(Need("office", draw(st.integers(0, 2)), until=1),),
                value=(Worth("w", gives, past=Decimal(draw(st.integers(0, 3)))),),
                modes=draw(st.sampled_from([(), (way,)])),
                upkeep=draw(st.sampled_from([(), (), (Upkeep("city", Won(1)),)])),
                fixed=-1 if running else None,
                reviews=() if running else draw(st.sampled_from([(), (), ("local",)])),
                requires=draw(st.sampled_from([(), (), earlier[-1:]])),
            )
        )
    names = [each.id for each in candidates]
    gate = Gate(
        "g", Words("관문"), tuple(names[:2]), draw(st.integers(1, 2)), draw(st.sampled_from([None, None, 4]))
    )
    gate = replace(gate, opens=tuple(names[2:3]))
    pair = Synergy(names[0], names[-1], "w", tuple(Decimal(draw(st.integers(-2, 4))) / 4 for _ in range(6)))
    problem = question(
        *candidates,
        money=draw(st.integers(3, 14)),
        reviews=REVIEWS,
        gates=(gate,) if gate.opens or gate.at is not None else (),
        synergies=(pair,),
        portions=draw(
            st.sampled_from(
                [
                    (),
                    (share(0.5, names[0]),),
                    (share(0.4, names[-1], least=True),),
                    (share(0.25, *names, of=("city", "national")),),
                ]
            )
        ),
        picks=draw(st.sampled_from([(), (), (Pick("p", Words("하나"), tuple(names[:2])),)])),
    )
    staff = tuple(StaffLimit("office", quarter, draw(st.integers(1, 4))) for quarter in range(QUARTERS))
    money = (*problem.limits.money, MoneyLimit(2030, "national", Won(4), until=2031))
    return replace(problem, limits=Limits(money, staff))


@FEW
@given(rich_problems(), st.sampled_from(BACKENDS))
def test_every_back_end_equals_enumeration_and_the_evaluator(problem: Problem, backend: str) -> None:
    """With all features at once each back-end proves the enumerated best, to the won and the last digit."""
    solved(problem, backend)


@FEW
@given(
    rich_problems(),
    st.sampled_from(["portions", "picks", "gates", "reviews", "staff", "money", "requires", "modes"]),
)
def test_dropping_any_rule_never_lowers_the_best_value(problem: Problem, what: str) -> None:
    """Without gates, reviews, a kind of limit or prerequisites, or with other ways, it is worth no less."""
    if what in {"staff", "money"}:
        freer = replace(problem, limits=replace(problem.limits, **{what: ()}))
    elif what in {"gates", "portions", "picks"}:
        freer = replace(problem, **{what: ()})
    else:
        freer = replace(problem, candidates=tuple(replace(c, **{what: ()}) for c in problem.candidates))
    tight, loose = (problem, freer) if what != "modes" else (freer, problem)
    before, after = solve(tight, QUICK).value, solve(loose, QUICK).value
    assert before is None or (after is not None and after >= before)


@FEW
@given(rich_problems(), st.sampled_from(BACKENDS), st.randoms(use_true_random=False))
def test_order_and_more_money_do_no_harm_with_every_feature(
    problem: Problem, backend: str, luck: object
) -> None:
    """Shuffled candidates have the same best value in each back-end, and a richer year never a lower one."""
    effort = replace(QUICK, backend=backend)
    value = solve(problem, effort).value
    shuffled = list(problem.candidates)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    assert solve(replace(problem, candidates=tuple(shuffled)), effort).value == value
    first, *rest = problem.limits.money
    richer = replace(problem.limits, money=(replace(first, amount=Won(first.amount + 3)), *rest))
    more = solve(replace(problem, limits=richer), effort).value
    assert value is None or (more is not None and more >= value)


def test_what_cannot_be_forced_in_says_what_money_would_do() -> None:
    """A hall of 9 won beside a must of 6, with 9 in the only year that fits both: 6 more won would do it."""
    must, hall = project("pool", 1, 6, last=1, must=True), project("hall", 9, 9, last=1)
    problem = question(must, hall, money=9)
    reason = why_not(problem, solve(problem, QUICK), hall, QUICK)
    assert "It would take" in reason.why.en
    assert "2030" in reason.why.en
    assert "더 있으면 되는 돈: 2030년 시비" in reason.why.ko
    barred = question(
        must,
        project("twin", 1, 1, last=1, must=True),
        replace(hall, excludes=("rail",)),
        project("rail", 1, 1, must=True),
    )
    assert "settled" in why_not(barred, solve(barred, QUICK), barred.candidates[2], QUICK).why.en
