"""Steel's prices and costs: what a tonne costs on two routes, and what carbon adds to it.

Belongs here: the price index and sales, costs a tonne under an emissions trading scheme (K-ETS) and a
carbon border tax (CBAM), break-even prices, and the power a tonne of hydrogen steel takes in each
published set of parameters. Does not: tonnes and emissions (steel), profit, prices by product.

Source: Vogl, Åhman & Nilsson 2018, J. Cleaner Production 203; Directive (EU) 2003/87/EC as amended by
(EU) 2023/959, art. 10a; Regulation (EU) 2023/956.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.plan.types import Table
from bitgil.quantity import Words

TITLE = Words("철강 비용", "Steel costs")
LEAVES_OUT = Words(
    "이익과 제품별 가격, 환율과 배출권 가격의 예측, 고철 전기로의 원가(고철 값을 찾지 못함), 설비의 남은 "
    "가치, 배출권의 이월은 다루지 않는다. 두 경로의 원가는 한 연구의 값에서 출발하며 회사의 원가가 아니다. "
    "Vogl 등(2018)의 손익분기 탄소 가격 34~68유로는 그 논문의 투자비와 원료 값을 찾지 못해 되짚지 못했다.",
    "Profit and prices by product, forecasts of exchange rates and carbon prices, the cost of scrap steel "
    "(no price of scrap was found), stranded plant and banking of allowances are left out. The costs of both "
    "routes start from one published study and are not the company's. The break-even of 34-68 EUR that Vogl "
    "et al. (2018) print could not be recomputed: their costs of plant and materials were not found.",
)

SETS = ("vogl_2018", "dea_2023", "technology_data_2030")
"""Whose parameters; a figure of hydrogen steel's power carries the name of its set."""


def steel_sales_index(
    steel_output: Array, steel_output_reference: Array, steel_price_index: Array
) -> Annotated[Array, "1"]:
    """Sales of the works against the reference year.

    Equation: (Q/Q_ref)·P.
    """
    return steel_output / steel_output_reference * steel_price_index


def steel_ets_cost(
    carbon_price: Array, steel_intensity: Array, ets_free_allocation: Array
) -> Annotated[Array, "KRW/t"]:
    """Cost of the trading scheme for a tonne of steel (배출권거래제); negative is allowance left to sell.

    Equation: p·(i − a), i emissions of scope 1 and 2 and a free allocation, tCO2e/t.
    """
    return carbon_price * (steel_intensity - ets_free_allocation)


def steel_cbam_cost(  # noqa: PLR0913, PLR0917  what is embedded, what is free, what was paid at home
    eu_carbon_price: Array,
    steel_scope1_company: Array,
    steel_output: Array,
    eu_free_share: Array,
    eu_benchmark: Array,
    steel_ets_cost: Array,
    eu_levy_from: Array,
    years: Years,
) -> Annotated[Array, "KRW/t"]:
    """Cost of the carbon border tax for a tonne of steel sold in the EU (탄소국경세).

    Equation: max(0, p_EU·max(0, e − f·b) − max(0, cost at home)), e direct emissions a tonne, f the share
    still free in the EU and b its benchmark; 0 before certificates are due. What is paid at home counts.
    """
    embedded = steel_scope1_company / np.where(steel_output > 0, steel_output, np.nan)
    owed = eu_carbon_price * np.maximum(embedded - eu_free_share * eu_benchmark, 0)
    left = np.maximum(owed - np.maximum(steel_ets_cost, 0), 0)
    return np.where(years >= eu_levy_from, left, 0)


def steel_carbon_cost(
    steel_ets_cost: Array, steel_cbam_cost: Array, eu_sales_share: Array
) -> Annotated[Array, "KRW/t"]:
    """Carbon cost of the average tonne of the works.

    Equation: ETS + s_EU·CBAM, s_EU the part of output sold in the EU.
    """
    return steel_ets_cost + eu_sales_share * steel_cbam_cost


