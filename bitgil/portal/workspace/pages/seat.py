"""A member's own page: the seat they hold, their meetings, their recusals, and a proposal of their own."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import Act
from bitgil.government.committees import Meeting, committee_of, meetings_of
from bitgil.plan.types import Plan
from bitgil.portal.workspace.committees.rooms import bodies
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, form_for, text_of_act
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words

TITLE = Words("내 자리", "My seat")
PATH = "seat/"
DEED = "workspace.seat"
PARENT = "workspace"
MENU = 45


def context(desk: Desk) -> dict[str, Any]:
    """Return the member's seat, meetings and recusals, and the form for a proposal by the committee."""
    member = desk.person.member
    rooms = [(body, committee_of(desk.state.dossier(body), desk.today)) for body in bodies(desk.state)]
    meetings = [one for body, _ in rooms for one in reversed(meetings_of(desk.state, body)) if one.called]
    made = [
        act
        for acts in desk.state.dossiers.values()
        for act in acts
        if act.kind == "proposal.made" and act.public["by"] == "committee"
    ]
    begun = Begun(
        fixed={"by": "committee"},
        choices={"task": _tasks(desk.plan)},
    )
    return {
        "held": [(body, room.seats[member]) for body, room in rooms if member in room.seats],
        "meetings": [(one, *one.subject.partition("/")[::2], _part(one, member)) for one in meetings],
        "recusals": [text_of_act(act, desk) for one in meetings for act in _recusals(desk, one, member)],
        "proposals": [text_of_act(act, desk) for act in reversed(made)],
        "form": form_for("proposal.made", _free(desk), desk, begun) if desk.may("proposal.made") else None,
    }


def post(desk: Desk) -> Done:
    """Record the proposal under a number of its own."""
    act = handed_in(desk, ("proposal.made",), (_free(desk),))
    told = Words(
        f"제안 {act.subject}을(를) 기록했습니다. 담당부서가 검토해 위원회에 답합니다.",
        f"Proposal {act.subject} is recorded. A department reviews it and the committee gets its answer.",
    )
    return Done("./", told)


def _free(desk: Desk) -> str:
    """Return the first free number of a proposal by the committee in this year."""
    year, place = desk.today[:4], 1
    while desk.state.dossier(f"C{year}-{place}"):
        place += 1
    return f"C{year}-{place}"


def _tasks(plan: Plan) -> tuple[tuple[str, Words], ...]:
    return tuple(
        (
            str(task.number),
            Words(f"{task.number}. {task.name.ko}", f"{task.number}. {task.name.in_('en')}"),
        )
        for task in plan.tasks
    )


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
