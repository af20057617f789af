"""A correction: the form of an act with what it says now; what is changed in it becomes the correction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from bitgil.government.acts import KINDS, Act
from bitgil.government.amending.estimates import KIND as ESTIMATED
from bitgil.government.undertakings import Undertaking
from bitgil.government.views import CORRECTION, standing
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.naming import field_name
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.bureau.beginning import begun_for
from bitgil.portal.workspace.desk import Closed, Desk, Done
from bitgil.portal.workspace.forms import Begun, entry_from, form_for, text_of_act
from bitgil.portal.workspace.pages.matter import may_mend, project_at
from bitgil.quantity import Words
from bitgil.store.filing import Entry, file

TITLE = Words("정정", "Correct an act")
PATH = "matters/<str:subject>/correct/<int:number>/"
DEED = "workspace.enter"
PARENT = "workspace"
_OWN = ("document", "warnings")


def context(desk: Desk, subject: str, number: int) -> dict[str, Any]:
    """Return the act as it stands and its form to be changed."""
    each, act = _allowed(desk, subject, number)
    usual = begun_for(desk, each, act.kind)
    if act.public.get("change") == ESTIMATED:
        usual = Begun()
    begun = Begun(act.public, leave=usual.leave, choices=usual.choices, effect=act.effect)
    return {
        "each": each,
        "told": text_of_act(act, desk),
        "form": form_for(act.kind, subject, desk, begun),
        "back": reverse("matter", kwargs={"subject": subject}),
    }


def post(desk: Desk, subject: str, number: int) -> Done:
    """Record what was changed, or that the act is withdrawn, as a correction of its day."""
    _, act = _allowed(desk, subject, number)
    entry = _withdrawal(desk, act) if desk.posted.one("withdraw") else _changed(desk, act)
    (done,) = file(desk.person, entry)
    said = Words(
        f"{number}번을 정정했습니다({done.number}번)", f"act {number} is corrected by act {done.number}"
    )
    return Done(reverse("matter", kwargs={"subject": subject}), said)


def _allowed(desk: Desk, subject: str, number: int) -> tuple[Undertaking, Act]:
    each = project_at(desk, subject)
    found = [act for act in standing(desk.state.dossier(subject)) if act.number == number]
    if not found:
        raise NotHere(str(number))
    if not may_mend(desk, each, found[0]):
        raise Closed
    return each, found[0]


def _withdrawal(desk: Desk, act: Act) -> Entry:
    seen = desk.posted.one("seen")
    public = {"act": act.number, "withdrawn": True}
    at = whole(seen)
    return Entry(CORRECTION, act.subject, act.effect, desk.posted.one("reason"), public, at)


def _changed(desk: Desk, act: Act) -> Entry:
    """Return the correction that a changed form asks for; raise Unsound where it changes nothing."""
    entry = entry_from(desk.posted)
    before = {name: value for name, value in act.public.items() if name not in _OWN}
    content = {name: value for name, value in entry.public.items() if before.get(name) != value}
    emptied = [name for name in before if name not in entry.public]
    if emptied:
        raise Unsound(tuple(_emptied(act, name) for name in emptied))
    if not content:
        what = Words("달라진 내용이 없습니다", "nothing was changed")
        fix = Words("고칠 칸을 고치거나, 행위를 철회하세요", "change what is wrong, or withdraw the act")
        raise Unsound((problem(KINDS[act.kind].title.ko, what, fix),))
    return replace(entry, kind=CORRECTION, public={"act": act.number, "content": content})


def _emptied(act: Act, name: str) -> Any:  # noqa: ANN401  a Problem
    said = field_name(act.kind, name)
    what = Words("적혀 있던 칸을 비웠습니다", f"'{said.en}' was emptied")
    return problem(
        said.ko, what, Words("값을 적거나, 철회하고 새로 기록하세요", "write a value, or withdraw the act")
    )
