"""Made-up cities of 29 to 1,000 projects: ours beside plain HiGHS and plain CP-SAT on one model.

All three get the same model and the same seconds one after the other, each in a process of its own, so that
its memory is its own. The bound shown beside them is the best one of the three, and each gap is against it;
the ratio is our own gap by the better of the other two (0.7 or less is wanted, none at 29). Plain CP-SAT has
eight workers, plain HiGHS its one thread, ours a bounding and a hunting one; where the first is a program of
its own, memory is of both. What it does not show: other cities; with the machine busy all three get less.

Run: python bench/roadmap_synthetic.py [size ...] with sizes 29, 100, 300, 1000 and 300m (60 months); without
any, all of them. BENCH_SECONDS (60) and BENCH_SEEDS (5, or a list such as 0,3) change what they say;
BENCH_SMALL=1 takes 29 projects for 3 s, one seed.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from time import perf_counter, process_time

import ortools
from instances.cities import city_of

from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

SMALL = os.environ.get("BENCH_SMALL") == "1"
SIZES = ["29"] if SMALL else sys.argv[1:] or ["29", "100", "300", "1000", "300m"]
SECONDS = 3.0 if SMALL else float(os.environ.get("BENCH_SECONDS", "60"))
ASKED = "1" if SMALL else os.environ.get("BENCH_SEEDS", "5")
SEEDS = [int(word) for word in ASKED.split(",") if word] if "," in ASKED else list(range(int(ASKED)))
if not SEEDS:
    raise SystemExit("BENCH_SEEDS is a count of at least 1, or seeds between commas such as 0,3")
BACKENDS = {"ours": "", "HiGHS": "highs", "CP-SAT": "cpsat"}


@dataclass(frozen=True, slots=True)
class Ran:
    """What one back-end came to: its value and bound, wall and CPU seconds, and its programs' peak memory."""

    value: float
    bound: float
    wall: float
    cpu: float
    megabytes: float


def town(size: str, seed: int) -> Problem:
    """Return the city of a size such as 300 or 300m."""
    return city_of(seed, int(size.removesuffix("m")), months=size.endswith("m"))


def run(size: str, seed: int, backend: str) -> Ran:
    """Solve one city with one back-end."""
    problem, began, busy = town(size, seed), perf_counter(), process_time()
    found = solve(problem, Effort(seconds=SECONDS, backend=backend))
    own, beside = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own.ru_maxrss + beside.ru_maxrss) / 1024
    cpu = process_time() - busy + beside.ru_utime + beside.ru_stime
    bound = float("inf") if found.bound is None else float(found.bound)
    return Ran(float(found.value or 0), bound, perf_counter() - began, cpu, peak)


def gap_of(value: float, bound: float) -> float:
    """Return how far the bound lies above the value, as a share of it."""
    return (bound - value) / value if value > 0 else float("inf")


def alone(size: str, seed: int, backend: str) -> Ran:
    """Return that run from a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(run, size, seed, backend).result()


def told(size: str, seed: int, found: Mapping[str, Ran], bound: float) -> None:
    """Print one city."""
    print(
        f"  {size} seed {seed}: best bound {bound:,.0f}; "
        + "; ".join(
            f"{name} {each.value:,.0f} of {each.bound:,.0f} in {each.wall:.0f} s "
            f"({each.cpu:.0f} CPU s, {each.megabytes:,.0f} MB)"
            for name, each in found.items()
        )
        + f"; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    """Print one line a city and one line a size."""
    for size in SIZES:
        gaps: dict[str, list[float]] = {name: [] for name in BACKENDS}
        ratios, times, peaks = [], [], []
        for seed in SEEDS:
            if problems_of(town(size, seed)):
                raise SystemExit(f"seed {seed} makes an unsound problem of {size}")
            found = {name: alone(size, seed, backend) for name, backend in BACKENDS.items()}
            bound = min(each.bound for each in found.values())
            for name, each in found.items():
                gaps[name].append(gap_of(each.value, bound))
            rival = min(gap_of(found[name].value, found[name].bound) for name in ("HiGHS", "CP-SAT"))
            mine = gap_of(found["ours"].value, found["ours"].bound)
            ratios.append(mine / rival if rival > 0 else float(mine > 0))
            times.append(found["ours"].wall)
            peaks.append(found["ours"].megabytes)
            told(size, seed, found, bound)
        print(
            f"roadmap_synthetic: {size} projects, {len(SEEDS)} seeds, {SECONDS:.0f} s: gap to the best bound "
            + ", ".join(f"{n} {median(g):.2%} ({min(g):.2%} to {max(g):.2%})" for n, g in gaps.items())
            + f"; own gap by the better rival's own {median(ratios):.2f} ({min(ratios):.2f} to "
            f"{max(ratios):.2f}); ours {median(times):.1f} s, up to {max(peaks):,.0f} MB; load "
            f"{os.getloadavg()[0]:.1f}, Python {platform.python_version()}, ortools {ortools.__version__}",
            flush=True,
        )


if __name__ == "__main__":
    main()
