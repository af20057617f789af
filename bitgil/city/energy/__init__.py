"""Energy: what a unit of power emits, what is generated and stored here, and the hydrogen balance.

Belongs here: the grid's factor, sun, storage and fuel cells, hydrogen's supply, demand and cost.
Does not: the hourly balance and prices of power, how much buildings and vehicles use (infrastructure).
"""

from __future__ import annotations

from bitgil.city.energy.generation import (
    fuel_cell_avoided,
    fuel_cell_emissions,
    fuel_cell_generation,
    pv_avoided,
    pv_generation,
    self_sufficiency_estate,
    storage_losses,
)
from bitgil.city.energy.grid import carbon_free_share, grid_emission_factor
from bitgil.city.energy.hydrogen import (
    hydrogen_bus_refuelling,
    hydrogen_byproduct_delivered,
    hydrogen_demand,
    hydrogen_gap,
    hydrogen_station_hours,
    hydrogen_supply_byproduct,
    hydrogen_transport_demand,
    lcoh,
)
from bitgil.quantity import Words

__all__ = (
    "LEAVES_OUT",
    "TITLE",
    "carbon_free_share",
    "fuel_cell_avoided",
    "fuel_cell_emissions",
    "fuel_cell_generation",
    "grid_emission_factor",
    "hydrogen_bus_refuelling",
    "hydrogen_byproduct_delivered",
    "hydrogen_demand",
    "hydrogen_gap",
    "hydrogen_station_hours",
    "hydrogen_supply_byproduct",
    "hydrogen_transport_demand",
    "lcoh",
    "pv_avoided",
    "pv_generation",
    "self_sufficiency_estate",
    "storage_losses",
)

TITLE = Words("에너지", "Energy")
LEAVES_OUT = Words(
    "시간별 수급과 전력·수소 가격, 송전 제약, LNG 터미널 처리량(시에서 태우지 않는다), 제철소 부생가스 발전소"
    "(용량을 찾지 못했다), 이미 있는 태양광은 다루지 않는다. 시의 전력 사용량은 시계열이 없어 과거와 맞춰 "
    "보지 못했고, 전력 배출계수는 두 해뿐이라 오차를 보여 주기만 한다. 부생수소는 두 제철소를 합한 "
    "보도값이다.",
    "The hourly balance, prices of power and hydrogen, grid congestion, LNG terminals (not burnt in the "
    "city), by-product gas power plants of the works (capacity not found) and existing solar are left out. "
    "City electricity has no series, so nothing is tested on the past; the grid factor has two steps, shown "
    "and not scored. By-product hydrogen is printed for both works together.",
)
