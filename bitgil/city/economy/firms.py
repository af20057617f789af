"""Establishments on two survey frames, and the new firms that project rooms bring.

Belongs here: counts of firms and the jobs of new ones. Does not: size classes, sales, closures by trade.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years


def establishments_old_frame(
    establishments_old_count: Array,
    establishments_old_year: Array,
    establishments_old_growth: Array,
    frame_changed_year: Array,
    years: Years,
) -> Annotated[Array, "establishment"]:
    """Workplaces as the survey counted them before it moved to registers; missing from then on.

    Equation: E = E₀·(1 + g)^(y − y₀) for y before the change of frame.
    """
    grown = np.exp((years - establishments_old_year) * np.log(1 + establishments_old_growth))
    return np.where(years < frame_changed_year, establishments_old_count * grown, np.nan)


def establishments(
    establishments_count: Array,
    frame_changed_year: Array,
    establishments_net_growth: Array,
    incubator_firms_lasting: Array,
    years: Years,
) -> Annotated[Array, "establishment"]:
    """Workplaces on the register frame (등록기반 사업체 수); missing before it began.

    Equation: E = E₀·(1 + entry − exit)^(y − y₀) + lasting new firms of projects.
    The step between the two frames is a change of counting and no growth.
    """
    grown = np.exp((years - frame_changed_year) * np.log(1 + establishments_net_growth))
    stock = establishments_count * grown + incubator_firms_lasting
    return np.where(years >= frame_changed_year, stock, np.nan)


def establishments_frame_changed(frame_changed_year: Array, years: Years) -> Annotated[Array, "1"]:
    """Whether the year is counted on the register frame: 1, or on the old one: 0.

    Equation: 1 if y ≥ year of the change.
    """
    return np.where(years >= frame_changed_year, 1.0, 0.0)


def incubator_firms(
    incubator_units: Array, tenants_per_unit: Array, tenants_new_share: Array
) -> Annotated[Array, "establishment"]:
    """Tenants of project rooms that are new to the city, at entry.

    Equation: F = rooms·firms a room·share new to the city.  Tenants that moved within the city are no gain.
    """
    return incubator_units * tenants_per_unit * tenants_new_share


def incubator_firms_lasting(
    incubator_firms: Array, firm_survival_5_years: Array
) -> Annotated[Array, "establishment"]:
    """Lasting new firms, counting those that give up.

    Equation: F·s, s the share alive after five years.
    """
    return incubator_firms * firm_survival_5_years


def jobs_incubator(incubator_firms_lasting: Array, workers_per_tenant: Array) -> Annotated[Array, "person"]:
    """People who work in lasting new firms of project rooms.

    Equation: F·s·workers a firm; person.
    """
    return incubator_firms_lasting * workers_per_tenant
