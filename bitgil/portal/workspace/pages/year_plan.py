"""The yearly plan: projects chosen from what stands, money by source, what is not met, and its adoption."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from bitgil.government.undertakings import all_undertakings
from bitgil.portal.counting import whole
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.bureau.assembling import (
    Candidate,
    all_meetings,
    by_source,
    candidates,
    resolutions,
)
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, enclosed, entry_from, form_for
from bitgil.quantity import Words
from bitgil.store.filing import file

TITLE = Words("연간 시행계획 짜기", "Assemble the yearly plan")
PATH = "year-plan/"
DEED = "workspace.plan_office"
PARENT = "workspace"
MENU = 35
KIND = "plan.year_adopted"
_AUTUMN = 7
"""The month from which the next year's plan is what one works on."""


def context(desk: Desk) -> dict[str, Any]:
    """Return the candidates of a year, those chosen with their sums, and the form that adopts them."""
    year = _year(desk)
    found = candidates(desk, all_undertakings(desk.state, desk.today), year)
    looked = "look" in desk.query
    asked = set(desk.asked.all("project")) if looked else set(desk.posted.one("projects").split())
    chosen = [each for each in found if each.each.subject in asked]
    adopted = [act for act in desk.state.dossier(desk.plan.id) if act.kind == KIND]
    return {
        "year": year,
        "years": range(int(desk.today[:4]) - 1, int(desk.today[:4]) + 3),
        "rows": [(each, each.each.subject in asked) for each in found],
        "chosen": chosen,
        "sums": by_source(chosen),
        "total": sum(each.total for each in chosen),
        "unmet": [each for each in chosen if each.unmet or each.refused],
        "adopted": [act for act in adopted if act.public["year"] == year],
        "form": form_for(KIND, desk.plan.id, desk, _begun(desk, year, chosen)) if chosen else None,
    }


def post(desk: Desk) -> Done:
    """Record that the year's plan was adopted."""
    if desk.posted.one("kind") != KIND or desk.posted.one("subject") != desk.plan.id:
        raise NotHere(desk.posted.one("kind"))
    public, parts = enclosed(desk)
    entry = entry_from(desk.posted)
    (act,) = file(desk.person, replace(entry, public={**entry.public, **public}), private=parts)
    said = Words(
        f"{act.public['year']}년 시행계획을 확정했습니다({act.number}번)",
        f"the plan of {act.public['year']} is adopted by act {act.number}",
    )
    return Done(f"{reverse('year_plan')}?year={act.public['year']}", said)


def _year(desk: Desk) -> int:
    asked = desk.query.get("year", "") or desk.posted.one("year")
    if (year := whole(asked)) is not None and len(asked) == len("2027"):
        return year
    return int(desk.today[:4]) + (int(desk.today[5:7]) >= _AUTUMN)


def _begun(desk: Desk, year: int, chosen: list[Candidate]) -> Begun:
    fixed: dict[str, Any] = {"year": year, "projects": [each.each.subject for each in chosen]}
    total = sum(each.total for each in chosen)
    if total:
        fixed["money"] = total
    return Begun(fixed=fixed, choices={"resolution": resolutions(all_meetings(desk.state))})
