"""Projects that the roadmap cannot score, each with what is missing, for whoever may estimate it."""

from __future__ import annotations

from typing import Any

from bitgil.government.permissions import Matter
from bitgil.portal.workspace.bureau.foreseeing import undecided_of
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words

TITLE = Words("효과 추정", "Estimates")
PATH = "estimates/"
DEED = "change.requested"
PARENT = "workspace"
MENU = 23


def context(desk: Desk) -> dict[str, Any]:
    """Return the unscored projects of this desk with why, and how many belong to others."""
    unscored = [
        (desk.plan.project(fact.id), fact)
        for fact in undecided_of(desk.current, desk.today).values()
        if fact.verdict == "unscored"
    ]
    mine = [
        (project, fact)
        for project, fact in unscored
        if desk.may("change.requested", Matter(frozenset(project.offices)))
    ]
    waiting = {
        project.id: [
            act.number
            for act in desk.state.dossier(project.id)
            if act.kind == "change.requested" and act.public.get("change") == "estimate"
        ]
        for project, _ in mine
    }
    return {
        "rows": [{"project": project, "fact": fact, "asked": waiting[project.id]} for project, fact in mine],
        "elsewhere": len(unscored) - len(mine),
        "all": len(unscored),
    }
