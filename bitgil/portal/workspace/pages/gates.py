"""The budget office's desk: reviews to decide, conditions to be met, and bids that need city money."""

from __future__ import annotations

from typing import Any

from bitgil.government.calendar import deadlines
from bitgil.government.steps import bid_stage, next_kinds
from bitgil.government.undertakings import Undertaking, all_undertakings, due_for
from bitgil.portal.workspace.bureau.offering import address_of
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import text_of_act
from bitgil.quantity import Words

TITLE = Words("투자심사·예산 협의", "Reviews and budget")
PATH = "gates/"
DEED = "workspace.budget_office"
PARENT = "workspace"
MENU = 38


def context(desk: Desk) -> dict[str, Any]:
    """Return what waits for the budget office, each with its deadline."""
    found = all_undertakings(desk.state, desk.today)
    dues = deadlines(desk.state, desk.today)
    return {
        "deciding": [_row(desk, each, "gate.decided", "gate.applied", dues) for each in found if _asks(each)],
        "meeting": [_conditions(each) for each in found if each.case.open_conditions and not each.closed],
        "consulting": [
            _row(desk, each, "budget.consulted", "bid.found", dues) for each in found if _needs_money(each)
        ],
    }


def _asks(each: Undertaking) -> bool:
    return "gate.decided" in next_kinds(each.case)


def _needs_money(each: Undertaking) -> bool:
    """Whether a bid that is to be entered has no consent of the budget office yet."""
    return bid_stage(each.case) == "reviewed" and "budget.consulted" not in each.case.last


def _row(desk: Desk, each: Undertaking, kind: str, about: str, dues: Any) -> dict[str, Any]:  # noqa: ANN401  passed through
    act = each.case.last.get(about)
    return {
        "each": each,
        "address": address_of(each.subject, kind),
        "told": text_of_act(act, desk) if act else None,
        "dues": due_for(dues, each.subject),
    }


def _conditions(each: Undertaking) -> dict[str, Any]:
    said = each.case.gate.public["conditions"] if each.case.gate else []
    return {
        "each": each,
        "address": address_of(each.subject, "gate.condition_met"),
        "open": [(number, said[number - 1]) for number in each.case.open_conditions],
    }
