"""Laws of wishes, shocks and times: nothing wished for is free to gain, and every sentence is a solve."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from test_roadmap_features import project, question
from test_roadmap_questions import FEW, QUICK, placements, two_sided

from bitgil.quantity import Words
from bitgil.roadmap.building import Building
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.problem import Aim, Cost, Problem, Worth
from bitgil.roadmap.replan import Old
from bitgil.roadmap.shocks import Cut, Late, Lost, after
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.timing import why_now
from bitgil.roadmap.wishes import Wish, try_out


def best_of(problem: Problem, allowed: object) -> Fraction | None:
    """Return the best enumerated value among the placements that *allowed* accepts."""
    values = [
        evaluate(problem, starts).value
        for starts in placements(problem)
        if allowed(starts)  # type: ignore[operator]
    ]
    return max(values, default=None)


@FEW
@given(two_sided(), st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_a_wish_is_kept_and_costs_what_enumeration_says(
    problem: Problem, ins: set[int], outs: set[int]
) -> None:
    """The cost of forcing in and out is the enumerated one, never below nothing, and the wish is kept."""
    names = [each.id for each in problem.candidates]
    into = tuple(names[at] for at in sorted(ins) if at < len(names))
    out = tuple(names[at] for at in sorted(outs - ins) if at < len(names))
    attempt = try_out(Building(problem, (), ()), Wish(into=into, out=out), QUICK)
    best = best_of(problem, lambda _: True)
    kept = best_of(problem, lambda starts: set(into) <= starts.keys() and not set(out) & starts.keys())
    if kept is None or best is None:
        assert attempt.cost is None
        assert attempt.impossible is not None
        assert attempt.impossible.rules
        return
    assert attempt.cost == best - kept >= 0
    assert set(into) <= attempt.tried.starts.keys()
    assert not set(out) & attempt.tried.starts.keys()


@FEW
@given(two_sided(), st.integers(0, 3))
def test_why_now_says_what_enumeration_says(problem: Problem, which: int) -> None:
    """What starting earlier or later costs is the difference of two enumerated bests."""
    roadmap = solve(problem, QUICK)
    chosen = sorted(roadmap.starts)
    if not chosen or roadmap.value is None:
        return
    name = chosen[which % len(chosen)]
    start, may = roadmap.starts[name], sorted({at for _, at in problem.options(problem.candidate(name))})
    told = why_now(problem, roadmap, name, QUICK)
    earlier = max((at for at in may if at < start), default=None)
    later = min((at for at in may if at > start), default=None)
    for words, at in zip(told, (earlier, later), strict=True):
        if at is None:
            assert words.in_("en").startswith("It cannot start")
            continue
        other = best_of(problem, lambda starts, at=at: starts.get(name) == at)
        if other is None:
            assert "forbid" in words.in_("en")
        elif other == roadmap.value:
            assert "worth the same" in words.in_("en")
        else:
            assert f"costs {float(roadmap.value - other):,.2f}" in words.in_("en")


@FEW
@given(two_sided(), st.integers(1, 100), st.integers(0, 2))
def test_no_shock_raises_the_best_value(problem: Problem, percent: int, date: int) -> None:
    """A cut, a lost bid and a delay leave at most what there was."""
    old = Old(solve(problem, QUICK).starts, {})
    name = problem.candidates[0].id
    cap = problem.limits.money[0]
    before = best_of(problem, lambda _: True)
    assert before is not None
    shocks = [Cut(cap.source, cap.year, Decimal(percent)), Late(name, 1)]
    if old.starts.get(name, date) >= date:
        shocks.append(Lost(name))
    for shock in shocks:
        found = solve(after(problem, [shock], old, date), QUICK).value
        assert found is None or found <= before


def test_a_late_project_pays_later_and_holds_up_what_waits_for_it() -> None:
    """A running project stretched by two quarters frees its money now, and what needs it starts later."""
    worth = (Worth("work", (Decimal(3),) * 6),)
    works = project("T1", duration=2, costs=2, last=0, value=worth)
    works = replace(
        works, cost=(Cost(0, "city", works.cost[0].amount), Cost(1, "city", works.cost[0].amount))
    )
    follows = project("T2", costs=1, last=4, value=worth, requires=("T1",))
    aims = (Aim("work", Words("일"), Decimal(1)),)
    problem = question(works, follows, money=9, aims=aims)
    old = Old({"T1": 0, "T2": 2}, {})
    seen = after(problem, [Late("T1", 2)], old, 1)
    late = seen.candidate("T1")
    assert (late.fixed, late.duration) == (0, 4)
    assert [part.offset for part in late.cost] == [0, 3]
    starts = solve(seen, QUICK).starts
    assert starts.get("T2", 4) >= 4
