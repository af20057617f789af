"""Plan + change → Plan. Nothing is overwritten: the Plan given stays as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Any, get_args

from bitgil.plan.changes.kinds import (
    AddProject,
    Change,
    DropProject,
    DropRecord,
    PutRecord,
    ReviseHead,
    ReviseProject,
    carried,
)
from bitgil.plan.decoding import Complain, decode, decode_part
from bitgil.plan.spelling import Spelling, hints_of
from bitgil.plan.types import Plan, Project


def apply(plan: Plan, change: Change) -> Plan:
    """Return the Plan after one change; raise ValueError where the change does not fit the Plan."""
    if isinstance(change, ReviseHead):
        return replace(plan, **{change.field: _head_value(change)})
    if isinstance(change, (PutRecord, DropRecord)):
        return _apply_to_collection(plan, change)
    projects = {project.id: project for project in plan.projects}
    if isinstance(change, AddProject) == (change.id in projects):
        state = "is in the plan already" if change.id in projects else "is not in the plan"
        raise ValueError(f"{change.id} {state}")
    if isinstance(change, DropProject):
        del projects[change.id]
    elif isinstance(change, (AddProject, ReviseProject)):
        projects[change.id] = change.project
    else:
        values = {name: getattr(change, name) for name in carried(type(change))}
        projects[change.id] = replace(projects[change.id], **values)
    return replace(plan, projects=_sorted(projects.values()))


def apply_all(plan: Plan, changes: Iterable[Change]) -> Plan:
    """Return the Plan after every change in order."""
    return reduce(apply, changes, plan)


def because(changes: Iterable[Change], reason: str) -> tuple[Change, ...]:
    """Return the changes with *reason* on each; raise ValueError where the reason is empty."""
    if not reason.strip():
        raise ValueError("a change needs a reason")
    return tuple(replace(change, reason=reason) for change in changes)


def collection_kind(collection: str) -> Any:  # noqa: ANN401  a record class
    """Return the record class of one of the Plan's collections."""
    return get_args(hints_of(Plan)[collection])[0]


def _sorted(projects: Iterable[Project]) -> tuple[Project, ...]:
    return tuple(sorted(projects, key=lambda project: project.id))


def _apply_to_collection(plan: Plan, change: PutRecord | DropRecord) -> Plan:
    records = {record.id: record for record in getattr(plan, change.collection)}
    if isinstance(change, DropRecord):
        if change.id not in records:
            raise ValueError(f"{change.collection} has no '{change.id}'")
        del records[change.id]
    else:
        records[change.id] = _decoded(collection_kind(change.collection), json.loads(change.content))
    values: dict[str, Any] = {change.collection: tuple(records[key] for key in sorted(records))}
    return replace(plan, **values)


def _head_value(change: ReviseHead) -> Any:  # noqa: ANN401  any field of the head
    faults: list[str] = []
    values = decode_part(Plan, {change.field: json.loads(change.content)}, _into(faults), (change.field,))
    if values is None:
        raise ValueError("; ".join(faults))
    return values[change.field]


def _decoded(kind: Any, data: Any) -> Any:  # noqa: ANN401  a record class and its plain data
    faults: list[str] = []
    record = decode(kind, data, _into(faults), spelling=Spelling.CANONICAL)
    if record is None:
        raise ValueError("; ".join(faults))
    return record


def _into(faults: list[str]) -> Complain:
    def complain(key: str, what: str, fix: str) -> None:
        faults.append(f"{key}: {what} ({fix})")

    return complain
