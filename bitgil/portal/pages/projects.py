"""The list of projects, with filters by task, status and kind."""

from __future__ import annotations

from typing import Any

from bitgil.plan.types import Project
from bitgil.plan.types.project import KINDS, Standing
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("세부사업", "Projects")
PATH = "projects/"
MENU = 30


def context(
    current: Current, language: str, task: str = "", status: str = "", kind: str = ""
) -> dict[str, Any]:
    """Return the projects that match every filter given, in the order of their tasks."""
    plan = current.plan
    wanted = sorted(
        (p for p in plan.projects if _matches(p, task, status, kind)),
        key=lambda p: (p.placement.task, p.name.ko),
    )
    present = {p.status.value for p in plan.projects}
    return {
        "projects": wanted,
        "total": len(plan.projects),
        "tasks": {t.number: t for t in plan.tasks},
        "statuses": [(s.value, s.en if language == "en" else s.value) for s in Standing if s in present],
        "kinds": [k for k in KINDS if any(p.kind == k for p in plan.projects)],
        "asked": {"task": task, "status": status, "kind": kind},
    }


def _matches(project: Project, task: str, status: str, kind: str) -> bool:
    return (
        task in ("", str(project.placement.task))
        and status in ("", project.status.value)
        and kind in ("", project.kind)
    )
