"""What decides an outcome: known shares are found, on the draws of a single run."""

from __future__ import annotations

import io
import json
import types
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import toytown

from bitgil.city.model import City, assemble
from bitgil.city.sensitivity import BEFORE, measure, rank
from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.plan.types import Assumption, Delivery, Period, Plan
from bitgil.quantity import Grade, Words

PI = Decimal("3.141592653589793")
ISHIGAMI = '''
from typing import Annotated
import numpy as np
from bitgil.city.arrays import Array

def outcome(x1: Array, x2: Array, x3: Array, x4: Array) -> Annotated[Array, "1"]:
    """Ishigami and Homma 1990, with a = 7 and b = 0.1; the fourth input does nothing."""
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1) + 0 * x4

def certain(x1: Array) -> Annotated[Array, "1"]:
    return 0 * x1
'''


def made_up(text: str, *inputs: Assumption) -> City:
    """Return a city of one sector with these inputs."""
    sector = types.ModuleType("made_up")
    exec(text, sector.__dict__)  # noqa: S102  our own text
    word = Words("시험")
    return assemble(
        {"made_up": sector},
        Plan("made-up", word, word, word, word, Period(), "2024", "made up", assumptions=inputs),
    )


def uniform(key: str, **fields: object) -> Assumption:
    """Return an input that lies anywhere between -π and π."""
    given = {"value": Decimal(0), "low": -PI, "high": PI, "distribution": "uniform", **fields}
    return Assumption(f"made_up.{key}", "1", Grade.ASSUMED, why="made up", **given)


def test_the_shares_of_ishigamis_function_are_found() -> None:
    """The published first-order shares are 0.314, 0.442 and 0; Spearman's ρ alone would miss the second."""
    city = made_up(ISHIGAMI, *(uniform(f"x{n}") for n in (1, 2, 3, 4)))
    found = rank(city, "outcome", 2030, draws=4096)
    by = {each.name: each for each in found.influences}
    assert [each.name for each in found.influences[:2]] == ["made_up.x2", "made_up.x1"]
    assert by["made_up.x1"].share == pytest.approx(0.3139, abs=0.03)
    assert by["made_up.x2"].share == pytest.approx(0.4424, abs=0.03)
    assert by["made_up.x3"].share == pytest.approx(0, abs=0.03)
    assert by["made_up.x4"].share == pytest.approx(0, abs=0.03)
    assert abs(by["made_up.x2"].correlation) < 0.1 < by["made_up.x1"].correlation
    assert found.explained == pytest.approx(0.756, abs=0.06)


def test_a_sum_is_explained_one_by_one() -> None:
    """By hand: of X + 2Y with equal ranges, X explains 1/5 and Y 4/5 of the variance, together all of it."""
    one, other = (np.random.default_rng(n).random(4096) for n in (1, 2))
    grades = {"one": Grade.OFFICIAL, "other": Grade.ASSUMED}
    strong, weak = measure({"one": one, "other": other}, one + 2 * other, grades)
    assert (strong.name, strong.grade, weak.name) == ("other", Grade.ASSUMED, "one")
    assert strong.share == pytest.approx(0.8, abs=0.03)
    assert weak.share == pytest.approx(0.2, abs=0.03)
    assert strong.correlation > weak.correlation > 0


def test_an_outcome_that_nothing_moves_has_no_influences() -> None:
    """Where all draws agree there is nothing to explain, rather than shares of rounding errors."""
    found = rank(made_up(ISHIGAMI, *(uniform(f"x{n}") for n in (1, 2, 3, 4))), "certain", 2030)
    assert found.influences == ()
    assert found.explained is None
    assert found.low == found.high == 0


def test_a_yearly_input_counts_in_the_year_and_before_it() -> None:
    """What is drawn anew every year stands for itself now and for its mean until then."""
    text = """
from typing import Annotated
from bitgil.city.arrays import Array

def now(x1: Array) -> Annotated[Array, "1"]:
    return x1
"""
    found = rank(made_up(text, uniform("x1", each_year=True)), "now", 2030)
    by = {each.name: each for each in found.influences}
    assert by["made_up.x1"].share == pytest.approx(1, abs=0.02)
    assert by["made_up.x1" + BEFORE].share == pytest.approx(0, abs=0.03)


def test_projects_are_ranked_by_chance_slip_and_strength() -> None:
    """With its slip widened to many years, when Toytown's P01 opens is what decides the mill in 2030."""
    plan = toytown.toytown_plan()
    project = plan.project("P01")
    late = Delivery(Decimal("0.5"), "2026Q1", Grade.ASSUMED, "-", slip_high=Decimal(9), slip_mode=Decimal(4))
    city = assemble(toytown.toytown_sectors(), plan)
    driven = {effect.driver.partition(".")[2] for effect in project.effects}
    name = next(n for n in city.functions if driven & city.ancestors([n]))
    found = rank(
        city, name, 2030, projects=[replace(project, delivery=late)], observed=toytown.toytown_observed()
    )
    by = {each.name: each for each in found.influences}
    assert by["P01.certainty"].grade is Grade.ASSUMED
    assert "P01.slip" in by
    assert (by["P01.certainty"].share or 0) > 0.05


def test_a_missing_year_is_refused() -> None:
    """Toytown's buses are not known before they were counted, and no ranking is made up for 2020."""
    with pytest.raises(ValueError, match="buses is missing in 2020"):
        rank(toytown.toytown_city(), "buses", 2020)


def test_the_same_seed_ranks_the_same() -> None:
    """Two rankings of one question agree to the last digit."""
    city = toytown.toytown_city()
    assert rank(city, "mill_emissions", 2030, draws=512) == rank(city, "mill_emissions", 2030, draws=512)


def test_the_command_ranks_the_living_plan(living_plan: object) -> None:
    """The command gives the band and every influence as data, strongest first."""
    text = io.StringIO()
    assert (
        main(
            ["sensitivity", str(living_plan), "steel_output", "2030", "--draws", "512", "--json"],
            Out("ko", text, io.StringIO()),
        )
        == 0
    )
    found = json.loads(text.getvalue())
    shares = [each["share"] for each in found["influences"]]
    assert shares == sorted(shares, reverse=True)
    assert found["low"] < found["middle"] < found["high"]


def test_the_command_refuses_a_quantity_that_is_none(living_plan: object) -> None:
    """A misspelt name is answered with the names there are."""
    side = io.StringIO()
    assert main(["sensitivity", str(living_plan), "steal", "2030"], Out("en", io.StringIO(), side)) == 2
    assert "steel_output" in side.getvalue()
