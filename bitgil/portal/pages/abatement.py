"""What a tonne costs: the plan's measures in each scope from cheap to dear, and those without a cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bitgil.city.curves import YEAR, ScopeCurve, abatement_curves
from bitgil.city.model import run
from bitgil.city.model.span import FIRST
from bitgil.drawing import Drawing, Stair, Stairs, draw_stairs
from bitgil.outlook.forecasts import decimal_of
from bitgil.plan.types import Measure, Plan
from bitgil.portal import spelling
from bitgil.portal.modelled import city_of, once, seen_of
from bitgil.portal.quantities import name_of
from bitgil.portal.terms import unit_in_words
from bitgil.portal.trying import DRAWS
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("감축비용", "What a tonne costs")
PATH = "abatement/"
PARENT = "scenarios"
PLANNED = ("managed_cut_planned", "managed_cut_since_base", "managed_cut_grid", "managed_cut_not_earned")
"""What the city's own programme promised, what came, what the grid did, and what is not earned."""
PLANNED_YEAR = 2030
TONNES = Words("순감축, 톤CO₂e/년", "net cut, tCO₂e a year")
COST = Words("톤당 원", "won a tonne")


def context(current: Current, language: str) -> dict[str, Any]:
    """Return the curve of each scope with its drawing, what has no place on it, and the city's programme."""
    plan, city = current.plan, city_of(current)
    if not plan.measures:
        return {"scopes": ()}
    scopes, elsewhere = once(
        current, "abatement", lambda: abatement_curves(city, observed=seen_of(current), draws=DRAWS)
    )
    return {
        "year": YEAR,
        "planned_year": PLANNED_YEAR,
        "scopes": [_shown(current, scope, language) for scope in scopes],
        "elsewhere": [
            {
                "measure": each.measure,
                "quantity": each.quantity,
                "named": name_of(city.functions[each.quantity], plan, language)[0],
                "gain": decimal_of(each.gain),
                "unit": each.unit,
                "cost": None if each.cost_per_unit is None else decimal_of(each.cost_per_unit),
            }
            for each in elsewhere
        ],
        "measures": plan.measures,
        "planned": _planned(current, language),
    }


def _shown(current: Current, scope: ScopeCurve, language: str) -> dict[str, Any]:
    plan, city = current.plan, city_of(current)
    known = {measure.id: measure for measure in plan.measures}
    priced = {each.measure.id: each for each in scope.priced}

    def named(quantity: str) -> str:
        return name_of(city.functions[quantity], plan, language)[0]

    return {
        "scope": scope.scope,
        "named": named(scope.scope),
        "emitted": decimal_of(scope.emitted),
        "unit": city.functions[scope.scope].unit,
        "drawing": _draw(plan, scope, named(scope.scope), language),
        "steps": [
            {
                "measure": known[step.measure.name],
                "line": named(step.measure.line),
                "cut": decimal_of(step.cut),
                "low": decimal_of(priced[step.measure.name].low),
                "high": decimal_of(priced[step.measure.name].high),
                "cost": decimal_of(step.cost_per_tonne),
            }
            for step in scope.curve.steps
        ],
        "not_taken": [known[each.name] for each in scope.curve.not_taken],
        "unpriced": [(each.measure, named(each.line), decimal_of(each.cut)) for each in scope.unpriced],
        "outside": scope.outside,
    }


def _draw(plan: Plan, scope: ScopeCurve, title: str, language: str) -> Drawing:
    known: dict[str, Measure] = {measure.id: measure for measure in plan.measures}
    steps = tuple(
        Stair(
            known[step.measure.name].name.in_(language), decimal_of(step.cut), decimal_of(step.cost_per_tonne)
        )
        for step in scope.curve.steps
    )
    stairs = Stairs(f"curve-{scope.scope}", title, TONNES.in_(language), COST.in_(language), steps)
    return draw_stairs(stairs, language, lambda v: spelling.write_number(spelling.round_long(v)))


def _planned(current: Current, language: str) -> list[tuple[str, str, Decimal | None, str]]:
    """Return name, quantity, middle and unit of the city's programme against the model in its target year."""
    city = city_of(current)
    names = [name for name in PLANNED if name in city.functions]
    done = once(current, "abatement-planned", lambda: _run_planned(current, names))
    return [
        (
            name_of(city.functions[name], current.plan, language)[0],
            name,
            done[name],
            unit_in_words(city.functions[name].unit, language),
        )
        for name in names
    ]


def _run_planned(current: Current, names: list[str]) -> dict[str, Decimal | None]:
    done = run(city_of(current), names, draws=DRAWS, years=(FIRST, PLANNED_YEAR), observed=seen_of(current))
    return {name: decimal_of(float(done.percentiles(name)[1, -1])) for name in names}
