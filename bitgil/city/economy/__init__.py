"""Economy: value added, jobs and firms of a city that lives on what it sells outside (export base).

Belongs here: four blocks of value added, jobs at the city's workplaces, establishments, and what follows.
Does not: tonnes (steel), who lives here (people), training (skills), jobs of building (spending).

Source: Miller & Blair 2009, Input-Output Analysis, ch. 2, 3 and 6; no table of the city exists.
"""

from bitgil.city.economy.firms import (
    establishments,
    establishments_frame_changed,
    establishments_old_frame,
    incubator_firms,
    incubator_firms_lasting,
    jobs_incubator,
)
from bitgil.city.economy.jobs import (
    job_pull_migrants,
    jobs_at_risk,
    jobs_base,
    jobs_base_change,
    jobs_local,
    jobs_port,
    jobs_project,
    jobs_retained,
    jobs_steel_contract,
    jobs_steel_direct,
    jobs_total,
    steel_dependence_jobs,
)
from bitgil.city.economy.value import (
    local_multiplier,
    port_traffic_index,
    steel_dependence,
    value_added_base,
    value_added_base_reference,
    value_added_city,
    value_added_local,
    value_added_materials,
    value_added_port,
    value_added_steel,
)
from bitgil.quantity import Words

__all__ = [
    "LEAVES_OUT",
    "TITLE",
    "establishments",
    "establishments_frame_changed",
    "establishments_old_frame",
    "incubator_firms",
    "incubator_firms_lasting",
    "job_pull_migrants",
    "jobs_at_risk",
    "jobs_base",
    "jobs_base_change",
    "jobs_incubator",
    "jobs_local",
    "jobs_port",
    "jobs_project",
    "jobs_retained",
    "jobs_steel_contract",
    "jobs_steel_direct",
    "jobs_total",
    "local_multiplier",
    "port_traffic_index",
    "steel_dependence",
    "steel_dependence_jobs",
    "value_added_base",
    "value_added_base_reference",
    "value_added_city",
    "value_added_local",
    "value_added_materials",
    "value_added_port",
    "value_added_steel",
]

TITLE = Words("경제", "Economy")
LEAVES_OUT = Words(
    "물가, 직종별 임금, 집값, 이웃 도시로의 통근, 도시 밖으로 나가는 이익, 세제는 다루지 않는다. "
    "일자리는 사업체가 있는 곳에서 세므로 시민 취업자와 다르다. 지역내총생산의 예측이 아니며, "
    "건설에 드는 인력은 따로 세어 여기에 더하지 않는다. 지역 산업연관표가 없어 국가 승수를 줄여 쓴다.",
    "Prices, wages by skill, housing costs, commuting, profits that leave the city and tax rules "
    "are left out. Jobs are counted where the workplace is, which is not the number of residents at work. "
    "This is no forecast of gross regional product, and the labour of building is shown apart and never "
    "added. No input-output table of the city exists, so the national multiplier is shrunk.",
)
