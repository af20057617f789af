"""What moves a figure between two years: parts by hand, the interaction, and what can't be split."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import toytown
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city.model import Movement, run, what_moves
from bitgil.cli import main
from bitgil.cli.speech import Out

PLAN = Path(__file__).parent.parent / "plans" / "gwangyang"


@cache
def moved(name: str, first: int, last: int) -> Movement:
    """Return a split over Toytown."""
    return what_moves(toytown.toytown_city(), name, first, last, observed=toytown.toytown_observed())


def test_a_part_is_what_the_figure_loses_with_one_thing_as_it_was() -> None:
    """By hand: the homes' gas of 2030 less that of 2030's homes with the people of 2024."""
    names = ("people", "emissions_per_person", "green_share", "town_emissions")
    done = run(toytown.toytown_city(), names, observed=toytown.toytown_observed())
    then, now = (done.in_year("people", year) for year in (2024, 2030))
    each = done.in_year("emissions_per_person", 2030) * (1 - done.in_year("green_share", 2030))
    people = next(m for m in moved("town_emissions", 2024, 2030).movers if m.name == "people")
    assert people.part == pytest.approx(np.mean((now - then) * each))
    assert (people.was, people.now) == (pytest.approx(then.mean()), pytest.approx(now.mean()))
    assert people.low <= people.part <= people.high


@given(
    first=st.integers(2024, 2045), last=st.integers(2025, 2050), name=st.sampled_from(["emissions", "jobs"])
)
def test_parts_and_interaction_are_the_whole_change(first: int, last: int, name: str) -> None:
    """Whatever the years, nothing of the change is lost and nothing is added."""
    split = moved(name, first, last)
    assert split.was is not None
    assert split.now is not None
    assert split.interaction is not None
    whole = sum(mover.part for mover in split.movers) + split.interaction
    assert whole == pytest.approx(split.now - split.was, abs=1e-6)
    assert list(split.movers) == sorted(split.movers, key=lambda m: (-abs(m.part), m.name))


def test_what_is_carried_from_year_to_year_moves_as_one() -> None:
    """People follow last year's people: their change is named whole and not split by this year's inputs."""
    split = moved("people", 2024, 2030)
    assert split.whole
    assert split.interaction == pytest.approx(0)


def test_of_a_measured_figure_the_models_own_value_is_split() -> None:
    """Emissions of 2024 are measured: the split starts from what the model made of them, and says so."""
    split = moved("emissions", 2024, 2030)
    done = run(toytown.toytown_city(), ["emissions"], observed=toytown.toytown_observed())
    assert split.measured
    assert not split.whole
    assert split.was == pytest.approx(done["emissions__modelled"][:, 2024 - 2015].mean())
    assert split.was != pytest.approx(done.in_year("emissions", 2024).mean())
    assert not moved("emissions", 2030, 2040).measured


def test_nothing_moves_between_a_year_and_itself() -> None:
    """A year beside itself has no mover."""
    assert moved("emissions", 2030, 2030).movers == ()


def test_a_year_without_a_value_has_no_change() -> None:
    """Buses are counted from 2024 on: a change since 2020 is missing, not nothing."""
    split = moved("buses", 2020, 2030)
    assert (split.was, split.now, split.interaction, split.movers) == (None, None, None, ())


def asked(*more: str, language: str = "en") -> tuple[int, str, str]:
    """Return what the command says of the city-managed emissions of 2030."""
    text, side = io.StringIO(), io.StringIO()
    code = main(["explain", str(PLAN), *more], Out(language, text, side))
    return code, text.getvalue(), side.getvalue()


MANAGED = ("emissions_city_managed", "2030", "--since", "2018")


def test_a_third_of_what_the_cleaner_grid_takes_off_is_brought_back_by_people_and_homes() -> None:
    """In the baseline the grid takes some 78 kt off since 2018; more people and homes add 25 kt or more."""
    code, text, _ = asked(*MANAGED, "--scenario", "baseline", "--json")
    assert code == 0
    split = json.loads(text)
    parts = {mover["name"]: mover["part"] for mover in split["movers"]}
    assert split["movers"][0]["name"] == "grid_emission_factor"
    assert parts["grid_emission_factor"] == pytest.approx(-78_000, rel=0.03)
    assert parts["population_served"] + parts["households_served"] > 25_000
    assert "dc_mw" not in parts
    assert split["now"] - split["was"] == pytest.approx(sum(parts.values()) + split["interaction"])


def test_a_split_is_told_as_a_table_that_ends_with_the_change() -> None:
    """Interaction and change close the table, in either language; where there is no split, it says so."""
    _, text, _ = asked(*MANAGED)
    lines = text.splitlines()
    assert lines[-3].startswith("interaction")
    assert lines[-2].startswith("change")
    assert any(line.startswith("dc_mw") for line in lines)
    assert "상호작용" in asked(*MANAGED, language="ko")[1]
    assert "carried on from year to year" in asked("population", "2030", "--since", "2024")[1]
    assert "has no value" in asked("smart_factories", "2030", "--since", "2016")[1]


def test_an_unknown_scenario_is_refused_with_those_there_are() -> None:
    """A name that no scenario has is answered with the names there are."""
    code, _, side = asked(*MANAGED, "--scenario", "nowhere")
    assert code == 2
    assert "baseline" in side
