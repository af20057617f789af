"""Seconds to the proven best roadmap, beside plain CP-SAT that schedules intervals.

Made-up cities of 29 projects over 20 quarters: lognormal costs (median 40억원, sigma 1.1), three sources
limited to 38 % of what all projects want, 2 to 14 quarters long, four stages, small offices, prerequisites
and exclusions. The rival is the model that a scheduler would write first: one optional interval a project,
cumulative offices, yearly cost by an element table. Both must find the same value. Medians over the seeds,
both in this run and on this machine; both are stopped after LIMIT seconds. Ours includes the choice of the
cheapest among equals, the rival's does not. What it does not show: where most projects have a single quarter
to start in, the rival is as fast; synergies and gates are left out.

Run: python bench/roadmap.py; BENCH_SMALL=1 takes 12 projects and two seeds.
"""

from __future__ import annotations

import os
import platform
import resource
from decimal import Decimal
from fractions import Fraction
from statistics import median
from time import perf_counter, process_time

import numpy as np
import ortools
from ortools.sat.python import cp_model

from bitgil.quantity import Won, Words
from bitgil.roadmap.model import scale_of, weighed
from bitgil.roadmap.problem import (
    Aim,
    Candidate,
    Cost,
    Horizon,
    Limits,
    MoneyLimit,
    Need,
    Problem,
    StaffLimit,
    Worth,
)
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

SMALL = os.environ.get("BENCH_SMALL") == "1"
PROJECTS, SEEDS, LIMIT = (12, 2, 20.0) if SMALL else (29, 5, 60.0)
QUARTERS, OFFICES = 20, 6
SOURCES = ("national", "city", "private")
RELEASES = (0, 3, 8, 13)
YEAR_SHARES = (17, 20, 21, 21, 21)
MILLION = 1_000_000


def made_up(seed: int) -> Problem:
    """Return a made-up city's problem."""
    rng = np.random.default_rng(seed)
    candidates = [_candidate(rng, number) for number in range(PROJECTS)]
    candidates = _related(rng, candidates)
    totals = {
        source: sum(part.amount for each in candidates for part in each.cost if part.source == source)
        for source in SOURCES
    }
    money = tuple(
        MoneyLimit(2027 + year, source, Won(int(totals[source] * 0.38 * share / 100)))
        for source in SOURCES
        for year, share in enumerate(YEAR_SHARES)
    )
    staff = []
    for number in range(OFFICES):
        office = f"office {number}"
        work = sum(n.persons * each.duration for each in candidates for n in each.staff if n.office == office)
        staff += [StaffLimit(office, q, max(8, int(0.5 * work / QUARTERS))) for q in range(QUARTERS)]
    aims = tuple(Aim(f"outcome {k}", Words(f"성과 {k}"), Decimal(1)) for k in range(4))
    return Problem(Horizon(2027, 1, QUARTERS), tuple(candidates), aims, Limits(money, tuple(staff)))


def _candidate(rng: np.random.Generator, number: int) -> Candidate:
    stage = int(rng.integers(0, 4))
    duration = int(rng.integers(2, min(15, QUARTERS - RELEASES[stage] - 2)))
    total = int(rng.lognormal(np.log(4000), 1.1)) + 10
    parts = rng.dirichlet(np.ones(3)) * total / duration
    cost = tuple(
        Cost(offset, source, Won(int(part) * MILLION))
        for offset in range(duration)
        for source, part in zip(SOURCES, parts, strict=True)
    )
    value = []
    for k in range(4):
        effect = rng.lognormal(0, 0.8) * total**0.7 / 20
        years = np.maximum(60 - np.arange(QUARTERS) - duration, 0) / 40
        value.append(Worth(f"outcome {k}", tuple(Decimal(round(effect * y)) for y in years)))
    return Candidate(
        f"T{number:02}",
        Words(f"사업 {number}"),
        duration=duration,
        first=RELEASES[stage],
        last=QUARTERS - duration,
        cost=cost,
        staff=(Need(f"office {int(rng.integers(0, OFFICES))}", int(rng.integers(1, 10)) % 8 + 1),),
        value=tuple(value),
    )


def _related(rng: np.random.Generator, candidates: list[Candidate]) -> list[Candidate]:
    """Give 35 % of the later projects a prerequisite that fits, and every 15th an exclusion."""
    found: list[Candidate] = []
    for each in candidates:
        fitting = [c.id for c in candidates if c.first < each.first and c.first + c.duration <= each.last]
        requires = (str(rng.choice(fitting)),) if fitting and rng.random() < 0.35 else ()
        excludes = (found[-1].id,) if found and len(found) % 15 == 0 and found[-1].id not in requires else ()
        found.append(
            Candidate(
                **{
                    **{name: getattr(each, name) for name in Candidate.__slots__},
                    "requires": requires,
                    "excludes": excludes,
                }
            )
        )
    return found


