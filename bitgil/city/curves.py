"""The plan's measures on the city model: what each cuts in each scope, and the cost curve that follows.

Belongs here: measures run one by one on common draws, and their order by cost. Does not: the order itself
(abatement), or which measures there are (the plan folder).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bitgil.city.abatement import Curve, annuity, curve
from bitgil.city.abatement import Measure as Cut
from bitgil.city.draws import middle
from bitgil.city.model import City, run_variants
from bitgil.city.model.block import Observed
from bitgil.city.model.span import FIRST
from bitgil.city.model.variants import Variants
from bitgil.plan.problems import Problem
from bitgil.plan.types import Delivery, Effect, Measure, Placement, Plan, Project, Status
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, dimension

SCOPES = ("emissions_territorial", "emissions_city_managed")
"""The two headline scopes. They overlap and are never added, so each has a curve of its own."""
DISCOUNT = "discount_rate"
YEAR = 2035
NOTHING = 1e-9
PEOPLE_DECIDE = "city"


@dataclass(frozen=True, slots=True)
class Priced:
    """One measure in one scope: the line it cuts most, by how much alone, and won a year where known.

    `cut` is the mean over the draws, `low` and `high` the 10th and 90th percentile.
    """

    measure: Measure
    line: str
    cut: float
    low: float
    high: float
    yearly_cost: float | None


@dataclass(frozen=True, slots=True)
class ScopeCurve:
    """The curve of one scope in one year: `emitted` without any measure, and what has no place on it.

    `unpriced` cut something and no cost was found; `outside` cut nothing inside this scope.
    """

    scope: str
    year: int
    emitted: float
    priced: tuple[Priced, ...]
    curve: Curve
    unpriced: tuple[Priced, ...]
    outside: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A measure that cuts in neither scope: what it raises instead, by how much, and its cost a unit."""

    measure: Measure
    quantity: str
    unit: str
    gain: float
    cost_per_unit: float | None


def abatement_curves(
    city: City, *, year: int = YEAR, draws: int = 512, observed: Observed | None = None
) -> tuple[tuple[ScopeCurve, ...], tuple[Elsewhere, ...]]:
    """Return the cost curve of each scope in *year*, and the measures that cut in neither.

    Every measure is run alone on a city without projects, on common draws. Its share of the line that it cuts
    most goes onto the curve, where measures on one line shrink one another and variants exclude each other.
    Cuts are means over the draws. Equation of a cost: investment·annuity(r, life) + running; or price a tonne
    times the cut. Raises what `run_variants` raises, KeyError for a driver that is not there.
    """
    measures = city.plan.measures
    scopes = [scope for scope in SCOPES if scope in city.functions]
    lines = {scope: lines_of(city, scope) for scope in scopes}
    instead = [m.instead_of_line for m in measures if m.instead_of_line in city.functions]
    prices = [m.cost.per_tonne for m in measures if m.cost and m.cost.per_tonne in city.functions]
    wanted = sorted({*scopes, *(name for names in lines.values() for name in names), *instead, *prices})
    done = run_variants(
        city,
        wanted,
        [[as_project(measure, str(year - 1))] for measure in measures],
        draws=draws,
        years=(FIRST, year),
        observed=observed,
    )
    found = tuple(_scope(city, scope, lines[scope], done, year) for scope in scopes)
    cutting = {p.measure.id for each in found for p in (*each.priced, *each.unpriced)}
    neither = tuple(
        _elsewhere(city, measure, place, done)
        for place, measure in enumerate(measures)
        if measure.id not in cutting and measure.instead_of_line in city.functions
    )
    return found, neither


def lines_of(city: City, scope: str) -> tuple[str, ...]:
    """Return the lines that a scope adds up: the emissions that its function reads."""
    unit = dimension(city.functions[scope].unit)
    read = (parameter.refers for parameter in city.functions[scope].parameters)
    return tuple(n for n in read if n in city.functions and dimension(city.functions[n].unit) == unit)


def as_project(measure: Measure, opens: str) -> Project:
    """Return a project that does just what the measure does, surely, in full and from *opens* on."""
    effect = Effect(
        measure.driver,
        measure.change,
        measure.unit,
        Grade.ASSUMED,
        "a measure is run in full",
        influence=Decimal(1),
    )
    return Project(
        id=f"measure-{measure.id}",
        name=measure.name,
        placement=Placement(0, Grade.ASSUMED, why="a measure, no project"),
        lead="",
        decided_by=PEOPLE_DECIDE,
        status=Status(Standing.UNKNOWN, opens, "", ""),
        delivery=Delivery(Decimal(1), opens, Grade.ASSUMED, "a measure is run in full"),
        effects=(effect,),
    )


