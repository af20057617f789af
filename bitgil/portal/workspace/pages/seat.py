"""A member's own page: the seat they hold, their meetings and recusals, and what the committee proposed."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import Act
from bitgil.government.committees import Meeting, committee_of, meetings_of
from bitgil.portal.workspace.committees.rooms import bodies
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import text_of_act
from bitgil.quantity import Words

TITLE = Words("내 자리", "My seat")
PATH = "seat/"
DEED = "workspace.seat"
PARENT = "workspace"
MENU = 45


def context(desk: Desk) -> dict[str, Any]:
    """Return the member's seat, meetings and recusals, and the proposals by the committee."""
    member = desk.person.member
    rooms = [(body, committee_of(desk.state.dossier(body), desk.today)) for body in bodies(desk.state)]
    meetings = [one for body, _ in rooms for one in reversed(meetings_of(desk.state, body)) if one.called]
    made = [
        act
        for acts in desk.state.dossiers.values()
        for act in acts
        if act.kind == "proposal.made" and act.public["by"] == "committee"
    ]
    return {
        "held": [(body, room.seats[member]) for body, room in rooms if member in room.seats],
        "meetings": [(one, *one.subject.partition("/")[::2], _part(one, member)) for one in meetings],
        "recusals": [text_of_act(act, desk) for one in meetings for act in _recusals(desk, one, member)],
        "proposals": [text_of_act(act, desk) for act in reversed(made)],
    }


def _part(meeting: Meeting, member: str) -> str:
    if not meeting.attended:
        return "ahead"
    return "present" if member in meeting.present else "absent"


def _recusals(desk: Desk, meeting: Meeting, member: str) -> list[Act]:
    return [
        act
        for act in desk.state.dossier(meeting.subject)
        if act.kind == "meeting.recused" and act.public["member"] == member
    ]
