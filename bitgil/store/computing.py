"""What pages need but cannot wait for: outlook, back-test, scenarios and roadmaps of the version in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pint

from bitgil.checking import sectors_for
from bitgil.city.contested import contested_in
from bitgil.city.impacts import impacts_of
from bitgil.city.model import City, assemble
from bitgil.city.model.span import LAST
from bitgil.city.scenarios import compare
from bitgil.city.structures import NEGLIGIBLE, answers_apart, between
from bitgil.outlook import backtest, look_ahead, rows_to_plain, to_plain
from bitgil.outlook.forecasts import decimal_of
from bitgil.plan.types import Indicator, Plan
from bitgil.quantity import text_of, units, year_of
from bitgil.roadmap.drafting import drawn_on
from bitgil.roadmap.ground import survey
from bitgil.roadmap.ground import to_plain as ground_to_plain
from bitgil.roadmap.values import observations
from bitgil.store import projections
from bitgil.store.acts import all_acts
from bitgil.store.current import NothingAdopted, state_in_force

Listener = Callable[[int, int], None]
DRAWS, SCENARIO_DRAWS = 2048, 1024
PARTS = (
    "backtest",
    "contested",
    "ground",
    "ground_by_reference",
    "impacts",
    "outlook",
    "roadmap",
    "roadmap_by_reference",
    "scenarios",
    "structures",
)


def compute(progress: Listener | None = None) -> None:
    """Compute every projection of the plan in force and store them together."""
    state = state_in_force()
    if state.plan is None:
        raise NothingAdopted("no plan has been adopted yet: run bitgil import")
    plan = state.plan
    city = assemble(sectors_for(plan), plan)
    outlooks = look_ahead(plan, city, draws=DRAWS, progress=progress)
    bodies = {
        "outlook": [to_plain(each) for each in outlooks],
        "backtest": rows_to_plain(backtest(plan, city)),
        **roadmaps(plan, city),
        "scenarios": side_by_side(plan, city),
        "structures": apart(plan, city),
        "impacts": changes_of_projects(plan, city),
        "contested": turned_orders(plan, city),
    }
    projections.save(state.version, bodies)


def roadmaps(plan: Plan, city: City) -> dict[str, Any]:
    """Return both roadmaps, on reported effects and on reference classes, and the ground of each."""
    reported = survey(plan, city, as_of=_last_day())
    by_reference = survey(plan, city, as_of=_last_day(), reference_classes=True)
    return {
        "roadmap": drawn_on(reported),
        "roadmap_by_reference": drawn_on(by_reference),
        "ground": ground_to_plain(reported.ground),
        "ground_by_reference": ground_to_plain(by_reference.ground),
    }


def side_by_side(plan: Plan, city: City) -> list[dict[str, Any]]:
    """Return each scenario's bands from the adoption to 2050: the goal's indicators, and what belongs beside.

    By indicator of the plan's objectives, in its unit, then by quantity that a scenario wants beside them
    (`indicator` is empty); 10th, 50th and 90th percentile as decimal text, None where a draw is missing.
    """
    wanted = [(each.id, each.measured_by, scale_to(city, each)) for each in goal_indicators(plan, city)]
    if not (wanted and plan.scenarios):
        return []
    beside = dict.fromkeys(name for scenario in plan.scenarios for name in scenario.beside)
    wanted += [("", name, 1.0) for name in beside if name in city.functions]
    years = range(year_of(plan.adopted), LAST + 1)
    names = tuple(dict.fromkeys(name for _, name, _ in wanted))
    seen = observations(plan, city)
    found = compare(city, names, years=years, draws=SCENARIO_DRAWS, observed=seen)
    return [
        {
            "indicator": indicator,
            "quantity": quantity,
            "scenario": scenario.id,
            "bands": [
                [each.year, *(_spell(end, scale) for end in (each.low, each.middle, each.high))]
                for each in found
                if each.quantity == quantity and each.scenario == scenario.id
            ],
        }
        for indicator, quantity, scale in wanted
        for scenario in plan.scenarios
    ]


def apart(plan: Plan, city: City) -> list[dict[str, Any]]:
    """Return, by indicator of the model and question of structure, how far the answers lie apart.

    The indicator's unit; a row a year that has every answer: year, lowest and highest middle, width of the
    plan's own band. Questions that make no difference have no row.
    """
    shown = modelled_indicators(plan, city)
    if not (shown and plan.structures):
        return []
    names = tuple(dict.fromkeys(indicator.measured_by for indicator in shown))
    outcomes = answers_apart(city, names, draws=SCENARIO_DRAWS, observed=observations(plan, city))
    differ = [each for each in between(plan, outcomes) if each.share >= NEGLIGIBLE]
    return [
        {
            "indicator": indicator.id,
            "structure": structure,
            "years": [
                [each.year, *(_spell(end, scale) for end in (each.lowest, each.highest, each.within))]
                for each in differ
                if (each.structure, each.quantity) == (structure, indicator.measured_by)
            ],
        }
        for indicator, scale in ((indicator, scale_to(city, indicator)) for indicator in shown)
        for structure in dict.fromkeys(e.structure for e in differ if e.quantity == indicator.measured_by)
    ]


def changes_of_projects(plan: Plan, city: City) -> list[dict[str, Any]]:
    """Return what each project changes of the goal's indicators, in their units, decimals as text."""
    shown = goal_indicators(plan, city)
    names = tuple(dict.fromkeys(indicator.measured_by for indicator in shown))
    found = impacts_of(city, names, draws=SCENARIO_DRAWS, observed=observations(plan, city)) if names else ()
    return [
        {
            "project": each.project,
            "indicator": indicator.id,
            "year": each.year,
            **{
                end: _spell(getattr(each, end), scale_to(city, indicator))
                for end in ("first", "last", "low", "high")
            },
        }
        for indicator in shown
        for each in found
        if each.quantity == indicator.measured_by
    ]


