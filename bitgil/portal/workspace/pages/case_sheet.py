"""One case on one sheet: what a member must know before the vote; then motion, vote and resolution."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.committees import Meeting
from bitgil.government.law import law_on
from bitgil.government.sittings import needed, next_acts_on
from bitgil.plan.types import Plan
from bitgil.portal.links import named
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.committees.rooms import Room, meeting_at, room_of
from bitgil.portal.workspace.committees.sheets import sheet_of
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, Choices, Form, form_for, text_of_act
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words
from bitgil.roadmap.bounds import sentences

TITLE = Words("안건 한 장", "One sheet per case")
PATH = "committee/<str:body>/meetings/<str:number>/<int:item>/"
DEED = "papers.read"
PARENT = "committee_room"
KINDS = ("meeting.recused", "motion.moved", "motion.voted", "motion.resolved")
SAID = {
    "meeting.recused": Words("제척·기피·회피를 기록했습니다.", "The recusal is recorded."),
    "motion.moved": Words("안건을 상정했습니다.", "The motion is moved."),
    "motion.voted": Words(
        "표결을 기록했습니다. 의결을 이어 기록하세요.", "The vote is recorded. Record the resolution."
    ),
    "motion.resolved": Words("의결을 기록했습니다.", "The resolution is recorded."),
}


def context(desk: Desk, body: str, number: str, item: int) -> dict[str, Any]:
    """Return the sheet with the forms of what may come next on this item; raise NotHere for no item."""
    meeting = meeting_at(desk.state, body, number)
    sheet = sheet_of(desk.state, desk.plan, meeting, item)
    if sheet is None:
        raise NotHere(str(item))
    room = room_of(desk.state, desk.plan, body, meeting.day)
    about, own = sheet.row.get("about", ""), sheet.alternative
    here = {"body": body, "number": number}
    return {
        "title": f"{item}. {sheet.row['title']}",
        "trail": _trail(desk, meeting, here),
        **here,
        "meeting": meeting,
        "sheet": sheet,
        "bounds": () if own is None or own.bounds is None else tuple(sentences(own.bounds)),
        "plan_item": about in ("", desk.plan.id),
        "findings": named(desk.plan.findings, sheet.project.placement.findings) if sheet.project else (),
        "opinions": [text_of_act(act, desk) for act in sheet.opinions],
        "gates": [text_of_act(act, desk) for act in sheet.gates],
        "recused": sorted(meeting.recused.get(item, ())),
        "motion": meeting.moved.get(item),
        "vote": meeting.votes.get(item),
        "resolution": meeting.resolutions.get(item),
        "forms": [
            _form(kind, meeting, item, desk, room) for kind in next_acts_on(meeting, item) if desk.may(kind)
        ],
        "law": law_on(desk.plan.legal_rules, meeting.day),
    }


def post(desk: Desk, body: str, number: str, item: int) -> Done:
    """Record what was handed in about this item."""
    meeting = meeting_at(desk.state, body, number)
    if desk.posted.one("item") != str(item):
        raise NotHere(desk.posted.one("item"))
    act = handed_in(desk, KINDS, (meeting.subject,))
    return Done(reverse("case_sheet", kwargs={"body": body, "number": number, "item": item}), SAID[act.kind])


def _trail(desk: Desk, meeting: Meeting, here: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    work, room = Words("업무공간", "Workspace"), Words("위원회", "Committee")
    sitting = Words("회의", "Meeting").in_(desk.language)
    return (
        (work.in_(desk.language), reverse("workspace")),
        (room.in_(desk.language), reverse("committee_room")),
        (f"{sitting} {meeting.subject}", reverse("meeting", kwargs=here)),
    )


def _form(kind: str, meeting: Meeting, item: int, desk: Desk, room: Room) -> Form:
    begun = {
        "meeting.recused": _recusing,
        "motion.moved": _moving,
        "motion.voted": _voting,
        "motion.resolved": _resolving,
    }[kind]
    return form_for(kind, meeting.subject, desk, begun(meeting, item, desk, room))


def _recusing(meeting: Meeting, item: int, desk: Desk, room: Room) -> Begun:
    own = not desk.person.seats & {"secretary", "chair"}
    fixed = {"item": item, **({"member": desk.person.member, "ground": "avoidance"} if own else {})}
    return Begun(fixed=fixed, choices={"member": room.choices}, effect=_day(meeting, desk))


def _moving(meeting: Meeting, item: int, desk: Desk, room: Room) -> Begun:  # noqa: ARG001  one shape for all
    title = next(row["title"] for row in meeting.agenda if row["item"] == item)
    return Begun(given={"text": title}, fixed={"item": item}, effect=meeting.day)


def _voting(meeting: Meeting, item: int, desk: Desk, room: Room) -> Begun:  # noqa: ARG001  the same
    able = meeting.may_vote(item)
    least = needed(len(able), room.law, room.body)
    note = Words(
        f"표결할 수 있는 위원 {len(able)}명, 가결에 필요한 찬성 {least}명",
        f"{len(able)} may vote; {least} in favour carry it",
    )
    choices = tuple((member, said) for member, said in room.choices if member in able)
    return Begun(
        given={"voters": sorted(able)},
        fixed={"item": item},
        choices={"voters": choices},
        effect=meeting.day,
        notes={"voters": note},
    )


def _resolving(meeting: Meeting, item: int, desk: Desk, room: Room) -> Begun:  # noqa: ARG001  the same
    return Begun(
        fixed={"item": item},
        leave=frozenset({"version"}),
        choices={"due.office": _offices(desk.plan)},
        effect=meeting.day,
    )


def _offices(plan: Plan) -> Choices:
    return tuple((office.id, office.name) for office in plan.offices if office.level == "city")


def _day(meeting: Meeting, desk: Desk) -> str:
    return min(meeting.day, desk.today) if not meeting.attended else meeting.day
