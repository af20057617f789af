"""Reforms: from when, how fast, how surely, how much, and never twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import toytown
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city.draws import CHUNK, Chunk, draw_all
from bitgil.city.model import run
from bitgil.city.proof import beyond_potential, passed
from bitgil.city.reforms import (
    check_drivers,
    combine,
    deliver,
    opening,
    push,
    share_in_force,
    weigh,
)
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Assumption, Delivery, Driver, Effect, Placement, Plan, Project, Status
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, Words

YEARS = np.arange(2025, 2031)
UP = np.ones((1, 1))


def project_with(*effects: Effect, decided_by: str = "city", **delivery: object) -> Project:
    """Return a project made up for the test that surely opens at the start of 2026."""
    told = {"certainty": Decimal(1), "opens": "2026", "grade": Grade.ASSUMED, "why": "test"} | delivery
    return Project(
        "P1",
        Words("시험"),
        Placement(1, Grade.ASSUMED, why="test"),
        "시험과",
        decided_by,
        Status(Standing.UNKNOWN, "2025", "", ""),
        effects=effects,
        delivery=Delivery(**told),  # type: ignore[arg-type]
    )


def driver_with(base: str, potential: str, rule: str, **fields: object) -> Assumption:
    """Return an assumption in tonnes a year that projects may change."""
    driver = Driver(Decimal(potential), rule, "city", "test", **fields)  # type: ignore[arg-type]
    return Assumption("a.x", "t/yr", Grade.ASSUMED, why="test", value=Decimal(base), driver=driver)


def effect_of(change: str, unit: str = "t/yr", **fields: object) -> Effect:
    """Return an effect on that assumption."""
    return Effect("a.x", Decimal(change), unit, Grade.ASSUMED, "test", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "point"),
    [("2026", 2026), ("2026H2", 2026.5), ("2026Q4", 2026.75), ("2026-06", 2026.25), ("2026-07-31", 2026.5)],
)
def test_a_project_opens_at_the_start_of_its_quarter(moment: str, point: float) -> None:
    """Years, halves, quarters, months and days all become a quarter on the axis."""
    assert opening(moment) == point


def test_the_first_year_counts_by_its_share() -> None:
    """Open from 2026Q3 without a ramp: half of 2026, all of 2027."""
    share = share_in_force(np.array([2026.5]), 0, np.inf, YEARS)
    assert share[0].tolist() == [0, 0.5, 1, 1, 1, 1]


def test_a_ramp_grows_linearly_from_the_opening() -> None:
    """A two-year ramp from 2026Q3 has the yearly means 1/16, 1/2, 15/16, 1."""
    share = share_in_force(np.array([2026.5]), 2, np.inf, YEARS)
    assert share[0].tolist() == pytest.approx([0, 1 / 16, 1 / 2, 15 / 16, 1, 1])


def test_an_effect_ends_with_its_life() -> None:
    """A life of two years from 2026Q3 leaves half of 2028 and nothing after."""
    share = share_in_force(np.array([2026.5]), 0, 2, YEARS)
    assert share[0].tolist() == [0, 0.5, 1, 0.5, 0, 0]


def test_delivery_is_one_chance_and_one_slip_a_project() -> None:
    """Certainty 0.75 builds 384 of 512 draws, and two effects of a project share chance and slip."""
    project = project_with(effect_of("3"), certainty=Decimal("0.75"), slip_high=Decimal(2))
    built, opens = deliver(project, project.delivery, Chunk(1, 0))  # type: ignore[arg-type]
    assert built.sum() == 384
    assert 2026 <= opens.min() < opens.max() <= 2028
    driver = driver_with("0", "10", "capped_sum")
    here = push(project, project.effects[0], driver, YEARS, Chunk(1, 0))
    there = push(project, effect_of("6"), driver, YEARS, Chunk(1, 0))
    assert np.allclose(2 * here, there)
    assert ((here[:, -1] > 0) == built.astype(bool)).all()


def test_an_effect_counts_in_full_on_ones_own_driver_only() -> None:
    """A city project moves a city's driver fully, a company's by its influence, by default not at all."""
    own, foreign = Driver(Decimal(1), "max", "city", "test"), Driver(Decimal(1), "max", "company", "test")
    city = project_with()
    assert weigh(city, effect_of("1"), own) == 1
    assert weigh(city, effect_of("1"), foreign) == 0
    assert weigh(city, effect_of("1", influence=Decimal("0.3")), foreign) == 0.3
    assert weigh(project_with(decided_by="shared"), effect_of("1"), replace(own, owner="state")) == 1
    assert weigh(city, effect_of("1"), replace(own, additionality=Decimal("0.6"))) == 0.6


def test_an_effect_is_taken_into_the_drivers_unit() -> None:
    """An effect of 2,000 kg a year moves a driver in t/yr by 2."""
    effect = effect_of("2000", "kg/yr")
    moved = push(project_with(effect), effect, driver_with("0", "10", "capped_sum"), YEARS, Chunk(1, 0))
    assert moved[0].tolist() == pytest.approx([0, 2, 2, 2, 2, 2])


def combined(rule: str, base: float, potential: float, *changes: float) -> float:
    """Return one driver's value under plain changes."""
    toward = np.sign(potential - base) * UP
    return float(combine(rule, base * UP, potential, [change * UP for change in changes], toward)[0, 0])