def turned_orders(plan: Plan, city: City) -> list[dict[str, Any]]:
    """Return the projects whose order in changing a goal's indicator hangs on a question of structure."""
    shown = goal_indicators(plan, city)
    names = tuple(dict.fromkeys(indicator.measured_by for indicator in shown))
    found = contested_in(city, names, observed=observations(plan, city)) if names else ()
    return [
        {
            "projects": [each.project, each.rival],
            "indicator": indicator.id,
            "year": each.year,
            "structure": each.structure,
            "above": list(each.above),
            "below": list(each.below),
        }
        for indicator in shown
        for each in found
        if each.quantity == indicator.measured_by
    ]


def modelled_indicators(plan: Plan, city: City) -> tuple[Indicator, ...]:
    """Return the plan's indicators that the city model computes."""
    found = (indicator for indicator in plan.indicators if indicator.measured_by in city.functions)
    return tuple(indicator for indicator in found if scale_to(city, indicator))


def goal_indicators(plan: Plan, city: City) -> tuple[Indicator, ...]:
    """Return the indicators of the plan's objectives that the city model computes."""
    known = {indicator.id: indicator for indicator in plan.indicators}
    named = dict.fromkeys(name for objective in plan.objectives for name in objective.indicators)
    found = (known[name] for name in named if name in known)
    return tuple(each for each in found if each.measured_by in city.functions and scale_to(city, each))


def scale_to(city: City, indicator: Indicator) -> float:
    """Return what turns the model's quantity into the indicator's unit; 0 where nothing does."""
    unit = city.functions[indicator.measured_by].unit
    if unit == indicator.unit:
        return 1.0
    try:
        return float(units().Quantity(1.0, unit).to(indicator.unit).magnitude)
    except (pint.PintError, ValueError, AssertionError):
        return 0.0


def _spell(value: float | None, scale: float) -> str | None:
    return None if value is None else text_of(decimal_of(value * scale))


def _last_day() -> str:
    """Return the day of the last act: recomputing later gives the same."""
    return max(act.recorded for act in all_acts())[:10]


def up_to_date() -> bool:
    """Whether every projection belongs to the version in force."""
    return set(PARTS) <= projections.read(state_in_force().version).keys()
