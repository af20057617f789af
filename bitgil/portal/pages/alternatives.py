"""The alternatives side by side: what each would weigh, what speaks for it and against it."""

from __future__ import annotations

from typing import Any

from bitgil.government.portfolios import choices_of, portfolios_of
from bitgil.plan.types import Alternative, Plan
from bitgil.portal.choosing.making import brief
from bitgil.portal.links import named
from bitgil.quantity import Words
from bitgil.roadmap.bounds import sentences
from bitgil.store.current import Current

TITLE = Words("전략 대안", "Alternatives")
PATH = "alternatives/"
MENU = 60


def context(current: Current, language: str) -> dict[str, Any]:  # noqa: ARG001  every page has one shape
    """Return the weights as one table and each alternative with its grounds."""
    plan = current.plan
    ordered = sorted(plan.alternatives, key=lambda a: a.name.ko)
    chosen = choices_of(current.acts)
    weights = {a.id: {part.objective: part.weight for part in a.weights} for a in ordered}
    return {
        "weights": [
            (objective, [weights[a.id].get(objective.id) for a in ordered]) for objective in plan.objectives
        ],
        "alternatives": [_grounds(plan, a) | {"choice": chosen.get(a.id)} for a in ordered],
        "saved": [(each, brief(each), chosen.get(each.id)) for each in portfolios_of(current.acts)],
    }


def _grounds(plan: Plan, alternative: Alternative) -> dict[str, Any]:
    return {
        "alternative": alternative,
        "bounds": () if alternative.bounds is None else tuple(sentences(alternative.bounds)),
        "tasks": [task for task in plan.tasks if task.number in alternative.tasks],
        "supports": named(plan.findings, alternative.supports),
        "opposes": named(plan.findings, alternative.opposes),
    }
