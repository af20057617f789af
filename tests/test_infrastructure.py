"""The infrastructure sector: lines by hand, scopes that stay apart, and the plan's five targets."""

import inspect
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city import infrastructure
from bitgil.city.model import City, Run, assemble, run, sectors_of_city
from bitgil.city.model.units import check_units
from bitgil.city.scenarios import city_under
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan, Table

PLAN = Path(__file__).parent.parent / "plans" / "gwangyang"
COUNTED = Table("people", ("year", "value"), (("2018", "150"), ("2020", "140"), ("2024", "160")))
LINES = ("other_industry", "transport", "buildings", "waste", "farming", "port")
SCOPES = {"emissions_territorial", "emissions_city_managed", "emissions_own_operations"}
WANTED = (
    *SCOPES,
    "emissions_city_managed_base",
    "emissions_city_managed_change",
    "building_emissions_direct",
    "building_electricity",
    "transport_emissions_direct",
    "waste_emissions_direct",
    "farming_emissions_direct",
    "fuel_cell_emissions",
    "managed_cut_planned",
    "managed_cut_grid",
    "managed_cut_not_earned",
    "managed_cut_since_base",
    "steel_emissions_territorial",
    "steel_emissions_2020_inventory",
    *(f"inventory_{line}_2020" for line in LINES),
)


def row(value: float) -> np.ndarray:
    """Return one number as one draw of one year."""
    return np.array([[value]], dtype=np.float64)


@cache
def plan() -> Plan:
    """Return the living plan, read once."""
    return read_plan(PLAN)


@cache
def city() -> City:
    """Return the whole city, because its emissions come from many sectors."""
    return assemble(sectors_of_city(), plan())


@cache
def without_projects() -> Run:
    """Return the city in which no project is carried out."""
    return run(city(), WANTED, projects=())


def test_people_are_counted_as_long_as_there_are_counts_and_then_last_years() -> None:
    """Counts hold to 2024; after it stand the people and households of the year before."""
    years = np.array([2018, 2022, 2024, 2025])
    people = infrastructure.population_served(COUNTED, np.array([[7.0, 7.0, 7.0, 161.0]]), years)
    assert people[0].tolist() == [150, 150, 160, 161]
    homes = infrastructure.households_served(
        COUNTED, people, np.full((1, 4), 2.0), np.array([[7.0, 7.0, 7.0, 81.0]]), years
    )
    assert homes[0].tolist() == [75, 75, 80, 81]


def test_buildings_of_a_small_town_by_hand() -> None:
    """110 homes for 100, a tenth fewer by retrofit, a tenth electrified: fuel and power as on paper."""
    mild = infrastructure.weather_felt(row(1.3), row(2031), np.array([2030]))
    need = infrastructure.building_need(row(1.0), row(0.5), row(0.2), mild)
    assert float(need[0, 0]) == pytest.approx(0.9)
    index = infrastructure.building_energy_index(row(110), row(2.0), row(200), need)
    assert float(index[0, 0]) == pytest.approx(0.99)
    fuel = infrastructure.building_emissions_direct(row(1000), index, row(0.1))
    assert float(fuel[0, 0]) == pytest.approx(891)
    pumps = infrastructure.heat_pump_electricity(row(1000), index, row(0.1), row(0.2), row(3.0))
    assert float(pumps[0, 0]) == pytest.approx(1000 * 0.99 * 0.1 / 0.2 / 3)
    power = infrastructure.building_electricity(row(110), row(2.5), row(400), row(220), row(200), need, pumps)
    assert float(power[0, 0]) == pytest.approx((275 + 440) * 0.9 + 165)
    both = infrastructure.building_emissions_managed(fuel, power, row(0), row(0.4))
    assert float(both[0, 0]) == pytest.approx(891 + 808.5 * 0.4)


def test_what_a_household_takes_grows_by_its_own_rate_and_not_by_smaller_households() -> None:
    """One percent a year makes 1.01² two years after the inventory, and nothing before or in it."""
    years = np.array([2018, 2020, 2022])
    assert infrastructure.need_trend(row(0.01), row(2020), years)[0] == pytest.approx([1, 1, 1.0201])


def test_more_homes_do_not_count_their_area_a_head_once_more() -> None:
    """In 2030's middle world there are over 5 % more homes than in 2020, and none takes more than then."""
    drawn = run(city(), ("need_trend", "households_served"), projects=())
    homes, need = (
        np.median(drawn.in_year(name, 2030) / drawn.in_year(name, 2020))
        for name in ("households_served", "need_trend")
    )
    assert homes > 1.05
    assert 0.95 < need <= 1


