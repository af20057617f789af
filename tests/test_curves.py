"""The plan's measures on the city model: cuts by hand, overlap, exclusion, and both scopes apart."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bitgil.checking import sectors_for, soundness
from bitgil.city.abatement import annuity
from bitgil.city.curves import SCOPES, ScopeCurve, abatement_curves, lines_of
from bitgil.city.model import City, assemble, run
from bitgil.city.structures import changed, on_plan
from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.types import Measure, MeasureCost, Override
from bitgil.plan.writing import files_of
from bitgil.quantity import Grade, Won, Words

X = Grade.ASSUMED
BILLION = 1_000_000_000


@pytest.fixture(scope="module")
def city(root: Path) -> City:
    """Return the city of the plan in use."""
    plan = read_plan(root / "plans" / "gwangyang")
    return assemble(sectors_for(plan), plan)


def measure(name: str, driver: str, change: str, unit: str, **fields: object) -> Measure:
    """Return a measure of 50 billion won over 20 years, unless said otherwise."""
    cost = MeasureCost(X, "-", investment=Won(50 * BILLION), life_years=Decimal(20))
    return replace(Measure(name, Words(name), driver, Decimal(change), unit, X, "-", cost=cost), **fields)


REMODEL = measure("remodel", "infrastructure.retrofit_share", "0.5", "1")
AGAIN = replace(REMODEL, id="again", cost=replace(REMODEL.cost, investment=Won(80 * BILLION)))


def curves(city: City, *measures: Measure) -> dict[str, ScopeCurve]:
    """Return each scope's curve with just these measures."""
    found, _ = abatement_curves(replace(city, plan=replace(city.plan, measures=measures)), draws=64)
    return {each.scope: each for each in found}


def test_a_measure_s_cut_is_the_city_with_it_less_the_city_without(city: City) -> None:
    """Remodelling half of all buildings cuts what a run with that share leaves out, draw by draw."""
    found = curves(city, REMODEL)["emissions_city_managed"]
    remodelled = on_plan(
        city, changed(city.plan, [Override("infrastructure.retrofit_share", X, "-", Decimal("0.5"))])
    )
    name = "building_emissions_managed"
    before, after = (run(each, [name], projects=(), years=(2015, 2035)) for each in (city, remodelled))
    by_hand = float(np.mean((before[name] - after[name])[:64, -1]))
    (step,) = found.curve.steps
    assert step.measure.line == name
    assert step.cut == pytest.approx(by_hand, rel=1e-9)
    assert step.cost_per_tonne == pytest.approx(50 * BILLION * annuity(0.07, 20) / by_hand, rel=1e-9)


def test_the_same_emissions_are_cut_only_once(city: City) -> None:
    """The same work twice: the second cuts only what the first leaves, so a tonne of it is dearer."""
    alone = curves(city, REMODEL)["emissions_city_managed"].curve.cut
    both = curves(city, REMODEL, AGAIN)["emissions_city_managed"].curve
    assert [step.measure.name for step in both.steps] == ["remodel", "again"]
    assert both.steps[0].cut == pytest.approx(alone)
    assert both.steps[1].cut < alone
    assert both.cut < 2 * alone


def test_of_two_variants_the_cheaper_is_taken_and_the_other_named(city: City) -> None:
    """One building is remodelled one way or the other."""
    one, other = (replace(each, variant_of="walls") for each in (REMODEL, AGAIN))
    found = curves(city, other, one)["emissions_city_managed"].curve
    assert [step.measure.name for step in found.steps] == ["remodel"]
    assert [left.name for left in found.not_taken] == ["again"]


def test_a_measure_stands_in_the_scopes_that_it_reaches_and_in_no_other(city: City) -> None:
    """A furnace cuts inside the border and nothing that the city manages; without a cost it has no step."""
    furnace = measure("furnace", "steel.eaf_capacity", "2500000", "t/yr", cost=None)
    found = curves(city, furnace, REMODEL)
    assert [each.measure.id for each in found["emissions_territorial"].unpriced] == ["furnace"]
    assert [each.id for each in found["emissions_city_managed"].outside] == ["furnace"]
    assert {step.measure.name for each in found.values() for step in each.curve.steps} == {"remodel"}


def test_no_line_is_shared_by_the_two_scopes(city: City) -> None:
    """Each scope adds up lines of its own, so that a cut shown in both is never added."""
    one, other = (set(lines_of(city, scope)) for scope in SCOPES)
    assert one
    assert other
    assert not one & other


def test_the_living_plan_s_curves_hold_what_the_measures_say(city: City) -> None:
    """Hydrogen steel costs a tonne its break-even price, and the solar roofs stand outside both scopes."""
    found, elsewhere = abatement_curves(city, draws=512)
    territorial = next(each for each in found if each.scope == "emissions_territorial")
    steel = next(step for step in territorial.curve.steps if step.measure.name == "hydrogen-steel")
    alone = next(each for each in territorial.priced if each.measure.id == "hydrogen-steel")
    price = run(city, ["h2dri_break_even_carbon_price"], projects=(), years=(2015, 2035))
    middle = float(np.median(price.in_year("h2dri_break_even_carbon_price", 2035)))
    assert (alone.yearly_cost or 0) / alone.cut == pytest.approx(middle)
    assert steel.cost_per_tonne > middle
    assert [each.measure.id for each in elsewhere] == ["estate-solar"]
    assert elsewhere[0].gain > 0


def test_measures_survive_writing_and_wrong_ones_are_problems(living_plan: Path) -> None:
    """The files are spelled again byte for byte; an unknown driver, unit or price is named with its file."""
    files = read_files(living_plan)
    plan = plan_of(files)
    again = files_of(plan, files)
    assert plan.measures
    assert {path for path in files if again[path] != files[path]} == set()
    priced = MeasureCost(X, "-", per_tonne="no_such_price")
    wrong = (
        replace(REMODEL, id="a", driver="steel.no_such"),
        replace(REMODEL, id="b", unit="MW"),
        replace(REMODEL, id="c", cost=priced),
    )
    told = {(p.where, p.what.split()[0]) for p in soundness(replace(plan, measures=wrong))}
    assert {
        ("measures/a.toml", "driver"),
        ("measures/b.toml", "the"),
        ("measures/c.toml", "cost.per_tonne"),
    } <= told


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "exactly one"),
        ({"investment": Won(1), "per_tonne": "price"}, "exactly one"),
        ({"investment": Won(1)}, "life_years"),
    ],
)
def test_a_cost_is_an_investment_with_a_life_or_a_price(fields: dict[str, object], words: str) -> None:
    """Neither, both, or an investment that lasts no time is refused."""
    with pytest.raises(ValueError, match=words):
        MeasureCost(X, "-", **fields)


def test_the_command_says_what_has_no_place_on_the_curve(living_plan: Path, toytown: Path) -> None:
    """Unpriced measures, those outside a scope and the variant not taken are named; no measure is refused."""
    text, side = io.StringIO(), io.StringIO()
    assert main(["abatement", str(living_plan)], Out("en", text, side)) == 0
    said = text.getvalue()
    for words in ("no cost found", "cuts nothing in this scope", "not taken", "in neither scope"):
        assert words in said
    assert main(["abatement", str(toytown / "plan")], Out("ko", text, side)) == 2
    assert "감축 수단이 없습니다" in side.getvalue()
