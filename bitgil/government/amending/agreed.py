"""Requests that were agreed to and that the plan does not show yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.amending.steps import STEPS, said_by
from bitgil.government.state import State
from bitgil.government.views import standing
from bitgil.plan.types import Plan, Project

Changes = list[tuple[Act, Mapping[str, Any]]]
"""The typed changes of the plan, each with the act that made it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A request about a project that was agreed to, with the review that did."""

    request: Act
    review: Act


def unapplied(state: State) -> tuple[Agreed, ...]:
    """Return the agreed requests that say something the plan does not, the oldest first.

    One that a later change of the plan has overtaken in the same respect is not among them.
    """
    plan = state.plan
    if plan is None:
        return ()
    changes = changes_by_act(state, plan.id)
    found = [
        each
        for project in plan.projects
        for each in agreed_of(state.dossier(project.id))
        if _open(plan, project, each, changes)
    ]
    return tuple(sorted(found, key=lambda each: each.review.number))


def agreed_of(acts: tuple[Act, ...]) -> Iterator[Agreed]:
    """Yield the requests of a dossier that were agreed to, as corrected."""
    requests = {act.number: act for act in standing(acts) if act.kind == "change.requested"}
    for act in standing(acts):
        if act.kind == "change.reviewed" and act.public["verdict"] == "agreed":
            request = requests.get(act.public["request"])
            if request is not None:
                yield Agreed(request, act)


def changes_by_act(state: State, plan_id: str) -> Changes:
    """Return every typed change that the plan's acts made, in the order of record."""
    return [
        (act, change)
        for act in state.dossier(plan_id)
        if act.kind == "plan.changed"
        for change in act.public["changes"]
    ]


def _open(plan: Plan, project: Project, each: Agreed, changes: Changes) -> bool:
    return any(
        STEPS[name].amends(plan, project, each.request, each.request.effect) != project
        for name in said_by(each.request)
        if not overtaken(name, each, changes)
    )


def overtaken(name: str, each: Agreed, changes: Changes) -> bool:
    """Whether the plan changed in the same respect after the review, other than by an earlier request."""
    kinds = {*STEPS[name].kinds, "ReviseProject", "DropProject"}
    return any(
        act.number > each.review.number
        and act.public.get("request", each.request.number) >= each.request.number
        and change.get("id") == each.request.subject
        and change["change"] in kinds
        for act, change in changes
    )
