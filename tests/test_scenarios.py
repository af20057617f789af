"""Scenarios: a plan in another course of the world, and several courses on the same draws."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import toytown

from bitgil.city.comparing import in_order
from bitgil.city.model import assemble, run
from bitgil.city.scenarios import beside_problems, carried, city_under, compare, under
from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import Override, Redelivery, Scenario, YearValue
from bitgil.plan.writing import files_of
from bitgil.quantity import Grade, Words

X = Grade.ASSUMED
STILL = Scenario("still", Words("멈춘 앞날"), Words("사업이 없다"), "none")


def scenario(**fields: object) -> Scenario:
    """Return the scenario without projects, with *fields* changed."""
    return replace(STILL, **fields)


def test_a_scenario_that_changes_nothing_is_the_plan_itself() -> None:
    """All projects and no override give the very plan, and so the very run."""
    plan = toytown.toytown_plan()
    assert under(plan, scenario(projects="all")) == plan


def test_an_override_is_the_value_the_function_receives() -> None:
    """By hand: a mill of fixed capacity that stands still grinds nothing and emits nothing."""
    city = toytown.toytown_city()
    idle = scenario(overrides=(Override("mill.mill_use", X, "-", Decimal(0)),))
    done = run(city_under(city, idle), ["mill_output", "mill_emissions"])
    assert (done["mill_output"] == 0).all()
    assert (done["mill_emissions"] == 0).all()


def test_a_factor_on_a_path_stays_on_a_new_path_and_another_range_goes() -> None:
    """Toytown's green share keeps its factors 0.5 to 1.5; the mill's use loses its range."""
    plan = toytown.toytown_plan()
    path = (YearValue(2020, Decimal("0.2")),)
    changed = under(
        plan,
        scenario(
            overrides=(
                Override("town.green_share", X, "-", path=path),
                Override("mill.mill_use", X, "-", Decimal("0.5")),
            )
        ),
    )
    green, use = changed.assumption("town.green_share"), changed.assumption("mill.mill_use")
    assert (green.path, green.low, green.high, green.relative) == (path, Decimal("0.5"), Decimal("1.5"), True)
    assert (use.value, use.low, use.high, use.distribution) == (Decimal("0.5"), None, None, "fixed")
    assert changed.assumption("town.job_pull") == plan.assumption("town.job_pull")


def test_an_override_may_bring_its_own_range() -> None:
    """A uniform range given by the scenario is what is drawn from."""
    wide = Override("mill.mill_use", X, "-", Decimal("0.5"), (), Decimal("0.4"), Decimal("0.6"), "uniform")
    drawn = run(city_under(toytown.toytown_city(), scenario(overrides=(wide,))), ["mill_use"])["mill_use"]
    assert drawn.min() == pytest.approx(0.4, abs=0.001)
    assert drawn.max() == pytest.approx(0.6, abs=0.001)


def test_projects_are_all_none_other_owners_or_a_list() -> None:
    """Toytown's projects are chosen by who decides them, or by name."""
    plan = toytown.toytown_plan()
    others = carried(plan, scenario(projects="others"))
    assert carried(plan, scenario(projects="all")) == plan.projects
    assert carried(plan, STILL) == ()
    assert {p.id for p in others} == {p.id for p in plan.projects if p.decided_by not in {"city", "shared"}}
    assert [p.id for p in carried(plan, scenario(projects="listed", listed=("P02", "P01")))] == ["P01", "P02"]


def test_a_delivery_moves_in_the_scenario_and_keeps_what_it_does_not_say() -> None:
    """A certain and later opening leaves slip and effects of the project as they are."""
    plan = toytown.toytown_plan()
    moved = Redelivery("P01", X, "-", opens="2030Q1", certainty=Decimal(1))
    project = under(plan, scenario(projects="all", deliveries=(moved,))).project("P01")
    was = plan.project("P01")
    assert project.delivery is not None
    assert was.delivery is not None
    assert (project.delivery.opens, project.delivery.certainty) == ("2030Q1", Decimal(1))
    assert project.delivery.slip_high == was.delivery.slip_high
    assert project.effects == was.effects


def test_scenarios_share_their_draws() -> None:
    """What no scenario touches is the same in both, and the difference comes from the override alone."""
    city = toytown.toytown_city()
    idle = scenario(id="idle", overrides=(Override("mill.mill_use", X, "-", Decimal(0)),))
    seen = toytown.toytown_observed()
    found = compare(city, ["green_share", "emissions"], scenarios=[STILL, idle], years=(2030,), observed=seen)
    by = {(each.scenario, each.quantity): each for each in found}
    still, other = by["still", "green_share"], by["idle", "green_share"]
    assert (still.low, still.middle, still.high) == (other.low, other.middle, other.high)
    low = np.percentile(run(city, ["emissions"], projects=(), observed=seen).in_year("emissions", 2030), 10)
    assert by["still", "emissions"].low == pytest.approx(low)
    assert (by["idle", "emissions"].high or 0) < (by["still", "emissions"].low or 0)


