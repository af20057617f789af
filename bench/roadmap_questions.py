"""Questions around a roadmap at a city's size: the front, the re-plan after a cut, and the price of safety.

A front of twenty points, or the whole one where it has fewer, over two of four objectives with 29 projects;
the outer front of 100 projects from relaxations; a re-plan of 100 projects in quarter 8 whose limits of years
3 to 5 are cut by 15 %, in 12 s; safe limits (overrun 20 %, one in ten) at 29, 100 and 300 projects, with how
often fresh draws pass the worst.
The careful plan (CVaR of the worst tenth) of 29 projects over 100 futures with both back-ends.

Run: python bench/roadmap_questions.py [front] [replan] [safety] [tail]; BENCH_SEEDS (1) takes so many towns;
BENCH_SMALL=1 takes 10 projects and a few points.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from decimal import Decimal
from time import perf_counter, process_time

import numpy as np
from instances.towns import made_up

from bitgil.quantity import Won
from bitgil.roadmap.frontier import front_of, outer
from bitgil.roadmap.problem import Limits
from bitgil.roadmap.replan import Old, frozen_before, least_change
from bitgil.roadmap.safety import Doubt, realised, safe_roadmap
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.tail import tail_roadmap

SMALL = os.environ.get("BENCH_SMALL") == "1"
CITY, LARGE, SIZES, POINTS, SECONDS = (
    (10, 15, (10,), 5, 4.0) if SMALL else (29, 100, (29, 100, 300), 20, 12.0)
)
FUTURES = 10 if SMALL else 100
OBJECTIVES = ("outcome 0", "outcome 1")


def front(seed: int) -> None:
    """Print how long an exact front and an outer one take."""
    began, busy = perf_counter(), process_time()
    found = front_of(made_up(seed, CITY), OBJECTIVES, points=POINTS)
    proven = sum(point.proven for point in found.points)
    print(
        f"roadmap_questions: seed {seed}, front of {CITY}: {len(found.points)} plans ({proven} proven"
        f"{', the whole front' if found.whole else ''}) by {found.solves} solves ({found.spared} spared) in "
        f"{perf_counter() - began:.1f} s, {process_time() - busy:.1f} CPU s",
        flush=True,
    )
    began = perf_counter()
    ceilings = outer(made_up(seed, LARGE), OBJECTIVES, points=POINTS)
    print(f"  outer front of {LARGE}: {len(ceilings)} points in {perf_counter() - began:.1f} s", flush=True)


def replans(seed: int) -> None:
    """Print how little a cut must disturb."""
    problem = made_up(seed, LARGE)
    first = solve(problem, Effort(seconds=SECONDS))
    old = Old(first.starts, first.modes)
    caps = tuple(
        replace(cap, amount=Won(cap.amount * 85 // 100)) if cap.year >= problem.horizon.year + 2 else cap
        for cap in problem.limits.money
    )
    cut = replace(frozen_before(problem, old, 8), limits=Limits(caps, problem.limits.staff))
    for alpha in ("0.99", "0.97", "0.95"):
        began = perf_counter()
        plan = least_change(cut, old, alpha=Decimal(alpha), effort=Effort(seconds=SECONDS))
        print(
            f"  re-plan of {LARGE}, alpha {alpha}: {plan.status}, disruption {plan.disruption} (at least "
            f"{plan.bound}), {len(plan.same)} kept, {len(plan.moved)} moved, {len(plan.dropped)} dropped, "
            f"{len(plan.added)} added, {len(plan.lacking)} limits short, {perf_counter() - began:.1f} s",
            flush=True,
        )


def safety(seed: int) -> None:
    """Print the price of safety and how often fresh draws pass the worst limit, before and after."""
    doubt = Doubt(Decimal("0.2"))
    for size in SIZES:
        problem, began = made_up(seed, size), perf_counter()
        effort = Effort(seconds=SECONDS)
        safe = safe_roadmap(problem, doubt, effort)
        plain = solve(problem, effort)
        before = max(realised(problem, plain.starts, plain.modes, doubt).values())
        after = max(realised(problem, safe.starts, safe.modes, doubt).values())
        price = float(safe.price or 0) / float(safe.plain or 1)
        print(
            f"  safe limits at {size}: worst year passed in {before:.0%} of draws before, {after:.0%} after; "
            f"price {price:.1%} of value, {perf_counter() - began:.1f} s",
            flush=True,
        )


def tail(seed: int) -> None:
    """Print what the careful plan gains and costs, and that both back-ends prove the same mixture."""
    problem, luck = made_up(seed, CITY), np.random.default_rng(seed)
    common = luck.lognormal(-(0.25**2) / 2, 0.25, FUTURES)
    futures = {}
    for each in problem.candidates:
        own = common * luck.lognormal(-(0.3**2) / 2, 0.3, FUTURES)
        futures[each.id] = {
            worth.objective: [[Decimal(round(float(v) * factor)) for v in worth.by_start] for factor in own]
            for worth in each.value
        }
    mixtures = {}
    for backend in ("cpsat", "highs"):
        began = perf_counter()
        found = tail_roadmap(problem, futures, effort=Effort(seconds=5 * SECONDS, backend=backend))
        mixtures[backend] = found.mixture
        print(
            f"  careful plan of {CITY} over {FUTURES} futures by {backend}: {found.status}, worst tenth "
            f"{float(found.plain_tail or 0):,.0f} to {float(found.tail or 0):,.0f}, mean "
            f"{float(found.plain_mean or 0):,.0f} to {float(found.mean or 0):,.0f}, "
            f"{perf_counter() - began:.1f} s",
            flush=True,
        )
        if found.status != "optimal":
            return
    if len(set(mixtures.values())) > 1:
        raise SystemExit(f"seed {seed}: the back-ends prove different mixtures: {mixtures}")


QUESTIONS = {"front": front, "replan": replans, "safety": safety, "tail": tail}


def main() -> None:
    """Ask what was named, or all, of each town."""
    for seed in range(1 if SMALL else int(os.environ.get("BENCH_SEEDS", "1"))):
        for name in sys.argv[1:] or QUESTIONS:
            QUESTIONS[name](seed)


if __name__ == "__main__":
    main()
