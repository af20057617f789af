"""Ships at berth (hotelling): loads, fuel, emissions and shore power; a memo item.

Belongs here: what ships burn and take from land while they lie at a berth.
Does not: machines on land (handling), ships under way.
"""

from __future__ import annotations

from typing import Annotated

from bitgil.city.arrays import Array
from bitgil.plan.types import Table


def berth_auxiliary_energy(
    ship_loads: Table,
    ship_mix: Table,
    ship_calls: Array,
    foreign_calls_share: Array,
    berth_hours: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Electricity that foreign-going ships make for themselves at berth.

    Equation: calls·share·h·Σ mix_i·aux_i/1000, kW a class.
    Source: US EPA 2022, Port Emissions Inventory Guidance, hotelling loads.
    """
    return (
        ship_calls * foreign_calls_share * berth_hours * _mean_load(ship_loads, ship_mix, "auxiliary") / 1000
    )


def berth_boiler_energy(
    ship_loads: Table,
    ship_mix: Table,
    ship_calls: Array,
    foreign_calls_share: Array,
    berth_hours: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Heat that foreign-going ships make at berth, as the load of their boilers.

    Equation: calls·share·h·Σ mix_i·boiler_i/1000, kW a class.
    Source: US EPA 2022, Port Emissions Inventory Guidance, hotelling loads.
    """
    return ship_calls * foreign_calls_share * berth_hours * _mean_load(ship_loads, ship_mix, "boiler") / 1000


def _mean_load(ship_loads: Table, ship_mix: Table, engine: str) -> float:
    """Return the mean load in kW over the classes that call, by their share."""
    loads = {ship: float(kilowatts) for ship, kind, kilowatts in ship_loads.rows if kind == engine}
    return sum(float(share) * loads[ship] for ship, share in ship_mix.rows)


def berth_fuel(
    berth_auxiliary_energy: Array,
    berth_boiler_energy: Array,
    auxiliary_fuel_use: Array,
    boiler_fuel_use: Array,
) -> Annotated[Array, "t/yr"]:
    """Fuel that ships would burn at berth without shore power.

    Equation: 0.217·W_aux + 0.300·W_boiler, t/MWh.
    """
    return auxiliary_fuel_use * berth_auxiliary_energy + boiler_fuel_use * berth_boiler_energy


def berth_emissions_without_shore_power(
    berth_fuel: Array, marine_fuel_emission_factor: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of ships at berth if none took power from land; a memo item.

    Equation: fuel·EF. The fuel's carbon is counted, not a printed CO2 rate per kWh, which for auxiliary
    engines repeats that of main engines.
    """
    return berth_fuel * marine_fuel_emission_factor


def shore_power_electricity(
    berth_auxiliary_energy: Array, shore_power_share: Array
) -> Annotated[Array, "MWh/yr"]:
    """Power taken from land by ships at berth (육상전원).

    Equation: s·W_aux.
    """
    return shore_power_share * berth_auxiliary_energy


def berth_emissions(  # noqa: PLR0913, PLR0917  two engines and the land
    berth_auxiliary_energy: Array,
    berth_boiler_energy: Array,
    auxiliary_fuel_use: Array,
    boiler_fuel_use: Array,
    marine_fuel_emission_factor: Array,
    shore_power_share: Array,
    shore_power_electricity: Array,
    grid_emission_factor: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of foreign-going ships at berth with the shore power they take; a memo item.

    Equation: (0.217·W_aux·(1 - s) + 0.300·W_boiler)·EF + shore·g. Boilers burn on: the cable feeds no heat.
    """
    burnt = (
        auxiliary_fuel_use * berth_auxiliary_energy * (1 - shore_power_share)
        + boiler_fuel_use * berth_boiler_energy
    )
    return burnt * marine_fuel_emission_factor + shore_power_electricity * grid_emission_factor
