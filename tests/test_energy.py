"""The energy sector: the grid's factor, the sun, hydrogen and its cost, by hand and as published."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city import energy, inventory, steel
from bitgil.city.model import City, assemble, run
from bitgil.city.model.units import check_units
from bitgil.city.past.energy import trials
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan, Table

PLAN = Path(__file__).parent.parent / "plans" / "gwangyang"
PUBLISHED = Table(
    "published", ("year", "value"), (("2021", "0.4509"), ("2022", "0.4312"), ("2023", "0.4173"))
)
NATIONAL = Table("plan", ("year", "value"), (("2023", "0.391"), ("2030", "0.530"), ("2038", "0.707")))


def row(value: float) -> np.ndarray:
    """Return one number as one draw of one year."""
    return np.array([[value]], dtype=np.float64)


def factor(year: int, *, delay: float = 0.0, fossil: float = 1.0, end: float = 0.06) -> float:
    """Return the grid's factor of one year."""
    years = np.array([year])
    share = energy.carbon_free_share(NATIONAL, row(delay), years)
    given_factors = (row(delay), row(fossil), row(end), row(2050))
    return float(energy.grid_emission_factor(share, NATIONAL, PUBLISHED, *given_factors, years)[0, 0])


def cost(*, capex: float, hours: float, price: float) -> float:
    """Return the cost of a kilogram of hydrogen at 7 %, 25 years, 4 % and 62.17 %; price per MWh."""
    return float(
        energy.lcoh(
            row(capex), row(0.04), row(25), row(hours), row(0.6217), row(price / 1000), row(33.33), row(0.07)
        )[0, 0]
    )


@cache
def plan() -> Plan:
    """Return the living plan, read once."""
    return read_plan(PLAN)


@cache
def city() -> City:
    """Return the plan's energy with the steel it feeds."""
    return assemble({"energy": energy, "steel": steel, "inventory": inventory}, plan())


@pytest.mark.parametrize(
    ("year", "delay", "printed"),
    [(2023, 0, 0.4173), (2030, 0, 0.322), (2038, 0, 0.201), (2030, 2, 0.349), (2038, 2, 0.231)],
)
def test_the_grid_factor_follows_the_national_plan_and_its_delay(
    year: int, delay: float, printed: float
) -> None:
    """Carbon-free shares of 53.0 and 70.7 % give 0.322 and 0.201 t/MWh, two years late 0.349 and 0.231."""
    assert factor(year, delay=delay) == pytest.approx(printed, abs=0.0006)


def test_published_factors_stand_whatever_is_drawn() -> None:
    """Up to the last published year neither delay nor fuel mix changes the published factor."""
    assert [factor(y, delay=5, fossil=0.85) for y in (2021, 2022, 2023)] == [0.4509, 0.4312, 0.4173]


def test_the_factor_arrives_at_its_end_value_without_a_jump() -> None:
    """The factor is the drawn one in 2050, and before and after the plan's end it is nearly the same."""
    assert factor(2050, delay=3, fossil=0.9, end=0.04) == pytest.approx(0.04)
    assert factor(2038, fossil=0.9) == pytest.approx(0.4173 * 0.293 / 0.609 * 0.9)
    assert 0 < factor(2038) - factor(2039) < 0.02


@given(year=st.integers(2024, 2049), delay=st.floats(0, 5), later=st.floats(0, 5), end=st.floats(0.02, 0.1))
def test_a_later_plan_never_makes_the_grid_cleaner(year: int, delay: float, later: float, end: float) -> None:
    """More delay means a higher factor or the same one, in every year."""
    assert factor(year, delay=delay, end=end) <= factor(year, delay=delay + later, end=end) + 1e-12


@pytest.mark.parametrize(
    ("capex", "hours", "price", "printed"),
    [
        (1886, 4000, 40, 5.325),
        (1886, 5000, 60, 5.761),
        (1886, 8000, 90, 6.415),
        (444, 4000, 40, 2.893),
        (444, 5000, 60, 3.816),
        (444, 8000, 90, 5.199),
    ],
)
def test_the_cost_of_hydrogen_meets_its_closed_form(
    capex: float, hours: float, price: float, printed: float
) -> None:
    """Six pairs of plant and power give the closed form's cost per kilogram within 0.1 %."""
    assert cost(capex=capex, hours=hours, price=price) == pytest.approx(printed, rel=0.001)


@given(capex=st.floats(400, 2000), hours=st.floats(1000, 8000), price=st.floats(20, 150))
def test_hydrogen_is_dearer_with_dearer_power_and_plant_and_cheaper_with_more_hours(
    capex: float, hours: float, price: float
) -> None:
    """The cost rises with capex and price and falls with hours of use."""
    here = cost(capex=capex, hours=hours, price=price)
    assert cost(capex=capex + 10, hours=hours, price=price) > here
    assert cost(capex=capex, hours=hours, price=price + 1) > here
    assert cost(capex=capex, hours=hours + 100, price=price) < here


def test_twenty_megawatts_reproduce_the_promised_saving() -> None:
    """20 MW save the promoter's 11,048 t within 1 %, with the nearby plants' yield or the model's own."""
    for hours, grid in ((8760 * 0.1457, 0.4312), (8760 * 0.15, 0.4173)):
        made = energy.pv_generation(row(20), row(hours), row(0.005))
        assert float(energy.pv_avoided(made, row(grid))[0, 0]) == pytest.approx(11_048, rel=0.01)


