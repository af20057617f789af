"""One act about one project: the form of its kind, begun with what is known, and what it would move."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from bitgil.government.acts import KINDS, Act
from bitgil.government.amending import Agreed, amendment_of, unapplied
from bitgil.government.amending.estimates import KIND as ESTIMATED
from bitgil.government.permissions import Matter
from bitgil.government.undertakings import Undertaking
from bitgil.plan.changes import diff, sentence
from bitgil.portal.naming import value_name
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.bureau.beginning import begun_for, without_promises
from bitgil.portal.workspace.bureau.moving import months_between, moves_of, slip_of
from bitgil.portal.workspace.bureau.offering import ABOUT_PROJECTS
from bitgil.portal.workspace.desk import Closed, Desk, Done
from bitgil.portal.workspace.forms import Told, form_for, text_of_act
from bitgil.portal.workspace.handing import handed_in
from bitgil.portal.workspace.pages.matter import project_at
from bitgil.quantity import Words
from bitgil.store.current import state_in_force

TITLE = Words("기록하기", "Record")
PATH = "matters/<str:subject>/file/<str:kind>/"
DEED = "workspace.enter"
PARENT = "workspace"
PARTS = {"moves": "workspace/parts/moves.html"}


def context(desk: Desk, subject: str, kind: str) -> dict[str, Any]:
    """Return the form, and beside a change what it moves; raise Closed where this desk may not file it."""
    each = _allowed(desk, subject, kind)
    return {
        "title": KINDS[kind].title.in_(desk.language),
        "each": each,
        "form": form_for(kind, subject, desk, begun_for(desk, each, kind)),
        "back": reverse("matter", kwargs={"subject": subject}),
        "report": _asked_report(desk, each) if kind == "progress.reviewed" else None,
        **(_preview(desk, each) if kind == "change.requested" else {}),
        **(_request(desk, each) if kind == "change.reviewed" else {}),
    }


def post(desk: Desk, subject: str, kind: str) -> Done:
    """Record the act and go back to the project's desk."""
    each = _allowed(desk, subject, kind)
    act = handed_in(replace(desk, posted=without_promises(desk.posted, each)), {kind}, {subject})
    title = KINDS[kind].title
    if kind == "change.reviewed" and desk.may("imports.accept") and left_to_apply(act):
        ready = Words(
            f"{act.number}번으로 동의를 기록했습니다. 이제 계획에 반영하세요",
            f"agreed to as act {act.number}; now put it into the plan",
        )
        return Done(reverse("plan_amend", kwargs={"number": act.public["request"]}), ready)
    said = Words(f"{act.number}번으로 기록했습니다: {title.ko}", f"recorded as act {act.number}: {title.en}")
    return Done(reverse("matter", kwargs={"subject": subject}), said)


def _allowed(desk: Desk, subject: str, kind: str) -> Undertaking:
    if kind not in ABOUT_PROJECTS:
        raise NotHere(kind)
    each = project_at(desk, subject)
    if not desk.may(kind, Matter(each.offices)):
        raise Closed
    return each


def _preview(desk: Desk, each: Undertaking) -> dict[str, Any]:
    ends = desk.query.get("ends", "") or desk.posted.one("ends")
    months = months_between(each.ends, ends)
    return {"asks": True, "ends": ends, "moves": moves_of(desk, each.subject, months), "months": months}


def _request(desk: Desk, each: Undertaking) -> dict[str, Any]:
    asked = desk.query.get("request", "")
    acts = [act for act in each.case.requests if asked in ("", str(act.number))]
    return before_and_after(desk, each, acts[0]) if acts else {}


def before_and_after(desk: Desk, each: Undertaking, request: Act) -> dict[str, Any]:
    """Return a requested change as rows of before and after, and what it moves."""
    public = request.public
    return {
        "request_act": request,
        "change": value_name("change", public["change"]),
        "money": (each.total, public["total"]) if "total" in public else None,
        "dates": (each.ends, public["ends"]) if "ends" in public else None,
        "becomes": public.get("becomes", ""),
        "into": [p for p in desk.plan.projects if p.id in public.get("into", ())],
        "moves": moves_of(desk, each.subject, slip_of(each, request)),
        "estimate": _estimate(desk, request),
        **in_the_plan(desk, request),
    }


def _estimate(desk: Desk, request: Act) -> Told | None:
    """Return what an estimate says field by field, None where the request is none."""
    return text_of_act(request, desk) if request.public["change"] == ESTIMATED else None


def in_the_plan(desk: Desk, request: Act) -> dict[str, Any]:
    """Return what a request would change of the plan, in sentences, and what it leaves to the folder."""
    if all(project.id != request.subject for project in desk.plan.projects):
        return {}
    found = amendment_of(desk.state, Agreed(request, request), desk.today)
    changes = [each for each in diff(desk.plan, found.plan) if getattr(each, "collection", "") != "history"]
    return {"plan_changes": [sentence(each, desk.plan) for each in changes], "left": found.left}


def left_to_apply(review: Act) -> bool:
    """Whether a review has agreed to something that can now be put into the plan."""
    asked = {each.request.number for each in unapplied(state_in_force())}
    return review.public["request"] in asked


def _asked_report(desk: Desk, each: Undertaking) -> Any:  # noqa: ANN401  Told or nothing
    asked = desk.query.get("report", "")
    acts = [act for act in desk.state.dossier(each.subject) if str(act.number) == asked]
    return text_of_act(acts[0], desk) if acts else None
