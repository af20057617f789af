"""The plan's scenarios side by side: what each assumes, and where the goal's indicators would go."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bitgil.city.scenarios import YEARS, in_order
from bitgil.city.structures import answer_named
from bitgil.city.structures import in_order as questions_in_order
from bitgil.drawing import Drawing, Line, Lines, Point, draw_lines
from bitgil.plan.types import Assumption, Indicator, Override, Plan, Scenario
from bitgil.portal import spelling
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
        (row["indicator"], row["scenario"]): {
            year: tuple(None if end is None else Decimal(end) for end in ends) for year, *ends in row["bands"]
        }
        for row in current.scenarios
    }
    names = [name for name in dict.fromkeys(name for name, _ in bands) if name in known]
    return {
        "years": YEARS,
        "scenarios": [_introduce(plan, scenario) for scenario in shown],
        "structures": questions_in_order(plan.structures),
        "indicators": [
            {
                "indicator": known[name],
                "drawing": _draw(plan, known[name], shown, bands, language),
                "rows": [
                    (scenario, [bands.get((name, scenario.id), {}).get(year) for year in YEARS])
                    for scenario in shown
                ],
            }
            for name in names
        ],
    }


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
    plan: Plan,
    indicator: Indicator,
    shown: tuple[Scenario, ...],
    bands: dict[tuple[str, str], Bands],
    language: str,
) -> Drawing:
    observed = tuple(
        Point(int(r.period), r.value)
        for r in readings_of(plan, indicator)
        if r.value is not None and r.period.isdigit() and int(r.period) >= int(plan.adopted[:4]) - 5
    )
    lines = tuple(
        Line(scenario.name.in_(language), _middles(bands.get((indicator.id, scenario.id), {})))
        for scenario in shown
    )
    return draw_lines(
        Lines(
            f"scenarios-{indicator.id}",
            indicator.name.in_(language),
            unit_in_words(indicator.unit, language),
            lines,
            observed,
        ),
        language,
        lambda v: spelling.write_number(spelling.round_long(v)),
    )


def _middles(bands: Bands) -> tuple[Point, ...]:
    return tuple(Point(year, ends[1]) for year, ends in sorted(bands.items()) if ends[1] is not None)
