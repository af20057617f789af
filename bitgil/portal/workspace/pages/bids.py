"""The bid pipeline: every call where it stands, from found to agreed or lost, with the next steps alone."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.calendar import deadlines
from bitgil.government.steps import STAGES, bid_stage
from bitgil.government.undertakings import Undertaking, all_undertakings, due_for
from bitgil.portal.workspace.bureau.offering import offers
from bitgil.portal.workspace.bureau.opening import NEW, opened
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import form_for
from bitgil.quantity import Words

TITLE = Words("공모 진행판", "Bids")
PATH = "bids/"
DEED = "bid.found"
PARENT = "workspace"
MENU = 22
NAMES = {
    "found": Words("발굴", "Found"),
    "reviewed": Words("검토", "Reviewed"),
    "applied": Words("응모", "Entered"),
    "preliminary": Words("예비 선정", "Preliminary selection"),
    "final": Words("최종 선정", "Final selection"),
    "agreed": Words("협약", "Agreed"),
    "lost": Words("탈락", "Lost"),
}
_FAMILIES = ("bid", "budget", "council")


def context(desk: Desk) -> dict[str, Any]:
    """Return the bids by stage, each with its deadline and next steps, and the form for a new call."""
    dues = deadlines(desk.state, desk.today)
    found = [each for each in all_undertakings(desk.state, desk.today) if bid_stage(each.case)]
    mine = desk.query.get("mine") == "1"
    if mine:
        found = [each for each in found if desk.person.office in each.offices]
    rows = [
        (stage, NAMES[stage], [_row(desk, u, dues) for u in found if bid_stage(u.case) == stage])
        for stage in STAGES
    ]
    return {"stages": rows, "mine": mine, "any": bool(found), "form": form_for(DEED, NEW, desk)}


def post(desk: Desk) -> Done:
    """Record a call that was found, under a code of its own, and go to its desk."""
    act = opened(desk, DEED)
    said = Words(f"공모를 {act.subject}(으)로 올렸습니다", f"the call stands as {act.subject}")
    return Done(reverse("matter", kwargs={"subject": act.subject}), said)


def _row(desk: Desk, each: Undertaking, dues: Any) -> dict[str, Any]:  # noqa: ANN401  passed through
    steps = [step for step in offers(desk, each) if step.kind.partition(".")[0] in _FAMILIES]
    last = max((a for k, a in each.case.last.items() if k.startswith("bid.")), key=lambda act: act.number)
    return {"each": each, "steps": steps, "last": last, "dues": due_for(dues, each.subject)}
