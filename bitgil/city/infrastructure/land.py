"""Waste, farming and sinks: lines carried on by people and by what is cut or planted."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array


def waste_emissions_direct(
    inventory_waste_2020: Array, population_served: Array, population_inventory_year: Array, waste_cut: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of waste inside the border (territorial); a cut can take all of them and no more.

    Equation: line of the inventory · people/people of its year · (1 - cut), not below zero.
    """
    line = inventory_waste_2020 * population_served / population_inventory_year
    return line * np.maximum(1 - waste_cut, 0)


def waste_emissions_managed(
    managed_waste_2018: Array, population_served: Array, population_managed_base: Array, waste_cut: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of waste as the city's plan counts them (city-managed).

    Equation: line of the base year · people/people then · (1 - cut), not below zero.
    """
    line = managed_waste_2018 * population_served / population_managed_base
    return line * np.maximum(1 - waste_cut, 0)


def waste_target_excess(
    managed_target_waste: Array, managed_waste_2018: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Planned cut of waste beyond waste itself: a question to the city.

    Equation: max(0, planned cut - line of the base year). The model never cuts more than the line.
    """
    return np.maximum(managed_target_waste - managed_waste_2018, 0)


def farming_emissions_direct(
    inventory_farming_2020: Array, farming_cut: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of fields and animals inside the border (territorial).

    Equation: line of the inventory · (1 - cut).
    """
    return inventory_farming_2020 * (1 - farming_cut)


def farming_emissions_managed(
    managed_farming_2018: Array, farming_cut: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of fields and animals as the city's plan counts them (city-managed).

    Equation: line of the base year · (1 - cut).
    """
    return managed_farming_2018 * (1 - farming_cut)


def sinks(sinks_base: Array, forest_ha: Array, forest_uptake: Array) -> Annotated[Array, "tCO2e/yr"]:
    """Carbon taken up by what was planted since the base year (흡수원).

    Equation: S0 + hectares·uptake. Forest that stood before is not in the city's plan.
    """
    return sinks_base + forest_ha * forest_uptake
