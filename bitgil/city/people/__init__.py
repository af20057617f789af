"""People: the registered population by single year of age and sex (cohort-component model).

Belongs here: births, deaths and moves of whole cohorts, and what is counted from them.
Does not: jobs and income (economy), training (skills), forecasts judged against targets (outlook).

Whom jobs draw in or send away, `job_pull_migrants`, is the economy's. A plan without an economy says in
people.toml what it takes for it: an assumption of that name, such as 0 person/yr.
"""

from bitgil.city.people.counts import (
    employed_residents,
    households,
    population_registered,
)
from bitgil.city.people.projection import People, State, start, step
from bitgil.quantity import Words

__all__ = [
    "LEAVES_OUT",
    "TITLE",
    "People",
    "State",
    "employed_residents",
    "households",
    "population_registered",
    "start",
    "step",
]

TITLE = Words("인구", "People")
LEAVES_OUT = Words(
    "외국인과 미등록 학생, 통근, 혼인, 읍면동, 감염병은 다루지 않는다. 새 주택이 사람을 부르는 효과도 넣지 "
    "않았다. 일자리가 부르거나 보내는 사람은 경제 부문에서 받는다. 도시계획의 계획인구처럼 주간·경제활동 "
    "인구를 함께 세는 수와 섞어 읽지 않는다. 순이동은 두 해의 연령표에서 남는 차이라서 주민등록 정리와 집계 "
    "기준의 변화도 들어 있다.",
    "Foreigners and students without registration, commuting, marriage, wards and pandemics are left out; "
    "so are people drawn by new homes. Whom jobs draw in or send away comes from the economy. Do not mix "
    "with planned populations that count day-time or economic residents. Net migration is what two age "
    "tables leave over, so it also holds register corrections and changes of basis.",
)
