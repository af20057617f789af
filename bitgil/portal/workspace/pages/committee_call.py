"""Calling a meeting: its day and place, and an agenda of the ordinance's six kinds."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.days import days_after
from bitgil.plan.types import Plan
from bitgil.portal.workspace.committees.rooms import Room, room_at
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, Choices, form_for
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words

TITLE = Words("회의 소집", "Call a meeting")
PATH = "committee/<str:body>/call/"
DEED = "meeting.called"
PARENT = "committee_room"


def context(desk: Desk, body: str) -> dict[str, Any]:
    """Return the form for the next meeting of this year, or of the year asked for."""
    room = room_at(desk, body)
    year = desk.query.get("year", "")
    this, following = desk.today[:4], str(int(desk.today[:4]) + 1)
    chosen = following if year == following else this
    notice = int(room.law.limit("committee.notice", body) or 0)
    begun = Begun(
        given={"date": days_after(desk.today, notice), "regular": True},
        choices={"items.about": _matters(desk.plan)},
        spare=5,
    )
    return {
        "room": room,
        "form": form_for("meeting.called", _subject(desk, room, chosen), desk, begun),
        "chosen": chosen,
        "years": (this, following),
        "notice": room.law.on("committee.notice", body),
        "papers": room.law.on("committee.papers", body),
    }


def post(desk: Desk, body: str) -> Done:
    """Record the call and go on to the meeting."""
    room = room_at(desk, body)
    years = (desk.today[:4], str(int(desk.today[:4]) + 1))
    act = handed_in(desk, ("meeting.called",), [_subject(desk, room, year) for year in years])
    number = act.subject.partition("/")[2]
    told = Words("소집을 통지했습니다. 이제 자료를 나누세요.", "The meeting is called. Send the papers next.")
    return Done(reverse("meeting", kwargs={"body": body, "number": number}), told)


def _subject(desk: Desk, room: Room, year: str) -> str:
    """Return the next free number of a meeting; a form handed in again keeps the one it had."""
    asked = desk.posted.one("subject")
    if desk.posted.one("kind") == "meeting.called" and asked.startswith(f"{room.body}/{year}-"):
        return asked
    taken = {one.subject for one in room.meetings}
    place = 1
    while f"{room.body}/{year}-{place}" in taken:
        place += 1
    return f"{room.body}/{year}-{place}"


def _matters(plan: Plan) -> Choices:
    """Return what an item may be about: the plan, an alternative, or a project."""
    heads = ((plan.id, Words(f"계획: {plan.name.ko}", f"plan: {plan.name.in_('en')}")),)
    alternatives = tuple(
        (each.id, Words(f"대안: {each.name.ko}", f"alternative: {each.name.in_('en')}"))
        for each in plan.alternatives
    )
    projects = tuple(
        (each.id, Words(f"{each.id} {each.name.ko}", f"{each.id} {each.name.in_('en')}"))
        for each in plan.projects
    )
    return (*heads, *alternatives, *projects)
