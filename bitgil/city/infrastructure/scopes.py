"""Three scopes of emissions, three names, never added to one another; and what the plan still lacks."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array


def emissions_territorial(  # noqa: PLR0913, PLR0917  the inventory has these lines
    steel_emissions_territorial: Array,
    inventory_other_industry_2020: Array,
    building_emissions_direct: Array,
    transport_emissions_direct: Array,
    waste_emissions_direct: Array,
    farming_emissions_direct: Array,
    port_emissions_direct: Array,
    fuel_cell_emissions: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """All direct emissions inside the city's border (영토 배출), on the basis of the regional inventory.

    Equation: steel + other industry + buildings + transport + waste + farming + port + fuel cells.
    Other industry stays as in the inventory: nothing is known of it.
    Source: IPCC 2006 sectors as the national regional inventory prints them; its year adds to the
    published total. Leaves out: purchased power, sinks, ships on foreign voyages.
    """
    industry = steel_emissions_territorial + inventory_other_industry_2020 + fuel_cell_emissions
    lived = building_emissions_direct + transport_emissions_direct
    return industry + lived + waste_emissions_direct + farming_emissions_direct + port_emissions_direct


def emissions_city_managed(
    building_emissions_managed: Array,
    transport_emissions_managed: Array,
    waste_emissions_managed: Array,
    farming_emissions_managed: Array,
    sinks: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions the city's own plan answers for (시 관리범위): five sectors, with the power of buildings.

    Equation: buildings + transport + waste + farming - sinks. Industry is not in it. It overlaps the
    territorial scope except for power: the two are never added.
    """
    lived = building_emissions_managed + transport_emissions_managed
    return lived + waste_emissions_managed + farming_emissions_managed - sinks


def emissions_city_managed_base(
    managed_buildings_2018: Array,
    managed_transport_2018: Array,
    managed_waste_2018: Array,
    managed_farming_2018: Array,
    sinks_base: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """City-managed emissions of the base year. Not published; from figures per head elsewhere.

    Equation: buildings + transport + waste + farming - sinks, of the base year.
    """
    lived = managed_buildings_2018 + managed_transport_2018
    return lived + managed_waste_2018 + managed_farming_2018 - sinks_base


def emissions_city_managed_change(
    emissions_city_managed: Array, emissions_city_managed_base: Array
) -> Annotated[Array, "1"]:
    """Change of city-managed emissions since the base year.

    Equation: E/E of the base year - 1.
    """
    return emissions_city_managed / emissions_city_managed_base - 1


def emissions_own_operations(
    own_operations_2018: Array,
    zero_energy_public: Array,
    own_electric_share: Array,
    grid_emission_factor: Array,
    grid_factor_managed_base: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of the city hall's own buildings and cars (공공부문 목표관리): the third scope.

    Equation: E of 2018·(1 - zero-energy share)·((1 - p) + p·g/g of 2018), p the part from power.
    """
    moved = 1 - own_electric_share + own_electric_share * grid_emission_factor / grid_factor_managed_base
    return own_operations_2018 * (1 - zero_energy_public) * moved


def electricity_city_managed(
    building_electricity: Array, dc_electricity: Array, ev_charging: Array
) -> Annotated[Array, "MWh/yr"]:
    """Power in the city-managed scope: buildings, a data centre and vehicles.

    Equation: buildings + data centre + charging.
    """
    return building_electricity + dc_electricity + ev_charging


def emissions_consumption_memo(
    emissions_territorial: Array,
    steel_scope2_company: Array,
    electricity_city_managed: Array,
    grid_emission_factor: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Territorial emissions with those of the power bought: a memo line, never a headline.

    Equation: territorial + steel's scope 2 + power of buildings and vehicles·g. Power of other industry
    is not known.
    """
    return emissions_territorial + steel_scope2_company + electricity_city_managed * grid_emission_factor


def managed_cut_planned(
    managed_target_buildings: Array,
    managed_target_transport: Array,
    managed_target_waste: Array,
    managed_target_farming: Array,
    managed_target_sinks: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """All cuts that the city's plan lists: targets, not effects; single projects must earn them.

    Equation: sum of the five lines.
    """
    lived = managed_target_buildings + managed_target_transport
    return lived + managed_target_waste + managed_target_farming + managed_target_sinks


def managed_cut_grid(
    building_electricity: Array, grid_factor_managed_base: Array, grid_emission_factor: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Cut that the state's cleaner grid brings to buildings; no project may claim it.

    Equation: power of buildings·(g of the base year - g). A data centre that the base year did not have
    is left out: a cleaner grid makes it less harmful, not a cut.
    """
    return building_electricity * (grid_factor_managed_base - grid_emission_factor)


def managed_cut_since_base(
    emissions_city_managed_base: Array, emissions_city_managed: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Cut of city-managed emissions since the base year, whoever brought it about.

    Equation: E of the base year - E.
    """
    return emissions_city_managed_base - emissions_city_managed


def managed_cut_not_earned(
    managed_cut_planned: Array, managed_cut_since_base: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Planned cut that nothing in the model brings about: the visible gap.

    Equation: max(0, planned - cut since the base year).
    """
    return np.maximum(managed_cut_planned - managed_cut_since_base, 0)