def test_the_four_rules_by_hand() -> None:
    """Base 0.2, potential 1: shares of the 0.8 left multiply, sums are capped, the largest stands alone."""
    assert combined("remaining", 0.2, 1, 0.4, 0.4) == pytest.approx(0.8)
    assert combined("capped_sum", 0.2, 1, 0.4, 0.3) == pytest.approx(0.9)
    assert combined("capped_sum", 0.2, 1, 0.4, 0.6) == pytest.approx(1)
    assert combined("max", 0.2, 1, 0.3, 0.5) == pytest.approx(0.7)
    assert combined("exclusive", 0.2, 1, 0.3) == pytest.approx(0.5)


def test_a_potential_below_the_base_is_reached_downwards() -> None:
    """Base 100, potential 20: two cuts of 40 leave 20 + 80·(1/2)·(1/2) = 40, summed they reach 20."""
    assert combined("remaining", 100, 20, -40, -40) == pytest.approx(40)
    assert combined("capped_sum", 100, 20, -40, -60) == pytest.approx(20)
    assert combined("max", 100, 20, -40, -60) == pytest.approx(40)


def test_at_its_potential_a_driver_does_not_move() -> None:
    """Where nothing is left to do, an effect is 0 under every rule."""
    for rule in ("remaining", "capped_sum", "max", "exclusive"):
        assert combined(rule, 1, 1, 0.5) == 1


CHANGES = st.lists(st.floats(0, 2), min_size=1, max_size=5)
LEVELS = st.floats(-3, 3)


@given(st.sampled_from(["remaining", "capped_sum", "max"]), LEVELS, LEVELS, CHANGES, st.randoms())
def test_no_order_matters_and_no_potential_is_passed(
    rule: str, base: float, potential: float, sizes: list[float], random: object
) -> None:
    """Changes toward the potential move the driver there and never past it, in whatever order."""
    changes = [np.sign(potential - base) * size for size in sizes]
    value = combined(rule, base, potential, *changes)
    random.shuffle(changes)  # type: ignore[attr-defined]
    assert combined(rule, base, potential, *changes) == pytest.approx(value, abs=1e-9)
    low, high = sorted((base, potential))
    assert low - 1e-9 <= value <= high + 1e-9


@given(LEVELS, LEVELS, CHANGES)
def test_last_ins_add_up_to_less_than_the_joint_effect_and_first_ins_to_more(
    base: float, potential: float, sizes: list[float]
) -> None:
    """Under `remaining`, effects of one sign overlap: Σ last-in ≤ joint ≤ Σ first-in."""
    sign = float(np.sign(potential - base))
    changes = [sign * size for size in sizes]
    joint = sign * (combined("remaining", base, potential, *changes) - base)
    first = sum(sign * (combined("remaining", base, potential, change) - base) for change in changes)
    without = [changes[:place] + changes[place + 1 :] for place in range(len(changes))]
    last = sum(joint - sign * (combined("remaining", base, potential, *rest, 0.0) - base) for rest in without)
    assert last <= joint + 1e-9
    assert joint <= first + 1e-9


@given(LEVELS, CHANGES, CHANGES)
def test_a_draw_beyond_its_potential_is_not_pulled_back(
    base: float, sizes: list[float], more: list[float]
) -> None:
    """Where a drawn base has passed the potential, a project toward it changes nothing."""
    pushes = [size * UP for size in (*sizes, *more)]
    for rule in ("remaining", "capped_sum", "max"):
        assert combine(rule, base * UP, base - 0.5, pushes, UP)[0, 0] == base


def test_adding_a_project_moves_no_other_projects_draws() -> None:
    """The market's effect on jobs is the same draw for draw beside one project and beside twelve."""
    city = toytown.toytown_city()
    few = [city.plan.project("P04")]
    many = [city.plan.project("P04"), city.plan.project("P01"), city.plan.project("P12")]
    ways = [run(city, ["green_share", "job_pull"], projects=projects) for projects in (few, many)]
    assert (ways[0]["green_share"] == ways[1]["green_share"]).all()
    assert (ways[0]["job_pull"] == ways[1]["job_pull"]).all()
    assert ways[0]["green_share"].shape == (CHUNK, 36)


