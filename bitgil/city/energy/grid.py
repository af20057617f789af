"""The grid: what a unit of power from it emits, as published and as the national plan has it."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.tables import dated
from bitgil.plan.types import Table


def carbon_free_share(carbon_free_plan: Table, grid_plan_delay: Array, years: Years) -> Annotated[Array, "1"]:
    """Share of generation without carbon (무탄소 발전 비중): the national plan, run late.

    Equation: cf(y) = plan(y - delay), linear between the plan's years and flat outside them.
    Source: national basic plan for electricity supply (전력수급기본계획).
    """
    known, shares = dated(carbon_free_plan)
    return np.asarray(np.interp(years - grid_plan_delay, known, shares))


def grid_emission_factor(  # noqa: PLR0913, PLR0917  two tables and four unknowns
    carbon_free_share: Array,
    carbon_free_plan: Table,
    grid_factors_published: Table,
    grid_plan_delay: Array,
    grid_fossil_factor: Array,
    grid_factor_end: Array,
    grid_end_year: Array,
    years: Years,
) -> Annotated[Array, "tCO2e/MWh"]:
    """Emissions of a unit of purchased power, at the consumer (전력 배출계수, 소비단).

    Equation: published until its last year, linear between and flat before; then
    g(y) = g0·(1 - cf(y))/(1 - cf0)·f(y), where 0 is the plan's first year and f goes from 1 to its drawn
    value by the plan's second year; after the plan's last year plus the delay, linear to the value
    assumed for the end year.
    Source: national factors; carbon follows the fossil share. One draw for all sectors.
    Leaves out: coal against gas within the fossil part, except through f. The state owns it.
    """
    plan_years, shares = dated(carbon_free_plan)
    published_years, published = dated(grid_factors_published)
    first = np.interp(plan_years[0], published_years, published)
    phased = np.clip((years - plan_years[0]) / (plan_years[1] - plan_years[0]), 0, 1)
    planned = first * (1 - carbon_free_share) / (1 - shares[0]) * (1 + (grid_fossil_factor - 1) * phased)
    turn = plan_years[-1] + grid_plan_delay
    at_turn = first * (1 - shares[-1]) / (1 - shares[0]) * grid_fossil_factor
    beyond = at_turn + (grid_factor_end - at_turn) * np.clip((years - turn) / (grid_end_year - turn), 0, 1)
    ahead = np.where(years <= turn, planned, beyond)
    return np.where(years <= published_years[-1], np.interp(years, published_years, published), ahead)
