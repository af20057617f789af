"""Value added in four blocks: steel, port, materials, and what lives on local demand.

Belongs here: levels and the local multiplier. Does not: jobs (jobs), tonnes and prices (steel).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years


def local_multiplier(national_output_multiplier: Array, local_supply_share: Array) -> Annotated[Array, "1"]:
    """How much one won of outside sales moves inside the city, itself included.

    Equation: m = 1 + (m_nat − 1)·ℓ, ℓ the part of indirect effects that stays in the city.
    Source: Miller & Blair 2009, ch. 3 (regional shrinkage); m_nat Bank of Korea input-output tables.
    Leaves out: differences between industries; it must not be used on the works' own sales.
    """
    return 1 + (national_output_multiplier - 1) * local_supply_share


def value_added_steel(
    value_added_steel_reference: Array,
    steel_output: Array,
    steel_output_reference: Array,
    steel_price_index: Array,
    price_leverage: Array,
) -> Annotated[Array, "KRW/yr"]:
    """Value added of the works, at the prices of the nowcast's year.

    Equation: V_s = V_s0·(Q/Q_ref)·P^ψ; ψ above 1 because ore and coal fall less than steel.
    """
    price = np.exp(price_leverage * np.log(steel_price_index))
    return value_added_steel_reference * (steel_output / steel_output_reference) * price


def port_traffic_index(
    container_teu: Array, container_teu_reference: Array, container_reference_year: Array, years: Years
) -> Annotated[Array, "1"]:
    """Traffic of the port against the reference year, the measure of its jobs and value added.

    Equation: T/T_ref from the reference year on; before it 1, because the block's level is only known there.
    """
    return np.where(years < container_reference_year, 1.0, container_teu / container_teu_reference)


def value_added_port(
    grdp_nowcast: Array, port_value_added_share: Array, port_traffic_index: Array
) -> Annotated[Array, "KRW/yr"]:
    """Value added of the port and what hangs on it.

    Equation: V_p = GRDP₀·s_p·T/T_ref.
    """
    return grdp_nowcast * port_value_added_share * port_traffic_index


def value_added_materials(
    grdp_nowcast: Array, materials_value_added_share: Array, materials_output_index: Array
) -> Annotated[Array, "KRW/yr"]:
    """Value added of cathode and lithium plants (이차전지 소재).

    Equation: V_m = GRDP₀·s_m·index.
    """
    return grdp_nowcast * materials_value_added_share * materials_output_index


def value_added_base(
    value_added_steel: Array, value_added_port: Array, value_added_materials: Array
) -> Annotated[Array, "KRW/yr"]:
    """Value added of what the city sells outside (기반 부문).

    Equation: V_b = V_s + V_p + V_m.
    """
    return value_added_steel + value_added_port + value_added_materials


def value_added_base_reference(
    grdp_nowcast: Array,
    value_added_steel_reference: Array,
    port_value_added_share: Array,
    materials_value_added_share: Array,
) -> Annotated[Array, "KRW/yr"]:
    """Value added of the base as it stands in the nowcast.

    Equation: V_b0 = V_s0 + GRDP₀·(s_p + s_m).
    """
    return value_added_steel_reference + grdp_nowcast * (port_value_added_share + materials_value_added_share)


def value_added_local(  # noqa: PLR0913, PLR0917  the rest of the nowcast, people and the multiplier
    grdp_nowcast: Array,
    value_added_base_reference: Array,
    population__last_year: Array,
    population_reference: Array,
    local_multiplier: Array,
    value_added_base__last_year: Array,
) -> Annotated[Array, "KRW/yr"]:
    """Value added that lives on local demand, a year behind people and the base.

    Equation: V_l = (GRDP₀ − V_b0)·N(y−1)/N_ref + (m − 1)·(V_b(y−1) − V_b0).
    The reference already holds the base's own indirect effects, so only its change is multiplied.
    """
    followed = population__last_year / population_reference
    drawn = (local_multiplier - 1) * (value_added_base__last_year - value_added_base_reference)
    return (grdp_nowcast - value_added_base_reference) * followed + drawn


def value_added_city(value_added_base: Array, value_added_local: Array) -> Annotated[Array, "KRW/yr"]:
    """Value added of the city at constant prices: a reading of structure, no forecast of nominal GRDP.

    Equation: V = V_b + V_l.
    """
    return value_added_base + value_added_local


def steel_dependence(value_added_steel: Array, value_added_city: Array) -> Annotated[Array, "1"]:
    """How much of the city's value added is the works' (철강 의존도), a share.

    Equation: V_s/V.
    """
    return value_added_steel / value_added_city
