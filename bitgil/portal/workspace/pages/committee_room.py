"""The committee's room: its seats and terms beside what the law allows, its meetings, and what is due."""

from __future__ import annotations

from typing import Any

from bitgil.government.days import days_between
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.committees.rooms import SOON, bodies, room_at
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words

TITLE = Words("위원회", "Committee")
PATH = "committee/"
DEED = "workspace.committee"
PARENT = "workspace"
MENU = 40


def context(desk: Desk) -> dict[str, Any]:
    """Return the room of the committee asked for, the first where none was."""
    known = bodies(desk.state)
    if not known:
        raise NotHere("committee")
    room = room_at(desk, desk.query.get("body") or known[0])
    return {
        "title": room.name.in_(desk.language),
        "room": room,
        "bodies": known if len(known) > 1 else (),
        "seats_held": [
            (seat, room.renewable(seat), bool(seat.last) and days_between(desk.today, seat.last) <= SOON)
            for seat in room.seats
        ],
        "meetings": tuple(reversed(room.meetings)),
        "may_seat": desk.may("member.appointed"),
        "may_call": desk.may("meeting.called"),
    }