def test_the_estate_feeds_itself_to_the_printed_share_less_what_storage_loses() -> None:
    """25.5 GWh of a load of 218 GWh are 11.7 %, and 7 MWh of storage take 0.1 points off, never add."""
    made = row(25_500)
    none = energy.storage_losses(row(0), row(300), row(0.9), made)
    assert float(energy.self_sufficiency_estate(made, none, row(218_000))[0, 0]) == pytest.approx(
        0.117, abs=0.0005
    )
    lost = energy.storage_losses(row(7), row(300), row(0.9), made)
    assert float(lost[0, 0]) == pytest.approx(210)
    assert energy.self_sufficiency_estate(made, lost, row(218_000)) == pytest.approx(25_290 / 218_000)


def test_panels_age_by_the_year_they_were_put_up() -> None:
    """10 MW of year one and 10 of year two have lost 0, 0.05 and 0.15 MW in years one, two and three."""
    made = energy.pv_generation(np.array([[10.0, 20.0, 20.0]]), np.ones((1, 3)), np.full((1, 3), 0.005))
    assert made[0] == pytest.approx([10, 19.95, 19.85])


@given(st.lists(st.floats(0, 50), min_size=2, max_size=8), st.floats(0, 20))
def test_more_solar_never_means_less_power(added: list[float], more: float) -> None:
    """Adding panels in the first year raises the power of every year, or leaves it."""
    stock = np.cumsum([added], axis=1)
    hours, age = np.full(stock.shape, 1314.0), np.full(stock.shape, 0.005)
    assert (
        energy.pv_generation(stock + more, hours, age) >= energy.pv_generation(stock, hours, age) - 1e-6
    ).all()


def test_fuel_cells_of_the_memorandum_make_318_gwh_and_lose_their_saving_on_a_clean_grid() -> None:
    """40 MW make 318 GWh; on gas they save at the factor of 2023 and cost carbon at 0.201 t/MWh."""
    made = energy.fuel_cell_generation(row(40), row(0), row(7950))
    assert float(made[0, 0]) == 318_000
    own = energy.fuel_cell_emissions(made, row(1), row(0.5), row(0.20196))
    assert float(own[0, 0]) == pytest.approx(318_000 * 0.40392)
    assert energy.fuel_cell_avoided(made, row(0.4173), own) > 0
    assert energy.fuel_cell_avoided(made, row(0.201), own) < 0
    assert float(energy.fuel_cell_emissions(made, row(0), row(0.5), row(0.2))[0, 0]) == 0


def test_a_hundred_and_fifty_buses_fill_up_in_less_than_twelve_hours() -> None:
    """150 buses of 15.4 kg take 2,310 kg a day, 11.6 hours of a station of 200 kg/h."""
    handed = energy.hydrogen_bus_refuelling(row(150), row(15.4))
    assert float(handed[0, 0]) == pytest.approx(2310)
    assert float(energy.hydrogen_station_hours(handed, row(200))[0, 0]) == pytest.approx(11.55)


def test_hydrogen_steel_would_take_seventy_times_the_spare_hydrogen() -> None:
    """5 Mt of hydrogen steel need 0.255 Mt of hydrogen and 18 TWh; the by-product makes 0.14 Mt of steel."""
    wanted = steel.steel_hydrogen_demand(row(5e6), row(0.051))
    assert float(wanted[0, 0]) == pytest.approx(255_000)
    power = steel.steel_electricity_extra(
        row(0), row(5e6), row(0.55), row(1.04), row(0.051), row(50), row(1.0)
    )
    assert float(power[0, 0]) == pytest.approx(18e6, rel=0.01)
    assert power / 23.727e6 == pytest.approx(0.75, abs=0.02)
    assert pytest.approx(0.14e6, abs=0.005e6) == 7000 / 0.051
    spare = energy.hydrogen_supply_byproduct(row(7000), row(3500))
    vehicles = energy.hydrogen_transport_demand(row(100), row(4.5), row(400), row(0.12))
    gap = energy.hydrogen_gap(energy.hydrogen_demand(vehicles, wanted), spare)
    assert float(gap[0, 0]) == pytest.approx(255_000 + 498 - 3500)
    assert float(energy.hydrogen_byproduct_delivered(row(5000), spare)[0, 0]) == 3500


def test_every_formula_keeps_its_units() -> None:
    """A dry run on quantities with units finds nothing wrong in the sector."""
    assert [str(p) for p in check_units(city()) if "energy" in p.where] == []


def test_the_solar_project_saves_less_than_promised_in_its_target_year() -> None:
    """Drawn with its chance, size, delay and a cleaner grid, 20 MW save well below 11,048 t in 2028."""
    saved = run(city(), ("pv_avoided", "pv_mw")).in_year("pv_avoided", 2028)
    assert 0 < np.mean(saved) < 11_048
    assert (saved > 11_048).mean() < 0.05
    assert not run(city(), ("pv_avoided",), projects=())["pv_avoided"].any()


def test_the_past_of_the_grid_factor_is_two_steps() -> None:
    """The factor of the year before was 4.6 and 3.3 % too high, in the only two steps there are."""
    found = [round(100 * trial.error / trial.actual, 1) for trial in trials(plan())]
    assert found == [4.6, 3.3]
