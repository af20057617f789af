"""A city's own plan: seconds to values, to the proven roadmap, a reason, the front and a kept promise.

Twice: with the projects that are open today, whose effects come from reference classes (grade X) where nobody
reported any; and planned anew, with every unfinished project that has effects open to choice. Wanted are
10 s to proof, 2 s to a reason and 60 s to a front of twenty points or the whole one. The rival is HiGHS alone
on the same problem. What it does not show: an office's own
estimates, which would open more projects.

Run: python bench/roadmap_city.py [folder] (default plans/gwangyang); BENCH_SMALL=1 leaves the second out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from bitgil.checking import sectors_for
from bitgil.city.model import City, assemble
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan
from bitgil.roadmap.building import build
from bitgil.roadmap.facts import FINISHED
from bitgil.roadmap.frontier import front_of
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.reasons import why_in, why_not
from bitgil.roadmap.reference import estimated
from bitgil.roadmap.rounds import Trial, kept_promise
from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.values import Valuation, value_projects

SMALL = os.environ.get("BENCH_SMALL") == "1"
FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "plans" / "gwangyang"
AS_OF = "2026-11-22"
AGAIN = "2022-12-31"


def ask(label: str, plan: Plan, city: City, as_of: str, reopened: Collection[str] = ()) -> None:
    """Print how long each question takes."""
    began = perf_counter()
    valuation = value_projects(plan, city, as_of=as_of, reopened=reopened)
    valued = perf_counter() - began
    problem = build(plan, as_of=as_of, values=valuation.values, reopened=reopened).problem
    free = [each for each in problem.candidates if each.fixed is None]
    began = perf_counter()
    roadmap = solve(problem)
    solved = perf_counter() - began
    began = perf_counter()
    rival = solve(problem, Effort(backend="highs"))
    alone = perf_counter() - began
    if {roadmap.status, rival.status} == {"optimal"} and roadmap.value != rival.value:
        raise SystemExit(f"{label}: {roadmap.value} and {rival.value} cannot both be best")
    print(
        f"roadmap_city: {label}: {len(free)} open projects, values in {valued:.1f} s; {roadmap.status}, "
        f"{len(roadmap.starts)} chosen or running, in {solved:.2f} s (HiGHS alone {alone:.2f} s, ratio "
        f"{alone / solved:.1f}); load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    if roadmap.value is None or not free:
        return
    reasons = []
    for each in free:
        began = perf_counter()
        (why_in if each.id in roadmap.starts else why_not)(problem, roadmap, each)
        reasons.append(perf_counter() - began)
    print(f"  a reason: median {median(reasons):.2f} s, longest {max(reasons):.2f} s", flush=True)
    began = perf_counter()
    front = front_of(problem, [aim.id for aim in problem.aims][:2], points=20)
    proven = sum(point.proven for point in front.points)
    print(
        f"  front of the first two objectives: {len(front.points)} plans, {proven} proven"
        f"{', the whole front' if front.whole else ''}, {front.solves} solves in "
        f"{perf_counter() - began:.1f} s",
        flush=True,
    )
    promised(Trial(plan, city), problem, valuation, roadmap)


def promised(trial: Trial, problem: Problem, valuation: Valuation, roadmap: Roadmap) -> None:
    """Print how far the promise was kept, in how many rounds."""
    began = perf_counter()
    rounds = kept_promise(trial, problem, valuation, roadmap)
    print(
        f"  promised against simulated: {rounds.rounds[0].simulated.difference:.1%} off at first, "
        f"{rounds.last.simulated.difference:.1%} after {len(rounds.rounds)} rounds ({rounds.status}), "
        f"{perf_counter() - began:.1f} s",
        flush=True,
    )


def main() -> None:
    """Ask today's question and, unless small, that of a whole plan."""
    plan = read_plan(FOLDER)
    city = assemble(sectors_for(plan), plan)
    view = estimated(plan, AS_OF).plan
    ask("open today", view, replace(city, plan=view), AS_OF)
    if not SMALL:
        again = [each.id for each in plan.projects if each.status.value not in FINISHED and each.effects]
        view = estimated(plan, AGAIN).plan
        ask("planned anew", view, replace(city, plan=view), AGAIN, again)


if __name__ == "__main__":
    main()
