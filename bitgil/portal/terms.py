"""The words for what the plan's records call by a key: one glossary for every page."""

from __future__ import annotations

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
    "budget": Words("총사업비", "total cost"),
    "budget_total": Words("총사업비", "total cost"),
    "start_year": Words("시작 연도", "start year"),
    "end_year": Words("종료 연도", "end year"),
    "opening": Words("개통·개장", "opening"),
    "opens": Words("개통·개장", "opening"),
    "status": Words("상태", "status"),
    "scope": Words("범위", "scope"),
    "task": Words("전략과제", "task"),
    "money": Words("재원", "money"),
    "period": Words("기간", "period"),
}
METHOD = {
    "model": Words("도시 모형", "city model"),
    "no-change": Words("무변화 전망", "no-change forecast"),
    "none": Words("전망 없음", "no forecast"),
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
    "person": Words("명", "people"),
    "persons": Words("명", "people"),
    "establishment": Words("개소", "establishments"),
    "vehicle": Words("대", "vehicles"),
    "vehicles": Words("대", "vehicles"),
    "berth": Words("선석", "berths"),
    "berths": Words("선석", "berths"),
    "household": Words("세대", "households"),
    "tCO2e": Words("톤CO₂e", "t CO₂e"),
    "tCO2e/yr": Words("톤CO₂e/년", "t CO₂e/yr"),
    "ktCO2e/yr": Words("천 톤CO₂e/년", "kt CO₂e/yr"),
    "MtCO2e/yr": Words("백만 톤CO₂e/년", "Mt CO₂e/yr"),
    "tCO2e/person": Words("톤CO₂e/명", "t CO₂e per person"),
    "t/yr": Words("톤/년", "t/yr"),
    "t": Words("톤", "t"),
    "TEU/yr": Words("TEU/년", "TEU/yr"),
    "person/yr": Words("명/년", "people/yr"),
    "persons/yr": Words("명/년", "people/yr"),
    "KRW": Words("원", "KRW"),
    "KRW/yr": Words("원/년", "KRW/yr"),
    "억원": Words("억원", "KRW 100 million"),
    "ratio": Words("비율", "ratio"),
    "dimensionless": Words("비율", "ratio"),
    "percent": Words("%", "%"),
    "count": Words("건", "count"),
    "firms": Words("개사", "firms"),
    "yr": Words("년", "years"),
    "children/woman": Words("명/여성 1명", "children per woman"),
}


def say(glossary: dict[str, Words], key: str, language: str) -> str:
    """Return the word for *key*, or the key itself where the glossary has none."""
    return glossary[key].in_(language) if key in glossary else key
