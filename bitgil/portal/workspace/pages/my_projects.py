"""My projects: what an office is in charge of, reports sent back first, each with its standing and why."""

from __future__ import annotations

from typing import Any

from bitgil.government.calendar import deadlines
from bitgil.government.undertakings import Undertaking, all_undertakings, due_for, mine
from bitgil.portal.workspace.bureau.beginning import report_public
from bitgil.portal.workspace.bureau.offering import address_of
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words

TITLE = Words("우리 부서 사업", "My projects")
PATH = "my-projects/"
DEED = "workspace.department"
PARENT = "workspace"
MENU = 20


def context(desk: Desk) -> dict[str, Any]:
    """Return the office's projects at work and closed, what is due, and proposals that nobody took up."""
    found = all_undertakings(desk.state, desk.today)
    own = mine(found, desk.person.office)
    dues = deadlines(desk.state, desk.today)
    return {
        "office": office_name(desk.plan, desk.person.office),
        "rows": [_row(desk, each, due_for(dues, each.subject)) for each in own if not each.over],
        "closed": [each for each in own if each.over],
        "free": [each for each in found if not each.offices and _waits(each)],
    }


def _row(desk: Desk, each: Undertaking, dues: Any) -> dict[str, Any]:  # noqa: ANN401  passed through
    running = "project.started" in each.case.last or bool(each.case.reports)
    return {
        "each": each,
        "dues": dues,
        "period": report_public(desk, each)["period"] if running else "",
        "report": address_of(each.subject, "progress.reported"),
    }


def _waits(each: Undertaking) -> bool:
    """Whether a proposal of a citizen or the committee still waits for a department."""
    return "proposal.made" in each.case.last and "proposal.reviewed" not in each.case.last
