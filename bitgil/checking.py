"""Every rule of every package, on one plan: what `bitgil check` asks and what import demands.

It stands right of the packages whose rules it joins. It finds Problems; it mends and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bitgil.city.curves import measure_problems
from bitgil.city.model import City, assemble, run, sectors_of_city
from bitgil.city.model.units import check_units
from bitgil.city.proof import beyond_potential
from bitgil.city.reforms import check_drivers
from bitgil.city.scenarios import beside_problems
from bitgil.plan.figures import figures_by_grade
from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.reading import read_plan
from bitgil.plan.rules import check_plan
from bitgil.plan.types import Plan
from bitgil.quantity import Grade


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: the Plan where it could be read, every Problem, figures by grade."""

    plan: Plan | None
    problems: tuple[Problem, ...]
    grades: dict[Grade, int]


def check(folder: Path) -> Report:
    """Return every Problem of a plan folder and, where it can be read, its figures by grade."""
    try:
        plan = read_plan(folder)
    except Unsound as unsound:
        return Report(None, unsound.problems, {})
    return Report(plan, soundness(plan), figures_by_grade(plan))


def soundness(plan: Plan) -> tuple[Problem, ...]:
    """Return every Problem of a plan that could be read: its own rules first, then the city's."""
    own = check_plan(plan)
    try:
        city = assemble(sectors_for(plan), plan)
    except Unsound as unsound:
        return tuple(sorted({*own, *unsound.problems}))
    wired = (
        *check_drivers(plan, city.read()),
        *check_units(city),
        *(() if any(problem.where.startswith("assumptions/") for problem in own) else _unreadable(city)),
        *measure_problems(plan, city.functions),
        *beyond_potential(city),
        *beside_problems(plan, city.functions),
    )
    return tuple(sorted({*own, *wired}))


def _unreadable(city: City) -> tuple[Problem, ...]:
    """Return what keeps functions from reading their tables, found by running them once."""
    readers = [f.name for f in city.functions.values() if any(p.is_table for p in f.parameters)]
    try:
        run(city, readers, projects=())
    except Unsound as unsound:
        return unsound.problems
    return ()


def sectors_for(plan: Plan) -> dict[str, ModuleType]:
    """Return the sectors a plan gives assumptions to; a plan may run on few."""
    given = {assumption.id.split(".", maxsplit=1)[0] for assumption in plan.assumptions}
    return {name: module for name, module in sectors_of_city().items() if name in given}
