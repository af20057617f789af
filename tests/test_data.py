"""The data sector: the data centre's power, smart factories and data sets, by hand."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city import data
from bitgil.city.model import City, assemble, run, sectors_of_city
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan

PLAN = Path(__file__).parent.parent / "plans" / "gwangyang"


@cache
def plan() -> Plan:
    """Return the plan."""
    return read_plan(PLAN)


@cache
def city() -> City:
    """Return the city of the plan."""
    given_to = {assumption.id.partition(".")[0] for assumption in plan().assumptions}
    return assemble({name: each for name, each in sectors_of_city().items() if name in given_to}, plan())


def row(*values: float) -> np.ndarray:
    """Return numbers as one draw over years."""
    return np.array([values], dtype=np.float64)


def test_twenty_megawatts_take_105_gigawatt_hours() -> None:
    """20 MW at 60 % are 105 GWh a year, which are 43.9 kt at 0.4173 t/MWh."""
    power = data.dc_electricity(data.dc_load(row(20), row(1), row(0.6)), row(8760))
    assert float(power[0, 0]) == pytest.approx(105_120)
    assert float(data.dc_emissions_bought_power(power, row(0.4173))[0, 0]) == pytest.approx(43_867, abs=1)


def test_announced_jobs_come_true_in_part_by_hand() -> None:
    """40 MW with 5.25 announced jobs each are 210, of which half come."""
    assert float(data.dc_jobs(row(40), row(5.25), row(0.5))[0, 0]) == pytest.approx(105)


def test_smart_factories_are_a_stock_that_starts_when_counted() -> None:
    """35 in 2020 and 19 more are 54 of 232 plants, 23 %; before 2020 nothing is known."""
    stock = data.smart_factories(row(35), row(2020), row(0, 0, 19), row(232), np.array([2019, 2020, 2021]))
    assert np.isnan(stock[0, 0])
    assert stock[0, 1:].tolist() == [35, 54]
    assert float(data.smart_factory_share(stock, row(232))[0, 2]) == pytest.approx(54 / 232)
    assert float(data.smart_factories_added_net(row(19), row(0.6))[0, 0]) == pytest.approx(11.4)


@given(added=st.floats(0, 1000), more=st.floats(0, 1000))
def test_smart_factories_never_outnumber_the_plants(added: float, more: float) -> None:
    """More support never means fewer smart factories, and never more than there are plants."""

    def stock(count: float) -> float:
        values = data.smart_factories(row(35), row(2020), row(count), row(232), np.array([2025]))
        return float(values[0, 0])

    assert 35 <= stock(added) <= stock(added + more) <= 232


def test_data_sets_stay_missing_until_counted() -> None:
    """Without a counted stock the number of data sets is missing; after one it is carried by hand."""
    assert np.isnan(data.datasets_open(row(np.nan), row(5), row(0.1))[0, 0])
    assert float(data.datasets_open(row(100), row(5), row(0.1))[0, 0]) == pytest.approx(95)
    assert float(data.datasets_passing(row(50), row(2), row(0.1))[0, 0]) == pytest.approx(47)
    assert np.isnan(run(city(), ["datasets_open"])["datasets_open"]).all()
    seen = run(city(), ["datasets_open"], observed={"datasets_open": {2025: 120.0}}, projects=())
    assert (seen.in_year("datasets_open", 2030) == 120).all()


def test_the_data_centre_comes_late_or_never() -> None:
    """With P31 about four draws in ten have power by 2031, none has any before 2027 or beyond 40 MW."""
    built = run(city(), ["dc_capacity", "dc_mw"], draws=2048, projects=(plan().project("P31"),))
    assert (built["dc_capacity"][:, : 2027 - 2015] == 0).all()
    assert (built.in_year("dc_capacity", 2031) >= 20).mean() == pytest.approx(0.4, abs=0.01)
    assert built["dc_capacity"].max() <= 40
    assert (run(city(), ["dc_electricity"], projects=())["dc_electricity"] == 0).all()


def test_the_plans_smart_factories_are_counted_once() -> None:
    """With P03 and P04 the stock of 2030 lies between 35 and 55, two counts and two plans."""
    stock = run(city(), ["smart_factories"], projects=(plan().project("P03"), plan().project("P04")))
    low, high = stock.in_year("smart_factories", 2030).min(), stock.in_year("smart_factories", 2030).max()
    assert 35 == low < high <= 55
    assert np.median(stock.in_year("smart_factories", 2019)) != 35
