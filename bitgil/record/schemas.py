"""Schemas: of each kind of entry the public fields that are allowed, and what each may hold.

No shape takes free text, so no name and no phone number can enter the log through a public field. Which
kinds there are is said by whoever records (government); the log's own kinds stand here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bitgil.plan.problems import Problem
from bitgil.record.canonical import LARGEST, canonical_bytes
from bitgil.record.refusal import KOREAN, Fault

if TYPE_CHECKING:
    from bitgil.record.entries import Entry


class Shape(StrEnum):
    """What one public field may hold."""

    CODE = "code"
    COUNT = "count"
    DATE = "date"
    DIGEST = "digest"
    FLAG = "flag"
    MEETING = "meeting"
    WON = "won"


_TEXTS: Mapping[Shape, re.Pattern[str]] = {
    Shape.CODE: re.compile(r"[A-Za-z](?:[A-Za-z_.-]|[0-9]{1,4}(?![0-9])){0,39}"),
    Shape.DATE: re.compile(
        r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|Q[1-4]|H[12])?", re.ASCII
    ),
    Shape.DIGEST: re.compile(r"[0-9a-f]{64}"),
    Shape.MEETING: re.compile(r"\d{4}-\d{1,3}", re.ASCII),
}
"""A code has no five digits in a row, so that a number of a person cannot pass for one."""

_MOST = 99_999


@dataclass(frozen=True, slots=True)
class Field:
    """One public field: its shape, its values where they can be listed, and whether it must be there."""

    shape: Shape
    choices: tuple[str, ...] = ()
    needed: bool = True

    def takes(self, value: object) -> bool:
        """Say whether *value* may stand here."""
        if self.choices:
            return value in self.choices
        if self.shape is Shape.FLAG:
            return isinstance(value, bool)
        if self.shape in (Shape.COUNT, Shape.WON):
            largest = _MOST if self.shape is Shape.COUNT else LARGEST
            lowest = 0 if self.shape is Shape.COUNT else -largest
            return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= largest
        return isinstance(value, str) and bool(_TEXTS[self.shape].fullmatch(value))


@dataclass(frozen=True, slots=True)
class Schema:
    """The public fields of one kind of entry."""

    kind: str
    fields: Mapping[str, Field]

    @property
    def digest(self) -> str:
        """Return the mark that an entry names its schema by: sha256:<hex of the canonical form>."""
        fields: dict[str, Any] = {
            name: {"choices": list(each.choices), "needed": each.needed, "shape": str(each.shape)}
            for name, each in self.fields.items()
        }
        form = canonical_bytes({"fields": fields, "kind": self.kind}, f"schema {self.kind}")
        return f"sha256:{hashlib.sha256(form).hexdigest()}"


OWN: Mapping[str, Schema] = {
    schema.kind: schema
    for schema in (
        Schema("schema.added", {"kind": Field(Shape.CODE), "digest": Field(Shape.DIGEST)}),
        Schema("log.continued", {"checkpoint": Field(Shape.DIGEST), "size": Field(Shape.WON)}),
        Schema("log.closed", {"reason": Field(Shape.CODE)}),
    )
}
"""The log's own kinds: schemas, where it continues another log, and its end."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """Everything that an entry's public side may say: kinds with their schemas, offices, roles."""

    schemas: Mapping[str, Schema] = field(default_factory=lambda: OWN)
    offices: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def problems_of(self, entry: Entry, where: str) -> Iterator[Problem]:
        """Yield everything in *entry* that is not on the list."""
        schema = self.schemas.get(entry.kind)
        if schema is None:
            kinds = ", ".join(self.schemas)
            yield _problem(where, f"'{entry.kind}' is no kind of entry", f"use one of {kinds}", Fault.ENTRY)
            return
        if entry.schema != schema.digest:
            yield _problem(where, "it names another schema", f"name {schema.digest}", Fault.ENTRY)
        if entry.office not in self.offices:
            yield _problem(
                where, "its office is not on the list", "use an office of the plan", Fault.PERSONAL
            )
        if entry.role not in self.roles:
            yield _problem(where, "its role is not on the list", "use a listed role", Fault.PERSONAL)
        yield from self._public(entry, schema, where)

    def _public(self, entry: Entry, schema: Schema, where: str) -> Iterator[Problem]:
        for name in entry.public:
            if name not in schema.fields:
                fix = f"the public fields are {', '.join(schema.fields)}; keep the rest in the document"
                yield _problem(where, f"the public field '{name}' is not allowed", fix, Fault.PERSONAL)
        for name, held in schema.fields.items():
            if name not in entry.public:
                if held.needed:
                    yield _problem(where, f"the public field '{name}' is missing", "add it", Fault.ENTRY)
            elif not held.takes(entry.public[name]):
                allowed = f"one of {', '.join(held.choices)}" if held.choices else f"a {held.shape}"
                yield _problem(
                    where,
                    f"the public field '{name}' holds something else",
                    f"write {allowed}",
                    Fault.PERSONAL,
                )


def _problem(where: str, what: str, fix: str, fault: Fault) -> Problem:
    return Problem(where, what, fix, *KOREAN[fault])
