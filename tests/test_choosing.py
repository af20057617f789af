"""Choosing a simple rule: the rules by publishers' figures, the election, and the line that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil
from pathlib import Path

import numpy as np
import pytest
import toytown
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city.past.rules import smoothed, smoothing, theta
from bitgil.city.past.trial import DRIFT, NO_CHANGE
from bitgil.outlook import look_ahead
from bitgil.outlook.choosing import CANDIDATES, candidate_trials, carried_on, choose, run_until
from bitgil.outlook.forecasts import HELD, reach_of
from bitgil.outlook.verdicts import choice_words
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Indicator, Reading, Series
from bitgil.quantity import Grade, Words

SALES = np.array([99.0, 88, 50, 58, 62, 60, 55, 62, 71, 65])
"""A published exercise in simple smoothing (S. Wong, Time Series Forecasting Exercise)."""


def yearly(values: Sequence[float], first: int = 2010) -> dict[int, Decimal]:
    """Return one value a year from *first* on."""
    return {first + place: Decimal(str(value)) for place, value in enumerate(values)}


def test_simple_smoothing_is_that_of_a_published_exercise() -> None:
    """With a constant of 0.3 the mean squared miss is 365.80 and the forecast 65.42, as printed."""
    misses, level = smoothed(SALES, 0.3)
    assert misses / 9 == pytest.approx(365.80, abs=0.05)
    assert level == pytest.approx(65.42, abs=0.02)


def test_the_constant_that_misses_least_is_taken() -> None:
    """At 0.80094331 the exercise prints 215.13; at 1 the squared miss is lower still, so 1 is taken."""
    assert smoothed(SALES, 0.80094331)[0] / 9 == pytest.approx(215.13, abs=0.02)
    assert smoothed(SALES, 1.0)[0] / 9 < 215
    assert smoothing(SALES, 3) == SALES[-1]


def test_theta_agrees_with_a_published_implementation(living_plan: Path) -> None:
    """On the port's containers it lies within 0.1 % of what statsforecast 2.1.1 computes for five years."""
    known = run_until(read_plan(living_plan).series("port_container").yearly(), 2025)
    theirs = (2046413.15, 2043273.02, 2040132.89, 2036992.75, 2033852.62)
    assert [theta(known, ahead) for ahead in range(1, 6)] == pytest.approx(theirs, rel=1e-3)


def test_a_steady_rise_elects_the_rule_that_saw_it() -> None:
    """Ten more each year: drift has never missed, so it is elected, carried on, and its band has no width."""
    values = yearly(range(0, 130, 10))
    trials = candidate_trials("x", values)
    choice = choose(trials)
    assert (choice.rule, choice.ratios[DRIFT], choice.in_its_time) == (DRIFT, 0, 0)
    line = carried_on(DRIFT, values, trials, 2025)
    assert [(band.year, band.low, band.middle, band.high) for band in line] == [
        (2023, 130, 130, 130),
        (2024, 140, 140, 140),
        (2025, 150, 150, 150),
    ]


def test_where_nothing_beats_no_change_it_stays() -> None:
    """A level that steps up once and stays is never better told by a rule that looks for more."""
    choice = choose(candidate_trials("x", yearly([5, 5, 5, 5, 5, 5, 9, 9, 9, 9, 9, 9])))
    assert choice.rule == NO_CHANGE
    assert all(ratio >= 1 for ratio in choice.ratios.values())
    assert "None did better" in choice_words(choice).en


def test_a_rule_that_wins_only_in_hindsight_is_not_used() -> None:
    """Where the best rule of the whole past would have been wrong to choose at the time, no change stays."""
    rise, fall = [10.0 * n for n in range(10)], [90 - 25.0 * n for n in range(1, 9)]
    choice = choose(candidate_trials("x", yearly([*rise, *fall])))
    assert choice.in_its_time is not None
    assert choice.in_its_time >= 1
    assert choice.rule == NO_CHANGE


def test_too_short_a_past_elects_nothing_and_says_so() -> None:
    """Six values make two starting points, and the words name every rule that could not be compared."""
    choice = choose(candidate_trials("x", yearly([1, 2, 3, 4, 5, 6])))
    assert (choice.rule, choice.origins) == (NO_CHANGE, 2)
    said = choice_words(choice)
    assert all(name.ko in said.ko and name.en in said.en for name in CANDIDATES.values())
    assert "there are 2" in said.en


def test_a_rule_that_needs_unbroken_years_sees_only_those() -> None:
    """After a missing year the run begins anew; before it nothing is joined over the gap."""
    broken = yearly([1, 2, 3]) | yearly([7, 8], first=2014)
    assert run_until(broken, 2015).tolist() == [7, 8]
    assert {trial.rule for trial in candidate_trials("x", broken)} <= {NO_CHANGE, "damped trend"}


@given(st.lists(st.floats(-100, 100), min_size=4, max_size=30))
def test_a_band_would_have_held_its_share_of_the_errors_it_is_made_of(errors: list[float]) -> None:
    """At least eight in ten past errors lie within the reach, and the reach is one of them."""
    reach = reach_of(errors)
    assert reach in [abs(error) for error in errors]
    assert sum(abs(error) <= (reach or 0) for error in errors) >= ceil(HELD * len(errors))
    assert reach_of(errors[:3]) is None


def test_an_indicator_without_a_sector_follows_the_elected_rule() -> None:
    """Cars that grow by ten a year get drift as their central line, with a chance for their target."""
    readings = tuple(
        Reading(str(2010 + n), Decimal(10 * n + n % 2), Grade.OFFICIAL, "a register") for n in range(14)
    )
    cars = Indicator(
        "I-CARS",
        Words("수소차", "Hydrogen cars"),
        "vehicle",
        "up",
        "outcome",
        ("goal",),
        "-",
        observed="cars",
    )
    plan = replace(
        toytown.toytown_plan(), observed=(Series("cars", "vehicle", readings),), indicators=(cars,)
    )
    (found,) = look_ahead(plan, toytown.toytown_city())
    assert (found.method, found.rule) == ("rule", DRIFT)
    assert found.central[0].middle == pytest.approx(Decimal(141), abs=1)
    assert found.verdict is not None
    assert "drift, missed by" in found.verdict.en
    assert {error.rule for error in found.past_errors} == {NO_CHANGE, *CANDIDATES}
