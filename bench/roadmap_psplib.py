"""Published scheduling problems of 60 and 120 jobs through the roadmap's own model, beside PyJobShop.

The makespan is stated as value (see instances/scheduling.py), with the horizon of a simple serial schedule,
so a plan that fits always exists. Both get the same seconds, ours with making its model; PyJobShop (MIT) is a
scheduler made for this and is left out where it is not installed. It does not show choosing, money or values,
which these have not.

Run: python bench/roadmap_psplib.py; BENCH_SMALL=1 takes one problem for 5 s. BENCH_COUNT takes so many a set.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from statistics import mean
from time import perf_counter

from instances import DATA
from instances.scheduling import Jobs, best_known, jobs_in, problem_of, quick_makespan

from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort

SMALL = os.environ.get("BENCH_SMALL") == "1"
COUNT, SECONDS = (1, 5.0) if SMALL else (int(os.environ.get("BENCH_COUNT", "20")), 10.0)
SETS = ("j60",) if SMALL else ("j60", "j120")


def ours(jobs: Jobs) -> int:
    """Return the makespan of the best plan found; the serial schedule's where nothing better was."""
    horizon = quick_makespan(jobs)
    roadmap = solve(problem_of(jobs, horizon), Effort(seconds=SECONDS, backend="cpsat", first_look=2.0))
    return horizon if roadmap.value is None else horizon - int(roadmap.value)


def theirs(jobs: Jobs) -> int | None:
    """Return PyJobShop's makespan, None where it is not installed or found nothing."""
    if find_spec("pyjobshop") is None:
        return None
    from pyjobshop import Model  # noqa: PLC0415  a rival that only this benchmark needs

    model = Model()
    resources = [model.add_renewable(capacity=room) for room in jobs.capacity]
    tasks = [model.add_task() for _ in jobs.durations]
    for task, duration, needs in zip(tasks, jobs.durations, jobs.needs, strict=True):
        model.add_mode(task, resources, duration, list(needs))
    for job, after in enumerate(jobs.successors):
        for other in after:
            model.add_end_before_start(tasks[job], tasks[other])
    result = model.solve(time_limit=SECONDS, display=False, num_workers=2)
    return round(result.objective) if result.best is not None else None


def main() -> None:
    """Print one line a set: mean gap to the best known and how many equal it."""
    for name in SETS:
        folder = DATA / "psplib" / name
        if not folder.exists():
            print("roadmap_psplib: no instances under BITGIL_DATA; skipped")
            return
        known = best_known(folder.parent / "best_known.csv")
        gaps: dict[str, list[float]] = {"ours": [], "PyJobShop": []}
        began = perf_counter()
        for file in sorted(folder.glob("*.sm"))[:COUNT]:
            jobs, (_, best) = jobs_in(file), known[file.stem]
            for who, makespan in (("ours", ours(jobs)), ("PyJobShop", theirs(jobs))):
                if makespan is not None:
                    gaps[who].append(makespan / best - 1)
        print(
            f"roadmap_psplib: {name}, {SECONDS:.0f} s each: "
            + "; ".join(
                f"{who} {mean(found):.2%} above the best known "
                f"({sum(g <= 0 for g in found)} of {len(found)} equal)"
                for who, found in gaps.items()
                if found
            )
            + f"; {perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
