"""권한: who may do what, as one table of plain functions over a person and a matter.

Seats are those of the acts (bitgil.government.acts.ROLES) and three that only read or keep accounts. A
deed is the name of a kind of act, or one of the workspace's own; DEEDS holds the test of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.government.acts import KINDS, ROLES, Kind
from bitgil.government.followup import office_of
from bitgil.government.state import State
from bitgil.quantity import Words

SEATS: Mapping[str, Words] = {
    **ROLES,
    "adviser": Words("자문위원", "adviser"),
    "auditor": Words("감사", "auditor"),
    "administrator": Words("관리자", "administrator"),
}
"""Every seat a person may hold; the last three file no act."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work: the seats held, the office they belong to, and their code on a committee.

    `name` is the account's, never written into an act; `member` is a seat's code such as `seat.4-07`.
    """

    name: str
    seats: frozenset[str] = frozenset()
    office: str = ""
    member: str = ""


NOBODY = Person("")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a deed is about: the offices in charge of it, and the committee member it names."""

    offices: frozenset[str] = frozenset()
    member: str = ""


Allows = Callable[[Person, Matter], bool]
ANYTHING = Matter()


def anybody(person: Person, matter: Matter) -> bool:  # noqa: ARG001  every test has one shape
    """Allow everyone, with an account or without."""
    return True


def seated(person: Person, matter: Matter) -> bool:  # noqa: ARG001  the same
    """Allow whoever holds any seat."""
    return bool(person.seats)


def holding(*seats: str) -> Allows:
    """Return the test that allows whoever holds one of these seats."""
    wanted = frozenset(seats)
    return lambda person, _: bool(person.seats & wanted)


def in_charge(person: Person, matter: Matter) -> bool:
    """Allow a department about its own matters; a matter of no office yet is open to each."""
    mine = not matter.offices or person.office in matter.offices
    return "department" in person.seats and bool(person.office) and mine


def own_seat(person: Person, matter: Matter) -> bool:
    """Allow a committee member to speak for the seat that they hold, and for no other."""
    return "member" in person.seats and bool(person.member) and matter.member in ("", person.member)


def either(*tests: Allows) -> Allows:
    """Return the test that allows what any of these allows."""
    return lambda person, matter: any(test(person, matter) for test in tests)


_AS: Mapping[str, Allows] = {"department": in_charge, "member": own_seat}
"""Seats that act only in their own matters; every other seat acts by being held."""
_OVERSIGHT = holding("auditor", "plan-office")
_ROLELESS = ("plan-office",)
"""Kinds of act that were there before roles were are the plan office's."""

WORKSPACE: Mapping[str, Allows] = {
    "workspace.enter": seated,
    "workspace.plan_office": holding("plan-office"),
    "workspace.department": holding("department"),
    "workspace.budget_office": holding("budget-office"),
    "workspace.committee": holding(
        "secretary", "chair", "member", "adviser", "mayor", "plan-office", "auditor"
    ),
    "workspace.audit": holding("auditor"),
    "workspace.seat": holding("member", "chair"),
    "accounts.keep": holding("administrator"),
    "documents.read": either(_OVERSIGHT, holding("secretary"), in_charge),
    "authors.read": holding("auditor"),
    "papers.read": holding("secretary", "chair", "member", "adviser", "mayor", "plan-office", "auditor"),
    "imports.accept": holding("plan-office"),
    "alternatives.save": holding("plan-office"),
    "jobs.start": holding("plan-office", "member", "chair"),
    "certificates.issue": holding("plan-office", "secretary"),
}
"""What can be done in the workspace besides filing an act."""


def role_for(person: Person, kind: Kind, matter: Matter = ANYTHING) -> str:
    """Return the role under which a person may do an act of this kind, empty where they may not."""
    for role in kind.roles or _ROLELESS:
        if role in person.seats and _AS.get(role, seated)(person, matter):
            return role
    return ""


def _of_kind(kind: Kind) -> Allows:
    return lambda person, matter: bool(role_for(person, kind, matter))


DEEDS: Mapping[str, Allows] = {**WORKSPACE, **{name: _of_kind(kind) for name, kind in KINDS.items()}}
"""The table: each deed with the test that allows it."""


def may(person: Person, deed: str, matter: Matter = ANYTHING) -> bool:
    """Whether a person may do a deed in a matter; raise KeyError for a deed that the table lacks."""
    return DEEDS[deed](person, matter)


def matter_of(
    state: State, subject: str, member: str = "", public: Mapping[str, Any] | None = None
) -> Matter:
    """Return the matter of a subject: a project's offices in the plan, else those that opened its dossier.

    *public* is what the act says: an answer to a condition is the matter of the office that owes it.
    """
    said = public or {}
    if "resolution" in said and "condition" in said:
        owing = office_of(state, subject, said["resolution"], said["condition"])
        return Matter(frozenset({owing} - {""}), member)
    plan = state.plan
    project = next((p for p in plan.projects if p.id == subject), None) if plan else None
    if project is not None and project.offices:
        return Matter(frozenset(project.offices), member)
    opened = [act.office for act in state.dossier(subject) if act.role == "department" and act.office]
    return Matter(frozenset(opened[:1]), member)
