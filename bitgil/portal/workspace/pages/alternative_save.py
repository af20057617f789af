"""Saving an alternative: what a page or a run found becomes an act, with all that made it and its proof."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.portfolios import next_id, portfolio_of, portfolios_of
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.choosing.answers import names_of
from bitgil.portal.choosing.making import told_of
from bitgil.portal.choosing.savable import public_for
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Grade, Words
from bitgil.store.filing import Entry, file

TITLE = Words("대안으로 저장", "Save as an alternative")
PATH = "alternatives/save/"
DEED = "alternatives.save"
PARENT = "roadmap_room"


def context(desk: Desk) -> dict[str, Any]:
    """Return what would be saved, and the form with what was typed."""
    typed = {"name": desk.posted.one("title"), "reason": desk.posted.one("reason")}
    try:
        public = public_for(desk.current, desk.query, typed["name"])
    except Unsound as unsound:
        return {"unsaved": unsound.problems, "typed": typed}
    projects = {each.id: each.name for each in desk.plan.projects}
    objectives = {each.id: each.name for each in desk.plan.objectives}
    code = next_id(desk.current.acts)
    names = names_of(desk.current, desk.language)
    saved = portfolio_of(code, public)
    return {
        "typed": typed,
        "told": told_of(saved, desk.plan, portfolios_of(desk.current.acts), names, desk.language),
        "bound": public.get("bound"),
        "assumption": Grade.ASSUMED,
        "by_reference": public["reference"],
        "places": [(row["project"], projects[row["project"]], row["start"]) for row in public["chosen"]],
        "fixed": public.get("fixed", ()),
        "weights": [(objectives[row["objective"]], row["weight"]) for row in public["weights"]],
        "value": public["value"],
        "code": code,
    }


def post(desk: Desk) -> Done:
    """Record the alternative and go on to its page."""
    title, reason = desk.posted.one("title"), desk.posted.one("reason")
    public = public_for(desk.current, desk.query, title)
    faults = tuple(_empty(title, reason))
    if faults:
        raise Unsound(faults)
    code = next_id(desk.current.acts)
    file(desk.person, Entry("alternative.saved", code, desk.today, reason, public, seen=0))
    told = Words("대안을 저장했습니다.", "The alternative is saved.")
    return Done(reverse("portfolio", kwargs={"code": code}), told)


def _empty(title: str, reason: str) -> list[Problem]:
    named = ((title, Words("대안 이름", "name of the alternative")), (reason, Words("이유", "reason")))
    return [
        problem(name.ko, Words("비어 있습니다", "is empty"), Words("적으세요", "write it"))
        for text, name in named
        if not text
    ]
