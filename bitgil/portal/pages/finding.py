"""One finding: its evidence, and what hangs on it."""

from __future__ import annotations

from typing import Any

from bitgil.portal import links
from bitgil.portal.pages import NotHere
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("환경분석", "Finding")
PATH = "findings/<str:finding_id>/"
PARENT = "findings"


def context(current: Current, language: str, finding_id: str) -> dict[str, Any]:
    """Return one finding with the tasks, projects and alternatives that rest on it; NotHere for none."""
    plan = current.plan
    finding = next((f for f in plan.findings if f.id == finding_id), None)
    if finding is None:
        raise NotHere(finding_id)
    named = links.projects_answering(plan, finding.id)
    return {
        "title": finding.title.in_(language),
        "finding": finding,
        "tasks": [task for task in plan.tasks if task.number in finding.tasks],
        "projects": named,
        "alternatives": links.alternatives_on(plan, finding.id),
    }
