"""How many people and households the city's buildings, roads and bins serve."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.tables import dated
from bitgil.plan.types import Table


def population_served(
    population_past: Table, population__last_year: Array, years: Years
) -> Annotated[Array, "person"]:
    """People who use buildings, vehicles and bins in a year.

    Equation: counted people as long as the table goes, then the people of the year before. The register
    before its correction of 2020 is not used, because its fall would look like a fall of emissions.
    """
    known, counted = dated(population_past)
    return np.where(years <= known[-1], np.interp(years, known, counted), population__last_year)


def households_served(
    population_past: Table,
    population_served: Array,
    persons_per_household: Array,
    households__last_year: Array,
    years: Years,
) -> Annotated[Array, "household"]:
    """Households that use buildings in a year.

    Equation: people / persons per household as long as people are counted, then the households of the
    year before.
    """
    known, _ = dated(population_past)
    return np.where(years <= known[-1], population_served / persons_per_household, households__last_year)


def population_inventory_year(population_past: Table, inventory_year: Array) -> Annotated[Array, "person"]:
    """People in the year of the territorial inventory.

    Equation: the counted people of that year.
    """
    return np.asarray(np.interp(inventory_year, *dated(population_past)))


def population_managed_base(population_past: Table, managed_base_year: Array) -> Annotated[Array, "person"]:
    """People in the base year of the city-managed scope.

    Equation: the counted people of that year.
    """
    return np.asarray(np.interp(managed_base_year, *dated(population_past)))


def household_size_base(persons_per_household: Array) -> Annotated[Array, "person/household"]:
    """Persons per household in both base years: the path is flat until its first count, after them.

    Equation: the value of the first year of the run, which must not be later than the base years.
    """
    return persons_per_household[..., :1] + 0 * persons_per_household
