"""The first territorial inventory, line by line, and its distance from a company's own books.

Belongs here: the lines of 2020 and the ratio between the two bases.
Does not: how any line develops later (the sectors).
"""

from __future__ import annotations

from typing import Annotated

from bitgil.city.arrays import Array
from bitgil.quantity import Words

TITLE = Words("온실가스 인벤토리 대조", "Inventory reconciliation")
LEAVES_OUT = Words(
    "국제 항해 선박의 정박 배출, 구매 전력, 흡수원은 들어 있지 않다. 제철소의 회사 공시와 지역 인벤토리가 "
    "맞지 않는 까닭은 어느 자료도 설명하지 않는다.",
    "Berthed ships on foreign voyages, purchased electricity and sinks are left out. No source explains why "
    "the company's books and the regional inventory do not close.",
)


def steel_emissions_2020_inventory(  # noqa: PLR0913, PLR0917  the inventory has these lines
    inventory_total_2020: Array,
    inventory_other_industry_2020: Array,
    inventory_transport_2020: Array,
    inventory_buildings_2020: Array,
    inventory_waste_2020: Array,
    inventory_farming_2020: Array,
    inventory_port_2020: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """Steel's line in the 2020 territorial inventory: what the other lines leave.

    Equation: total - (other industry + transport + buildings + waste + farming + port).
    Source: pilot regional inventory of 2020; the other lines from figures per head.
    """
    others = inventory_other_industry_2020 + inventory_transport_2020 + inventory_buildings_2020
    return inventory_total_2020 - others - inventory_waste_2020 - inventory_farming_2020 - inventory_port_2020


def steel_scope1_2020_company(
    company_scope1_2020: Array, company_output_share: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Direct emissions of the works in 2020 as the company's books imply.

    Equation: share of company output · company scope 1 of 2020.
    """
    return company_output_share * company_scope1_2020


def inventory_ratio(
    steel_emissions_2020_inventory: Array, steel_scope1_2020_company: Array, inventory_gap_share: Array
) -> Annotated[Array, "1"]:
    """Inventory basis over company basis: two books that do not close (kappa).

    Equation: kappa = k + s·(1 - k), k = steel's inventory line 2020 / company basis 2020, s the part of the
    gap between the books that the inventory is thought to miss. s is 0 unless somebody asks otherwise: kappa
    is then computed, not drawn, so that every draw adds up to the published total of 2020. No source explains
    the gap. Source: this project's reconciliation of the two books.
    """
    books = steel_emissions_2020_inventory / steel_scope1_2020_company
    return books + inventory_gap_share * (1 - books)


def emissions_territorial_2020(  # noqa: PLR0913, PLR0917  the inventory has these lines
    inventory_ratio: Array,
    steel_scope1_2020_company: Array,
    inventory_other_industry_2020: Array,
    inventory_transport_2020: Array,
    inventory_buildings_2020: Array,
    inventory_waste_2020: Array,
    inventory_farming_2020: Array,
    inventory_port_2020: Array,
) -> Annotated[Array, "tCO2e/yr"]:
    """All lines of the 2020 territorial inventory together: the published total, in every draw.

    Equation: kappa·E1(2020) + the other lines. Check: equals `inventory_total_2020` as long as
    `inventory_gap_share` is 0.
    """
    steel = inventory_ratio * steel_scope1_2020_company
    others = inventory_other_industry_2020 + inventory_transport_2020 + inventory_buildings_2020
    return steel + others + inventory_waste_2020 + inventory_farming_2020 + inventory_port_2020
