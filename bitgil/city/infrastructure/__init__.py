"""Infrastructure: buildings, transport, waste, farming and sinks, in three scopes that are never added.

Belongs here: how the lines outside industry develop, and the totals (territorial, city-managed, own).
Does not: steel (steel), what power emits (energy), the inventory's own lines (inventory).
"""

from __future__ import annotations

from bitgil.city.infrastructure.activity import (
    household_size_base,
    households_served,
    population_inventory_year,
    population_managed_base,
    population_served,
)
from bitgil.city.infrastructure.buildings import (
    building_electricity,
    building_emissions_direct,
    building_emissions_managed,
    building_energy_index,
    building_need,
    grid_factor_managed_base,
    heat_pump_electricity,
    need_trend,
    services_electricity_base,
    weather_felt,
)
from bitgil.city.infrastructure.land import (
    farming_emissions_direct,
    farming_emissions_managed,
    sinks,
    waste_emissions_direct,
    waste_emissions_managed,
    waste_target_excess,
)
from bitgil.city.infrastructure.scopes import (
    electricity_city_managed,
    emissions_city_managed,
    emissions_city_managed_base,
    emissions_city_managed_change,
    emissions_consumption_memo,
    emissions_own_operations,
    emissions_territorial,
    managed_cut_grid,
    managed_cut_not_earned,
    managed_cut_planned,
    managed_cut_since_base,
)
from bitgil.city.infrastructure.transport import (
    ev_charging,
    ev_charging_base,
    ev_share,
    ev_share_inventory_year,
    ev_share_managed_base,
    ev_share_trend,
    port_emissions_direct,
    transport_emissions_direct,
    transport_emissions_managed,
    transport_fuel_index,
    vehicles,
    zero_emission_buses,
    zero_emission_cars,
)
from bitgil.quantity import Words

__all__ = (
    "LEAVES_OUT",
    "TITLE",
    "building_electricity",
    "building_emissions_direct",
    "building_emissions_managed",
    "building_energy_index",
    "building_need",
    "electricity_city_managed",
    "emissions_city_managed",
    "emissions_city_managed_base",
    "emissions_city_managed_change",
    "emissions_consumption_memo",
    "emissions_own_operations",
    "emissions_territorial",
    "ev_charging",
    "ev_charging_base",
    "ev_share",
    "ev_share_inventory_year",
    "ev_share_managed_base",
    "ev_share_trend",
    "farming_emissions_direct",
    "farming_emissions_managed",
    "grid_factor_managed_base",
    "heat_pump_electricity",
    "household_size_base",
    "households_served",
    "managed_cut_grid",
    "managed_cut_not_earned",
    "managed_cut_planned",
    "managed_cut_since_base",
    "need_trend",
    "population_inventory_year",
    "population_managed_base",
    "population_served",
    "port_emissions_direct",
    "services_electricity_base",
    "sinks",
    "transport_emissions_direct",
    "transport_emissions_managed",
    "transport_fuel_index",
    "vehicles",
    "waste_emissions_direct",
    "waste_emissions_managed",
    "waste_target_excess",
    "weather_felt",
    "zero_emission_buses",
    "zero_emission_cars",
)

TITLE = Words("기반시설과 배출 범위", "Infrastructure and scopes of emissions")
LEAVES_OUT = Words(
    "시민이 밖에서 사 오는 것의 배출, 항공, 공원 밖의 토지 이용 변화, 냉매, 건축 자재의 배출, "
    "전기버스의 전력은 다루지 않는다. 같은 연료로 더 멀리 가는 새 차도 넣지 않았고, 화물차의 연료는 "
    "항만이 아니라 사람 수를 따라 움직인다. 영토 배출, 시 관리범위, 시청 자체 배출은 서로 겹치므로 "
    "더하지 않는다. 관리범위의 기준연도 배출량은 공개되지 않아 1인당 값에서 얻은 가정이다. 폐기물 감축 "
    "목표는 1인당 기준으로 되짚은 폐기물 배출보다 커 보여, 모형은 배출이 0이 되는 데서 멈추고 남는 몫을 "
    "시에 묻는다. 시계열이 없어 과거와 맞춰 보지 못했고, 산정방법이 다른 해들의 총배출에는 추세를 긋지 "
    "않는다. 시 탄소중립 계획의 세부사업은 효과가 따로 보도되지 않아 들어 있지 않으므로, 관리범위의 "
    "전망은 그 사업들이 벌기 전의 모습이다.",
    "What citizens buy from elsewhere, aviation, land use beyond parks, refrigerants, building materials "
    "and the power of battery buses are left out. So are cars that go farther on the same fuel, and the fuel "
    "of lorries follows people, not the port. Territorial, city-managed and own emissions overlap and "
    "are never added. The baseline of the city-managed scope is not published and assumed from figures per "
    "head. The planned cut of waste looks larger than waste itself by such figures: the model stops at zero "
    "and asks the city about the rest. There is no series and so no back-test; no trend is drawn through "
    "territorial totals of different methods. The single measures of the city's carbon plan are not in it, "
    "because no effect of any is reported: the outlook of the city-managed scope is what comes without them.",
)
