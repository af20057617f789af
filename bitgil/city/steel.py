"""Steel: one integrated works, from demand to output, carbon and power.

Belongs here: mass and carbon balance of the blast-furnace, electric and hydrogen routes (IPCC 2006
vol. 3 ch. 4, tier 2; routes as in Vogl et al. 2018 and the IEA-GHG 2013 reference mill).
Does not: prices and costs (steel_costs), jobs and value added (economy), port cargo (port), the
city's other emissions.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.plan.types import Table
from bitgil.quantity import Words

TITLE = Words("철강", "Steel")
LEAVES_OUT = Words(
    "제품 구성과 등급, 제품별 가격과 이익, 수입·반덤핑, 제품별 탄소국경세, 굴뚝 오염물질, "
    "별도 소유인 부생가스 발전소는 다루지 않는다. 생산량은 예측하지 않고 시나리오로만 둔다.",
    "Product mix and grades, prices and profit by product, imports and anti-dumping, carbon border tax by "
    "product, stack pollutants and by-product gas power plants under another owner are left out. Output is "
    "a scenario, not a forecast.",
)


def steel_demand_index(
    steel_demand_path: Array,
    steel_demand_shock: Array,
    steel_demand_persistence: Array,
    steel_demand_open_from: Array,
    years: Years,
) -> Annotated[Array, "1"]:
    """Demand for the works' steel against the reference year.

    Equation: D(y) = path(y)·exp(a(y)), a(y) = rho·a(y-1) + shock(y), a = 0 before the first open year.
    Arrays: (draw, year) only, because the recursion runs over the whole axis.
    Source: spread of yearly changes of company output; the path is a scenario.
    """
    shocks = np.where(years >= steel_demand_open_from, steel_demand_shock, 0.0)
    deviations = [shocks[:, 0]]
    for column in range(1, shocks.shape[1]):
        deviations.append(steel_demand_persistence[:, column] * deviations[-1] + shocks[:, column])
    deviation: Array = np.stack(deviations, axis=1)
    return steel_demand_path * np.exp(deviation)


def steel_output_potential(
    steel_output_reference: Array, steel_demand_index: Array
) -> Annotated[Array, "t/yr"]:
    """Crude steel the works would sell if nothing in the works held it back.

    Equation: Q* = Q_ref·D.
    """
    return steel_output_reference * steel_demand_index


def steel_output_eaf(eaf_capacity: Array, eaf_use: Array) -> Annotated[Array, "t/yr"]:
    """Crude steel from electric arc furnaces (전기로).

    Equation: Q_e = K_e·u_e.
    """
    return eaf_capacity * eaf_use


def steel_output_h2dri(h2dri_capacity: Array, h2dri_use: Array) -> Annotated[Array, "t/yr"]:
    """Crude steel from hydrogen-reduced iron (수소환원제철).

    Equation: Q_h = K_h·u_h.
    """
    return h2dri_capacity * h2dri_use


def steel_relining_outage(
    relining_calendar: Table, bof_capacity: Array, relining_year_share: Array, years: Years
) -> Annotated[Array, "t/yr"]:
    """Steel lost in the years a blast furnace is relined (개수).

    Equation: sum over relinings in y of s_f·K_b·m, s_f the furnace's share of the works, m the part of
    the year it stands. Years without a published relining lose nothing.
    """
    share = np.zeros(np.shape(years))
    for _, relined, part in relining_calendar.rows:
        share = share + np.where(np.equal(years, int(relined)), float(part), 0.0)
    return share * bof_capacity * relining_year_share


def steel_output_bof(  # noqa: PLR0913, PLR0917  one balance of six terms
    steel_output_potential: Array,
    steel_output_eaf: Array,
    steel_output_h2dri: Array,
    eaf_substitution_share: Array,
    bof_capacity: Array,
    bof_use_max: Array,
    steel_relining_outage: Array,
) -> Annotated[Array, "t/yr"]:
    """Crude steel from blast furnaces and converters (고로·전로).

    Equation: Q_b = clip(Q* - sigma·Q_e - Q_h, 0, u_max·K_b - outage), sigma the part of electric steel
    that takes the place of converter steel. It is the company's choice, not physics.
    """
    wanted = steel_output_potential - eaf_substitution_share * steel_output_eaf - steel_output_h2dri
    room = np.maximum(bof_use_max * bof_capacity - steel_relining_outage, 0)
    return np.minimum(np.maximum(wanted, 0), room)


def steel_output(
    steel_output_bof: Array, steel_output_eaf: Array, steel_output_h2dri: Array
) -> Annotated[Array, "t/yr"]:
    """Crude steel of the works (조강 생산량).

    Equation: Q = Q_b + Q_e + Q_h.
    """
    return steel_output_bof + steel_output_eaf + steel_output_h2dri


def hot_metal(
    steel_output_bof: Array, steel_output_eaf: Array, hot_metal_ratio: Array, eaf_hot_metal_share: Array
) -> Annotated[Array, "t/yr"]:
    """Pig iron from the blast furnaces (용선); the carbon follows it into either furnace.

    Equation: H = r_hm·Q_b + phi·Q_e.
    """
    return hot_metal_ratio * steel_output_bof + eaf_hot_metal_share * steel_output_eaf


def steel_scope1_company(  # noqa: PLR0913, PLR0917  three routes and two cuts
    hot_metal: Array,
    steel_output_eaf: Array,
    steel_output_h2dri: Array,
    bof_scope1_intensity: Array,
    hot_metal_ratio: Array,
    bf_intensity_cut: Array,
    carbon_capture_share: Array,
    eaf_direct_emissions: Array,
    h2dri_direct_emissions: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Direct emissions of the works on the company's basis (회사 공시 기준 범위 1).

    Equation: E1 = H·(e_b/r_hm)·(1 - c)·(1 - k) + e_ed·Q_e + e_hd·Q_h, c the cut per tonne of iron and
    k the captured share.
    Source: carbon balance; e_b from the company's scope 1 and blast-furnace output.
    """
    per_hot_metal = (
        bof_scope1_intensity / hot_metal_ratio * (1 - bf_intensity_cut) * (1 - carbon_capture_share)
    )
    return (
        hot_metal * per_hot_metal
        + eaf_direct_emissions * steel_output_eaf
        + h2dri_direct_emissions * steel_output_h2dri
    )


