"""The review queue: reports, changes and proposals that wait for the plan office."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.collecting import reports_waiting
from bitgil.government.evidence import evidence_of
from bitgil.government.undertakings import Undertaking, all_undertakings
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.workspace.bureau.applying import to_apply
from bitgil.portal.workspace.bureau.offering import address_of
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import text_of_act
from bitgil.portal.workspace.pages.deed import before_and_after
from bitgil.quantity import Words
from bitgil.store.filing import Entry, file

TITLE = Words("검토 대기", "Review queue")
PATH = "queue/"
DEED = "workspace.plan_office"
PARENT = "workspace"
MENU = 34


def context(desk: Desk) -> dict[str, Any]:
    """Return what waits: reports beside their evidence, changes with what they move, proposals."""
    found = all_undertakings(desk.state, desk.today)
    return {
        "reports": [row for each in found for row in _reports(desk, each)],
        "changes": [row for each in found for row in _changes(desk, each)],
        "agreed": to_apply(desk),
        "reviewing": [each for each in found if _at(each, "proposal.made", "proposal.reviewed")],
        "answering": [
            {"each": each, "address": address_of(each.subject, "proposal.answered")}
            for each in found
            if _at(each, "proposal.reviewed", "proposal.answered")
        ],
        "chosen": desk.posted.all("report"),
        "typed": desk.posted.one("reason"),
    }


def post(desk: Desk) -> Done:
    """Accept every report that was ticked, all or none, for the reason given."""
    known = {
        str(act.number): act
        for each in all_undertakings(desk.state, desk.today)
        for act in reports_waiting(desk.state.dossier(each.subject))
    }
    chosen = [known[number] for number in desk.posted.all("report") if number in known]
    if not chosen:
        what = Words("고른 보고가 없습니다", "no report was ticked")
        raise Unsound((problem(TITLE.ko, what, Words("받을 보고를 고르세요", "tick those to accept")),))
    entries = (
        Entry(
            "progress.reviewed",
            act.subject,
            desk.today,
            desk.posted.one("reason"),
            {"report": act.number, "verdict": "accepted"},
            desk.seen(act.subject),
        )
        for act in chosen
    )
    acts = file(desk.person, *entries)
    return Done(
        reverse("queue"), Words(f"보고 {len(acts)}건을 수용했습니다", f"{len(acts)} reports accepted")
    )


def _reports(desk: Desk, each: Undertaking) -> list[dict[str, Any]]:
    return [
        {
            "each": each,
            "claim": evidence_of(act, each.total),
            "told": text_of_act(act, desk),
            "address": address_of(each.subject, "progress.reviewed", report=str(act.number)),
        }
        for act in reports_waiting(desk.state.dossier(each.subject))
    ]


def _changes(desk: Desk, each: Undertaking) -> list[dict[str, Any]]:
    return [
        before_and_after(desk, each, act)
        | {"each": each, "address": address_of(each.subject, "change.reviewed", request=str(act.number))}
        for act in each.case.requests
    ]


def _at(each: Undertaking, done: str, then: str) -> bool:
    """Whether a proposal has come as far as *done* and not yet to *then*."""
    return done in each.case.last and then not in each.case.last and not each.closed
