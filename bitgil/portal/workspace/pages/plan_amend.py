"""An agreed request put into the plan: before and after, the files, what it moves, and what it rests on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.amending.estimates import KIND as ESTIMATED
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.workspace.bureau.applying import moved_by
from bitgil.portal.workspace.bureau.assembling import all_meetings, resolutions
from bitgil.portal.workspace.bureau.foreseeing import foresee
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words
from bitgil.store.amending import amend, prepare
from bitgil.store.reviewing import Verdict

TITLE = Words("계획에 반영하기", "Put into the plan")
PATH = "plan/changes/<int:number>/"
DEED = "imports.accept"
PARENT = "queue"
_TYPED = ("reason", "rests", "resolution")


def context(desk: Desk, number: int) -> dict[str, Any]:
    """Return what the agreed request does to the plan; where nothing is left to do, that in words."""
    try:
        prepared = prepare(desk.state, number)
    except Unsound as nothing:
        return {"number": number, "nothing": nothing.problems}
    agreed = prepared.amendment.agreed
    typed = {name: desk.posted.one(name) for name in _TYPED}
    if not typed["rests"]:
        typed["rests"] = "minor" if agreed.review.public.get("minor") else "resolution"
    estimated = agreed.request.public["change"] == ESTIMATED
    return {
        "number": number,
        "estimated": estimated,
        "foreseen": foresee(desk, prepared.found.plan, agreed.request.subject) if estimated else None,
        "prepared": prepared,
        "agreed": agreed,
        "project": desk.plan.project(agreed.request.subject),
        "moves": moved_by(desk, agreed.request),
        "resolutions": resolutions(all_meetings(desk.state)),
        "typed": typed,
        "seen": desk.seen(desk.plan.id),
    }


def post(desk: Desk, number: int) -> Done:
    """Put the request into the plan; raise Unsound with all that speaks against it, Clash as filing does."""
    reason, rests = desk.posted.one("reason"), desk.posted.one("resolution")
    if not reason:
        what = Words("이유가 비어 있습니다", "the reason is empty")
        raise Unsound((problem(TITLE.ko, what, Words("이유를 적으세요", "write a reason")),))
    minor = desk.posted.one("rests") == "minor"
    resolution = 0 if minor else whole(rests) or 0
    verdict = Verdict(agreed=True, reason=reason, minor=minor, resolution=resolution)
    acts = amend(desk.person, number, verdict, seen=whole(desk.posted.one("seen")))
    said = Words("계획에 반영했습니다. 계획이 바뀌었습니다", "put into the plan: the plan has changed")
    request = desk.current.act(number)
    return Done(reverse("matter", kwargs={"subject": request.subject if request else acts[0].subject}), said)
