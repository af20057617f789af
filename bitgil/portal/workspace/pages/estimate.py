"""An officer's own estimate of a project: effects, dates and money; tried on the roadmap, then asked for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.law import law_on
from bitgil.government.permissions import Matter
from bitgil.government.undertakings import Undertaking
from bitgil.plan.changes import diff, sentence
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Plan, Project
from bitgil.portal.counting import whole
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.bureau.estimating import (
    FORM,
    empty_faults,
    estimate_in,
    offered,
    rows_in,
    texts_in,
    unreached,
    years_in,
)
from bitgil.portal.workspace.bureau.foreseeing import foresee, new_problems, plan_with, undecided_of
from bitgil.portal.workspace.desk import Closed, Desk, Done, Looked
from bitgil.portal.workspace.forms import enclosed
from bitgil.portal.workspace.pages.matter import project_at
from bitgil.quantity import Grade, Words
from bitgil.store.filing import Entry, file

TITLE = Words("추정 넣기", "Enter an estimate")
PATH = "matters/<str:subject>/estimate/"
DEED = "workspace.enter"
PARENT = "estimates"
LOOK = "look"


def context(desk: Desk, subject: str) -> dict[str, Any]:
    """Return why the project is not scored, the form as it was filled, and what may be estimated."""
    each, project = _allowed(desk, subject)
    texts, choices = texts_in(desk, project), offered(desk, project)
    seen = whole(desk.posted.one("seen"))
    return {
        "each": each,
        "project": project,
        "fact": undecided_of(desk.current, desk.today).get(subject),
        "choices": choices,
        "own": [choice for choice in choices if choice.own],
        "others": [choice for choice in choices if not choice.own],
        "unreached": unreached(desk, choices),
        "rows": rows_in(texts, project),
        "years": years_in(texts),
        "texts": texts,
        "dropped": desk.posted.all("drops"),
        "drivers": {choice.assumption.id: choice.assumption for choice in choices},
        "grades": [(each.value, Words(each.ko, each.en)) for each in reversed(Grade)],
        "form": FORM,
        "seen": desk.seen(subject) if seen is None else seen,
        "waiting": [act for act in each.case.requests if act.public.get("change") == "estimate"],
    }


def post(desk: Desk, subject: str) -> Done | Looked:
    """Show what the estimate would do, or ask for it; raise Unsound with all that speaks against it."""
    each, project = _allowed(desk, subject)
    if desk.posted.one("form") != FORM:
        raise NotHere(subject)
    looks = bool(desk.posted.one(LOOK))
    public, faults = estimate_in(desk, project)
    evidence = law_on(desk.plan.legal_rules, desk.today).on("plan.change") is not None
    faults += () if looks else tuple(empty_faults(desk, evidence=evidence))
    if faults:
        raise Unsound(faults)
    after = plan_with(desk, subject, public, desk.posted.one("reason"))
    if problems := new_problems(desk, after):
        raise Unsound(problems)
    if looks:
        return Looked({"foreseen": foresee(desk, after, subject), "looked": True} | _told(desk, after))
    mark, parts = enclosed(desk)
    seen, reason = whole(desk.posted.one("seen")), desk.posted.one("reason")
    entry = Entry("change.requested", subject, desk.today, reason, {**public, **mark}, seen)
    (act,) = file(desk.person, entry, private=parts)
    said = Words(
        f"{act.number}번으로 추정을 요청했습니다. 총괄부서가 동의하고 반영하면 계획과 로드맵이 바뀝니다",
        f"asked for as act {act.number}; once the plan office agrees and applies it, plan and roadmap change",
    )
    return Done(reverse("matter", kwargs={"subject": each.subject}), said)


def _told(desk: Desk, after: Plan) -> dict[str, Any]:
    """Return in sentences what would stand in the plan."""
    changes = [each for each in diff(desk.plan, after) if getattr(each, "collection", "") != "history"]
    return {"plan_changes": [sentence(each, desk.plan) for each in changes]}


def _allowed(desk: Desk, subject: str) -> tuple[Undertaking, Project]:
    """Return the project; raise NotHere where the plan has none, Closed where this desk may not ask."""
    each = project_at(desk, subject)
    if each.project is None:
        raise NotHere(subject)
    if not desk.may("change.requested", Matter(each.offices)):
        raise Closed
    return each, each.project
