"""What it costs to ask: every project's effect, at 24 start quarters, on every indicator of the plan in use.

The batch stacks all variants along the draws and recomputes only what lies downstream of a project's drivers.
The rivals are loops over projects and quarters that compute the whole city each time: one of 8 draws a run,
one of the engine's usual 512. All give equal numbers for the 8 draws. To reach the size of a whole plan, a
project without effects takes those of one that has some. BENCH_SMALL=1 times the loops on fewer variants.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from bitgil.checking import sectors_for
from bitgil.city.model import City, Variants, assemble, run, run_variants
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan, Project
from bitgil.roadmap.values import observations

SMALL = os.environ.get("BENCH_SMALL") == "1"
PLAN = Path(__file__).parents[1] / "plans" / "gwangyang"
QUARTERS, DRAWS, FIRST = 24, 8, 2026
ROUNDS = 3 if SMALL else 7
SAMPLED = 6 if SMALL else 36
"""Variants that the plain loop is timed on; its whole is that times the number of variants."""


def every_start(plan: Plan) -> list[tuple[Project]]:
    """Return each project of the plan, with effects, opening in each of 24 quarters."""
    models = [project for project in plan.projects if project.effects]
    found = []
    for place, project in enumerate(plan.projects):
        model = project if project.effects else models[place % len(models)]
        if model.delivery is None:
            continue
        for quarter in range(QUARTERS):
            opens = f"{FIRST + quarter // 4}Q{quarter % 4 + 1}"
            moved = replace(model, id=project.id, delivery=replace(model.delivery, opens=opens))
            found.append((moved,))
    return found


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return the processor time and the time on the wall of one call."""
    begin, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - begin, time.perf_counter() - wall


def check(city: City, wanted: list[str], variants: list[tuple[Project]], found: Variants) -> None:
    """Stop where any number of a sampled single run differs from the batch."""
    for place in range(0, len(variants), max(1, len(variants) // SAMPLED)):
        alone = run(city, wanted, projects=variants[place], observed=observations(city.plan, city))
        for name in wanted:
            if not np.array_equal(alone[name][:DRAWS], found.values[name][place], equal_nan=True):
                sys.exit(f"{name} differs between the batch and the run of {variants[place][0].id}")


def main() -> None:
    """Print time and ratio; fail where numbers differ."""
    plan = read_plan(PLAN)
    city = assemble(sectors_for(plan), plan)
    wanted = sorted({i.measured_by for i in plan.indicators if i.measured_by in city.functions})
    seen = observations(plan, city)
    variants = every_start(plan)

    def batch() -> Variants:
        return run_variants(city, wanted, variants, draws=DRAWS, observed=seen)

    check(city, wanted, variants, batch())
    ours = [seconds(batch) for _ in range(ROUNDS)]
    picked = variants[:: max(1, len(variants) // SAMPLED)]

    def eight(each: tuple[Project]) -> Variants:
        return run_variants(city, wanted, [], projects=each, draws=DRAWS, observed=seen)

    plain = [seconds(lambda each=each: eight(each))[0] for each in picked]
    usual = [seconds(lambda each=each: run(city, wanted, projects=each, observed=seen))[0] for each in picked]
    loop, loop512 = (median(times) * len(variants) for times in (plain, usual))
    own, wall = (median(times) for times in zip(*ours, strict=True))
    projects = len(variants) // QUARTERS
    print(
        f"{projects} projects × {QUARTERS} quarters × {len(wanted)} indicators × {DRAWS} draws, equal numbers"
    )
    print(f"python {platform.python_version()}, numpy {np.__version__}, {len(city.functions)} functions")
    print(f"batch      {own:8.2f} s CPU, {wall:.2f} s on the wall (median of {ROUNDS})")
    print(f"loop, 8    {loop:8.2f} s CPU ({len(picked)} of {len(variants)} runs timed)")
    print(f"loop, 512  {loop512:8.2f} s CPU ({len(picked)} of {len(variants)} runs timed)")
    print(f"ratio      {loop / own:8.1f}  8-draw loop / batch;  {loop512 / own:.1f}  512-draw loop / batch")


if __name__ == "__main__":
    main()
