"""Transport: what electric vehicles, cleaner buses and fewer kilometres leave of the fuel burnt."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years


def vehicles(population_served: Array, vehicles_per_person: Array) -> Annotated[Array, "vehicle"]:
    """All registered vehicles, of every kind.

    Equation: people · vehicles per person.
    """
    return population_served * vehicles_per_person


def ev_share_trend(
    ev_share_start: Array, ev_start_year: Array, ev_growth: Array, ev_ceiling: Array, years: Years
) -> Annotated[Array, "1"]:
    """Share of electric vehicles that comes without any project of the city.

    Equation: logistic, s(y) = c/(1 + (c/s0 - 1)·exp(-k·(y - y0))).
    Source: Rogers 1962 (diffusion); s0 and k from registrations.
    """
    return _logistic(ev_share_start, ev_growth, ev_ceiling, years - ev_start_year)


def ev_share_inventory_year(
    ev_share_start: Array, ev_start_year: Array, ev_growth: Array, ev_ceiling: Array, inventory_year: Array
) -> Annotated[Array, "1"]:
    """Share of electric vehicles in the year of the inventory, by the same curve.

    Equation: s(inventory year).
    """
    return _logistic(ev_share_start, ev_growth, ev_ceiling, inventory_year - ev_start_year)


def ev_share_managed_base(
    ev_share_start: Array, ev_start_year: Array, ev_growth: Array, ev_ceiling: Array, managed_base_year: Array
) -> Annotated[Array, "1"]:
    """Share of electric vehicles in the base year of the city-managed scope, by the same curve.

    Equation: s(base year).
    """
    return _logistic(ev_share_start, ev_growth, ev_ceiling, managed_base_year - ev_start_year)


def ev_share(ev_share_trend: Array, ev_added: Array, vehicles: Array) -> Annotated[Array, "1"]:
    """Share of electric vehicles, with those that projects add.

    Equation: min(1, trend + added/vehicles).
    """
    return np.minimum(ev_share_trend + ev_added / vehicles, 1)


def zero_emission_cars(ev_share: Array, h2_cars: Array, vehicles: Array) -> Annotated[Array, "1"]:
    """Share of vehicles that burn nothing: electric ones, and those that run on hydrogen.

    Equation: min(1, electric share + hydrogen cars/vehicles).
    """
    return np.minimum(ev_share + h2_cars / vehicles, 1)


def zero_emission_buses(ze_bus_share: Array, h2_buses: Array, bus_fleet: Array) -> Annotated[Array, "1"]:
    """Share of buses that burn nothing: battery and hydrogen.

    Equation: min(1, battery share + hydrogen buses/fleet).
    """
    return np.minimum(ze_bus_share + h2_buses / bus_fleet, 1)


def transport_fuel_index(
    zero_emission_cars: Array,
    mode_shift: Array,
    zero_emission_buses: Array,
    car_fuel_share: Array,
    bus_fuel_share: Array,
) -> Annotated[Array, "1"]:
    """Fuel burnt on the roads against a fleet without any zero-emission vehicle.

    Equation: c·(1 - clean cars)·(1 - shift) + b·(1 - clean buses) + (1 - c - b); lorries are the last part.
    """
    cars = car_fuel_share * (1 - zero_emission_cars) * (1 - mode_shift)
    buses = bus_fuel_share * (1 - zero_emission_buses)
    return cars + buses + (1 - car_fuel_share - bus_fuel_share)


def transport_emissions_direct(  # noqa: PLR0913, PLR0917  one line carried on by people and fuel
    inventory_transport_2020: Array,
    population_served: Array,
    population_inventory_year: Array,
    transport_fuel_index: Array,
    car_fuel_share: Array,
    ev_share_inventory_year: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of fuel burnt on the roads, inside the border (territorial).

    Equation: line of the inventory · people/people of its year · fuel index / (1 - c·ev of its year).
    """
    then = 1 - car_fuel_share * ev_share_inventory_year
    people = population_served / population_inventory_year
    return inventory_transport_2020 * people * transport_fuel_index / then


def ev_charging(
    vehicles: Array, ev_share: Array, mode_shift: Array, car_distance: Array, ev_electricity: Array
) -> Annotated[Array, "MWh/yr"]:
    """Power that electric vehicles take.

    Equation: vehicles·ev·(1 - shift)·km a year·MWh per km.
    """
    return vehicles * ev_share * (1 - mode_shift) * car_distance * ev_electricity


def ev_charging_base(
    population_managed_base: Array,
    vehicles_per_person: Array,
    ev_share_managed_base: Array,
    car_distance: Array,
    ev_electricity: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Power that electric vehicles took in the base year of the city-managed scope.

    Equation: as `ev_charging`, in the base year.
    """
    cars = population_managed_base * vehicles_per_person * ev_share_managed_base
    return cars * car_distance * ev_electricity


def transport_emissions_managed(  # noqa: PLR0913, PLR0917  fuel and power, now and in the base year
    managed_transport_2018: Array,
    ev_charging_base: Array,
    grid_factor_managed_base: Array,
    population_served: Array,
    population_managed_base: Array,
    transport_fuel_index: Array,
    car_fuel_share: Array,
    ev_share_managed_base: Array,
    ev_charging: Array,
    grid_emission_factor: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of transport with the power that vehicles charge (city-managed).

    Equation: (line - charging·g of the base year)·people/people then·fuel index/(1 - c·ev then)
    + charging·g.
    """
    fuel = managed_transport_2018 - ev_charging_base * grid_factor_managed_base
    then = 1 - car_fuel_share * ev_share_managed_base
    burnt = fuel * population_served / population_managed_base * transport_fuel_index / then
    return burnt + ev_charging * grid_emission_factor


def port_emissions_direct(  # noqa: PLR0913, PLR0917  a line carried on by another sector
    inventory_port_2020: Array,
    port_diesel_emissions: Array,
    moves_emission_factor: Array,
    port_teu_inventory_year: Array,
    port_counted_from: Array,
    years: Years,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of port machines and coastal ships inside the border (territorial).

    Equation: line of the inventory until the port sector's first year, then line·D/(e·T0), D diesel of
    container handling, e its factor and T0 the containers of the inventory's year. Coastal ships are
    taken to move with containers. Power of electric machines is bought and not in it.
    """
    grown = port_diesel_emissions / (moves_emission_factor * port_teu_inventory_year)
    return inventory_port_2020 * np.where(years >= port_counted_from, grown, 1.0)


def _logistic(start: Array, growth: Array, ceiling: Array, since: Array) -> Array:
    share: Array = ceiling / (1 + (ceiling / start - 1) * np.exp(-growth * since))
    return share
