"""Seconds that a whole outlook takes with 10,000 draws, and how that compares with twenty small ones.

Run: python bench/outlook.py [plan folder]; BENCH_SMALL=1 takes 1,024 draws and two small runs.
"""

import os
import sys
from pathlib import Path
from time import perf_counter

from bitgil.city.model import City, assemble, sectors_of_city
from bitgil.outlook import look_ahead
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan

LARGE, SMALL_RUNS = (1024, 2) if os.environ.get("BENCH_SMALL") else (10_000, 20)
SMALL = 512


def seconds(plan: Plan, city: City, draws: int, seed: int) -> float:
    """Return the seconds of one outlook."""
    begin = perf_counter()
    look_ahead(plan, city, draws=draws, seed=seed)
    return perf_counter() - begin


def main() -> None:
    """Print one line of figures: one large run, the naive way of many small ones, and their ratio."""
    default = Path(__file__).parents[1] / "plans" / "gwangyang"
    plan = read_plan(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
    city = assemble(sectors_of_city(), plan)
    first = seconds(plan, city, SMALL, 0)
    large = seconds(plan, city, LARGE, 1)
    naive = sum(seconds(plan, city, SMALL, seed) for seed in range(SMALL_RUNS))
    print(
        f"outlook: {LARGE} draws {large:.2f} s; {SMALL_RUNS} runs of {SMALL} draws {naive:.2f} s; "
        f"ratio {naive / large:.2f}; first run {first:.2f} s"
    )


if __name__ == "__main__":
    main()
