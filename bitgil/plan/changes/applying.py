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
from bitgil.plan.decoding import Faults, decode, decode_part
from bitgil.plan.spelling import Spelling, hints_of
from bitgil.plan.types import Plan, Project
from bitgil.quantity import Unfit


def apply(plan: Plan, change: Change) -> Plan:
    """Return the Plan after one change; raise Unfit where the change does not fit the Plan."""
    if isinstance(change, ReviseHead):
        return replace(plan, **{change.field: _head_value(change)})
    if isinstance(change, (PutRecord, DropRecord)):
        return _apply_to_collection(plan, change)
    projects = {project.id: project for project in plan.projects}
    if isinstance(change, AddProject) == (change.id in projects):
        raise _misfit(change.id, known=change.id in projects)
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
    """Return the changes with *reason* on each; raise Unfit where the reason is empty."""
    if not reason.strip():
        raise Unfit("변경에는 이유가 있어야 합니다", "a change needs a reason")
    return tuple(replace(change, reason=reason) for change in changes)


def collection_kind(collection: str) -> Any:  # noqa: ANN401  a record class
    """Return the record class of one of the Plan's collections."""
    return get_args(hints_of(Plan)[collection])[0]


def _misfit(project_id: str, *, known: bool) -> Unfit:
    if known:
        return Unfit(f"{project_id}: 계획에 이미 있습니다", f"{project_id} is in the plan already")
    return Unfit(f"{project_id}: 계획에 없습니다", f"{project_id} is not in the plan")


def _sorted(projects: Iterable[Project]) -> tuple[Project, ...]:
    return tuple(sorted(projects, key=lambda project: project.id))


def _apply_to_collection(plan: Plan, change: PutRecord | DropRecord) -> Plan:
    records = {record.id: record for record in getattr(plan, change.collection)}
    if isinstance(change, DropRecord):
        if change.id not in records:
            where = change.collection
            raise Unfit(f"{where}: 그런 항목이 없습니다: '{change.id}'", f"{where} has no '{change.id}'")
        del records[change.id]
    else:
        records[change.id] = _decoded(collection_kind(change.collection), json.loads(change.content))
    values: dict[str, Any] = {change.collection: tuple(records[key] for key in sorted(records))}
    return replace(plan, **values)


def _head_value(change: ReviseHead) -> Any:  # noqa: ANN401  any field of the head
    faults = Faults()
    values = decode_part(Plan, {change.field: json.loads(change.content)}, faults, (change.field,))
    if values is None:
        raise faults.refusal()
    return values[change.field]


def _decoded(kind: Any, data: Any) -> Any:  # noqa: ANN401  a record class and its plain data
    faults = Faults()
    record = decode(kind, data, faults, spelling=Spelling.CANONICAL)
    if record is None:
        raise faults.refusal()
    return record
