"""A proposal for a new project, by a citizen, the committee or a department."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.portal.workspace.bureau.opening import NEW, opened, proposer
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, form_for
from bitgil.quantity import Words

TITLE = Words("사업 제안하기", "Propose a project")
PATH = "propose/"
DEED = "proposal.made"
PARENT = "workspace"
MENU = 29
_CITY_ALONE = frozenset({"city", "departments"})
"""What a citizen is not asked for."""


def context(desk: Desk) -> dict[str, Any]:
    """Return the form, shorter for a citizen, and where the answers will stand."""
    by = proposer(desk.person)
    tasks = tuple((str(task.number), task.name) for task in desk.plan.tasks)
    leave = _CITY_ALONE if by == "citizen" else frozenset()
    begun = Begun(fixed={"by": by}, leave=leave, choices={"task": tasks})
    return {"form": form_for(DEED, NEW, desk, begun)}


def post(desk: Desk) -> Done:
    """Record the proposal under a code of its own."""
    act = opened(desk, DEED, {"by": proposer(desk.person)})
    said = Words(
        f"제안을 {act.subject}(으)로 받았습니다. 검토와 답변이 이 쪽에 나타납니다.",
        f"received as {act.subject}; its review and answer will appear here",
    )
    return Done(reverse("my_proposals"), said)