def test_transport_of_a_small_town_by_hand() -> None:
    """A tenth of cars electric, a twentieth less driven, half the buses clean: fuel and power on paper."""
    buses = infrastructure.zero_emission_buses(row(0.25), row(25), row(100))
    share = infrastructure.ev_share(row(0.08), row(20), row(1000))
    index = infrastructure.transport_fuel_index(share, row(0.05), buses, row(0.6), row(0.1))
    by_hand = 0.6 * 0.9 * 0.95 + 0.1 * 0.5 + 0.3
    assert float(index[0, 0]) == pytest.approx(by_hand)
    direct = infrastructure.transport_emissions_direct(
        row(500), row(99), row(100), index, row(0.6), row(0.01)
    )
    assert float(direct[0, 0]) == pytest.approx(500 * 0.99 * by_hand / 0.994)
    charged = infrastructure.ev_charging(row(1000), share, row(0.05), row(13_000), row(0.00018))
    assert float(charged[0, 0]) == pytest.approx(1000 * 0.1 * 0.95 * 2.34)


def test_hydrogen_cars_take_the_place_of_fuel_as_electric_ones_do() -> None:
    """Fifty hydrogen cars beside a tenth of electric ones in a thousand make 15 % clean."""
    clean = infrastructure.zero_emission_cars(row(0.1), row(50), row(1000))
    assert float(clean[0, 0]) == pytest.approx(0.15)
    assert float(infrastructure.zero_emission_cars(row(0.9), row(500), row(1000))[0, 0]) == 1


def test_a_data_centre_of_20_megawatts_weighs_as_much_as_the_whole_transport_target() -> None:
    """105 GWh at 0.4173 t/MWh add 44 kt to the buildings the city manages, beside a cut of 43 kt."""
    fuel, power, grid = row(160_000), row(600_000), row(0.4173)
    without = infrastructure.building_emissions_managed(fuel, power, row(0), grid)
    with_it = infrastructure.building_emissions_managed(fuel, power, row(20 * 0.6 * 8760), grid)
    assert float((with_it - without)[0, 0]) == pytest.approx(43_900, rel=0.002)
    used = infrastructure.electricity_city_managed(power, row(105_120), row(1000))
    assert float(used[0, 0]) == pytest.approx(706_120)


def test_port_machines_follow_their_diesel_from_the_first_year_that_is_counted() -> None:
    """32 kt stand until 2025; then a tenth more containers, a quarter of them electric, leave 26.4 kt."""
    years = np.array([2024, 2025])
    diesel = np.array([[np.nan, 1.1 * 2e6 * 0.012 * 0.75]])
    port = infrastructure.port_emissions_direct(
        np.full((1, 2), 32_000.0), diesel, row(0.012), row(2e6), row(2025), years
    )
    assert port[0] == pytest.approx([32_000, 26_400])


def test_electric_cars_follow_a_logistic_through_their_start() -> None:
    """The share is the given one in its year, half the ceiling where e^-kt equals s0/(c - s0), and grows."""
    half_way = np.log(0.85 / 0.025 - 1) / 0.22
    years = np.array([2024.0, 2024 + half_way])
    share = infrastructure.ev_share_trend(row(0.025), row(2024), row(0.22), row(0.85), years)
    assert share[0] == pytest.approx([0.025, 0.425])


def test_waste_stops_at_nothing_and_the_rest_of_its_target_is_a_question() -> None:
    """A target of 60 kt on 53 kt of waste leaves 7 kt unexplained, and a full cut leaves no waste."""
    assert float(infrastructure.waste_target_excess(row(60_000), row(53_000))[0, 0]) == 7_000
    assert float(infrastructure.waste_target_excess(row(60_000), row(90_000))[0, 0]) == 0
    assert float(infrastructure.waste_emissions_managed(row(53_000), row(1), row(1), row(1.0))[0, 0]) == 0


def test_own_operations_follow_the_grid_only_in_their_power() -> None:
    """At a grid half as dirty, 70 % power and nothing rebuilt, 3,328 t become 2,163 t."""
    own = infrastructure.emissions_own_operations(row(3328), row(0), row(0.7), row(0.2), row(0.4))
    assert float(own[0, 0]) == pytest.approx(3328 * 0.65)


def test_the_five_lines_of_the_plan_add_to_301_kt_and_less_than_one_percent() -> None:
    """The plan's cuts add up to 301 kt, 0.85 % of the 35.56 Mt inside the border, and no project has them."""
    planned = without_projects()["managed_cut_planned"]
    assert (planned == 301_000).all()
    assert pytest.approx(0.0085, abs=0.00005) == 301_000 / 35_560_000
    assert plan().project("P50").effects == ()


def test_the_lines_of_the_inventory_year_are_the_inventory_in_every_draw() -> None:
    """In 2020 every line outside steel is the inventory's, and with steel's line all make 35.56 Mt."""
    drawn = without_projects()
    modelled = {
        line: drawn.in_year(f"{line}_emissions_direct", 2020)
        for line in ("building", "transport", "waste", "farming")
    }
    for line, name in (("building", "buildings"), ("transport", "transport"), ("waste", "waste")):
        assert modelled[line] == pytest.approx(drawn.in_year(f"inventory_{name}_2020", 2020))
    rest = (drawn.in_year(f"inventory_{line}_2020", 2020) for line in ("other_industry", "port"))
    total = sum(modelled.values()) + sum(rest) + drawn.in_year("steel_emissions_2020_inventory", 2020)
    assert total == pytest.approx(35_560_000)