def test_a_year_that_cannot_be_computed_is_missing() -> None:
    """The buses are counted in 2024: before that there is no band, and none is made up."""
    (found,) = compare(toytown.toytown_city(), ["buses"], scenarios=[STILL], years=(2020,))
    assert (found.low, found.middle, found.high) == (None, None, None)


def test_scenarios_are_shown_in_the_order_of_their_place() -> None:
    """Files come by name, pages show them by place."""
    first, second = scenario(id="z", place=1), scenario(id="a", place=2)
    assert in_order([second, first]) == (first, second)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"projects": "some"}, "unknown"),
        ({"listed": ("P01",)}, "exactly where"),
        ({"projects": "listed"}, "exactly where"),
        ({"overrides": (Override("a.b", X, "-", Decimal(1)),) * 2}, "changed twice"),
    ],
)
def test_an_unsound_scenario_is_refused(fields: dict[str, object], words: str) -> None:
    """An unknown choice of projects, a list without need, and one input changed twice are named."""
    with pytest.raises(ValueError, match=words):
        scenario(**fields)


def test_an_override_needs_one_value_and_a_reason() -> None:
    """Neither value nor path, both, or an assumption without a reason is refused."""
    for fields in ({}, {"value": Decimal(1), "path": (YearValue(2020, Decimal(1)),)}):
        with pytest.raises(ValueError, match="exactly one"):
            Override("a.b", X, "-", **fields)
    with pytest.raises(ValueError, match="must say why"):
        Override("a.b", X, "", Decimal(1))


def test_scenarios_and_correlations_survive_writing(living_plan: Path) -> None:
    """The living plan's files are spelled again byte for byte, and from nothing to the same plan."""
    files = read_files(living_plan)
    plan = plan_of(files)
    assert plan.scenarios
    assert plan.correlations
    again = files_of(plan, files)
    assert {path for path in files if again[path] != files[path]} == set()
    anew = plan_of(files_of(plan, {}))
    assert (anew.scenarios, anew.correlations) == (plan.scenarios, plan.correlations)


def test_the_command_refuses_where_there_is_no_scenario(toytown: Path) -> None:
    """Toytown's folder holds no scenario, and the command says so instead of printing nothing."""
    side = io.StringIO()
    assert main(["scenarios", str(toytown / "plan")], Out("ko", io.StringIO(), side)) == 2
    assert "시나리오가 없습니다" in side.getvalue()


def test_the_living_plans_scenarios_stand_side_by_side(living_plan: Path) -> None:
    """Every scenario of the folder has a band of the same quantity in every year, in its own order."""
    text = io.StringIO()
    arguments = ["scenarios", str(living_plan), "steel_output", "--json"]
    assert main(arguments, Out("ko", text, io.StringIO())) == 0
    rows = json.loads(text.getvalue())
    assert {row["year"] for row in rows} == {2030, 2040, 2050}
    by = {(row["scenario"], row["year"]): row["middle"] for row in rows}
    assert by["steel-crisis", 2030] < by["baseline", 2030]
    assert len({row["scenario"] for row in rows}) * 3 == len(rows)


def test_assembling_under_a_scenario_equals_laying_it_over_the_city() -> None:
    """The city of the changed plan and the changed city of the plan give the same numbers."""
    city = toytown.toytown_city()
    late = scenario(
        projects="all",
        overrides=(Override("town.natural_growth", X, "-", Decimal("0.01")),),
        deliveries=(Redelivery("P01", X, "-", opens="2035"),),
    )
    anew = assemble(toytown.toytown_sectors(), under(city.plan, late))
    one, other = (
        run(each, ["emissions"], observed=toytown.toytown_observed()).in_year("emissions", 2040)
        for each in (anew, city_under(city, late))
    )
    assert np.isfinite(one).all()
    assert (one == other).all()


def test_what_belongs_beside_a_scenario_is_a_quantity_of_the_model() -> None:
    """A name that the model computes is no Problem, another is one with its file."""
    plan = replace(
        toytown.toytown_plan(), scenarios=(scenario(id="slump", beside=("mill_output", "no_such")),)
    )
    (told,) = beside_problems(plan, toytown.toytown_city().functions)
    assert (told.where, told.what.split()[2]) == ("scenarios/slump.toml", "no_such,")
