"""What the city model's quantities are called by people who do not read its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from bitgil.city.model import sectors_of_city
from bitgil.city.model.functions import Function
from bitgil.plan.types import Plan
from bitgil.quantity import Words

KOREAN: dict[str, str] = {
    # data
    "datasets_open": "개방 데이터셋 수",
    "datasets_passing": "품질 기준을 통과한 데이터셋 수",
    "smart_factories": "스마트공장 누계",
    "smart_factory_share": "스마트공장 비율(종사자 10인 이상 공장 대비)",
    "smart_factories_added_net": "지원이 없었다면 생기지 않았을 스마트공장",
    "dc_capacity": "준공된 데이터센터 용량(연말)",
    "dc_load": "데이터센터 평균 전력 부하",
    "dc_electricity": "데이터센터 전력 사용량",
    "dc_emissions_bought_power": "데이터센터가 사 온 전력의 배출(지역 배출과 별도)",
    "dc_jobs": "데이터센터 고용",
    # economy
    "establishments": "사업체 수(등록기반)",
    "establishments_frame_changed": "사업체 등록기반 집계 여부(1이면 등록기반, 0이면 옛 기준)",
    "establishments_old_frame": "사업체 수(등록기반 이전의 옛 기준)",
    "incubator_firms": "입주 공간의 신규 기업(시내 이전 제외)",
    "incubator_firms_lasting": "입주 공간의 신규 기업 중 살아남은 기업",
    "jobs_incubator": "입주 공간 신규 기업의 종사자",
    "job_pull_migrants": "일자리 증감에 따른 순이동",
    "jobs_at_risk": "철강 감산으로 위험한 일자리",
    "jobs_base": "기반 부문 일자리",
    "jobs_base_change": "기반 부문 일자리의 전년 대비 증감",
    "jobs_local": "지역 수요 일자리",
    "jobs_port": "항만 일자리",
    "jobs_project": "투자 발표와 신규 기업의 일자리(실현분)",
    "jobs_retained": "위기 지원으로 지킨 일자리",
    "jobs_steel_contract": "제철소 협력사 일자리",
    "jobs_steel_direct": "철강 기업 직접고용",
    "jobs_total": "사업체 종사자 수",
    "steel_dependence_jobs": "일자리의 철강 의존도(직접고용 비중)",
    "local_multiplier": "지역 승수(외부 판매 1원이 지역에서 일으키는 금액)",
    "port_traffic_index": "항만 물동량 지수(기준연도 = 1)",
    "steel_dependence": "부가가치의 철강 의존도",
    "value_added_base": "기반 부문 부가가치",
    "value_added_base_reference": "기반 부문 부가가치(추정 기준연도)",
    "value_added_city": "시 전체 부가가치(불변가격)",
    "value_added_local": "지역 수요 부문 부가가치",
    "value_added_materials": "이차전지 소재 부가가치",
    "value_added_port": "항만과 연관 산업 부가가치",
    "value_added_steel": "제철소 부가가치",
    # energy
    "fuel_cell_avoided": "연료전지의 배출 감축(전력망 전력 대비)",
    "fuel_cell_emissions": "연료전지 배출",
    "fuel_cell_generation": "연료전지 발전량",
    "pv_avoided": "추가 태양광이 대신한 전력의 배출(지역 밖 감축)",
    "pv_generation": "추가 태양광 발전량",
    "self_sufficiency_estate": "산업단지 에너지 자립률",
    "storage_losses": "에너지저장장치 손실 전력",
    "carbon_free_share": "무탄소 발전 비중",
    "grid_emission_factor": "전력 배출계수(소비단)",
    "hydrogen_bus_refuelling": "모든 수소버스를 하루에 한 번 충전할 때의 수소량",
    "hydrogen_byproduct_delivered": "제철소에서 지역으로 공급된 부생수소",
    "hydrogen_demand": "지역 수소 수요",
    "hydrogen_gap": "지역 밖에서 들여와야 할 수소",
    "hydrogen_station_hours": "버스 수소충전소의 하루 필요 가동시간",
    "hydrogen_supply_byproduct": "제철소가 쓰고 남는 부생수소",
    "hydrogen_transport_demand": "수송용 수소 수요",
    "lcoh": "균등화 수소 원가",
    # infrastructure
    "household_size_base": "가구당 인원(기준연도)",
    "households_served": "건물을 쓰는 가구",
    "population_inventory_year": "인벤토리 연도의 인구",
    "population_managed_base": "시 관리범위 기준연도의 인구",
    "population_served": "건물·차량·폐기물 서비스를 쓰는 인구",
    "building_electricity": "건물 전력 사용량",
    "building_emissions_direct": "건물 배출(영토 기준)",
    "building_emissions_managed": "건물 배출(시 관리범위, 전력 포함)",
    "building_energy_index": "건물 에너지 지수(인벤토리 연도 = 1)",
    "need_trend": "건물 에너지 소요의 추세(바닥면적과 기기)",
    "weather_felt": "건물 에너지에 주는 그해 날씨의 배수",
    "building_need": "가구·이용자당 건물 에너지 소요(기준연도 = 1)",
    "grid_factor_managed_base": "시 관리범위 기준연도의 전력 배출계수",
    "heat_pump_electricity": "히트펌프 전력 사용량",
    "services_electricity_base": "사무실·상가·공공건물 전력(기준연도)",
    "farming_emissions_direct": "농축산 배출(영토 기준)",
    "farming_emissions_managed": "농축산 배출(시 관리범위)",
    "sinks": "새로 조성한 흡수원의 탄소 흡수",
    "waste_emissions_direct": "폐기물 배출(영토 기준)",
    "waste_emissions_managed": "폐기물 배출(시 관리범위)",
    "waste_target_excess": "폐기물 배출량을 넘는 계획 감축분",
    "electricity_city_managed": "시 관리범위 전력 사용량",
    "emissions_city_managed": "시 관리범위 배출",
    "emissions_city_managed_base": "시 관리범위 배출(기준연도)",
    "emissions_city_managed_change": "시 관리범위 배출 증감률(기준연도 대비)",
    "emissions_consumption_memo": "사 온 전력까지 더한 배출(참고값)",
    "emissions_own_operations": "시청 건물·차량의 배출(공공부문 목표관리)",
    "emissions_territorial": "영토 배출 총량",
    "managed_cut_grid": "전력망이 깨끗해져 줄어든 배출(시 사업의 성과 아님)",
    "managed_cut_not_earned": "실현 수단이 없는 계획 감축량",
    "managed_cut_planned": "계획 감축량 합계(시 관리범위)",
    "managed_cut_since_base": "기준연도 이후 감축량(시 관리범위)",
    "ev_charging": "전기차 충전 전력",
    "ev_charging_base": "전기차 충전 전력(기준연도)",
    "ev_share": "전기차 비율",
    "ev_share_inventory_year": "전기차 비율(인벤토리 연도)",
    "ev_share_managed_base": "전기차 비율(시 관리범위 기준연도)",
    "ev_share_trend": "전기차 비율(사업 없는 추세)",
    "port_emissions_direct": "항만 장비·연안 선박 배출(영토 기준)",
    "transport_emissions_direct": "도로 수송 배출(영토 기준)",
    "transport_emissions_managed": "수송 배출(시 관리범위, 충전 전력 포함)",
    "transport_fuel_index": "도로 연료 소비 지수(무공해차가 없을 때 = 1)",
    "vehicles": "자동차 등록대수",
    "zero_emission_buses": "무공해 버스 비율",
    "zero_emission_cars": "무공해 차량 비율(전기·수소)",
    # inventory
    "steel_emissions_2020_inventory": "2020년 철강 배출(지역 인벤토리)",
    "steel_scope1_2020_company": "2020년 제철소 직접배출(회사 공시 기준)",
    "inventory_ratio": "철강 배출의 지역 인벤토리 대 회사 공시 비율",
    "emissions_territorial_2020": "2020년 영토 배출 총량",
    # people
    "employed_residents": "취업자(거주지 기준)",
    "households": "세대수",
    "population_registered": "주민등록인구",
    "population": "거주 인구",
    "population_0_4": "0~4세 인구",
    "population_6_17": "6~17세 인구",
    "population_15plus": "15세 이상 인구",
    "population_20_34": "20~34세 인구",
    "population_20_39": "20~39세 인구",
    "population_55_64": "55~64세 인구",
    "population_65plus": "65세 이상 인구",
    "share_20_39": "20~39세 비중",
    "share_65plus": "65세 이상 비중",
    "mean_age": "평균 연령",
    "births": "출생아 수",
    "deaths": "사망자 수",
    "net_migration": "순이동",
    "total_fertility_rate": "합계출산율",
    # port
    "berth_auxiliary_energy": "정박한 외항선의 자체 발전량",
    "berth_boiler_energy": "정박한 외항선의 보일러 열",
    "berth_emissions": "정박한 외항선의 배출(육상전원 반영, 참고값)",
    "berth_emissions_without_shore_power": "정박한 외항선의 배출(육상전원이 없을 때, 참고값)",
    "berth_fuel": "정박한 외항선의 연료(육상전원이 없을 때)",
    "shore_power_electricity": "육상전원 전력 사용량",
    "port_diesel_emissions": "컨테이너 하역 장비의 직접배출(경유)",
    "port_electric_share": "전기 장비로 하역하는 컨테이너 비율",
    "port_equipment_electricity": "전기 하역 장비의 전력 사용량",
    "port_grid_correction": "경유 절감 효과 중 전력 배출을 빼고 남는 비율",
    "port_jobs_direct": "컨테이너 부두 직접고용",
    "port_moves_emissions": "컨테이너 하역 배출(장비 전력 포함)",
    "automated_berths_in_service": "운영 중인 자동화 선석 수(연말)",
    "cargo_other": "철강 이외 화물 물동량",
    "cargo_steel": "철강 관련 화물 물동량",
    "cargo_total": "총물동량",
    "container_shock": "컨테이너 물동량의 우연한 변동(로그 변화)",
    "container_teu": "컨테이너 물동량",
    "container_teu_added": "근거 있는 사업이 더한 컨테이너 물동량",
    "port_utilisation": "하역능력 대비 컨테이너 물동량",
    # services
    "coverage_senior_centres": "스마트경로당 비율",
    "take_up": "시민 서비스 이용률",
    "served": "시민 서비스 이용 인원",
    "hours_saved": "이용자가 아낀 시간",
    "waiting_minutes": "창구 평균 대기시간",
    "digital_exclusion": "디지털 소외 어르신(인터넷을 쓰지 않는 65세 이상)",
    # skills
    "placement_rate_recorded": "취업 연계율(지금까지의 기록)",
    "placement_rate": "취업 연계율",
    "training_places": "교육 정원",
    "crisis_retraining_places": "위기 재교육 정원",
    "training_filled_share": "교육 정원 충원율",
    "trainees": "교육생(연인원)",
    "completed": "교육 수료자",
    "placed": "취업 연계 인원",
    "placed_net": "교육이 없었다면 생기지 않았을 취업",
    "smart_trained_since_start": "스마트제조 양성 인원 누계",
    "smart_placed_since_start": "스마트제조 취업 연계 누계",
    "skill_demand": "새로 필요한 기술 인력",
    "skill_entrants": "스스로 기술직에 들어오는 청년",
    "skill_gap": "기술 인력 부족 누계(음수면 남음)",
    # steel
    "steel_demand_index": "철강 수요 지수(기준연도 = 1)",
    "steel_output_potential": "설비 제약이 없을 때의 조강 생산량",
    "steel_output_eaf": "조강 생산량(전기로)",
    "steel_output_h2dri": "조강 생산량(수소환원제철)",
    "steel_relining_outage": "고로 개수 공사로 줄어든 조강 생산량",
    "steel_output_bof": "조강 생산량(고로·전로)",
    "steel_output": "조강 생산량",
    "hot_metal": "용선 생산량",
    "steel_scope1_company": "제철소 직접배출(범위 1, 회사 공시 기준)",
    "steel_electricity_extra": "새 공정이 더 쓰는 전력",
    "steel_scope2_company": "제철소 구매 전력의 배출(범위 2)",
    "steel_scope12_company": "제철소 배출(범위 1+2, 회사 공시 기준)",
    "steel_hydrogen_demand": "수소환원제철 수소 수요",
    "steel_scrap_demand": "전기로의 고철 등 철원 수요(상한)",
    "steel_scrap_from_elsewhere": "지역 밖에서 들여와야 할 고철",
    "steel_emissions_territorial": "철강 배출(영토 기준)",
    "steel_emissions_territorial_unscaled": "철강 배출(영토 기준, 회사 공시를 그대로 따를 때)",
    "steel_intensity": "조강 1톤당 배출(배출 원단위)",
    "steel_relining_due": "개수 공사 시기가 된 고로 수",
    # steel_costs
    "steel_sales_index": "제철소 매출 지수(기준연도 = 1)",
    "steel_ets_cost": "철강 1톤당 배출권거래제 비용(음수면 남는 배출권)",
    "steel_cbam_cost": "유럽연합에 파는 철강 1톤당 탄소국경조정(CBAM) 비용",
    "steel_carbon_cost": "철강 1톤당 평균 탄소 비용",
    "steel_cost_bof": "고로강 1톤당 원가(탄소 비용 전액 반영)",
    "steel_cost_h2dri": "수소환원강 1톤당 원가(탄소 비용 전액 반영)",
    "h2dri_break_even_carbon_price": "두 공정의 원가가 같아지는 탄소 가격",
    "h2dri_break_even_hydrogen_price": "두 공정의 원가가 같아지는 수소 가격",
    "h2dri_power_vogl_2018": "수소환원강 1톤당 전력(Vogl 등 2018)",
    "h2dri_power_dea_2023": "수소환원강 1톤당 전력(덴마크 에너지청 수전해 기준)",
    "h2dri_power_technology_data_2030": "수소환원강 1톤당 전력(PyPSA technology-data 2030년 값)",
}
"""Korean names by quantity, for sectors without `NAMES` of their own."""


def name_of(
    function: Function, plan: Plan, language: str, sectors: Mapping[str, ModuleType] | None = None
) -> tuple[str, str]:
    """Return the name of a quantity and the language it is in.

    An indicator measured by it names it first, then its sector's own `NAMES` (Words by quantity), then
    KOREAN; without any it stands under the first line of its own description. *sectors* are the city
    model's own where none are given.
    """
    for indicator in plan.indicators:
        if indicator.measured_by == function.name:
            return _told(indicator.name, language)
    names: dict[str, Words] = getattr((sectors or sectors_of_city()).get(function.sector), "NAMES", {})
    if function.name in names:
        return _told(names[function.name], language)
    if language != "en" and function.name in KOREAN:
        return KOREAN[function.name], "ko"
    if function.stepped:
        return function.name.replace("_", " "), "en"
    return function.equation.partition("\n")[0].rstrip("."), "en"


def _told(name: Words, language: str) -> tuple[str, str]:
    return name.in_(language), "en" if language == "en" and name.en else "ko"
