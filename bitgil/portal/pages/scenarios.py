"""The plan's scenarios side by side: what each assumes, and where the goal's indicators would go."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bitgil.city.comparing import YEARS, in_order
from bitgil.city.structures import answer_named
from bitgil.drawing import Drawing, Line, Lines, Point, draw_lines
from bitgil.plan.types import Assumption, Override, Plan, Scenario
from bitgil.portal import spelling
from bitgil.portal.modelled import city_of
from bitgil.portal.quantities import name_of
from bitgil.portal.standing import readings_of
from bitgil.portal.terms import unit_in_words
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("시나리오", "Scenarios")
PATH = "scenarios/"
MENU = 45
Bands = dict[int, tuple[Decimal | None, ...]]


def context(current: Current, language: str) -> dict[str, Any]:
    """Return each indicator with its bands under every scenario, and each scenario with its assumptions."""
    plan = current.plan
    shown = in_order(plan.scenarios)
    known = {indicator.id: indicator for indicator in plan.indicators}
    bands = {
        (row["indicator"] or row["quantity"], row["scenario"]): {
            year: tuple(None if end is None else Decimal(end) for end in ends) for year, *ends in row["bands"]
        }
        for row in current.scenarios
    }
    names = [name for name in dict.fromkeys(name for name, _ in bands) if _is_known(current, name)]
    return {
        "years": YEARS,
        "scenarios": [_introduce(plan, scenario) for scenario in shown],
        "structures": in_order(plan.structures),
        "indicators": [
            {
                "indicator": known.get(name),
                "quantity": "" if name in known else name,
                "named": title,
                "unit": unit,
                "drawing": _draw(current, (name, title, unit), shown, bands, language),
                "rows": [
                    (scenario, [bands.get((name, scenario.id), {}).get(year) for year in YEARS])
                    for scenario in shown
                ],
            }
            for name in names
            for title, unit in (_called(current, name, language),)
        ],
    }


def _is_known(current: Current, name: str) -> bool:
    ids = {indicator.id for indicator in current.plan.indicators}
    return name in ids or name in city_of(current).functions


def _called(current: Current, name: str, language: str) -> tuple[str, str]:
    """Return the name and unit of an indicator, or of a quantity that stands beside them."""
    for indicator in current.plan.indicators:
        if indicator.id == name:
            return indicator.name.in_(language), indicator.unit
    function = city_of(current).functions[name]
    return name_of(function, current.plan, language)[0], function.unit


def _introduce(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    assumptions = {assumption.id: assumption for assumption in plan.assumptions}
    projects = {project.id: project for project in plan.projects}
    return {
        "scenario": scenario,
        "carried": scenario.projects,
        "answers": [answer_named(plan, name) for name in scenario.answers],
        "listed": [projects[name] for name in scenario.listed if name in projects],
        "overrides": [
            (
                override,
                assumptions[override.assumption],
                _ends(override),
                _ends(assumptions[override.assumption]),
            )
            for override in scenario.overrides
            if override.assumption in assumptions
        ],
        "deliveries": [
            (each, projects[each.project]) for each in scenario.deliveries if each.project in projects
        ],
    }


def _ends(record: Override | Assumption) -> tuple[tuple[int | None, Decimal], ...]:
    """Return the one value, or the first and last points of the path with their years."""
    if record.value is not None:
        return ((None, record.value),)
    points = [(point.year, point.value) for point in record.path]
    return tuple(dict.fromkeys((points[0], points[-1]))) if points else ()


def _draw(
    current: Current,
    shown: tuple[str, str, str],
    scenarios: tuple[Scenario, ...],
    bands: dict[tuple[str, str], Bands],
    language: str,
) -> Drawing:
    plan, (name, title, unit) = current.plan, shown
    watched = [indicator for indicator in plan.indicators if indicator.id == name]
    observed = tuple(
        Point(int(r.period), r.value)
        for indicator in watched
        for r in readings_of(plan, indicator)
        if r.value is not None and r.period.isdigit() and int(r.period) >= int(plan.adopted[:4]) - 5
    )
    lines = tuple(
        Line(scenario.name.in_(language), _middles(bands.get((name, scenario.id), {})))
        for scenario in scenarios
    )
    return draw_lines(
        Lines(f"scenarios-{name}", title, unit_in_words(unit, language), lines, observed),
        language,
        lambda v: spelling.write_number(spelling.round_long(v)),
    )


def _middles(bands: Bands) -> tuple[Point, ...]:
    return tuple(Point(year, ends[1]) for year, ends in sorted(bands.items()) if ends[1] is not None)