def by_intervals(problem: Problem, seconds: float) -> tuple[str, Fraction | None]:
    """Return what plain interval CP-SAT finds: its status and value."""
    program, scale = cp_model.CpModel(), scale_of(problem)
    starts, present, spans, gains = {}, {}, {}, []
    spending: dict[tuple[int, str], list[cp_model.IntVar]] = {}
    for each in problem.candidates:
        begin = starts[each.id] = program.new_int_var(each.first, each.last, "")
        chosen = present[each.id] = program.new_bool_var("")
        spans[each.id] = program.new_optional_fixed_size_interval_var(begin, each.duration, chosen, "")
        gain = [weighed(problem, each, start, scale) for start in range(each.last + 1)]
        gains.append(_looked_up(program, begin, chosen, gain))
        for cap in problem.limits.money:
            paid = [
                sum(
                    part.amount
                    for part in each.cost
                    if part.source == cap.source and problem.horizon.year_of(start + part.offset) == cap.year
                )
                // MILLION
                for start in range(each.last + 1)
            ]
            if any(paid):
                spending.setdefault((cap.year, cap.source), []).append(
                    _looked_up(program, begin, chosen, paid)
                )
    for cap in problem.limits.money:
        program.add(sum(spending.get((cap.year, cap.source), [])) <= cap.amount // MILLION)
    for office in sorted({team.office for team in problem.limits.staff}):
        room = next(team.persons for team in problem.limits.staff if team.office == office)
        held = [each for each in problem.candidates if each.staff[0].office == office]
        program.add_cumulative(
            [spans[each.id] for each in held], [each.staff[0].persons for each in held], room
        )
    for each in problem.candidates:
        for other in each.requires:
            end = starts[other] + problem.candidate(other).duration
            program.add_implication(present[each.id], present[other])
            program.add(starts[each.id] >= end).only_enforce_if(present[each.id])
        for other in each.excludes:
            program.add_at_most_one([present[each.id], present[other]])
    program.maximize(sum(gains))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 8, 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.status_name(solver.solve(program))
    return status, Fraction(round(solver.objective_value), scale)


def _looked_up(
    program: cp_model.CpModel, begin: cp_model.IntVar, chosen: cp_model.IntVar, table: list[int]
) -> cp_model.IntVar:
    """Return the table's entry at the start where the project is chosen, else 0."""
    entry = program.new_int_var(0, max(table), "")
    program.add_element(begin, table, entry)
    result = program.new_int_var(0, max(table), "")
    program.add(result == entry).only_enforce_if(chosen)
    program.add(result == 0).only_enforce_if(~chosen)
    return result


def main() -> None:
    """Print one line a seed and one line of medians."""
    ours, theirs, cpu, unproven = [], [], [], 0
    for seed in range(SEEDS):
        problem = made_up(seed)
        if problems_of(problem):
            raise SystemExit(f"seed {seed} makes an unsound problem")
        began, busy = perf_counter(), process_time()
        roadmap = solve(problem, Effort(seconds=LIMIT))
        ours.append(perf_counter() - began)
        cpu.append(process_time() - busy)
        began = perf_counter()
        status, value = by_intervals(problem, LIMIT)
        theirs.append(perf_counter() - began)
        unproven += status != "OPTIMAL"
        if status == "OPTIMAL" and roadmap.status == "optimal" and value != roadmap.value:
            raise SystemExit(f"seed {seed}: {value} and {roadmap.value} cannot both be best")
        print(
            f"  seed {seed}: ours {roadmap.status} {float(roadmap.value or 0):,.0f} in {ours[-1]:.2f} s; "
            f"intervals {status.lower()} {float(value or 0):,.0f} in {theirs[-1]:.2f} s"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"roadmap: {PROJECTS} projects, {SEEDS} seeds: to proof {median(ours):.2f} s "
        f"({min(ours):.2f} to {max(ours):.2f}, {median(cpu):.2f} CPU s), "
        f"plain intervals {median(theirs):.2f} s ({unproven} unproven at {LIMIT:.0f} s); "
        f"ratio {median(theirs) / median(ours):.1f}; peak {peak:.0f} MB, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, ortools {ortools.__version__}"
    )


if __name__ == "__main__":
    main()