def steel_cost_bof(
    bof_cost: Array, carbon_price: Array, bof_scope1_intensity: Array
) -> Annotated[Array, "KRW/t"]:
    """Cost of a tonne of blast-furnace steel with its carbon priced in full.

    Equation: C_b = C_b0 + p·e_b.  A free allowance that is used up could have been sold, so it costs too.
    """
    return bof_cost + carbon_price * bof_scope1_intensity


def steel_cost_h2dri(  # noqa: PLR0913, PLR0917  a published cost, the price of hydrogen and of carbon
    h2dri_cost: Array,
    h2dri_hydrogen: Array,
    hydrogen_price: Array,
    h2dri_cost_hydrogen_price: Array,
    carbon_price: Array,
    h2dri_direct_emissions: Array,
) -> Annotated[Array, "KRW/t"]:
    """Cost of a tonne of hydrogen steel with its carbon priced in full.

    Equation: C_h = C_h0 + h·(p_H2 − p_H2,0) + p·e_h, C_h0 the published cost at the hydrogen price p_H2,0.
    """
    dearer = h2dri_hydrogen * (hydrogen_price - h2dri_cost_hydrogen_price)
    return h2dri_cost + dearer + carbon_price * h2dri_direct_emissions


def h2dri_break_even_carbon_price(
    steel_cost_h2dri: Array,
    steel_cost_bof: Array,
    carbon_price: Array,
    bof_scope1_intensity: Array,
    h2dri_direct_emissions: Array,
) -> Annotated[Array, "KRW/tCO2e"]:
    """Carbon price at which both routes cost the same; negative where hydrogen steel is cheaper anyway.

    Equation: p* = p + (C_h − C_b)/(e_b − e_h), both costs at the price p.
    """
    saved = bof_scope1_intensity - h2dri_direct_emissions
    return carbon_price + (steel_cost_h2dri - steel_cost_bof) / saved


def h2dri_break_even_hydrogen_price(
    steel_cost_h2dri: Array, steel_cost_bof: Array, hydrogen_price: Array, h2dri_hydrogen: Array
) -> Annotated[Array, "KRW/t"]:
    """Price of a tonne of hydrogen at which both routes cost the same, at today's carbon price.

    Equation: p_H2* = p_H2 + (C_b − C_h)/h.
    """
    return hydrogen_price + (steel_cost_bof - steel_cost_h2dri) / h2dri_hydrogen


def h2dri_power_vogl_2018(h2dri_parameter_sets: Table, years: Years) -> Annotated[Array, "MWh/t"]:
    """Power of a tonne of hydrogen steel by Vogl et al. 2018, whose electrolysis is recovered from the sum.

    Equation: w = h·w_H2 + heating + furnace.
    """
    return _power_of_set(h2dri_parameter_sets, SETS[0], years)


def h2dri_power_dea_2023(h2dri_parameter_sets: Table, years: Years) -> Annotated[Array, "MWh/t"]:
    """Power of a tonne of hydrogen steel with the electrolysers of the Danish Energy Agency.

    Equation: w = h·w_H2 + heating + furnace, all but w_H2 by Vogl et al. 2018.
    """
    return _power_of_set(h2dri_parameter_sets, SETS[1], years)


def h2dri_power_technology_data_2030(h2dri_parameter_sets: Table, years: Years) -> Annotated[Array, "MWh/t"]:
    """Power of a tonne of hydrogen steel with the inputs of PyPSA technology-data for 2030.

    Equation: w = h·w_H2 + reduction + furnace.
    """
    return _power_of_set(h2dri_parameter_sets, SETS[2], years)


def _power_of_set(sets: Table, name: str, years: Years) -> Array:
    part = {row[1]: float(row[2]) for row in sets.rows if row[0] == name}
    power = part["hydrogen"] * part["electrolysis"] + part["heating"] + part["furnace"]
    return np.full(np.shape(years), power)