def test_the_territorial_total_of_2020_is_the_observed_one() -> None:
    """The published total stands in 2020, and the model's own value, without output known, within 10 %."""
    seen = {"emissions_territorial": {2020: 35_560_000.0}}
    drawn = run(city(), ("emissions_territorial",), observed=seen, projects=())
    assert (drawn.in_year("emissions_territorial", 2020) == 35_560_000).all()
    own = np.median(drawn.in_year("emissions_territorial__modelled", 2020))
    assert own == pytest.approx(35_560_000, rel=0.1)


def test_the_base_year_of_the_city_managed_scope_is_its_base() -> None:
    """In 2018 the city-managed lines make the assumed baseline in every draw, and it has not changed."""
    drawn = without_projects()
    base = drawn.in_year("emissions_city_managed_base", 2018)
    assert drawn.in_year("emissions_city_managed", 2018) == pytest.approx(base)
    assert drawn.in_year("emissions_city_managed_change", 2018) == pytest.approx(0, abs=1e-9)
    assert 750_000 < np.median(base) < 960_000


def test_the_state_s_grid_takes_the_printed_79_kt_off_buildings() -> None:
    """At 0.322 t/MWh in 2030 the power of 2018 emits 79 kt less, 44 % of the buildings' target."""
    power = (430_000 - 163_000) / 0.4585
    cut = infrastructure.managed_cut_grid(row(power), row(0.4585), row(0.322))
    assert float(cut[0, 0]) == pytest.approx(79_000, rel=0.01)
    assert cut / 181_000 == pytest.approx(0.44, abs=0.005)
    assert cut / 301_000 == pytest.approx(0.26, abs=0.005)


def test_without_projects_most_of_the_planned_cut_is_not_earned() -> None:
    """In 2030, with nothing but the grid and the trend, most of 301 kt is still lacking."""
    lacking = without_projects().in_year("managed_cut_not_earned", 2030)
    assert np.median(lacking) > 150_000


def test_net_zero_brings_buildings_where_the_national_aim_for_2035_lies() -> None:
    """With every building remodelled and four of five boilers replaced they emit 53.6 to 56.2 % less."""
    scenario = next(each for each in plan().scenarios if each.id == "net-zero")
    drawn = run(city_under(city(), scenario), ("building_emissions_managed",))
    then, aimed = (drawn.in_year("building_emissions_managed", year) for year in (2018, 2035))
    assert 0.536 <= 1 - np.median(aimed / then) <= 0.562


def test_no_equation_reads_two_scopes() -> None:
    """The territorial, the city-managed and the city hall's own emissions meet in no function."""
    together = {
        name: SCOPES & {p.refers for p in function.parameters} for name, function in city().functions.items()
    }
    assert [name for name, scopes in together.items() if len(scopes) > 1] == []
    assert any(together.values())


def test_no_project_moves_the_grid() -> None:
    """What the state's grid brings can be claimed by nobody: none of its inputs is a driver."""
    grid = city().functions["grid_emission_factor"].parameters
    assert [p.name for p in grid if p.refers in city().inputs and city().inputs[p.refers].driver] == []


@given(
    share=st.floats(0, 1),
    more=st.floats(0, 1),
    shift=st.floats(0, 0.1),
    car=st.floats(0.4, 0.7),
    bus=st.floats(0.02, 0.07),
)
def test_more_electric_vehicles_never_burn_more_fuel(
    share: float, more: float, shift: float, car: float, bus: float
) -> None:
    """Fuel falls with electric vehicles and stays between nothing and that of a fleet without any."""
    before, after = (
        float(
            infrastructure.transport_fuel_index(row(min(1, each)), row(shift), row(0.1), row(car), row(bus))[
                0, 0
            ]
        )
        for each in (share, share + more)
    )
    assert 0 <= after <= before <= 1


@given(cut=st.floats(0, 1), more=st.floats(0, 1), hectares=st.floats(0, 2000))
def test_cutting_and_planting_only_lower_what_the_city_manages(
    cut: float, more: float, hectares: float
) -> None:
    """A larger cut of waste or more forest never raises city-managed emissions."""

    def managed(waste_cut: float, forest: float) -> float:
        waste = infrastructure.waste_emissions_managed(row(53_000), row(1), row(1), row(waste_cut))
        taken = infrastructure.sinks(row(0), row(forest), row(7))
        total = infrastructure.emissions_city_managed(row(4e5), row(3e5), waste, row(3e4), taken)
        return float(total[0, 0])

    assert managed(min(1, cut + more), hectares) <= managed(cut, 0)


def test_every_formula_keeps_its_units_and_says_its_equation() -> None:
    """A dry run on quantities with units finds nothing wrong, and each function states its equation."""
    assert [str(p) for p in check_units(city()) if "infrastructure" in p.where] == []
    functions = [getattr(infrastructure, name) for name in infrastructure.__all__ if name.islower()]
    assert [f.__name__ for f in functions if "Equation" not in (inspect.getdoc(f) or "")] == []
