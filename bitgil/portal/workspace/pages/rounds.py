"""The collection round: who has reported for a period, who is late, and one button to remind them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.collecting import STATES, Expected, collect
from bitgil.government.undertakings import all_undertakings
from bitgil.portal import spelling
from bitgil.portal.workspace.bureau.beginning import half_before, periods
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words
from bitgil.store import notices

TITLE = Words("보고 수합", "Collection round")
PATH = "round/"
DEED = "workspace.plan_office"
PARENT = "workspace"
MENU = 33
LATE = ("missing", "returned")
NAMES = {
    "missing": Words("보고 없음", "no report"),
    "returned": Words("되돌려보냄", "sent back"),
    "waiting": Words("검토 기다림", "waits for review"),
    "accepted": Words("수용", "accepted"),
}


def context(desk: Desk) -> dict[str, Any]:
    """Return the round of a period by office, the late first, and the counts by state."""
    period = _period(desk)
    rows = collect(desk.state, all_undertakings(desk.state, desk.today), period, desk.today)
    return {
        "period": period,
        "periods": periods(desk.today),
        "rows": [(row, NAMES[row.state], _offices(desk, row)) for row in rows],
        "counts": [(NAMES[state], sum(row.state == state for row in rows)) for state in STATES],
        "late": sum(row.state in LATE for row in rows),
        "queue": reverse("queue"),
    }


def post(desk: Desk) -> Done:
    """Remind the offices of every project that is late for the period, once a day each."""
    period = _period(desk)
    found = collect(desk.state, all_undertakings(desk.state, desk.today), period, desk.today)
    late = [row for row in found if row.state in LATE]
    told = sum(
        notices.urge(
            row.undertaking.offices, row.undertaking.subject, _key(desk, row, period), _said(row, period)
        )
        for row in late
    )
    said = Words(
        f"늦은 사업 {len(late)}건의 부서 담당자에게 알림 {told}건을 남겼습니다",
        f"{told} notices left for the offices of {len(late)} late projects",
    )
    return Done(f"{reverse('rounds')}?period={period}", said)


def _key(desk: Desk, row: Expected, period: str) -> str:
    return f"urge-{desk.today}-{period}-{row.undertaking.subject}"


def _said(row: Expected, period: str) -> Words:
    ko, en = spelling.write_moment(period, "ko"), spelling.write_moment(period, "en")
    name, state = row.undertaking.name, NAMES[row.state]
    return Words(
        f"{name.ko}: {ko} 추진실적 보고를 기다립니다 ({state.ko})",
        f"{name.in_('en')}: the report for {en} is awaited ({state.en})",
    )


def _period(desk: Desk) -> str:
    asked = desk.query.get("period", "")
    return asked if asked in {code for code, _ in periods(desk.today)} else half_before(desk.today)


def _offices(desk: Desk, row: Expected) -> list[Words]:
    city = {office.id for office in desk.plan.offices if office.level == "city"}
    return [office_name(desk.plan, office) for office in sorted(row.undertaking.offices & city)]