def steel_electricity_extra(  # noqa: PLR0913, PLR0917  two routes
    steel_output_eaf: Array,
    steel_output_h2dri: Array,
    eaf_electricity: Array,
    h2dri_electricity: Array,
    h2dri_hydrogen: Array,
    h2_electricity: Array,
    h2_on_site_share: Array,
) -> Annotated[Array, "MWh/yr"]:
    """Electricity that the new routes take on top of today's.

    Equation: W = w_e·Q_e + Q_h·(w_hd + h·w_H2·s), h hydrogen per tonne and s the share made on site.
    """
    hydrogen_route = h2dri_electricity + h2dri_hydrogen * h2_electricity * h2_on_site_share
    return eaf_electricity * steel_output_eaf + hydrogen_route * steel_output_h2dri


def steel_scope2_company(
    steel_output: Array,
    steel_output_reference: Array,
    purchased_electricity_reference: Array,
    steel_electricity_extra: Array,
    grid_emission_factor: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of purchased electricity (범위 2).

    Equation: E2 = (W0·Q/Q_ref + W)·g.
    """
    present = purchased_electricity_reference * steel_output / steel_output_reference
    return (present + steel_electricity_extra) * grid_emission_factor


def steel_scope12_company(
    steel_scope1_company: Array, steel_scope2_company: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Direct emissions and those of purchased electricity, company basis (범위 1+2).

    Equation: E1 + E2.
    """
    return steel_scope1_company + steel_scope2_company


def steel_hydrogen_demand(steel_output_h2dri: Array, h2dri_hydrogen: Array) -> Annotated[Array, "t/yr"]:
    """Hydrogen that hydrogen-reduced steel needs.

    Equation: h·Q_h.
    """
    return h2dri_hydrogen * steel_output_h2dri


def steel_scrap_demand(steel_output_eaf: Array, scrap_per_eaf_steel: Array) -> Annotated[Array, "t/yr"]:
    """Scrap and other iron that electric furnaces take in, an upper bound where hot metal is added.

    Equation: s·Q_e.
    """
    return scrap_per_eaf_steel * steel_output_eaf


def steel_scrap_from_elsewhere(
    steel_scrap_demand: Array, scrap_local_supply: Array
) -> Annotated[Array, "t/yr"]:
    """Scrap that must come from outside once local supply is used.

    Equation: max(0, demand - local supply).
    """
    return np.maximum(steel_scrap_demand - scrap_local_supply, 0)


def steel_emissions_territorial(
    steel_scope1_company: Array, inventory_ratio: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Steel's emissions inside the city's border, on the basis of the regional inventory.

    Equation: kappa·E1. Leaves out purchased electricity.
    """
    return inventory_ratio * steel_scope1_company


def steel_emissions_territorial_unscaled(steel_scope1_company: Array) -> Annotated[Array, "tCO2e/yr"]:
    """Steel's emissions inside the border if the company's books were right (kappa = 1).

    Equation: E1. Stands beside `steel_emissions_territorial`; neither is tuned to the other.
    """
    return 1.0 * steel_scope1_company


def steel_intensity(steel_scope12_company: Array, steel_output: Array) -> Annotated[Array, "tCO2e/t"]:
    """Emissions per tonne of crude steel (배출 원단위).

    Equation: (E1 + E2)/Q, missing where nothing is made.
    """
    return steel_scope12_company / np.where(steel_output > 0, steel_output, np.nan)


def steel_relining_due(
    relining_calendar: Table, campaign_years: Array, years: Years
) -> Annotated[Array, "1"]:
    """How many furnaces have reached the end of a usual campaign: a calendar of decisions, no forecast.

    Equation: number of furnaces with y >= last relining before y + campaign.
    """
    due = 0.0 * campaign_years
    for furnace in sorted({row[0] for row in relining_calendar.rows}):
        relinings = sorted(int(row[1]) for row in relining_calendar.rows if row[0] == furnace)
        last = np.full(np.shape(years), np.inf)
        for relined in relinings:
            last = np.where(np.greater_equal(years, relined), float(relined), last)
        due = due + np.where(years >= last + campaign_years, 1.0, 0.0)
    return due
