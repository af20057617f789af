"""The word for every value that a field of an act may hold, where the values can be listed."""

from __future__ import annotations

from collections.abc import Mapping

from bitgil.government.acts.certificates import BASES, EVENTS, USES, WHYS
from bitgil.government.acts.committee import AGENDA, GROUNDS, MINUTES, OUTCOMES
from bitgil.government.acts.pipeline import BODIES, CASES, CLOSES, RESULTS
from bitgil.government.acts.progress import CAUSES, STATUSES
from bitgil.portal.choosing.making import MADE
from bitgil.quantity import Grade, Words

_MARKS = {
    "pass": Words("적합", "pass"),
    "condition": Words("조건부 적합", "with conditions"),
    "fail": Words("부적합", "fail"),
}
_WHOM = {
    "committee": Words("위원회", "committee"),
    "department": Words("부서", "department"),
    "citizen": Words("시민", "citizen"),
}


def _both(korean: Mapping[str, str], english: str) -> dict[str, Words]:
    """Return words from the register's Korean and a line of English, both in the same order."""
    return {code: Words(ko, en) for (code, ko), en in zip(korean.items(), english.split("; "), strict=True)}


VALUES: Mapping[str, Mapping[str, Words]] = {
    **dict.fromkeys(("benefit", "consultation", "finance", "legality", "need"), _MARKS),
    "body": _both(BODIES, "the city itself; the province; the ministry"),
    "by": _WHOM,
    "to": _WHOM,
    "case": _both(
        CASES,
        "with transfers; office, culture or sports building; own money; exhibition hall; event; shared",
    ),
    "cause": CAUSES,
    "change": {
        "content": Words("내용", "content"),
        "cost": Words("사업비", "cost"),
        "period": Words("기간", "period"),
        "office": Words("담당부서", "office"),
        "name": Words("명칭", "name"),
        "merge": Words("통합", "merger"),
        "drop": Words("폐지", "dropping"),
        "funding": Words("재원", "funding"),
        "site": Words("위치", "site"),
        "estimate": Words("추정", "estimate"),
    },
    "feasibility": {
        "ready": Words("바로 추진 가능", "ready"),
        "needs-study": Words("더 검토해야 함", "needs a study"),
        "not-feasible": Words("추진하기 어려움", "not feasible"),
    },
    "form": {
        "report": Words("보고", "report"),
        "paper": Words("서면", "paper"),
        "progress": Words("추진상황 보고", "progress report"),
    },
    "grade": {str(grade): Words(grade.ko, grade.en) for grade in Grade},
    "ground": _both(GROUNDS, "exclusion by law; challenge; withdrawal of one's own"),
    "how": _both(CLOSES, "done and closed; fulfilled and continued; stopped; merged"),
    "kind": _both(
        AGENDA, "plan and policy; progress; funding; coordination; task force; what the chair admits"
    ),
    "law": {
        "clear": Words("문제 없음", "clear"),
        "needs-change": Words("제도 개선 필요", "the law must change first"),
        "blocked": Words("법령상 불가", "blocked by law"),
    },
    "outcome": _both(OUTCOMES, "passed; passed as amended; passed with conditions; deferred; rejected"),
    "post": {"chair": Words("위원장", "chair"), "vice-chair": Words("부위원장", "vice-chair")},
    "result": _both(RESULTS, "proper; conditional; to be re-examined; improper; returned"),
    "round": {"preliminary": Words("예비 선정", "preliminary"), "final": Words("최종 선정", "final")},
    "seat": {"ex-officio": Words("당연직", "ex officio"), "appointed": Words("위촉직", "appointed")},
    "state": {
        "met": Words("이행", "met"),
        "open": Words("처리 중", "open"),
        "dropped": Words("해제", "dropped"),
        "revoked": Words("취소", "revoked"),
    },
    "status": STATUSES,
    **dict.fromkeys(
        ("fields", "closed"),
        _both(MINUTES, "day and hour; place; members present; agenda; statements; result"),
    ),
    "made": MADE,
    "way": {"stop": Words("멈춤", "stopped"), "pause": Words("쉼", "rests")},
    "proof": {
        "optimal": Words("물은 것에서 더 나은 것이 없음을 증명", "proven best in what was asked"),
        "feasible": Words("증명되지 않음", "not proven"),
    },
    "verdict": {
        "accepted": Words("수용", "accepted"),
        "revised": Words("수정 수용", "accepted with changes"),
        "deferred": Words("보류", "deferred"),
        "rejected": Words("불수용", "rejected"),
        "agreed": Words("동의", "agreed"),
        "returned": Words("반려", "returned"),
    },
    "when": {"before": Words("신청 전", "before"), "after": Words("신청 후", "after")},
    "why": {
        "term": Words("임기 만료", "term ended"),
        "resigned": Words("사임", "resigned"),
        "dismissed": Words("해촉", "dismissed"),
        "post-left": Words("당연직 보직 변경", "left the post"),
        **WHYS,
    },
    "basis": BASES,
    "event": EVENTS,
    "type": {
        "resolution": Words("위원회 의결 확인서", "committee resolution"),
        "award": Words("사업 선정 확인서", "project award"),
        "training": Words("교육 수료증", "training"),
    },
    "use": USES,
}
