"""추진 단계: from a proposal over reviews, bids and gates to the start and the close of a project."""

from __future__ import annotations

from bitgil.government.acts.fields import (
    CODE,
    COUNT,
    DATE,
    FLAG,
    TEXT,
    TEXTS,
    WON,
    Field,
    one_of,
    optional,
)
from bitgil.government.acts.kinds import declared

PROPOSERS = ("committee", "department", "citizen")
CHECKS = {
    "legality": "적법성",
    "need": "타당성",
    "consultation": "주민 의견·부서 협의",
    "finance": "재정",
    "benefit": "기대효과",
}
"""What is checked before a bid."""
MARKS = ("pass", "condition", "fail")
BODIES = {"self": "자체", "province": "도", "central": "중앙"}
CASES = {
    "transfer": "이전재원 포함",
    "facility": "청사·문화·체육시설",
    "own": "전액 자체재원",
    "hall": "홍보관",
    "event": "행사",
    "joint": "공동협력",
}
RESULTS = {
    "proper": "적정",
    "conditional": "조건부추진",
    "reexamine": "재검토",
    "improper": "부적정",
    "returned": "반려",
}
CLOSES = {"done": "완료 종결", "continues": "이행 후 계속추진", "stopped": "중단", "merged": "통합"}

_checks: dict[str, Field] = dict.fromkeys(CHECKS, one_of(*MARKS))
_money: dict[str, Field] = {"total": WON, "city": WON, "national": optional(WON)}
_DESK = "department plan-office"

KINDS = (
    declared(
        "proposal.made",
        "사업 제안",
        "proposal made",
        "member chair secretary department plan-office citizen",
        by=one_of(*PROPOSERS),
        title=TEXT,
        task=optional(COUNT),
        total=optional(WON),
        city=optional(WON),
        departments=optional(COUNT),
    ),
    declared(
        "proposal.reviewed",
        "부서 검토",
        "department review",
        "department",
        **_checks,
        total=optional(WON),
        city=optional(WON),
        law=one_of("clear", "needs-change", "blocked"),
        feasibility=one_of("ready", "needs-study", "not-feasible"),
        verdict=one_of("accepted", "revised", "deferred", "rejected"),
    ),
    declared(
        "proposal.answered",
        "제안 답변",
        "proposal answered",
        "plan-office department secretary",
        to=one_of(*PROPOSERS),
        verdict=one_of("accepted", "revised", "deferred", "rejected"),
    ),
    declared(
        "bid.found",
        "공모 발굴",
        "call found",
        _DESK,
        programme=TEXT,
        deadline=optional(DATE),
        departments=optional(COUNT),
        **_money,
    ),
    declared("bid.reviewed", "공모 검토", "bid reviewed", _DESK, **_checks, go=FLAG),
    declared("bid.applied", "공모 응모", "bid entered", _DESK, **_money),
    declared("bid.selected", "공모 선정", "bid selected", _DESK, round=one_of("preliminary", "final")),
    declared("bid.failed", "공모 탈락", "bid failed", _DESK, round=one_of("preliminary", "final")),
    declared("bid.agreed", "공모 협약", "bid agreed", _DESK, **_money),
    declared(
        "budget.consulted", "예산부서 협의", "budget office consulted", "budget-office", city=WON, agreed=FLAG
    ),
    declared(
        "council.reported",
        "의회 보고",
        "council told",
        _DESK,
        form=one_of("report", "paper", "progress"),
        when=optional(one_of("before", "after")),
    ),
    declared("study.completed", "타당성조사 완료", "feasibility study completed", _DESK, specialised=FLAG),
    declared(
        "gate.applied",
        "투자심사 의뢰",
        "investment review requested",
        "department budget-office",
        body=one_of(*BODIES),
        case=one_of(*CASES),
        again=optional(FLAG),
        off_round=optional(FLAG),
        **_money,
    ),
    declared(
        "gate.decided",
        "투자심사 결과",
        "investment review decided",
        "budget-office",
        body=one_of(*BODIES),
        result=one_of(*RESULTS),
        total=WON,
        conditions=optional(TEXTS),
        site=optional(CODE),
    ),
    declared(
        "gate.condition_met", "심사 조건 이행", "review condition met", "budget-office", condition=COUNT
    ),
    declared(
        "project.started", "사업 착수", "project started", _DESK, total=optional(WON), ends=optional(DATE)
    ),
    declared(
        "project.closed", "사업 종료", "project closed", _DESK, how=one_of(*CLOSES), into=optional(CODE)
    ),
)
