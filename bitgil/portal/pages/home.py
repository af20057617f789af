"""The home page: vision, where the city stands, how far the list of projects shrank, what changed."""

from __future__ import annotations

from typing import Any

from bitgil.plan.types import Plan
from bitgil.portal.links import projects_serving
from bitgil.portal.standing import Standing, standing_of
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("첫 화면", "Home")
PATH = ""
RECENT = 6


def context(current: Current, language: str) -> dict[str, Any]:
    """Return the plan's frame, the goal's indicators and the latest changes."""
    plan = current.plan
    standings = tuple(_goal_standings(current, language))
    scoped = tuple(s for s in standings if s.indicator.scope in ("territorial", "city-managed"))
    return {
        "stages": tuple((stage, _served(plan, stage.number)) for stage in plan.stages),
        "engines": tuple((engine, projects_serving(plan, f"engine.{engine.id}")) for engine in plan.engines),
        "emissions": scoped,
        "standings": tuple(s for s in standings if s not in scoped),
        "recent": _recent(current),
    }


def _served(plan: Plan, stage: int) -> tuple[tuple[object, object], ...]:
    found = next(s for s in plan.stages if s.number == stage)
    return tuple((p, projects_serving(plan, f"stage.{stage}.{p.id}")) for p in found.phrases)


def _goal_standings(current: Current, language: str) -> list[Standing]:
    known = {indicator.id: indicator for indicator in current.plan.indicators}
    firsts = [objective.indicators[0] for objective in current.plan.objectives if objective.indicators]
    return [standing_of(current, known[name], language) for name in dict.fromkeys(firsts) if name in known]


def _recent(current: Current) -> tuple[object, ...]:
    every = [act for acts in current.revisions.values() for act in acts]
    names = {project.id: project.name for project in current.plan.projects}
    latest = sorted(every, key=lambda act: act.date, reverse=True)[:RECENT]
    return tuple((act, names.get(act.subject)) for act in latest)
