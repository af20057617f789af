"""A broken problem is named before any solver sees it, and a sound one prints itself as a tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from threading import Event
from typing import Any

import pytest

from bitgil.plan.problems import Unsound
from bitgil.quantity import Won, Words
from bitgil.roadmap.evaluation import evaluate
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
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

LIBRARY = Candidate(
    "L",
    Words("도서관", "Library"),
    duration=2,
    first=0,
    last=2,
    cost=(Cost(0, "city", Won(300_000_000)), Cost(1, "city", Won(100_000_000))),
    staff=(Need("books", 2),),
    value=(Worth("people", (Decimal(3), Decimal(2), Decimal(1))),),
)
SCHOOL = replace(LIBRARY, id="S", name=Words("학교", "School"), requires=("L",), first=0, last=2)
SOUND = Problem(
    Horizon(2030, 3, 4),
    (LIBRARY, SCHOOL),
    (Aim("people", Words("사람", "People"), Decimal(2)),),
    Limits(
        (MoneyLimit(2030, "city", Won(400_000_000)), MoneyLimit(2031, "city", Won(400_000_000))),
        tuple(StaffLimit("books", quarter, 2) for quarter in range(4)),
    ),
)


def with_library(**changes: Any) -> Problem:
    """Return the sound problem with a changed library."""
    return replace(SOUND, candidates=(replace(LIBRARY, **changes), SCHOOL))


BROKEN: dict[str, tuple[Problem, str, str]] = {
    "late window": (with_library(last=3), "L", "cannot fit"),
    "closed window": (with_library(first=2, last=1), "L", "cannot fit"),
    "too long": (with_library(duration=9), "L", "cannot fit"),
    "no length": (with_library(duration=0), "L", "lasts 0 quarters"),
    "no step": (with_library(step=0), "L", "every 0 quarters"),
    "values missing": (with_library(value=(Worth("people", (Decimal(1),)),)), "L", "no value of people"),
    "circle": (with_library(requires=("S",)), "L", "run in a circle: L → S → L"),
    "negative cost": (with_library(cost=(Cost(0, "city", Won(-1)),)), "L", "costs -1 won"),
    "cost before the start": (with_library(cost=(Cost(-2, "city", Won(1)),)), "L", "2 quarters before"),
    "negative staff": (with_library(staff=(Need("books", -1),)), "L", "needs -1 persons"),
    "unknown project": (with_library(excludes=("X",)), "L", "excludes 'X'"),
    "itself": (with_library(together=("L",)), "L", "together 'L'"),
    "unknown office": (with_library(staff=(Need("roads", 1),)), "L", "the office 'roads'"),
    "unknown objective": (with_library(value=(Worth("air", (Decimal(1),) * 4),)), "L", "'air', which is no"),
    "overflow": (
        with_library(value=(Worth("people", (Decimal(2**53), Decimal(0), Decimal(0))),)),
        "values",
        "exact",
    ),
    "too much money": (
        with_library(cost=(Cost(0, "city", Won(2**54)), Cost(0, "city", Won(1)))),
        "money",
        "a solver keeps exact",
    ),
    "twice": (replace(SOUND, candidates=(LIBRARY, SCHOOL, SCHOOL)), "S", "given 2 times"),
    "limit twice": (
        replace(SOUND, limits=Limits((*SOUND.limits.money, SOUND.limits.money[0]))),
        "2030 city",
        "given 2 times",
    ),
    "negative limit": (
        replace(SOUND, limits=Limits((MoneyLimit(2030, "city", Won(-5)),))),
        "2030 city",
        "limited to -5 won",
    ),
    "limit outside": (
        replace(SOUND, limits=Limits((), (*SOUND.limits.staff, StaffLimit("books", 7, 1)))),
        "books",
        "in quarter 7",
    ),
    "no time": (replace(SOUND, horizon=Horizon(2030, 5, 4)), "horizon", "quarter 5"),
    "negative weight": (
        replace(SOUND, aims=(Aim("people", Words("사람"), Decimal(-1)),)),
        "people",
        "weighs -1",
    ),
}


def test_a_sound_problem_has_no_problems() -> None:
    """The problem that the broken ones are made from is sound."""
    assert problems_of(SOUND) == ()


@pytest.mark.parametrize("name", BROKEN)
def test_every_broken_problem_is_named(name: str) -> None:
    """The fault is said with where, what and how to mend it in both languages, and no solver is asked."""
    problem, where, what = BROKEN[name]
    found = problems_of(problem)
    assert any(fault.where == where and what in fault.what for fault in found), found
    assert all(fault.fix and fault.what_ko and fault.fix_ko for fault in found)
    with pytest.raises(Unsound):
        solve(problem)


def test_a_problem_prints_itself_as_a_tree() -> None:
    """Horizon, objectives, limits and candidates stand under one another, one fact a line."""
    assert str(SOUND).splitlines() == [
        "Roadmap problem 2030Q3 to 2031Q2 (4 quarters)",
        "  objectives",
        "    people x 2",
        "  limits",
        "    2030 city: 4억원",
        "    2031 city: 4억원",
        *(f"    {when} books: 2 persons" for when in ("2030Q3", "2030Q4", "2031Q1", "2031Q2")),
        "  candidates",
        "    L 도서관: starts 2030Q3 to 2031Q1, 2 quarters",
        "      costs 4억원 of city",
        "      holds 2 persons of books",
        "      gives 1 to 3 of people",
        "    S 학교: starts 2030Q3 to 2031Q1, 2 quarters",
        "      costs 4억원 of city",
        "      holds 2 persons of books",
        "      gives 1 to 3 of people",
        "      requires L",
    ]


def test_the_one_way_to_do_both_is_found() -> None:
    """Library first, school after it, worth 2 x (3 + 1) = 8, one a year."""
    roadmap = solve(SOUND)
    assert dict(roadmap.starts) == {"L": 0, "S": 2}
    assert roadmap.value == 8


BREAKS: dict[str, tuple[dict[str, int], str]] = {
    "too early": ({"L": 0, "S": 1}, "starts before L has ended"),
    "prerequisite missing": ({"S": 2}, "starts before L has ended"),
    "outside": ({"L": 3}, "outside its window"),
    "stranger": ({"X": 0}, "is no candidate"),
    "money": ({"L": 0, "S": 0}, "is 4억원 over its limit"),
    "staff": ({"L": 0, "S": 1}, "is 2 persons short"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_evaluator_names_every_broken_rule(name: str) -> None:
    """Starts that break a rule are told which."""
    starts, what = BREAKS[name]
    assert any(what in broken.what for broken in evaluate(SOUND, starts).violations)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda: replace(SOUND, candidates=(replace(LIBRARY, must=True),)), "is left out"),
        (lambda: replace(SOUND, candidates=(replace(LIBRARY, fixed=-1),)), "is left out"),
    ],
)
def test_leaving_out_a_must_or_a_fact_is_a_violation(change: Callable[[], Problem], what: str) -> None:
    """Nothing that must happen, or does happen, can be left out."""
    assert [broken.what for broken in evaluate(change(), {}).violations] == [f"{what} and must not be"]


def test_progress_ends_at_the_proven_value() -> None:
    """The last word of the progress reports is the value that is returned."""
    heard: list[tuple[Any, Any]] = []
    roadmap = solve(SOUND, progress=lambda best, bound, _: heard.append((best, bound)))
    assert heard[-1][0] == roadmap.value


def test_a_stopped_search_still_answers() -> None:
    """A search that is stopped at once says what it has, and claims nothing it has not proven."""
    stop = Event()
    stop.set()
    roadmap = solve(SOUND, Effort(stop=stop))
    assert roadmap.status in {"optimal", "feasible", "unknown"}
    assert (roadmap.value is None) == (roadmap.status == "unknown")
