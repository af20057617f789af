"""The desk: who is at work, what is in force, and what they asked for or handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django_otp.models import Device

from bitgil.government.permissions import ANYTHING, Matter, Person, may
from bitgil.government.state import State
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.store.access import Hand
from bitgil.store.current import Current


class Closed(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where a person may not see or do what they asked for; becomes a page that says who may."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: every name with its texts, white space around them taken off."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return the last text of a name, empty where there is none."""
        return self.values[name][-1] if self.values.get(name) else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return every text of a name that is not empty."""
        return tuple(filter(None, self.values.get(name, ())))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page of the workspace is given. `today` is the city's day, `language` ko or en.

    `query` is what stands in the address, `asked` the same with every value of a name; `posted` what was
    handed in, kept for showing it again. `place` is the network address they came from.
    """

    person: Person
    state: State
    current: Current
    language: str
    today: str
    query: Mapping[str, str] = field(default_factory=dict)
    asked: Sent = field(default_factory=Sent)
    posted: Sent = field(default_factory=Sent)
    files: Mapping[str, UploadedFile[bytes]] = field(default_factory=dict)
    place: str = ""

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.current.plan

    @property
    def hand(self) -> Hand:
        """Whose hand it is, for the access record."""
        return Hand(self.person.name, self.place)

    def may(self, deed: str, matter: Matter = ANYTHING) -> bool:
        """Whether the person at this desk may do a deed in a matter."""
        return may(self.person, deed, matter)

    def seen(self, subject: str) -> int:
        """Return the number of the last act about a subject, 0 where there is none: what a form has seen."""
        dossier = self.state.dossier(subject)
        return dossier[-1].number if dossier else 0


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence for its doer, and the address to go on to."""

    to: str
    said: Words


@dataclass(frozen=True, slots=True)
class Looked:
    """What is shown instead of going on: the page again, with this in it.

    `proven` is the device by which this visit has just shown who it is, where it has.
    """

    filled: Mapping[str, Any]
    proven: Device | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out instead of a page."""

    name: str
    content: bytes
    kind: str
