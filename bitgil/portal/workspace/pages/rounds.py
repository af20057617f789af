"""The collection round: who has reported for a period, who is late, and one button to remind them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.collecting import STATES, Expected, collect
from bitgil.government.undertakings import all_undertakings
from bitgil.portal.workspace.bureau.beginning import half_before, periods
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words

TITLE = Words("보고 수합", "Collection round")
PATH = "round/"
DEED = "workspace.plan_office"
PARENT = "workspace"
MENU = 33
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
        "late": [row for row in rows if row.state in ("missing", "returned")],
        "queue": reverse("queue"),
    }


def _period(desk: Desk) -> str:
    asked = desk.query.get("period", "")
    return asked if asked in {code for code, _ in periods(desk.today)} else half_before(desk.today)


def _offices(desk: Desk, row: Expected) -> list[Words]:
    city = {office.id for office in desk.plan.offices if office.level == "city"}
    return [office_name(desk.plan, office) for office in sorted(row.undertaking.offices & city)]
