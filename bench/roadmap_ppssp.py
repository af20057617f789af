"""A published portfolio of 1,000 projects, 25 start periods: value and own bound in the time Gurobi took.

Published for this instance (PPSSolver, validation folder, one run each): Gurobi 11.0.3, 20 threads, 893,555.8
with bound 900,397.1 in 351 s; HEGCL 888,089.0 in 501 s; DE 841,622.6; BRKGA 742,384.2; GA 704,916.5. Ours has
two threads. Every plan is held against every limit by the evaluator before it is printed. What it does not
show: other machines, other instances; the search of a large plan depends on the time it gets.

Run: python bench/roadmap_ppssp.py [seconds]; BENCH_SMALL=1 takes the first 60 projects for 6 s.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
from time import perf_counter, process_time

import highspy
from instances import DATA
from instances.portfolio import portfolio_in

from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort

SMALL = os.environ.get("BENCH_SMALL") == "1"
GUROBI, GUROBI_BOUND = 893_555.8, 900_397.1
EARLIER, EARLIER_BOUND = 885_839.8, 900_108.6


def main() -> None:
    """Print value, bound and gap, beside those published."""
    file = DATA / "ppssp" / "PI_1_1000_25_0.25_0.01.json"
    if not file.exists():
        print(f"roadmap_ppssp: no instance at {file.name} under BITGIL_DATA; skipped")
        return
    seconds = 6.0 if SMALL else float(sys.argv[1]) if len(sys.argv) > 1 else 351.0
    began = perf_counter()
    problem = portfolio_in(file, first=60 if SMALL else None)
    print(f"  read in {perf_counter() - began:.1f} s")
    began, busy, told = perf_counter(), process_time(), 0.0

    def progress(best: object, bound: object, at: float) -> None:
        nonlocal told
        if at - told > 10 and best is not None:
            told = at
            print(f"  {at:5.0f} s: {float(best):,.1f} of {float(bound or 0):,.1f}", flush=True)

    roadmap = solve(problem, Effort(seconds=seconds), progress=progress)
    wall, cpu = perf_counter() - began, process_time() - busy
    value, bound = float(roadmap.value or 0), float(roadmap.bound or 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"roadmap_ppssp: {len(problem.candidates)} projects: {value:,.1f} of at most {bound:,.1f}, gap "
        f"{float(roadmap.gap or 0):.2%}, {wall:.0f} s wall, {cpu:.0f} CPU s, {peak:.0f} MB, load "
        f"{os.getloadavg()[0]:.1f}, Python {platform.python_version()}, highspy {highspy.Highs().version()}"
    )
    if not SMALL:
        print(
            f"  published Gurobi {GUROBI:,.1f} of {GUROBI_BOUND:,.1f} in 351 s on 20 threads; "
            f"kernel and full HiGHS apart, 195 CPU s: {EARLIER:,.1f} of {EARLIER_BOUND:,.1f}; "
            f"ours against Gurobi: value {value / GUROBI - 1:+.2%}, bound {bound / GUROBI_BOUND - 1:+.2%}"
        )


if __name__ == "__main__":
    main()
