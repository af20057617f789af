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
from fractions import Fraction
from statistics import median
from time import perf_counter, process_time

import ortools
from instances.towns import MILLION, made_up
from ortools.sat.python import cp_model

from bitgil.roadmap.model import scale_of, weighed
from bitgil.roadmap.problem import (
    Problem,
)
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

SMALL = os.environ.get("BENCH_SMALL") == "1"
PROJECTS, SEEDS, LIMIT = (12, 2, 20.0) if SMALL else (29, 5, 60.0)


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
        problem = made_up(seed, PROJECTS)
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
