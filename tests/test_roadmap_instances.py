"""Published instances are read as they stand: sizes, limits and one known optimum of each kind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from instances.knapsack import best_known, knapsacks_in
from instances.portfolio import portfolio_in
from instances.scheduling import jobs_in, problem_of, quick_makespan
from instances.towns import made_up

pytestmark = pytest.mark.bulk


def spent(problem: Problem, source: str) -> int:
    """Return what one source would pay if everything were done."""
    return sum(p.amount for c in problem.candidates for p in c.cost if p.source == source)


def test_knapsacks_are_read_as_listed(bulk_tables: Path) -> None:
    """Thirty knapsacks of 100 items under five limits, the first worth at most 24,381."""
    found = knapsacks_in(bulk_tables / "mknap" / "mknapcb1.txt")
    assert (len(found), len(found[0].candidates), len(found[0].limits.money)) == (30, 100, 5)
    assert [p.amount for p in found[0].candidates[0].cost] == [42, 509, 806, 404, 475]
    assert best_known(bulk_tables / "mknap" / "mkcbres.txt", "5.100")[:3] == [24381, 24274, 23551]
    assert problems_of(found[0]) == ()


def test_the_portfolio_is_read_as_published(bulk_tables: Path) -> None:
    """1,000 projects; three limits in each of 63 periods and five streams; every source pays its part."""
    problem = portfolio_in(bulk_tables / "ppssp" / "PI_1_1000_25_0.25_0.01.json")
    assert (len(problem.candidates), len(problem.limits.money)) == (1000, 3 * 63 + 5)
    assert sum(len(c.requires) for c in problem.candidates) == 582
    assert spent(problem, "all") == spent(problem, "running") + spent(problem, "starting")
    assert spent(problem, "all") == sum(spent(problem, f"stream {k}") for k in range(5))
    assert problems_of(problem) == ()


def test_a_scheduling_problem_finds_its_known_makespan(bulk_tables: Path) -> None:
    """An easy published problem of 60 jobs is proven to its best known makespan, 69."""
    jobs = jobs_in(bulk_tables / "psplib" / "j60" / "j6012_4.sm")
    assert len(jobs.durations) == 62
    horizon = quick_makespan(jobs)
    roadmap = solve(problem_of(jobs, horizon), Effort(seconds=20, backend="cpsat"))
    assert roadmap.value is not None
    assert (roadmap.status, horizon - roadmap.value) == ("optimal", 69)


def test_a_made_up_town_is_the_same_every_time() -> None:
    """A seed makes one town, sound, with limits in every year for every source."""
    assert made_up(3, 20) == made_up(3, 20)
    assert made_up(3, 20) != made_up(4, 20)
    assert problems_of(made_up(3, 20)) == ()
    assert len(made_up(3, 20).limits.money) == 15
