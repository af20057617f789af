"""Port: containers, cargo, what handling and berthing emit, and the work there.

Belongs here: traffic of the harbour, its equipment, the ships at its berths and direct port jobs.
Does not: steel output (steel), grid factor (energy), value added and other jobs (economy).
Source: hotelling after US EPA 2022, Port Emissions Inventory Guidance; traffic after its own back-test.
"""

from __future__ import annotations

from bitgil.city.port.berths import (
    berth_auxiliary_energy,
    berth_boiler_energy,
    berth_emissions,
    berth_emissions_without_shore_power,
    berth_fuel,
    shore_power_electricity,
)
from bitgil.city.port.handling import (
    port_diesel_emissions,
    port_electric_share,
    port_equipment_electricity,
    port_grid_correction,
    port_jobs_direct,
    port_moves_emissions,
)
from bitgil.city.port.traffic import (
    automated_berths_in_service,
    cargo_other,
    cargo_steel,
    cargo_total,
    container_shock,
    container_teu,
    container_teu_added,
    port_utilisation,
)
from bitgil.quantity import Words

TITLE = Words("항만", "Port")
LEAVES_OUT = Words(
    "운임, 선사 동맹, 다른 항만과의 배후지 경쟁, 먼 항로의 변화, 화물의 가격은 다루지 않는다. 물동량은 이웃 "
    "시와 함께 쓰는 항만 전체이며, 자동화와 새 선석은 능력을 늘릴 뿐 물동량을 만들지 않는다고 본다. 정박 "
    "선박의 배출은 참고값이고 지역 인벤토리에 들어가지 않는다.",
    "Rates, alliances, rivalry with other ports for the hinterland, changes on far routes and the value of "
    "goods are left out. Traffic is that of the whole harbour, which cities share; automation and new berths "
    "bring capacity, not traffic. Berthed ships are a memo item outside the regional inventory.",
)

__all__ = [
    "LEAVES_OUT",
    "TITLE",
    "automated_berths_in_service",
    "berth_auxiliary_energy",
    "berth_boiler_energy",
    "berth_emissions",
    "berth_emissions_without_shore_power",
    "berth_fuel",
    "cargo_other",
    "cargo_steel",
    "cargo_total",
    "container_shock",
    "container_teu",
    "container_teu_added",
    "port_diesel_emissions",
    "port_electric_share",
    "port_equipment_electricity",
    "port_grid_correction",
    "port_jobs_direct",
    "port_moves_emissions",
    "port_utilisation",
    "shore_power_electricity",
]
