"""Resource-constrained scheduling (PSPLIB): every job must be done, and the last one early.

The makespan is put into the roadmap's own words: all jobs are musts, the sink's value at start t is T − t, so
the best value is T − makespan. Source: R. Kolisch, A. Sprecher, "PSPLIB - a project scheduling problem
library", European Journal of Operational Research 96 (1997).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from graphlib import TopologicalSorter
from pathlib import Path

from bitgil.quantity import Words
from bitgil.roadmap.problem import Aim, Candidate, Horizon, Limits, Need, Problem, StaffLimit, Worth


@dataclass(frozen=True, slots=True)
class Jobs:
    """One instance: durations, successors, needs by resource, and what there is of each."""

    durations: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    capacity: tuple[int, ...]


def jobs_in(file: Path) -> Jobs:
    """Return the instance of an `.sm` file; the first and the last job are the source and the sink."""
    sections = re.split(r"\n\*{5,}\n", file.read_text(encoding="ascii"))
    order = _numbers(next(s for s in sections if s.startswith("PRECEDENCE")))
    work = _numbers(next(s for s in sections if s.startswith("REQUESTS")))
    capacity = _numbers(next(s for s in sections if s.startswith("RESOURCEAVAIL")))[-1]
    return Jobs(
        tuple(line[2] for line in work),
        tuple(tuple(other - 1 for other in line[3:]) for line in order),
        tuple(tuple(line[3:]) for line in work),
        tuple(capacity),
    )


def _numbers(section: str) -> list[list[int]]:
    lines = [line.split() for line in section.splitlines()]
    return [[int(word) for word in line] for line in lines if line and all(word.isdigit() for word in line)]


def best_known(file: Path) -> dict[str, tuple[int, int]]:
    """Return the proved lower bound and the best makespan known of every instance."""
    with file.open(encoding="utf-8") as lines:
        return {
            row["instance"]: (int(row["lower_bound"]), int(row["best_known"]))
            for row in csv.DictReader(lines)
        }


def problem_of(jobs: Jobs, horizon: int) -> Problem:
    """Return the instance as a roadmap over *horizon* periods, each start within its critical path."""
    heads, tails = _heads(jobs), _tails(jobs)
    last = len(jobs.durations) - 1
    candidates = []
    for job, duration in enumerate(jobs.durations):
        if 0 < job < last:
            before = tuple(
                f"J{k:03}" for k, after in enumerate(jobs.successors) if job in after and 0 < k < last
            )
            candidates.append(
                Candidate(
                    f"J{job:03}",
                    Words(f"{job}"),
                    duration=duration,
                    first=heads[job],
                    last=horizon - duration - tails[job],
                    staff=tuple(Need(f"R{k}", n) for k, n in enumerate(jobs.needs[job]) if n),
                    must=True,
                    requires=before,
                )
            )
    ends = tuple(f"J{k:03}" for k, after in enumerate(jobs.successors) if after == (last,) and k > 0)
    candidates.append(
        Candidate(
            "sink",
            Words("끝", "sink"),
            duration=1,
            first=heads[last],
            last=horizon,
            value=(Worth("early", tuple(Decimal(horizon - t) for t in range(horizon + 1))),),
            must=True,
            requires=ends,
        )
    )
    staff = tuple(
        StaffLimit(f"R{k}", t, room) for k, room in enumerate(jobs.capacity) for t in range(horizon + 1)
    )
    aims = (Aim("early", Words("이른 끝", "early"), Decimal(1)),)
    return Problem(Horizon(0, 1, horizon + 1, per_year=1), tuple(candidates), aims, Limits((), staff))


def quick_makespan(jobs: Jobs) -> int:
    """Return the makespan of a serial schedule by longest tail: a horizon in which a plan surely fits."""
    tails, ends = _tails(jobs), {}
    used: dict[int, list[int]] = {}
    waiting = set(range(len(jobs.durations)))
    before: dict[int, set[int]] = {job: set() for job in waiting}
    for job, after in enumerate(jobs.successors):
        for other in after:
            before[other].add(job)
    while waiting:
        ready = [job for job in waiting if before[job] <= ends.keys()]
        job = max(ready, key=lambda k: (tails[k] + jobs.durations[k], -k))
        start = max((ends[k] for k in before[job]), default=0)
        while not all(
            used.get(t, [0] * len(jobs.capacity))[k] + need <= jobs.capacity[k]
            for t in range(start, start + jobs.durations[job])
            for k, need in enumerate(jobs.needs[job])
        ):
            start += 1
        for t in range(start, start + jobs.durations[job]):
            now = used.setdefault(t, [0] * len(jobs.capacity))
            used[t] = [a + b for a, b in zip(now, jobs.needs[job], strict=True)]
        ends[job] = start + jobs.durations[job]
        waiting.remove(job)
    return max(ends.values())


def _heads(jobs: Jobs) -> list[int]:
    heads = [0] * len(jobs.durations)
    for job in _in_order(jobs):
        for other in jobs.successors[job]:
            heads[other] = max(heads[other], heads[job] + jobs.durations[job])
    return heads


def _tails(jobs: Jobs) -> list[int]:
    tails = [0] * len(jobs.durations)
    for job in reversed(_in_order(jobs)):
        for other in jobs.successors[job]:
            tails[job] = max(tails[job], tails[other] + jobs.durations[other])
    return tails


def _in_order(jobs: Jobs) -> list[int]:
    graph: dict[int, set[int]] = {job: set() for job in range(len(jobs.durations))}
    for job, after in enumerate(jobs.successors):
        for other in after:
            graph[other].add(job)
    return list(TopologicalSorter(graph).static_order())
