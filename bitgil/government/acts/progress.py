"""추진 실적: periodic reports, their review, observations of indicators, and corrections."""

from __future__ import annotations

from bitgil.government.acts.fields import (
    ACT,
    DATA,
    DATE,
    FLAG,
    NUMBER,
    TABLE,
    TEXT,
    one_of,
    optional,
    rows,
)
from bitgil.government.acts.kinds import declared
from bitgil.quantity import Grade, Words

CAUSES = {
    "procedure": Words("사전 행정절차 기간", "time of prior procedures"),
    "consultation": Words("관계기관·사회보장제도 협의", "consultation with other bodies"),
    "budget": Words("예산 미확보", "budget not secured"),
    "grant": Words("국·도비 미교부·축소", "transfer not paid or cut"),
    "land": Words("부지·보상", "land and compensation"),
    "permit": Words("인허가", "permits"),
    "contract": Words("계약·유찰", "contract or failed tender"),
    "partner": Words("참여기관 사정", "a partner's affairs"),
    "demand": Words("수요·여건 변화", "changed demand or conditions"),
    "design": Words("설계 변경", "change of design"),
    "weather": Words("기상·재해", "weather or disaster"),
    "other": Words("그 밖", "other"),
}
"""Why a project is late: a fixed list, so that causes can be counted."""

STATUSES = {
    "not-started": Words("미착수", "not started"),
    "on-track": Words("정상추진", "on track"),
    "partial": Words("일부추진", "partly on track"),
    "late": Words("지연", "late"),
    "lagging": Words("부진", "lagging"),
    "silent": Words("보고 없음", "no report"),
    "done": Words("완료 종결", "done and closed"),
    "continues": Words("이행 후 계속추진", "fulfilled and continued"),
    "stopped": Words("중단", "stopped"),
    "merged": Words("통합", "merged"),
    "lost": Words("공모 탈락", "bid lost"),
}

_result = rows(what=TEXT, value=NUMBER, target=optional(NUMBER), unit=optional(TEXT))

KINDS = (
    declared(
        "progress.reported",
        "추진실적 보고",
        "progress reported",
        "department",
        period=DATE,
        work=NUMBER,
        milestones=optional(rows(what=TEXT, due=DATE, done=optional(DATE))),
        spent=optional(TABLE),
        carried=optional(TABLE),
        outputs=optional(_result),
        outcomes=optional(_result),
        cause=optional(one_of(*CAUSES)),
        late_months=optional(NUMBER),
        ends=optional(DATE),
        remedy=optional(TEXT),
    ),
    declared(
        "progress.reviewed",
        "추진실적 검토",
        "progress reviewed",
        "plan-office",
        report=ACT,
        verdict=one_of("accepted", "returned"),
    ),
    declared(
        "status.overridden", "상태 직접 지정", "status set by hand", "plan-office", status=one_of(*STATUSES)
    ),
    declared(
        "indicator.observed",
        "지표 관측",
        "indicator observed",
        "department plan-office",
        period=DATE,
        value=NUMBER,
        unit=TEXT,
        grade=one_of(*(str(grade) for grade in Grade)),
        source=TEXT,
    ),
    declared(
        "act.corrected",
        "정정",
        "act corrected",
        "department plan-office secretary budget-office",
        act=ACT,
        content=optional(DATA),
        withdrawn=optional(FLAG),
    ),
)
