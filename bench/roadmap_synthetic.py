"""Made-up cities of 29, 100, 300 and 1,000 projects: ours beside plain HiGHS and plain CP-SAT on one model.

All three get the same model and the same seconds in the same run; the bound shown beside them is the best one
of the three, and each gap is against it. What it does not show: other towns; with the machine busy all three
get less.

Run: python bench/roadmap_synthetic.py [projects ...]; BENCH_SMALL=1 takes 15 projects for 3 s, one seed.
BENCH_SECONDS and BENCH_SEEDS change the 60 s and the five seeds.
"""

from __future__ import annotations

import os
import sys
from statistics import median
from time import perf_counter

from instances.towns import made_up

from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

SMALL = os.environ.get("BENCH_SMALL") == "1"
SIZES = [15] if SMALL else [int(word) for word in sys.argv[1:]] or [29, 100, 300, 1_000]
SECONDS = 3.0 if SMALL else float(os.environ.get("BENCH_SECONDS", "60"))
SEEDS = 1 if SMALL else int(os.environ.get("BENCH_SEEDS", "5"))
BACKENDS = {"ours": "", "HiGHS": "highs", "CP-SAT": "cpsat"}


def main() -> None:
    """Print one line a town and one line a size."""
    for size in SIZES:
        gaps: dict[str, list[float]] = {name: [] for name in BACKENDS}
        times: dict[str, list[float]] = {name: [] for name in BACKENDS}
        for seed in range(SEEDS):
            problem = made_up(seed, size)
            if problems_of(problem):
                raise SystemExit(f"seed {seed} makes an unsound problem of {size}")
            found: dict[str, Roadmap] = {}
            for name, backend in BACKENDS.items():
                began = perf_counter()
                found[name] = solve(problem, Effort(seconds=SECONDS, backend=backend))
                times[name].append(perf_counter() - began)
            bound = min(float(each.bound) for each in found.values() if each.bound is not None)
            for name, each in found.items():
                value = float(each.value or 0)
                gaps[name].append((bound - value) / value if value > 0 else float("inf"))
            print(
                f"  {size} seed {seed}: bound {bound:,.0f}; "
                + "; ".join(
                    f"{n} {float(e.value or 0):,.0f} of {float(e.bound or 0):,.0f} in {times[n][-1]:.0f} s"
                    for n, e in found.items()
                ),
                flush=True,
            )
        print(
            f"roadmap_synthetic: {size} projects, {SEEDS} seeds, {SECONDS:.0f} s: gap to the best bound "
            + ", ".join(
                f"{name} {median(gaps[name]):.2%} ({min(gaps[name]):.2%} to {max(gaps[name]):.2%}, "
                f"{median(times[name]):.1f} s)"
                for name in BACKENDS
            )
            + f"; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
