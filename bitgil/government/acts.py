"""행위: one official event, the only way state changes. Acts are appended and never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bitgil.quantity import check_moment

SCHEMA = 1
"""The version of the acts' content; older acts are lifted to it when they are read."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "plan.adopted": ("version", "plan", "files"),
    "plan.changed": ("before", "version", "changes", "files"),
    "project.revised": ("history", "field", "old", "new", "source"),
    "meeting.held": ("history", "source"),
}
"""The kinds of act, each with the allow-list of its public fields."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act before it is recorded: everything but its number, its id and its time of record.

    `effect` is the date from which it holds; `public` may hold the allowed fields of its kind only.
    """

    kind: str
    subject: str
    effect: str
    reason: str
    public: Mapping[str, Any] = field(default_factory=dict)
    office: str = ""
    role: str = ""
    entered_later: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"'{self.kind}' is no kind of act; use one of {', '.join(KINDS)}")
        check_moment(self.effect)
        if not self.reason.strip():
            raise ValueError(f"an act of kind {self.kind} needs a reason")
        if set(self.public) != set(KINDS[self.kind]):
            raise ValueError(
                f"the public fields of {self.kind} are {', '.join(KINDS[self.kind])}, "
                f"not {', '.join(sorted(self.public)) or 'none'}"
            )


@dataclass(frozen=True, slots=True)
class Act:
    """A recorded act. `recorded` is UTC in ISO 8601; `salt` blinds the commitment of later proofs."""

    number: int
    id: str
    kind: str
    subject: str
    effect: str
    recorded: str
    reason: str
    public: Mapping[str, Any]
    office: str = ""
    role: str = ""
    entered_later: bool = False
    salt: str = ""
    schema: int = SCHEMA
