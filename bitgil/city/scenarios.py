"""Scenarios: the plan as it would read in another course of the world, and several courses side by side.

Belongs here: a scenario laid over a plan and its city, and their outcomes on the same draws. Does not: what
a scenario says (the plan folder), or equations (sectors).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

from bitgil.city.comparing import YEARS, bands_in, in_order, span_of
from bitgil.city.model import City, Footing, Progress, run
from bitgil.city.structures import changed, on_plan, with_answers
from bitgil.plan.problems import Problem
from bitgil.plan.types import Plan, Project, Redelivery, Scenario

OTHERS = frozenset({"state", "province", "agency", "company"})
"""Who decides a project that is carried out whatever the city does."""


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
    answered = with_answers(plan, scenario.answers)
    return replace(changed(answered, scenario.overrides), projects=carried(plan, scenario))


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
    return on_plan(city, under(city.plan, scenario))


def compare(
    city: City,
    wanted: Collection[str],
    *,
    scenarios: Collection[Scenario] | None = None,
    years: Sequence[int] = YEARS,
    tell: Progress | None = None,
    **footing: Unpack[Footing],
) -> tuple[Outcome, ...]:
    """Return each wanted quantity in each of *years* under each scenario (all of the plan's by default).

    All scenarios share their *footing*, so what differs between them is what they assume and do.
    Raises what `run` and `under` raise.
    """
    chosen = in_order(city.plan.scenarios if scenarios is None else scenarios)
    found: list[Outcome] = []
    for place, scenario in enumerate(chosen):
        own = city_under(city, scenario)
        done = run(own, wanted, years=span_of(years), **footing)
        found.extend(Outcome(scenario.id, *band) for band in bands_in(own, done, wanted, years))
        if tell:
            tell(place + 1, len(chosen))
    return tuple(found)


def beside_problems(plan: Plan, quantities: Collection[str]) -> Iterator[Problem]:
    """Yield a Problem for every quantity that a scenario wants beside it and the model does not have."""
    for scenario in plan.scenarios:
        for name in scenario.beside:
            if name not in quantities:
                yield Problem(
                    f"scenarios/{scenario.id}.toml",
                    f"beside names {name}, which the model does not have",
                    "name a quantity of the model",
                    f"beside의 {name}이(가) 모형에 없습니다",
                    "모형에 있는 양의 이름을 쓰세요",
                )
