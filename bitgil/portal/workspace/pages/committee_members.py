"""Appointments and endings: seats by code in the act, names in the part that is held back."""

from __future__ import annotations

from typing import Any

from bitgil.government.days import days_after, months_after
from bitgil.portal.workspace.committees.rooms import Room, room_at
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, form_for, text_of_act
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words

TITLE = Words("위촉과 해촉", "Appointments and endings")
PATH = "committee/<str:body>/members/"
DEED = "workspace.committee"
PARENT = "committee_room"
KINDS = ("member.appointed", "member.ended")
NAMES = Words("이름과 소속 (비공개 명단)", "Names and affiliations (held back)")


def context(desk: Desk, body: str) -> dict[str, Any]:
    """Return both forms where this person may file them, and every appointment and ending so far."""
    room = room_at(desk, body)
    begun = {"member.appointed": _appointing(room, desk), "member.ended": _ending(room)}
    acts = [act for act in desk.state.dossier(body) if act.kind in KINDS]
    return {
        "room": room,
        "forms": [form_for(kind, body, desk, begun[kind]) for kind in KINDS if desk.may(kind)],
        "told": [text_of_act(act, desk) for act in reversed(acts)],
        "may_read": desk.may("documents.read"),
    }


def post(desk: Desk, body: str) -> Done:
    """Record the appointment or the ending."""
    room_at(desk, body)
    act = handed_in(desk, KINDS, (body,))
    return Done(f"./#act-{act.number}", Words("기록했습니다.", "Recorded."))


def _appointing(room: Room, desk: Desk) -> Begun:
    years = room.law.limit("committee.term", room.body)
    last = days_after(months_after(desk.today, int(years) * 12), -1) if years else ""
    given = {"first": desk.today, "last": last, "seat": "appointed"}
    note = Words(
        f"지금 자리: {' '.join(sorted(room.committee.seats)) or '없음'}",
        f"seats held now: {' '.join(sorted(room.committee.seats)) or 'none'}",
    )
    return Begun(given=given, encloses=NAMES, notes={"members": note})


def _ending(room: Room) -> Begun:
    return Begun(choices={"member": room.choices})
