"""One meeting from call to publication; only what may come next is offered."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.committees import Meeting, committee_of
from bitgil.government.days import days_after
from bitgil.government.law import law_on
from bitgil.government.sittings import next_acts, next_acts_on, quorum
from bitgil.portal.workspace.committees.minutes import parts_of, written
from bitgil.portal.workspace.committees.rooms import meeting_at, room_of
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, Form, form_for, text_of_act
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words
from bitgil.store.filing import file

TITLE = Words("회의", "Meeting")
PATH = "committee/<str:body>/meetings/<str:number>/"
DEED = "papers.read"
PARENT = "committee_room"
KINDS = ("meeting.papers", "meeting.attended", "minutes.published")
PAPERS = Words("회의자료 (위원·자문위원만)", "Papers (for members and advisers)")
PRESIDES = Words(
    "위원장이 없으면 실제로 회의를 이끈 위원을 적습니다. "
    "직무대행을 정한 조례 문구를 확인하지 못해 프로그램이 정하지 않습니다.",
    "Where the chair was absent, who really presided. No wording of an ordinance at hand says who deputises.",
)
SAID = {
    "meeting.papers": Words("자료를 나눈 것으로 기록했습니다.", "The papers are recorded as sent."),
    "meeting.attended": Words(
        "출석을 기록했습니다. 안건을 하나씩 여세요.", "Attendance is recorded. Open the items."
    ),
    "minutes.written": Words(
        "회의록을 기록했습니다. 이제 게재하세요.", "The minutes are recorded. Publish them next."
    ),
    "minutes.published": Words("게재를 기록했습니다.", "The publication is recorded."),
}


def context(desk: Desk, body: str, number: str) -> dict[str, Any]:
    """Return the meeting, its items, and the forms of what may come next and this person may file."""
    meeting = meeting_at(desk.state, body, number)
    law, seats = (
        law_on(desk.plan.legal_rules, meeting.day),
        committee_of(desk.state.dossier(body), meeting.day),
    )
    offered = [kind for kind in next_acts(meeting) if desk.may(kind)]
    minutes = law.on("committee.minutes", body)
    return {
        "title": f"{TITLE.in_(desk.language)} {meeting.subject}",
        "body": body,
        "number": number,
        "meeting": meeting,
        "items": [_line(meeting, row, desk) for row in meeting.agenda],
        "seats_then": len(seats.seats),
        "quorum": quorum(len(seats.seats), law, body),
        "quorum_rule": law.on("committee.quorum", body),
        "forms": [_form(kind, meeting, desk, body) for kind in offered if kind in KINDS],
        "minutes": parts_of(meeting, desk) if "minutes.written" in offered else (),
        "minutes_form": form_for("minutes.written", meeting.subject, desk, Begun(effect=_day(meeting, desk))),
        "post_by": days_after(meeting.day, int(minutes.value)) if minutes and minutes.value else "",
        "post_rule": minutes,
        "told": [text_of_act(act, desk) for act in reversed(desk.state.dossier(meeting.subject))],
        "may_read": desk.may("documents.read"),
    }


def post(desk: Desk, body: str, number: str) -> Done:
    """Record what was handed in, where it may come next."""
    meeting = meeting_at(desk.state, body, number)
    kind = desk.posted.one("kind")
    here = reverse("meeting", kwargs={"body": body, "number": number})
    if kind == "minutes.written" and desk.posted.one("subject") == meeting.subject:
        entry, parts = written(desk.posted)
        file(desk.person, entry, private=parts)
    else:
        handed_in(desk, KINDS, (meeting.subject,))
    return Done(here, SAID[kind])


def _line(meeting: Meeting, row: Any, desk: Desk) -> tuple[Any, ...]:  # noqa: ANN401  plain data
    item = row["item"]
    steps = [kind for kind in next_acts_on(meeting, item) if desk.may(kind)]
    return row, meeting.votes.get(item), meeting.resolutions.get(item), meeting.recused.get(item), steps


def _day(meeting: Meeting, desk: Desk) -> str:
    return max(meeting.day, desk.today)


def _form(kind: str, meeting: Meeting, desk: Desk, body: str) -> Form:
    room = room_of(desk.state, desk.plan, body, meeting.day)
    if kind == "meeting.papers":
        return form_for(kind, meeting.subject, desk, Begun({"items": len(meeting.items)}, encloses=PAPERS))
    if kind == "minutes.published":
        address = reverse(
            "committee_meeting", kwargs={"body": body, "number": meeting.subject.partition("/")[2]}
        )
        return form_for(kind, meeting.subject, desk, Begun({"url": address}, effect=_day(meeting, desk)))
    least, held = quorum(len(room.seats), room.law, body), len(room.seats)
    note = Words(
        f"재적 {held}명, 정족수 {least}명" if least else f"재적 {held}명",
        f"{held} members, quorum {least}" if least else f"{held} members",
    )
    given = {"presiding": next((seat.member for seat in room.seats if seat.post == "chair"), "")}
    begun = Begun(
        given=given,
        choices={"present": room.choices, "presiding": room.choices},
        effect=meeting.day,
        notes={"present": note, "presiding": PRESIDES},
    )
    return form_for(kind, meeting.subject, desk, begun)
