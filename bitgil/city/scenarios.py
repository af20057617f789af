"""Scenarios: the plan as it would read in another course of the world, and several courses side by side.

Belongs here: a scenario laid over a plan and its city, and their outcomes on the same draws. Does not: what
a scenario says (the plan folder), or equations (sectors).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bitgil.city.draws import CHUNK, Correlations
from bitgil.city.model import City, run
from bitgil.city.model.block import Observed
from bitgil.plan.types import Assumption, Override, Plan, Project, Redelivery, Scenario

OTHERS = frozenset({"state", "province", "agency", "company"})
"""Who decides a project that is carried out whatever the city does."""
YEARS = (2030, 2040, 2050)
LEVELS = (10, 50, 90)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One quantity in one year of one scenario: the 10th, 50th and 90th percentile, None where missing."""

    scenario: str
    quantity: str
    unit: str
    year: int
    low: float | None
    middle: float | None
    high: float | None


def under(plan: Plan, scenario: Scenario) -> Plan:
    """Return *plan* with the assumptions and projects that *scenario* has.

    Everything it does not name stays as it is. Raises KeyError where it names what is not there.
    """
    changed = {override.assumption: override for override in scenario.overrides}
    for name in changed:
        plan.assumption(name)
    assumptions = tuple(
        overridden(each, changed[each.id]) if each.id in changed else each for each in plan.assumptions
    )
    return replace(plan, assumptions=assumptions, projects=carried(plan, scenario))


def overridden(assumption: Assumption, override: Override) -> Assumption:
    """Return the assumption with the override's value or path, its grade and its reason.

    A range that is a factor on a path stays on a new path; any other gives way to the override's own.
    """
    keeps_range = assumption.relative and bool(override.path) and override.distribution == "fixed"
    spread: dict[str, Any] = (
        {}
        if keeps_range
        else {
            "low": override.low,
            "high": override.high,
            "distribution": override.distribution,
            "choices": (),
            "relative": False,
            "each_year": False,
        }
    )
    return replace(
        assumption,
        value=override.value,
        path=override.path,
        grade=override.grade,
        source=override.source,
        why=override.why,
        **spread,
    )


def carried(plan: Plan, scenario: Scenario) -> tuple[Project, ...]:
    """Return the projects that *scenario* carries out, each with the delivery it has there."""
    moved = {delivery.project: delivery for delivery in scenario.deliveries}
    listed = frozenset(scenario.listed)
    chosen = {
        "all": plan.projects,
        "none": (),
        "others": tuple(project for project in plan.projects if project.decided_by in OTHERS),
        "listed": tuple(project for project in plan.projects if project.id in listed),
    }[scenario.projects]
    return tuple(_redelivered(project, moved.get(project.id)) for project in chosen)


def _redelivered(project: Project, change: Redelivery | None) -> Project:
    if change is None or project.delivery is None:
        return project
    given = {
        "opens": change.opens or None,
        "certainty": change.certainty,
        "slip_low": change.slip_low,
        "slip_mode": change.slip_mode,
        "slip_high": change.slip_high,
    }
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    delivery = replace(project.delivery, grade=change.grade, why=change.why, source=change.source, **values)
    return replace(project, delivery=delivery)


def city_under(city: City, scenario: Scenario) -> City:
    """Return the city as *scenario* has it: the same functions on its assumptions and projects."""
    plan = under(city.plan, scenario)
    known = {assumption.id: assumption for assumption in plan.assumptions}
    return replace(city, plan=plan, inputs={key: known[each.id] for key, each in city.inputs.items()})


def compare(  # noqa: PLR0913  each is one independent choice of whoever compares
    city: City,
    wanted: Collection[str],
    *,
    scenarios: Collection[Scenario] | None = None,
    years: Sequence[int] = YEARS,
    draws: int = CHUNK,
    seed: int = 1,
    observed: Observed | None = None,
    correlations: Correlations | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> tuple[Outcome, ...]:
    """Return each wanted quantity in each of *years* under each scenario (all of the plan's by default).

    All scenarios share their draws, so what differs between them is what they assume and do.
    Raises what `run` and `under` raise.
    """
    chosen = in_order(city.plan.scenarios if scenarios is None else scenarios)
    span = (min(2015, *years), max(years))
    found: list[Outcome] = []
    for place, scenario in enumerate(chosen):
        own = city_under(city, scenario)
        done = run(
            own, wanted, draws=draws, seed=seed, years=span, observed=observed, correlations=correlations
        )
        for name in wanted:
            bands = done.percentiles(name, LEVELS)
            unit = own.functions[name].unit if name in own.functions else own.inputs[name].unit
            for year in years:
                low, middle, high = (_known(value) for value in bands[:, year - span[0]])
                found.append(Outcome(scenario.id, name, unit, year, low, middle, high))
        if tell:
            tell(place + 1, len(chosen))
    return tuple(found)


def in_order(scenarios: Collection[Scenario]) -> tuple[Scenario, ...]:
    """Return scenarios in the order in which their files ask to be shown."""
    return tuple(sorted(scenarios, key=lambda scenario: (scenario.place, scenario.id)))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
