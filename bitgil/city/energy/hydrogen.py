"""Hydrogen: what the works can spare, what vehicles and steel would take, and what making it costs."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array


def hydrogen_supply_byproduct(
    h2_byproduct_capacity: Array, h2_byproduct_own_use: Array
) -> Annotated[Array, "t/yr"]:
    """By-product hydrogen the works do not use themselves (부생수소).

    Equation: capacity - own use. Both works together, as printed.
    """
    return np.maximum(h2_byproduct_capacity - h2_byproduct_own_use, 0)


def hydrogen_byproduct_delivered(
    h2_byproduct_used: Array, hydrogen_supply_byproduct: Array
) -> Annotated[Array, "t/yr"]:
    """By-product hydrogen that really leaves the works for the city.

    Equation: min(agreed, spare). The company's choice.
    """
    return np.minimum(h2_byproduct_used, hydrogen_supply_byproduct)


def hydrogen_transport_demand(
    h2_buses: Array, h2_bus_use: Array, h2_cars: Array, h2_car_use: Array
) -> Annotated[Array, "t/yr"]:
    """Hydrogen that buses and cars take in a year.

    Equation: buses·kg per bus + cars·kg per car.
    """
    return h2_buses * h2_bus_use + h2_cars * h2_car_use


def hydrogen_demand(
    hydrogen_transport_demand: Array, steel_hydrogen_demand: Array
) -> Annotated[Array, "t/yr"]:
    """Hydrogen wanted in the city: vehicles and, if it comes, hydrogen-reduced steel.

    Equation: vehicles + steel.
    """
    return hydrogen_transport_demand + steel_hydrogen_demand


def hydrogen_gap(hydrogen_demand: Array, hydrogen_supply_byproduct: Array) -> Annotated[Array, "t/yr"]:
    """Hydrogen that has to come from elsewhere; below zero where by-product hydrogen is to spare.

    Equation: demand - supply.
    """
    return hydrogen_demand - hydrogen_supply_byproduct


def hydrogen_bus_refuelling(h2_buses: Array, h2_bus_fill: Array) -> Annotated[Array, "kg/day"]:
    """Hydrogen that stations hand out on a day when every bus fills up once.

    Equation: buses·kg per fill.
    """
    return h2_buses * h2_bus_fill


def hydrogen_station_hours(
    hydrogen_bus_refuelling: Array, h2_station_rate: Array
) -> Annotated[Array, "h/day"]:
    """Hours a day for which the bus station has to run to fill every bus once.

    Equation: refuelling / rate of the station.
    """
    return hydrogen_bus_refuelling / h2_station_rate


def lcoh(  # noqa: PLR0913, PLR0917  the closed form has these terms
    electrolyser_capex: Array,
    electrolyser_fixed_cost: Array,
    electrolyser_life: Array,
    electrolyser_hours: Array,
    electrolyser_efficiency: Array,
    electrolyser_power_price: Array,
    hydrogen_heating_value: Array,
    discount_rate: Array,
) -> Annotated[Array, "KRW/kg"]:
    """Cost of hydrogen from power, spread over the plant's life (균등화 수소 원가).

    Equation: ((CRF(r, n) + fom)·capex + h·p)/(h·eta/LHV), CRF = r/(1 - (1 + r)^-n); h hours of full load
    in a year, capex per kW of power taken in, p price of power, LHV 33.33 kWh/kg.
    Source: annuity method; capex, fom and eta of PyPSA technology-data.
    """
    recovery = discount_rate / (1 - np.exp(-electrolyser_life * np.log(1 + discount_rate)))
    yearly = (recovery + electrolyser_fixed_cost) * electrolyser_capex
    made = electrolyser_hours * electrolyser_efficiency / hydrogen_heating_value
    cost: Array = (yearly + electrolyser_hours * electrolyser_power_price) / made
    return cost
