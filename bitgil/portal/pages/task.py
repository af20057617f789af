"""One task: the findings it answers, its projects, its indicators."""

from __future__ import annotations

from typing import Any

from bitgil.portal import links
from bitgil.portal.pages import NotHere
from bitgil.portal.standing import standing_of
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("전략과제", "Task")
PATH = "tasks/<int:number>/"
PARENT = "tasks"


def context(current: Current, language: str, number: int) -> dict[str, Any]:
    """Return what hangs on one task; raise NotHere where the plan has none of that number."""
    plan = current.plan
    task = links.task_of(plan, number)
    if task is None:
        raise NotHere(str(number))
    return {
        "title": task.name.in_(language),
        "task": task,
        "direction": next((d for d in plan.directions if d.number == task.direction), None),
        "projects": links.projects_of(plan, number),
        "findings": links.findings_of(plan, number),
        "standings": [
            standing_of(current, i, language) for i in links.indicators_about(plan, f"task.{number}")
        ],
        "alternatives": [a for a in plan.alternatives if number in a.tasks],
    }
