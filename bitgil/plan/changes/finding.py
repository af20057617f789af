"""Two Plans → the changes that lead from the first to the second, the narrowest that say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from bitgil.plan.changes.kinds import (
    REVISIONS,
    AddProject,
    Change,
    CloseProject,
    DropProject,
    DropRecord,
    PutRecord,
    ReviseHead,
    ReviseProject,
)
from bitgil.plan.encoding import encode
from bitgil.plan.layout import COLLECTION_FIELDS, HEAD_FIELDS
from bitgil.plan.spelling import Spelling
from bitgil.plan.types import Plan, Project
from bitgil.plan.types.project import Standing
from bitgil.plan.version import canonical_json

CLOSED = (Standing.DONE, Standing.STOPPED)


def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Return the changes from *old* to *new*; applying them all to *old* gives *new*."""
    return (*_head(old, new), *_projects(old, new), *_collections(old, new))


def _head(old: Plan, new: Plan) -> Iterator[Change]:
    before = encode(old, Spelling.CANONICAL, leave=COLLECTION_FIELDS)
    after = encode(new, Spelling.CANONICAL, leave=COLLECTION_FIELDS)
    for field in HEAD_FIELDS:
        if before.get(field) != after.get(field):
            yield ReviseHead(field, canonical_json(after.get(field, [])).decode())


def _projects(old: Plan, new: Plan) -> Iterator[Change]:
    before = {project.id: project for project in old.projects}
    after = {project.id: project for project in new.projects}
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield DropProject(key)
        elif key not in before:
            yield AddProject(key, after[key])
        elif before[key] != after[key]:
            yield from _revisions(before[key], after[key])


def _revisions(old: Project, new: Project) -> Iterator[Change]:
    narrow = {name for _, names in REVISIONS for name in names}
    changed = {
        field.name for field in fields(Project) if getattr(old, field.name) != getattr(new, field.name)
    }
    if changed - narrow:
        yield ReviseProject(new.id, new)
        return
    closes = new.status.value in CLOSED and old.status.value not in CLOSED
    for kind, carried in REVISIONS:
        if changed & set(carried):
            closing = carried == ("status",) and closes
            values = {name: getattr(new, name) for name in carried}
            yield (CloseProject if closing else kind)(id=new.id, **values)
    if changed - narrow:
        yield ReviseProject(new.id, new)


def _collections(old: Plan, new: Plan) -> Iterator[Change]:
    for name in COLLECTION_FIELDS:
        if name == "projects":
            continue
        before = {record.id: record for record in getattr(old, name)}
        after = {record.id: record for record in getattr(new, name)}
        for key in sorted(before.keys() | after.keys()):
            if key not in after:
                yield DropRecord(name, key)
            elif before.get(key) != after[key]:
                content = canonical_json(encode(after[key], Spelling.CANONICAL)).decode()
                yield PutRecord(name, key, content)
