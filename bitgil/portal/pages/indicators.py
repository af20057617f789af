"""The list of indicators: latest value, target, chance; goal first, then stages, then tasks."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from bitgil.plan.types import Indicator, Plan
from bitgil.portal.standing import standing_of
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("지표", "Indicators")
PATH = "indicators/"
MENU = 40
GOAL = Words("계획의 목표", "The plan's goal")


def context(current: Current, language: str) -> dict[str, Any]:
    """Return every indicator's headline, grouped by the first thing it is about."""
    plan = current.plan
    standings = [standing_of(current, indicator, language) for indicator in plan.indicators]
    ordered = sorted(standings, key=lambda s: _place(s.indicator))
    groups = [
        (_heading(plan, place, language), list(members))
        for place, members in groupby(ordered, key=lambda s: _place(s.indicator))
    ]
    return {
        "groups": groups,
        "total": len(standings),
        "unseen": sum(s.latest is None for s in standings),
        "aimless": sum(s.target is None for s in standings),
    }


def _place(indicator: Indicator) -> tuple[int, int]:
    """Return where the indicator's first subject stands: goal, then stages, then tasks."""
    first = indicator.about[0].replace(".", "") if indicator.about else "goal"
    number = "".join(sign for sign in first if sign.isdigit())
    rank = next((rank for rank, kind in enumerate(("goal", "stage", "task")) if first.startswith(kind)), 3)
    return rank, int(number or 0)


def _heading(plan: Plan, place: tuple[int, int], language: str) -> str:
    rank, number = place
    names = {
        1: {stage.number: stage.name for stage in plan.stages},
        2: {task.number: task.name for task in plan.tasks},
    }.get(rank, {})
    if number in names:
        return f"{number}. {names[number].in_(language)}" if rank == 2 else names[number].in_(language)  # noqa: PLR2004  tasks
    return GOAL.in_(language)
