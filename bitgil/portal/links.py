"""How the plan's records hang together: from findings to projects, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.amending import request_named
from bitgil.plan.types import Alternative, Finding, Indicator, Plan, Project, Task
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, Words
from bitgil.store import current

UNSETTLED_KINDS = frozenset({"bid", "request", "study"})
UNSETTLED = frozenset({Standing.REQUESTED, Standing.NOT_STARTED, Standing.UNKNOWN, Standing.STOPPED})


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as seen from one of its two projects; `back` where the other one named it."""

    kind: str
    back: bool
    other: Project
    reason: str
    grade: Grade


def projects_of(plan: Plan, task: int) -> tuple[Project, ...]:
    """Return the projects that serve a task."""
    return tuple(p for p in plan.projects if p.placement.task == task)


def projects_serving(plan: Plan, node: str) -> tuple[Project, ...]:
    """Return the projects that say they serve a phrase of a stage or an engine."""
    return tuple(p for p in plan.projects if node in p.placement.serves)


def projects_answering(plan: Plan, finding: str) -> tuple[Project, ...]:
    """Return the projects that name a finding as their reason."""
    return tuple(p for p in plan.projects if finding in p.placement.findings)


def findings_of(plan: Plan, task: int) -> tuple[Finding, ...]:
    """Return the findings that a task answers."""
    return tuple(f for f in plan.findings if task in f.tasks)


def alternatives_on(plan: Plan, finding: str) -> tuple[tuple[Alternative, bool], ...]:
    """Return the alternatives that a finding supports (True) or speaks against (False)."""
    supported = [(a, True) for a in plan.alternatives if finding in a.supports]
    return (*supported, *((a, False) for a in plan.alternatives if finding in a.opposes))


def indicators_about(plan: Plan, node: str) -> tuple[Indicator, ...]:
    """Return the indicators that watch a node, such as goal or task.3."""
    spelled = {node, node.replace(".", "")}
    return tuple(i for i in plan.indicators if spelled & set(i.about))


def task_of(plan: Plan, number: int) -> Task | None:
    """Return the task of that number, or None."""
    return next((task for task in plan.tasks if task.number == number), None)


def request_behind(source: str) -> Act | None:
    """Return the request that a source names as its ground, None where it names none of this record."""
    named_there = request_named(source)
    act = current.load().act(named_there[0]) if named_there else None
    found = act is not None and (act.kind, act.effect) == ("change.requested", named_there and named_there[1])
    return act if found else None


def named(records: Iterable[Finding], wanted: Iterable[str]) -> tuple[Finding, ...]:
    """Return the findings of the wanted ids, in the order wanted."""
    by_id = {record.id: record for record in records}
    return tuple(by_id[name] for name in wanted if name in by_id)


def ties_of(plan: Plan, project: Project) -> tuple[Tie, ...]:
    """Return a project's relations, those it names and those that name it."""
    by_id = {p.id: p for p in plan.projects}
    own = [
        Tie(r.kind, back=False, other=by_id[r.other], reason=r.reason, grade=r.grade)
        for r in project.relations
        if r.other in by_id
    ]
    seen = {(tie.kind, tie.other.id) for tie in own}
    back = [
        Tie(r.kind, back=True, other=other, reason=r.reason, grade=r.grade)
        for other in plan.projects
        for r in other.relations
        if r.other == project.id
        and not (r.kind in ("together", "same_call", "excludes") and (r.kind, other.id) in seen)
    ]
    return (*own, *back)


def is_settled(project: Project) -> bool:
    """Return whether a project is decided and under way or done, as last reported."""
    if project.status.value is Standing.DONE:
        return True
    return project.kind not in UNSETTLED_KINDS and project.status.value not in UNSETTLED


def office_names(plan: Plan, ids: Iterable[str]) -> tuple[Words, ...]:
    """Return the latest names of offices; an unknown id stands for itself."""
    by_id = {office.id: office.name for office in plan.offices}
    return tuple(by_id.get(name, Words(name)) for name in ids)
