"""One condition: what was asked, by whom it is to be answered, every answer, and the form for the next."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.followup import Condition, conditions_at
from bitgil.government.permissions import Matter
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.committees.rooms import meeting_at
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, form_for, text_of_act
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words

TITLE = Words("의결 조건", "Condition of a resolution")
PATH = "committee/<str:body>/meetings/<str:number>/conditions/<int:act>/<int:place>/"
DEED = "workspace.enter"
PARENT = "committee_room"
EVIDENCE = Words("이행 근거 (비공개 자료)", "Evidence (held back)")


def context(desk: Desk, body: str, number: str, act: int, place: int) -> dict[str, Any]:
    """Return the condition with its answers, and the form where this person may answer it."""
    one = _found(desk, body, number, act, place)
    begun = Begun(fixed={"resolution": act, "condition": place}, encloses=EVIDENCE)
    matter = Matter(frozenset({one.office} - {""}))
    form = form_for("condition.answered", one.meeting, desk, begun)
    return {
        "body": body,
        "number": number,
        "one": one,
        "office": office_name(desk.plan, one.office),
        "late": one.late(desk.today),
        "told": [text_of_act(each, desk) for each in reversed(one.answers)],
        "form": form if desk.may("condition.answered", matter) else None,
    }


def post(desk: Desk, body: str, number: str, act: int, place: int) -> Done:
    """Record the answer."""
    one = _found(desk, body, number, act, place)
    if (desk.posted.one("resolution"), desk.posted.one("condition")) != (str(act), str(place)):
        raise NotHere(desk.posted.one("condition"))
    handed_in(desk, ("condition.answered",), (one.meeting,))
    here = {"body": body, "number": number, "act": act, "place": place}
    return Done(reverse("condition", kwargs=here), Words("답변을 기록했습니다.", "The answer is recorded."))


def _found(desk: Desk, body: str, number: str, act: int, place: int) -> Condition:
    meeting = meeting_at(desk.state, body, number)
    for one in conditions_at(desk.state, meeting.subject):
        if (one.resolution.number, one.number) == (act, place):
            return one
    raise NotHere(f"{act}.{place}")
