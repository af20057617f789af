"""The services sector: waiting lines from the textbook, coverage by hand, and an honest silence."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.checking import soundness
from bitgil.city import services
from bitgil.city.model import City, assemble, run, sectors_of_city
from bitgil.city.queueing import chance_of_waiting, mean_wait
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan, Table

PLAN = Path(__file__).parent.parent / "plans" / "gwangyang"
YEARS = np.array([2025, 2026])
COLUMNS = ("service", "figure", "value")
NOTHING = Table("measures", COLUMNS, ())


@cache
def plan() -> Plan:
    """Return the plan."""
    return read_plan(PLAN)


@cache
def city() -> City:
    """Return the city of the plan."""
    given_to = {assumption.id.partition(".")[0] for assumption in plan().assumptions}
    return assemble({name: each for name, each in sectors_of_city().items() if name in given_to}, plan())


def measured(service: str = "desk", **figures: float) -> Table:
    """Return what one service measured."""
    return Table("measures", COLUMNS, tuple((service, name, str(value)) for name, value in figures.items()))


def test_the_textbook_desk_waits_21_minutes() -> None:
    """Three clerks, ten arrivals and four served an hour: load 2.5, 70.22 % wait, a mean of 21.07 minutes."""
    assert chance_of_waiting(10 / 4, 3) == pytest.approx(0.7022, abs=0.00005)
    assert 60 * mean_wait(10, 4, 3) == pytest.approx(21.07, abs=0.005)
    told = services.waiting_minutes(measured(arrivals=10, served=4, clerks=3), YEARS)
    assert told == pytest.approx([21.07, 21.07], abs=0.005)


def test_one_clerk_is_the_simplest_queue() -> None:
    """With one clerk the chance to wait is the load, and the wait is load over what is left of the clerk."""
    assert chance_of_waiting(0.5, 1) == pytest.approx(0.5)
    assert mean_wait(2, 4, 1) == pytest.approx(0.5 / (4 - 2))


@given(load=st.floats(0, 20), clerks=st.integers(1, 25))
def test_another_clerk_never_lengthens_the_wait(load: float, clerks: int) -> None:
    """The chance to wait is a chance, falls with every clerk, and is 1 once more come than can be served."""
    assert 0 <= chance_of_waiting(load, clerks + 1) <= chance_of_waiting(load, clerks) <= 1
    assert mean_wait(load, 1.0, clerks + 1) <= mean_wait(load, 1.0, clerks)


@pytest.mark.parametrize(("load", "clerks"), [(1.0, 0), (-0.1, 2)])
def test_a_desk_that_cannot_be_is_refused(load: float, clerks: int) -> None:
    """A desk without a clerk or with a negative load is an error that says so."""
    with pytest.raises(ValueError, match="a desk needs a clerk"):
        chance_of_waiting(load, clerks)


def test_a_clerk_who_serves_nobody_is_refused() -> None:
    """A rate of service of zero is an error, and more arrivals than service an endless wait."""
    with pytest.raises(ValueError, match="finite time"):
        mean_wait(1, 0, 1)
    assert mean_wait(5, 4, 1) == float("inf")


def test_desks_are_weighted_by_who_comes() -> None:
    """A desk of ten an hour and an idle one of two weigh ten to two."""
    both = Table(
        "measures",
        COLUMNS,
        (
            *measured("a", arrivals=10, served=4, clerks=3).rows,
            *measured("b", arrivals=2, served=4, clerks=1).rows,
        ),
    )
    wanted = (10 * 60 * mean_wait(10, 4, 3) + 2 * 60 * mean_wait(2, 4, 1)) / 12
    assert services.waiting_minutes(both, YEARS) == pytest.approx([wanted, wanted])


def test_nothing_measured_means_nothing_said() -> None:
    """With an empty list every figure is missing, none is zero, and the city still runs."""
    for quantity in (services.take_up, services.served, services.hours_saved, services.waiting_minutes):
        assert np.isnan(quantity(NOTHING, YEARS)).all()
    wanted = ("take_up", "served", "hours_saved", "waiting_minutes", "digital_exclusion")
    silent = run(city(), wanted, projects=())
    assert all(np.isnan(silent[name]).all() for name in wanted[:-1])
    assert np.isfinite(silent.in_year("digital_exclusion", 2030)).all()


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"arrival": "10", "served": "4", "clerks": "3"}, "no figure is called arrival"),
        ({"arrivals": "ten", "served": "4", "clerks": "3"}, "arrivals is ten"),
        ({"arrivals": "nan", "served": "4", "clerks": "3"}, "arrivals is nan"),
        ({"arrivals": "10", "served": "0", "clerks": "0"}, "clerks is 0"),
        ({"arrivals": "10", "served": "4"}, "without clerks nothing"),
        ({"eligible": "900", "coverage": "50"}, "coverage is 50, which is not within 0 ~ 1"),
        ({"minutes_before": "9"}, "without eligible, coverage, ceiling, speed, midpoint, minutes_after"),
    ],
)
def test_a_row_that_cannot_be_measured_is_named_and_never_skipped(figures: dict[str, str], said: str) -> None:
    """A slip of the pen is a Problem with its mend: a skipped row would look like nothing measured."""
    table = Table("measures", COLUMNS, tuple(("desk", name, text) for name, text in figures.items()))
    with pytest.raises(Unsound) as caught:
        services.waiting_minutes(table, YEARS)
    assert any(said in problem.what for problem in caught.value.problems)
    filled = replace(table, id="service_measures")
    renamed = tuple(filled if each.id == filled.id else each for each in plan().tables)
    told = soundness(replace(plan(), tables=renamed))
    assert any(said in problem.what or "is no number" in problem.what for problem in told)


def test_a_figure_given_twice_is_named() -> None:
    """Two values of one figure contradict each other, and neither wins in silence."""
    rows = (*measured(arrivals=10, served=4, clerks=3).rows, ("desk", "clerks", "2"))
    with pytest.raises(Unsound, match="clerks is given twice"):
        services.waiting_minutes(Table("measures", COLUMNS, rows), YEARS)


def test_use_grows_to_its_ceiling_and_saves_hours_by_hand() -> None:
    """Of 1,000 eligible and half covered, 40 % use it midway to a ceiling of 80 %, saving five minutes."""
    figures = {"eligible": 1000.0, "coverage": 0.5, "ceiling": 0.8, "speed": 1.0, "midpoint": 2025.0}
    table = measured(**figures)
    assert services.take_up(table, YEARS) == pytest.approx([0.4, 0.8 / (1 + np.exp(-1))])
    assert services.served(table, YEARS)[0] == pytest.approx(200)
    assert np.isnan(services.hours_saved(table, YEARS)).all()
    timed = measured(**figures, minutes_before=12, minutes_after=7)
    assert services.hours_saved(timed, YEARS)[0] == pytest.approx(200 * 5 / 60)


def test_a_tenth_left_outside_by_hand() -> None:
    """30,000 people of 65 and over of whom 68 % use the internet leave 9,600 outside."""
    assert float(
        services.digital_exclusion(np.array([[30_000.0]]), np.array([[0.68]]))[0, 0]
    ) == pytest.approx(9_600)


def test_the_plans_senior_centres_are_covered_in_part() -> None:
    """P36 brings 29 of 341 centres, 8.5 %, from 2026 on, and three quarters of that year's part in 2025."""
    covered = run(city(), ["coverage_senior_centres"], projects=(plan().project("P36"),))
    assert (covered.in_year("coverage_senior_centres", 2024) == 0).all()
    assert covered.in_year("coverage_senior_centres", 2025) == pytest.approx(0.75 * 29 / 341)
    assert covered.in_year("coverage_senior_centres", 2030) == pytest.approx(0.0850, abs=0.0001)
