"""One indicator: chart with band, target and no-change line, past errors, numbers and sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bitgil.drawing import draw_chart
from bitgil.outlook import Outlook
from bitgil.plan.types import Indicator, Structure
from bitgil.portal import spelling
from bitgil.portal.pages import NotHere
from bitgil.portal.standing import chart_of, readings_of, standing_of
from bitgil.portal.terms import RULE, say
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("지표", "Indicator")
PATH = "indicators/<str:indicator_id>/"
PARENT = "indicators"


def context(current: Current, language: str, indicator_id: str) -> dict[str, Any]:
    """Return one indicator with its outlook; raise NotHere where the plan has none of that id."""
    plan = current.plan
    indicator = next((i for i in plan.indicators if i.id == indicator_id), None)
    if indicator is None:
        raise NotHere(indicator_id)
    outlook = current.outlooks.get(indicator.id)
    chart = chart_of(plan, indicator, outlook, language)
    return {
        "title": indicator.name.in_(language),
        "indicator": indicator,
        "standing": standing_of(current, indicator, language),
        "outlook": outlook,
        "modelled": bool(outlook and outlook.projected and not outlook.rule),
        "rule": say(RULE, outlook.rule, language) if outlook and outlook.rule else "",
        "drawing": draw_chart(chart, language, lambda v: spelling.write_number(spelling.round_long(v))),
        "readings": tuple(reversed(readings_of(plan, indicator))),
        "errors": _errors(outlook, language),
        "apart": _apart(current, indicator),
        "subjects": _subjects(current, indicator.about, language),
        "objectives": [o for o in plan.objectives if indicator.id in o.indicators],
    }


def _apart(current: Current, indicator: Indicator) -> list[tuple[Structure, list[dict[str, Any]]]]:
    """Return, for each question that matters here, its years: middles of all answers, and the plan's band."""
    asked = {structure.id: structure for structure in current.plan.structures}
    found = {row["structure"]: row["years"] for row in current.structures if row["indicator"] == indicator.id}
    return [
        (
            asked[name],
            [
                {"year": year, "lowest": Decimal(low), "highest": Decimal(high), "within": Decimal(within)}
                for year, low, high, within in years
            ],
        )
        for name, years in found.items()
        if name in asked
    ]


def _subjects(current: Current, about: tuple[str, ...], language: str) -> list[tuple[str, int | None]]:
    tasks = {task.number: task for task in current.plan.tasks}
    named: list[tuple[str, int | None]] = []
    for subject in about:
        number = int("".join(sign for sign in subject if sign.isdigit()) or 0)
        if subject.startswith("task") and number in tasks:
            named.append((f"{number}. {tasks[number].name.in_(language)}", number))
        elif subject.startswith("goal"):
            named.append((Words("계획의 목표", "the plan's goal").in_(language), None))
    return named


def _errors(outlook: Outlook | None, language: str) -> dict[str, Any] | None:
    """Return past errors as a table: a row for each rule, a column for each number of years ahead."""
    if outlook is None or not outlook.past_errors:
        return None
    horizons = sorted({error.horizon for error in outlook.past_errors})
    rules = list(dict.fromkeys(error.rule for error in outlook.past_errors))
    known = {(error.rule, error.horizon): error for error in outlook.past_errors}
    return {
        "horizons": horizons,
        "rows": [(say(RULE, rule, language), [known.get((rule, h)) for h in horizons]) for rule in rules],
    }
