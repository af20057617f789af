"""Agreed requests that the plan does not show yet, and what each would move once it does."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import Act
from bitgil.government.amending import unapplied
from bitgil.government.delay import end_of
from bitgil.portal.workspace.bureau.moving import Moves, months_between, moves_of
from bitgil.portal.workspace.desk import Desk


def to_apply(desk: Desk) -> list[dict[str, Any]]:
    """Return the agreed requests that wait to be put into the plan, each with its project."""
    return [
        {"request": each.request, "review": each.review, "project": desk.plan.project(each.request.subject)}
        for each in unapplied(desk.state)
    ]


def moved_by(desk: Desk, request: Act) -> Moves | None:
    """Return what a request moves, counted from the end that the plan still holds."""
    project = desk.plan.project(request.subject)
    return moves_of(desk, project.id, months_between(end_of(project), str(request.public.get("ends", ""))))
