"""Chu and Beasley's 30 knapsacks of 100 projects and 5 kinds of money: how many are proven in 60 s each.

The listed values are the best known; a proven value other than the listed one ends the run with a fault. The
knapsack is a roadmap of one quarter. What it does not show: knapsacks have no time, so they test only how the
limits are searched.

Run: python bench/roadmap_mkp.py; BENCH_SMALL=1 takes the first 12 projects of two knapsacks.
"""

from __future__ import annotations

import os
from dataclasses import replace
from statistics import median
from time import perf_counter

from instances import DATA
from instances.knapsack import best_known, knapsacks_in

from bitgil.quantity import Won
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort

SMALL = os.environ.get("BENCH_SMALL") == "1"
BACKEND = os.environ.get("BENCH_BACKEND", "")
COUNT, SECONDS = (2, 10.0) if SMALL else (int(os.environ.get("BENCH_COUNT", "30")), 60.0)


def cut_down(problem: Problem, items: int) -> Problem:
    """Return a knapsack of the first items with their share of the room."""
    share = len(problem.candidates) // items
    money = tuple(replace(cap, amount=Won(cap.amount // share)) for cap in problem.limits.money)
    limits = replace(problem.limits, money=money)
    return replace(problem, candidates=problem.candidates[:items], limits=limits)


def main() -> None:
    """Print one line a knapsack and one of them all."""
    folder = DATA / "mknap"
    if not folder.exists():
        print("roadmap_mkp: no instances under BITGIL_DATA; skipped")
        return
    known = best_known(folder / "mkcbres.txt", "5.100")
    seconds, proven = [], 0
    for number, problem in enumerate(knapsacks_in(folder / "mknapcb1.txt")[:COUNT]):
        asked = cut_down(problem, 12) if SMALL else problem
        began = perf_counter()
        roadmap = solve(asked, Effort(seconds=SECONDS, backend=BACKEND))
        seconds.append(perf_counter() - began)
        proven += roadmap.status == "optimal"
        value = int(roadmap.value or 0)
        if not SMALL and (value > known[number] or (roadmap.status == "optimal" and value != known[number])):
            raise SystemExit(f"5.100-{number:02}: {roadmap.status} {value}, listed {known[number]}")
        print(f"  5.100-{number:02}: {roadmap.status} {value} in {seconds[-1]:.1f} s", flush=True)
    print(
        f"roadmap_mkp: {proven} of {len(seconds)} proven in {SECONDS:.0f} s each, none wrong; median "
        f"{median(seconds):.1f} s, longest {max(seconds):.1f} s, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
