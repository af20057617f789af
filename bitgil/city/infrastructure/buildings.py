"""Buildings: fuel burnt in them (territorial) and fuel with power (city-managed)."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.tables import dated
from bitgil.plan.types import Table


def need_trend(need_growth: Array, inventory_year: Array, years: Years) -> Annotated[Array, "1"]:
    """How floor space and appliances move what a household or a user takes, against the base years.

    Equation: (1 + r)^max(y - inventory year, 0). More and smaller households are counted as households,
    never here: the area a head grows with them would be counted twice.
    """
    passed = np.maximum(years - inventory_year, 0)
    grown: Array = np.exp(passed * np.log(1 + need_growth))
    return grown


def weather_felt(weather_index: Array, weather_open_from: Array, years: Years) -> Annotated[Array, "1"]:
    """Factor of a year's weather on the energy of buildings.

    Equation: the drawn index from its first open year on, 1 before it.
    """
    return np.where(years >= weather_open_from, weather_index, 1.0)


def building_need(
    need_trend: Array, retrofit_share: Array, retrofit_saving: Array, weather_felt: Array
) -> Annotated[Array, "1"]:
    """Energy a household's or a user's building takes, against the base years.

    Equation: trend·(1 - saving·retrofitted share)·weather.
    """
    return need_trend * (1 - retrofit_saving * retrofit_share) * weather_felt


def building_energy_index(
    households_served: Array,
    household_size_base: Array,
    population_inventory_year: Array,
    building_need: Array,
) -> Annotated[Array, "1"]:
    """Energy of all buildings against the year of the inventory.

    Equation: households / households of that year · need.
    """
    return households_served * household_size_base / population_inventory_year * building_need


def building_emissions_direct(
    inventory_buildings_2020: Array, building_energy_index: Array, electrified_share: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of fuel burnt in buildings, inside the border (territorial).

    Equation: line of the inventory · index · (1 - electrified share).
    """
    return inventory_buildings_2020 * building_energy_index * (1 - electrified_share)


def grid_factor_managed_base(
    grid_factors_published: Table, managed_base_year: Array
) -> Annotated[Array, "tCO2e/MWh"]:
    """Emissions of a unit of power in the base year of the city-managed scope.

    Equation: the published factor of that year, linear between published years.
    """
    return np.asarray(np.interp(managed_base_year, *dated(grid_factors_published)))


def services_electricity_base(  # noqa: PLR0913, PLR0917  what the base year's line is made of
    managed_buildings_2018: Array,
    inventory_buildings_2020: Array,
    population_managed_base: Array,
    population_inventory_year: Array,
    grid_factor_managed_base: Array,
    household_electricity: Array,
    household_size_base: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Power of offices, shops and public buildings in the base year: what is left of the buildings' line.

    Equation: (line - fuel)/g - households·power per household, all of the base year; fuel is the
    inventory's line carried back by the number of people. It is never below zero.
    """
    fuel = inventory_buildings_2020 * population_managed_base / population_inventory_year
    power = (managed_buildings_2018 - fuel) / grid_factor_managed_base
    return np.maximum(power - population_managed_base / household_size_base * household_electricity, 0)


def heat_pump_electricity(
    inventory_buildings_2020: Array,
    building_energy_index: Array,
    electrified_share: Array,
    gas_emission_factor: Array,
    heat_pump_gain: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Power that heat pumps take in place of fuel.

    Equation: fuel not burnt / gain, fuel = line·index·share/factor of gas, gain the heat a pump makes
    of a unit of power over what a boiler makes of a unit of fuel.
    """
    fuel = inventory_buildings_2020 * building_energy_index * electrified_share / gas_emission_factor
    return fuel / heat_pump_gain


def building_electricity(  # noqa: PLR0913, PLR0917  three kinds of users
    households_served: Array,
    household_electricity: Array,
    services_electricity_base: Array,
    population_served: Array,
    population_managed_base: Array,
    building_need: Array,
    heat_pump_electricity: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Power used in homes, offices, shops and public buildings.

    Equation: (households·power per household + services·people/people of the base year)·need + heat pumps.
    """
    services = services_electricity_base * population_served / population_managed_base
    return (households_served * household_electricity + services) * building_need + heat_pump_electricity


def building_emissions_managed(
    building_emissions_direct: Array,
    building_electricity: Array,
    dc_electricity: Array,
    grid_emission_factor: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of buildings with the power they buy (city-managed), a data centre among them.

    Equation: fuel + (power of buildings + power of the data centre)·g. The data centre's power is
    counted here and nowhere else.
    """
    return building_emissions_direct + (building_electricity + dc_electricity) * grid_emission_factor