def _scope(city: City, scope: str, lines: Sequence[str], done: Variants, year: int) -> ScopeCurve:
    emitted = {line: float(np.mean(done.base[line][:, -1])) for line in lines}
    priced: list[Priced] = []
    outside: list[Measure] = []
    for place, measure in enumerate(city.plan.measures):
        cuts = {line: done.base[line][:, -1] - done.values[line][place, :, -1] for line in lines}
        line = max(cuts, key=lambda name: float(np.mean(cuts[name])))
        cut = float(np.mean(cuts[line]))
        if cut <= NOTHING * abs(emitted[line]):
            outside.append(measure)
            continue
        low, high = (float(end) for end in np.percentile(cuts[line], (10, 90)))
        priced.append(Priced(measure, line, cut, low, high, yearly_cost_of(city, measure, cut, done)))
    known = [each for each in priced if each.yearly_cost is not None]
    drawn = curve([_as_cut(each, emitted[each.line]) for each in known], emitted)
    total = float(np.mean(done.base[scope][:, -1]))
    unpriced = tuple(each for each in priced if each.yearly_cost is None)
    return ScopeCurve(scope, year, total, tuple(known), drawn, unpriced, tuple(outside))


def _as_cut(each: Priced, emitted: float) -> Cut:
    share = min(each.cut / emitted, 1.0)
    return Cut(each.measure.id, each.line, share, each.yearly_cost or 0.0, each.measure.variant_of)


def yearly_cost_of(city: City, measure: Measure, cut: float, done: Variants) -> float | None:
    """Return won a year, None where no cost was found."""
    cost = measure.cost
    if cost is None:
        return None
    if cost.investment is not None and cost.life_years is not None:
        rate = float(middle(city.inputs[DISCOUNT], done.years[-1:])[0])
        return float(cost.investment) * annuity(rate, float(cost.life_years)) + float(cost.running)
    if cost.per_tonne not in done.base:
        return None
    return float(np.median(done.base[cost.per_tonne][:, -1])) * cut


def _elsewhere(city: City, measure: Measure, place: int, done: Variants) -> Elsewhere:
    name = measure.instead_of_line
    gain = float(np.mean(done.values[name][place, :, -1] - done.base[name][:, -1]))
    cost = yearly_cost_of(city, measure, gain, done)
    each = cost / gain if cost is not None and gain > 0 else None
    return Elsewhere(measure, name, city.functions[name].unit, gain, each)


def measure_problems(plan: Plan, quantities: Collection[str]) -> tuple[Problem, ...]:
    """Return what keeps measures from being run: no such driver, another unit, an unknown quantity."""
    drivers = {assumption.id: assumption for assumption in plan.assumptions if assumption.driver}
    found: list[Problem] = []
    for measure in plan.measures:
        where = f"measures/{measure.id}.toml"
        if measure.driver not in drivers:
            found.append(_named(where, "driver", measure.driver, "an assumption that has a [driver]"))
        elif dimension(measure.unit) != dimension(drivers[measure.driver].unit):
            unit = drivers[measure.driver].unit
            found.append(
                Problem(
                    where,
                    f"the change is in {measure.unit}, its driver in {unit}",
                    f"give the change in {unit}",
                    f"변화량의 단위는 {measure.unit}인데 동인의 단위는 {unit}입니다",
                    f"변화량을 {unit} 단위로 쓰세요",
                )
            )
        named = {"cost.per_tonne": measure.cost.per_tonne if measure.cost else ""}
        named["instead_of_line"] = measure.instead_of_line
        for key, name in named.items():
            if name and name not in quantities:
                found.append(_named(where, key, name, "a quantity of the model"))
    return tuple(found)


def _named(where: str, key: str, name: str, wanted: str) -> Problem:
    return Problem(
        where,
        f"{key} names {name}, which the model does not have",
        f"name {wanted}",
        f"{key}의 {name}이(가) 모형에 없습니다",
        "모형에 있는 동인이나 양의 이름을 쓰세요",
    )
