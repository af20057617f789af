"""Handling of containers: diesel or electric machines, and the people who work them.

Belongs here: what the machines of the quay and yard emit and use, and direct jobs.
Does not: traffic (traffic), ships at berth (berths), the grid factor (energy).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array


def port_electric_share(automated_share: Array, equipment_electric_share: Array) -> Annotated[Array, "1"]:
    """Share of containers moved by electric instead of diesel machines.

    Equation: max(automated_share, equipment_electric_share): the same machines, so never the sum.
    """
    return np.maximum(automated_share, equipment_electric_share)


def port_grid_correction(
    electricity_per_diesel_energy: Array, grid_emission_factor: Array, diesel_emission_factor: Array
) -> Annotated[Array, "1"]:
    """Part of a saving of diesel that is left once the power that replaces it is counted.

    Equation: 1 - r·g/f, r electricity per unit of diesel energy, g grid, f diesel. Below 0 on a dirty grid.
    """
    return 1 - electricity_per_diesel_energy * grid_emission_factor / diesel_emission_factor


def port_moves_emissions(
    container_teu: Array,
    moves_emission_factor: Array,
    automated_emission_cut: Array,
    port_electric_share: Array,
    port_grid_correction: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of container handling with the power of electric machines (항만 장비 배출).

    Equation: T·e·(1 - k·m·correction), m the electric share, k the diesel it saves on its containers.
    Equals `port_diesel_emissions` + `port_equipment_electricity`·g.
    """
    return (
        container_teu
        * moves_emission_factor
        * (1 - automated_emission_cut * port_electric_share * port_grid_correction)
    )


def port_diesel_emissions(
    container_teu: Array,
    moves_emission_factor: Array,
    automated_emission_cut: Array,
    port_electric_share: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Direct emissions of container handling, inside the territorial scope.

    Equation: T·e·(1 - k·m).
    """
    return container_teu * moves_emission_factor * (1 - automated_emission_cut * port_electric_share)


def port_equipment_electricity(  # noqa: PLR0913, PLR0917  diesel displaced, turned into power
    container_teu: Array,
    moves_emission_factor: Array,
    automated_emission_cut: Array,
    port_electric_share: Array,
    electricity_per_diesel_energy: Array,
    diesel_emission_factor: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Power of the electric machines that replace diesel ones.

    Equation: r·T·e·k·m/f.
    """
    displaced = container_teu * moves_emission_factor * automated_emission_cut * port_electric_share
    return electricity_per_diesel_energy * displaced / diesel_emission_factor


def port_jobs_direct(  # noqa: PLR0913, PLR0917  one elasticity and one saving
    container_teu: Array,
    container_teu_reference: Array,
    port_jobs_reference: Array,
    port_jobs_elasticity: Array,
    automated_labour_saving: Array,
    automated_share: Array,
) -> Annotated[Array, "person"]:
    """People who work at the container berths (항만 직접고용).

    Equation: J·(T/T_ref)^η·(1 - l·a), l the work saved on the automated share a.
    """
    traffic = (container_teu / container_teu_reference) ** port_jobs_elasticity
    return port_jobs_reference * traffic * (1 - automated_labour_saving * automated_share)
