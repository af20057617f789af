"""One breaching case for every rule on bids, reviews, changes and reports, as its form sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from at_work import handed
from government_story import drafted, sum_of
from refusals_committee import Refusal

from bitgil.government.acts import KINDS, Draft
from bitgil.portal.workspace.forms import texts_of

OWN, DAY = "P34", "2026-11-20"
"""A project that the department 'digital' is in charge of."""
CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
CALLS, REVIEW = "광양시 공모사업 관리 조례", "지방재정투자사업 심사규칙"
RECORD = "고치는 법"
"""What every refusal says, for rules that no law stands behind."""


def desk(kind: str) -> str:
    """Return the address of the form for a kind of act about the project."""
    return f"/desk/matters/{OWN}/file/{kind}/"


def sends(kind: str, effect: str = DAY, subject: str = OWN, **public: Any) -> dict[str, Any]:
    """Return what the form of a kind sends with these public fields."""
    return handed(kind, subject, effect, texts_of(KINDS[kind], public))


def on(kind: str, effect: str = "2026-03-02", **public: Any) -> Draft:
    """Return an act that is on record about the project."""
    return drafted(kind, OWN, effect, **public)


def refused(
    kind: str,
    said: str,
    *before: Draft,
    cited: str = RECORD,
    effect: str = DAY,
    seat: str = "department",
    **public: Any,
) -> Refusal:
    """Return the case of an act of that kind, refused with these words."""
    return Refusal(
        before, desk(kind), sends(kind, effect, **public), said, cited, (seat,), office=_OFFICE[seat]
    )


_OFFICE = {"department": "digital", "plan-office": "new-industry", "budget-office": "planning-budget"}
_SMALL = {"total": sum_of(10), "city": sum_of(3)}
FOUND = on("bid.found", programme="공모", **_SMALL)
PASSED = on("bid.reviewed", **CHECKED, go=True)
AGREED = on("bid.agreed", "2024-03-02", **_SMALL)
CONSENT = on("budget.consulted", city=sum_of(20), agreed=True)
ASKED = on("gate.applied", "2020-03-02", body="self", case="transfer", total=sum_of(30), city=sum_of(3))
STARTED = on("project.started", "2026-01-02")
REPORT = {"period": "2026H1", "work": "40"}


def decided(result: str = "proper", effect: str = "2026-03-02", **more: Any) -> Draft:
    """Return the result of a review of 30억."""
    return on("gate.decided", effect, body="self", result=result, total=sum_of(30), **more)


def corrected(said: str, work: str, effect: str = DAY) -> Refusal:
    """Return a correction of a report that is refused with these words."""
    before = (on("progress.reported", DAY, **REPORT),)
    page = f"/desk/matters/{OWN}/correct/{{last}}/"
    sent = sends("progress.reported", effect, **{**REPORT, "work": work})
    return Refusal(before, page, sent, said, RECORD, ("department",), office="digital")


REFUSALS: Mapping[str, Refusal] = {
    "bids_are_checked": refused(
        "bid.applied", "응모 전 검토를 통과하지 않았습니다", FOUND, CONSENT, cited=CALLS, **_SMALL
    ),
    "budget_office_is_asked_first": refused(
        "bid.applied", "예산부서 협의가 없습니다", FOUND, PASSED, cited=CALLS, **_SMALL
    ),
    "council_is_told": refused(
        "bid.applied",
        "의회에 보고하지 않았습니다",
        FOUND,
        PASSED,
        CONSENT,
        cited=CALLS,
        total=sum_of(30),
        city=sum_of(12),
    ),
    "council_is_sent_a_paper": refused(
        "bid.applied",
        "의회에 서면 자료를 내지 않았습니다",
        FOUND,
        PASSED,
        CONSENT,
        cited=CALLS,
        total=sum_of(18),
        city=sum_of(6),
    ),
    "council_hears_yearly": Refusal(
        (AGREED, STARTED),
        desk("progress.reported"),
        sends("progress.reported", **REPORT),
        "공모사업 추진상황을 연 1회 이상 의회에 보고하여야 한다",
        CALLS,
        ("department",),
        warns=True,
        office="digital",
    ),
    "team_is_formed": Refusal(
        (),
        desk("bid.found"),
        sends("bid.found", programme="공모", departments=3, **_SMALL),
        "전담팀을 구성·운영할 수 있다",
        CALLS,
        ("department",),
        warns=True,
        office="digital",
    ),
    "bids_follow_their_steps": refused("bid.selected", "'공모 응모' 기록이 없어", FOUND, round="final"),
    "right_body_reviews": refused(
        "gate.applied",
        "250억원(이전재원 포함)은 중앙심사 대상입니다",
        cited="지방재정법 시행령",
        body="self",
        case="transfer",
        total=sum_of(250),
        city=sum_of(3),
    ),
    "conditions_are_named": refused(
        "gate.decided",
        "조건부추진에는 조건을",
        ASKED,
        cited=REVIEW,
        seat="budget-office",
        body="self",
        result="conditional",
        total=sum_of(30),
    ),
    "large_projects_are_studied": refused(
        "gate.applied",
        "전문기관 타당성조사가 없습니다",
        cited="지방재정법 제37조의2",
        body="central",
        case="transfer",
        total=sum_of(600),
        city=sum_of(3),
    ),
    "start_waits_for_the_gate": refused(
        "project.started", "투자심사 결과가 없습니다", cited="지방재정법 시행령", total=sum_of(30)
    ),
    "conditions_are_met_first": refused(
        "project.started",
        "이행하지 않은 심사 조건이 있습니다: 1번",
        ASKED,
        decided("conditional", conditions=["국비 확정"]),
        cited=REVIEW,
        total=sum_of(30),
    ),
    "growth_is_reviewed_again": refused(
        "project.started", "억원으로 늘었습니다", ASKED, decided(), cited=REVIEW, total=sum_of(45)
    ),
    "late_projects_are_reviewed_again": refused(
        "project.started",
        "투자심사 뒤 6년이 지났습니다",
        ASKED,
        decided(effect="2020-04-02"),
        cited=REVIEW,
        total=sum_of(30),
    ),
    "refused_projects_get_no_grant": refused(
        "bid.applied",
        "투자심사 결과가 재검토인 사업입니다",
        FOUND,
        PASSED,
        CONSENT,
        ASKED,
        decided("reexamine"),
        cited=REVIEW,
        **_SMALL,
    ),
    "changes_are_asked_for_with_evidence": refused(
        "change.requested",
        "변경 요청에 근거자료가 없습니다",
        STARTED,
        cited="광양시 성과관리 및 평가에 관한 규칙",
        change="content",
        becomes="센서를 늘림",
    ),
    "estimates_can_be_used": refused(
        "change.requested",
        "적은 것이 없습니다",
        STARTED,
        change="estimate",
        private="산출내역",
    ),
    "changes_pass_review": refused(
        "project.closed",
        "중단·통합에 동의한 변경 검토가 없습니다",
        STARTED,
        cited="광양시 성과관리 및 평가에 관한 규칙",
        how="stopped",
    ),
    "reviews_answer_a_request": refused(
        "change.reviewed",
        "기다리는 변경 요청 7번이 없습니다",
        STARTED,
        seat="plan-office",
        request=7,
        verdict="agreed",
    ),
    "yearly_plan_is_resolved": Refusal(
        (),
        "/desk/year-plan/",
        sends("plan.year_adopted", subject="gwangyang", year=2027, projects=["P31"]),
        "2027년 시행계획을 의결한 기록이 없습니다",
        "광양시 4차산업혁명 촉진에 관한 조례",
        ("plan-office",),
    ),
    "reports_are_about_the_past": refused(
        "progress.reported", "아직 시작하지 않은 기간입니다: 2027H1", STARTED, period="2027H1", work="10"
    ),
    "work_is_a_share": refused(
        "progress.reported", "공정률이 0과 100 사이가 아닙니다: 140", STARTED, period="2026H1", work="140"
    ),
    "delay_has_a_cause": refused(
        "progress.reported", "3개월 지연인데 사유나 대책이 없습니다", STARTED, **REPORT, late_months="3"
    ),
    "money_never_returns": refused(
        "progress.reported",
        "누적 집행액이 앞선 보고보다 적습니다(재원: 시비)",
        on("progress.reported", "2026-02-01", period="2025H2", work="20", spent={"city": 500}),
        **REPORT,
        spent={"city": 400},
    ),
    "closed_projects_stay_closed": refused(
        "progress.reported",
        "종료한 사업입니다(완료 종결)",
        STARTED,
        on("project.closed", how="done"),
        **REPORT,
    ),
    "corrections_fit": corrected("행위를 이렇게 정정할 수 없습니다", "45", "2026-11-21"),
    "corrected_work_is_a_share": corrected("공정률이 0과 100 사이가 아닙니다: 140", "140"),
}