def plan_with(plan: Plan, **assumption: object) -> Plan:
    """Return Toytown with its driver of chimney savings changed."""
    changed = tuple(
        replace(a, **assumption) if a.id == "mill.mill_saving" else a  # type: ignore[arg-type]
        for a in plan.assumptions
    )
    return replace(plan, assumptions=changed)


def whats(plan: Plan, read: frozenset[str] | None = None) -> list[str]:
    """Return what is wrong with the effects of the two projects at the chimney."""
    return [problem.what for problem in check_drivers(plan, read)]


def test_toytowns_effects_are_sound() -> None:
    """Every effect of the frozen city moves a driver that a sector reads, within its potential."""
    city = toytown.toytown_city()
    assert check_drivers(city.plan, city.read()) == ()


def test_each_unsound_effect_is_told() -> None:
    """No driver, an unread one, a wrong unit, no room and a base beyond the potential are Problems."""
    plan = toytown.toytown_plan()
    driver = plan.assumption("mill.mill_saving").driver
    assert whats(plan_with(plan, driver=None)) == ["the effect on mill.mill_saving changes no driver"] * 2
    unread = toytown.toytown_city().read() - {"mill_saving"}
    assert (
        whats(plan, unread)
        == ["no sector reads the driver mill.mill_saving, so the effect changes nothing"] * 2
    )
    assert (
        whats(plan_with(plan, unit="t/yr"))
        == ["the effect on mill.mill_saving is in 1, the driver in t/yr"] * 2
    )
    assert whats(plan_with(plan, value=Decimal("0.5")))[0] == (
        "mill.mill_saving is at its potential 0.5 in 2027, so the effect is 0"
    )
    assert whats(plan_with(plan, value=Decimal("0.6")))[1] == (
        "mill.mill_saving is 0.6 in 2026: the effect leads away from its potential 0.5"
    )
    exclusive = plan_with(plan, driver=replace(driver, combine="exclusive"))  # type: ignore[type-var]
    assert whats(exclusive) == ["P01 and P02 exclude one another on mill.mill_saving"]


def test_a_run_with_two_variants_of_one_thing_is_refused() -> None:
    """Projects that exclude one another on a driver cannot be carried out together, each alone can."""
    plan = toytown.toytown_plan()
    driver = plan.assumption("mill.mill_saving").driver
    exclusive = plan_with(plan, driver=replace(driver, combine="exclusive"))  # type: ignore[type-var]
    city = replace(toytown.toytown_city(), plan=exclusive)
    with pytest.raises(Unsound, match="P01 and P02 exclude one another"):
        run(city, ["mill_emissions"])
    assert run(city, ["mill_emissions"], projects=[plan.project("P01")])["mill_emissions"].shape == (512, 36)


def test_a_run_with_an_effect_in_a_foreign_unit_is_refused() -> None:
    """An effect that cannot be taken into its driver's unit stops the run with its file's name."""
    city = toytown.toytown_city()
    wrong = replace(city, plan=plan_with(city.plan, unit="t/yr"))
    with pytest.raises(Unsound, match=r"projects/P01\.toml"):
        run(wrong, ["mill_emissions"])


def test_the_check_proves_that_no_driver_passes_its_potential() -> None:
    """Effects far above the room are held back by the rule; their plain sum is what the check would tell."""
    city = toytown.toytown_city()
    projects = tuple(
        replace(p, effects=tuple(replace(e, change=e.change * 9, low=None, high=None) for e in p.effects))
        for p in city.plan.projects
    )
    greedy = replace(city, plan=replace(city.plan, projects=projects))
    assert list(beyond_potential(greedy)) == []
    driver = city.inputs["mill_saving"]
    chunk, years = Chunk(1, 0), np.arange(2015, 2051)
    base = draw_all(city.inputs, ["mill_saving"], years, chunk)["mill_saving"]
    pushes = [
        push(p, e, driver, years, chunk)
        for p in projects
        for e in p.effects
        if e.driver == "mill.mill_saving"
    ]
    (told,) = passed(driver, base, np.asarray(base + sum(pushes)), years)
    assert told.where == "assumptions/mill.toml"
    assert "past its potential 0.5" in told.what


def test_the_proof_leaves_a_plan_that_cannot_run_to_its_own_problem() -> None:
    """An effect in a foreign unit is said by the rule for it, and the proof adds nothing."""
    city = toytown.toytown_city()
    assert list(beyond_potential(replace(city, plan=plan_with(city.plan, unit="t/yr")))) == []
