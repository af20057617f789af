"""The words for what the plan's records call by a key: one glossary for every page."""

from __future__ import annotations

import re

from bitgil.outlook.choosing import CANDIDATES
from bitgil.plan.types.project import Standing
from bitgil.quantity import Words

MONEY_SOURCE = {
    "national": Words("국비", "national"),
    "provincial": Words("도비", "provincial"),
    "city": Words("시비", "city"),
    "private": Words("민간", "private"),
    "agency": Words("공공기관", "public agency"),
    "unknown": Words("재원 구분 미보도", "source not reported"),
}
MONEY_STATE = {
    "planned": Words("계획", "planned"),
    "secured": Words("확보", "secured"),
    "spent": Words("집행", "spent"),
    "requested": Words("요청", "requested"),
}
MONEY_ROLE = {
    "share": Words("총사업비의 몫", "share of the total"),
    "year": Words("연도별 금액", "a year's part"),
    "umbrella": Words("상위 사업 금액", "umbrella sum"),
    "alternative": Words("다른 보도의 금액", "another report's figure"),
}
KIND = {
    "project": Words("사업", "project"),
    "bid": Words("공모 신청", "bid"),
    "request": Words("건의·요청", "request"),
    "designation": Words("지정", "designation"),
    "study": Words("용역·연구", "study"),
    "rule": Words("제도", "rule"),
    "event": Words("행사", "event"),
    "private": Words("민간 투자", "private investment"),
    "umbrella": Words("묶음 사업", "umbrella"),
}
DECIDER = {
    "city": Words("시", "city"),
    "province": Words("도", "province"),
    "state": Words("국가", "state"),
    "agency": Words("공공기관", "public agency"),
    "company": Words("기업", "company"),
    "shared": Words("공동", "shared"),
    "market": Words("시장", "market"),
    "citizens": Words("시민", "citizens"),
}
RELATION = {
    "part_of": Words("다음 사업의 일부", "part of"),
    "requires": Words("먼저 있어야 하는 사업", "requires"),
    "continues": Words("이어받은 사업", "continues"),
    "feeds": Words("결과를 넘겨주는 사업", "feeds"),
    "same_call": Words("같은 공모의 사업", "same call"),
    "excludes": Words("함께 할 수 없는 사업", "excludes"),
    "together": Words("함께 추진하는 사업", "together with"),
}
RELATION_BACK = {
    "part_of": Words("이 사업에 속한 사업", "has part"),
    "requires": Words("이 사업이 있어야 하는 사업", "required by"),
    "continues": Words("이 사업을 이어받은 사업", "continued by"),
    "feeds": Words("이 사업에 결과를 넘겨주는 사업", "fed by"),
    "same_call": RELATION["same_call"],
    "excludes": RELATION["excludes"],
    "together": RELATION["together"],
}
FINDING_KIND = {
    "political": Words("정책", "political"),
    "economic": Words("경제", "economic"),
    "social": Words("사회", "social"),
    "technological": Words("기술", "technological"),
    "legal": Words("법·제도", "legal"),
    "environmental": Words("환경", "environmental"),
    "strength": Words("강점", "strength"),
    "weakness": Words("약점", "weakness"),
    "opportunity": Words("기회", "opportunity"),
    "threat": Words("위협", "threat"),
}
CLAIM_KIND = {
    "capacity": Words("설비·규모", "capacity"),
    "output": Words("산출", "output"),
    "outcome": Words("성과", "outcome"),
    "assumption": Words("가정", "assumption"),
}
LEVEL = {
    "input": Words("투입", "input"),
    "process": Words("과정", "process"),
    "output": Words("산출", "output"),
    "outcome": Words("성과", "outcome"),
}
SCOPE = {
    "territorial": Words("영토 범위(산업 포함)", "territorial scope (industry included)"),
    "city-managed": Words("시 관리범위(산업 제외)", "city-managed scope (industry excluded)"),
    "company": Words("회사 범위", "company scope"),
}
BETTER = {
    "up": Words("높을수록 좋음", "higher is better"),
    "down": Words("낮을수록 좋음", "lower is better"),
    "range": Words("범위 안이 좋음", "within a range is better"),
}
RESULT_STATE = {
    "promised": Words("약속", "promised"),
    "reported": Words("보도된 실적", "reported"),
}
COMBINE = {
    "remaining": Words("남은 여지에 곱해 더함", "acts on what remains"),
    "capped_sum": Words("한도까지 더함", "sum up to the potential"),
    "max": Words("가장 큰 것만", "the largest only"),
    "exclusive": Words("하나만", "one only"),
}
DISTRIBUTION = {
    "fixed": Words("고정", "fixed"),
    "triangular": Words("삼각분포", "triangular"),
    "uniform": Words("균등분포", "uniform"),
    "normal": Words("정규분포(5–95 %)", "normal (5–95 %)"),
    "discrete": Words("선택지별 확률", "weighted choices"),
}
FIELD = {
    "name": Words("이름", "name"),
    "office": Words("맡은 부서", "office in charge"),
    "budget": Words("총사업비", "total cost"),
    "period.first": Words("시작 연도", "start year"),
    "period.last": Words("종료 연도", "end year"),
    "promise": Words("약속한 내용", "promise"),
    "opening": Words("개통·개장", "opening"),
    "opens": Words("개통·개장", "opening"),
    "effects": Words("효과", "effects"),
    "budget.estimated": Words("총사업비(추정)", "total cost (estimated)"),
    "period.first.estimated": Words("시작 연도(추정)", "start year (estimated)"),
    "period.last.estimated": Words("종료 연도(추정)", "end year (estimated)"),
    "opens.estimated": Words("개통·개장(추정)", "opening (estimated)"),
    "status": Words("상태", "status"),
    "scope": Words("범위", "scope"),
    "task": Words("전략과제", "task"),
    "money": Words("재원", "money"),
    "period": Words("기간", "period"),
}
METHOD = {
    "model": Words("도시 모형", "city model"),
    "rule": Words("과거를 가장 잘 맞힌 규칙", "the simple rule that did best on the past"),
    "no-change": Words("무변화 전망", "no-change forecast"),
    "none": Words("전망 없음", "no forecast"),
}
RULE = {
    **CANDIDATES,
    "no change": Words("무변화(지난 값 그대로)", "no change"),
    "model": Words("도시 모형", "city model"),
    "closed": Words("이동 없음", "no migration"),
    "half": Words("이동 절반 반영", "half of past migration"),
    "full": Words("이동 전부 반영", "all past migration"),
    "full, smoothed": Words("이동 전부 반영, 나이별로 고르게", "all past migration, smoothed by age"),
    "full, no year left out": Words("이동 전부 반영, 뺀 해 없음", "all past migration, no year left out"),
    "output known, intensity of the year before": Words(
        "생산량은 알고 원단위는 지난해 값", "output known, intensity of the year before"
    ),
    "50 % back to the mean each year": Words("해마다 50 %씩 평균으로", "50 % back to the mean each year"),
    "AR(1) fitted each year": Words("자기회귀 AR(1), 해마다 맞춤", "AR(1) fitted each year"),
    "Holt's damped trend (fitted)": Words("홀트 감쇠추세(맞춤)", "Holt's damped trend (fitted)"),
    "linear trend": Words("직선 추세", "linear trend"),
    "rate of the counts before": Words("앞선 집계의 비율 그대로", "rate of the counts before"),
    "running mean": Words("이동평균", "running mean"),
    "trend of the last five years": Words("최근 다섯 해의 추세", "trend of the last five years"),
}
VERDICT = {
    "running": Words("추진 중", "running"),
    "finished": Words("끝남", "finished"),
    "unknown": Words("추진 여부를 알 수 없음", "unknown whether it runs"),
    "unscored": Words("평가하지 않음", "not scored"),
    "in": Words("선택됨", "in"),
    "out": Words("선택되지 않음", "out"),
    "contested": Words("엇갈림", "contested"),
    "undecided": Words("결정하지 못함", "undecided"),
    "stopped": Words("중단", "stopped"),
}
ACT_KIND = {
    "plan.adopted": Words("계획 채택", "plan adopted"),
    "plan.changed": Words("계획 변경", "plan changed"),
    "project.revised": Words("사업 변경", "project revised"),
    "meeting.held": Words("회의", "meeting held"),
}
STATUS_LOOK = {
    Standing.DONE: "success",
    Standing.ON_TRACK: "information",
    Standing.PARTIAL: "warning",
    Standing.LATE: "danger",
    Standing.NOT_STARTED: "gray",
    Standing.REQUESTED: "secondary",
    Standing.STOPPED: "danger",
    Standing.UNKNOWN: "gray",
}
UNIT = {
    "1": Words("(비율)", "(ratio)"),
    "%": Words("%", "%"),
    "person": Words("명", "people"),
    "persons": Words("명", "people"),
    "person/yr": Words("명/년", "people/yr"),
    "person/household": Words("명/세대", "people per household"),
    "establishment": Words("개소", "establishments"),
    "vehicle": Words("대", "vehicles"),
    "vehicle/yr": Words("대/년", "vehicles/yr"),
    "berth": Words("선석", "berths"),
    "household": Words("세대", "households"),
    "count": Words("건", "(count)"),
    "count/yr": Words("건/년", "a year"),
    "tCO2e": Words("톤CO₂e", "t CO₂e"),
    "tCO2e/yr": Words("톤CO₂e/년", "t CO₂e/yr"),
    "ktCO2e/yr": Words("천 톤CO₂e/년", "kt CO₂e/yr"),
    "MtCO2e/yr": Words("백만 톤CO₂e/년", "Mt CO₂e/yr"),
    "tCO2e/person": Words("톤CO₂e/명", "t CO₂e per person"),
    "tCO2e/t": Words("톤CO₂e/톤", "t CO₂e/t"),
    "tCO2e/MWh": Words("톤CO₂e/MWh", "t CO₂e/MWh"),
    "t": Words("톤", "t"),
    "t/yr": Words("톤/년", "t/yr"),
    "t/t": Words("톤/톤", "t/t"),
    "kg/h": Words("kg/시간", "kg/h"),
    "MWh/t": Words("MWh/톤", "MWh/t"),
    "MWh/yr": Words("MWh/년", "MWh/yr"),
    "GWh/yr": Words("GWh/년", "GWh/yr"),
    "TEU/yr": Words("TEU/년", "TEU/yr"),
    "RT/yr": Words("RT/년", "RT/yr"),
    "KRW": Words("원", "KRW"),
    "KRW/yr": Words("원/년", "KRW/yr"),
    "ug/m^3": Words("㎍/㎥", "µg/m³"),
    "yr": Words("년", "years"),
    "1/yr": Words("/년", "per year"),
}
PART_OF_UNIT = {
    "person": Words("명", "person"),
    "persons": Words("명", "people"),
    "establishment": Words("개소", "establishment"),
    "establishments": Words("개소", "establishments"),
    "vehicle": Words("대", "vehicle"),
    "household": Words("세대", "household"),
    "berth": Words("선석", "berth"),
    "KRW": Words("원", "KRW"),
    "GKRW": Words("10억원", "KRW billion"),
    "tCO2e": Words("톤CO₂e", "t CO₂e"),
    "ktCO2e": Words("천 톤CO₂e", "kt CO₂e"),
    "t": Words("톤", "t"),
    "yr": Words("년", "yr"),
    "day": Words("일", "day"),
    "h": Words("시간", "h"),
    "count": Words("건", "count"),
}
"""The words that a unit is put together from where UNIT has none for the whole of it."""
CARRIED = {
    "all": Words("계획의 사업 모두", "all projects of the plan"),
    "none": Words("사업 없음", "no project"),
    "others": Words("시가 정하지 않는 사업만", "only those that the city does not decide"),
    "listed": Words("정해 둔 사업만", "a fixed list"),
}
NODE_KIND = {
    "computed": Words("계산", "computed"),
    "observed": Words("관측", "observed"),
    "assumed": Words("가정", "assumed"),
    "table": Words("표", "table"),
    "project": Words("사업", "project"),
}


def say(glossary: dict[str, Words], key: str, language: str) -> str:
    """Return the word for *key*, or the key itself where the glossary has none."""
    return glossary[key].in_(language) if key in glossary else key


def unit_in_words(unit: str, language: str) -> str:
    """Return a unit in words: as UNIT has it, else put together from its parts (KRW/t is 원/톤)."""
    if unit in UNIT:
        return UNIT[unit].in_(language)
    return re.sub(r"[A-Za-z0-9]+", lambda part: say(PART_OF_UNIT, part[0], language), unit).replace("*", "·")
