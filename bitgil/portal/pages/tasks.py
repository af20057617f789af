"""The ten tasks by direction: how many projects, how much money, and which tasks stand empty."""

from __future__ import annotations

from typing import Any

from bitgil.plan.types import Plan, Task
from bitgil.portal.links import findings_of, projects_of
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("전략과제", "Tasks")
PATH = "tasks/"
MENU = 20


def context(current: Current, language: str) -> dict[str, Any]:  # noqa: ARG001  every page has one shape
    """Return every direction with its tasks."""
    plan = current.plan
    return {
        "directions": [
            (direction, [_row(plan, task) for task in plan.tasks if task.direction == direction.number])
            for direction in plan.directions
        ]
    }


def _row(plan: Plan, task: Task) -> dict[str, Any]:
    projects = projects_of(plan, task.number)
    budgets = [project.budget.amount for project in projects if project.budget]
    return {
        "task": task,
        "projects": len(projects),
        "priced": len(budgets),
        "money": sum(budgets),
        "findings": len(findings_of(plan, task.number)),
    }
