"""Power made and stored in the city: sun, fuel cells, storage, and how far an estate feeds itself."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array


def pv_generation(pv_mw: Array, pv_full_load_hours: Array, pv_ageing: Array) -> Annotated[Array, "MWh/yr"]:
    """Power from the added solar (태양광), older panels giving less.

    Equation: G(y) = h·(P(y) - a·sum of P before y): every unit of capacity loses the part a a year.
    Arrays: (draw, year) only, because the ages are counted along the axis.
    Source: capacity times full-load hours; Jordan & Kurtz 2013 for the order of ageing.
    """
    lost = pv_ageing * (np.cumsum(pv_mw, axis=-1) - pv_mw)
    return np.maximum(pv_mw - lost, 0) * pv_full_load_hours


def pv_avoided(pv_generation: Array, grid_emission_factor: Array) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions elsewhere that the added solar takes the place of; falls as the grid gets cleaner.

    Equation: G·g. Belongs to neither headline scope: the power replaced is made outside the city and
    bought by industry, which the city does not manage.
    """
    return pv_generation * grid_emission_factor


def storage_losses(
    ess_mwh: Array, ess_cycles: Array, ess_efficiency: Array, pv_generation: Array
) -> Annotated[Array, "MWh/yr"]:
    """Power lost by passing through storage (에너지저장장치); storage makes none.

    Equation: min(S·n, G)·(1 - eta), n full cycles a year.
    """
    return np.minimum(ess_mwh * ess_cycles, pv_generation) * (1 - ess_efficiency)


def self_sufficiency_estate(
    pv_generation: Array, storage_losses: Array, estate_load: Array
) -> Annotated[Array, "1"]:
    """Share of the estates' power made on them (에너지 자립률), counting what storage gives back once.

    Equation: (G - losses)/load. Power that went through storage is already in G.
    """
    return (pv_generation - storage_losses) / estate_load


def fuel_cell_generation(
    fuel_cell_mw: Array, building_fuel_cell_mw: Array, fuel_cell_full_load_hours: Array
) -> Annotated[Array, "MWh/yr"]:
    """Power from fuel cells (연료전지), the plant's and those in buildings.

    Equation: (P_plant + P_buildings)·h.
    """
    return (fuel_cell_mw + building_fuel_cell_mw) * fuel_cell_full_load_hours


def fuel_cell_emissions(
    fuel_cell_generation: Array,
    fuel_cell_gas_share: Array,
    fuel_cell_efficiency: Array,
    gas_emission_factor: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of fuel cells where natural gas feeds them; none where the hydrogen is a by-product.

    Equation: G·s·e/eta, e the factor of gas per MWh of heating value, s the part fed with gas.
    Source: IPCC 2006 vol. 2, 56.1 kgCO2/GJ = 0.20196 t/MWh.
    """
    return fuel_cell_generation * fuel_cell_gas_share * gas_emission_factor / fuel_cell_efficiency


def fuel_cell_avoided(
    fuel_cell_generation: Array, grid_emission_factor: Array, fuel_cell_emissions: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions saved by fuel cells against grid power; below zero once the grid is cleaner than they.

    Equation: G·g - own emissions. Heat is not counted.
    """
    return fuel_cell_generation * grid_emission_factor - fuel_cell_emissions
