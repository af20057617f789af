"""The kinds of change. Each names one record and holds what is new; the old Plan holds what was."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, cast

from bitgil.plan.decoding import Faults, decode
from bitgil.plan.encoding import encode
from bitgil.plan.spelling import Spelling
from bitgil.plan.types import (
    Budget,
    Claim,
    Delivery,
    Effect,
    MoneyLine,
    Period,
    Placement,
    Project,
    Spread,
    Status,
)
from bitgil.quantity import Unfit, Words


@dataclass(frozen=True, slots=True)
class AddProject:
    """사업 추가: a project joins the plan."""

    id: str
    project: Project
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DropProject:
    """사업 제외: a project leaves the plan's list; its past stays in the acts."""

    id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RenameProject:
    """명칭 변경."""

    id: str
    name: Words
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveProject:
    """과제·단계 이동: another task, stage, phrase or ground."""

    id: str
    placement: Placement
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviseSchedule:
    """기간 조정."""

    id: str
    period: Period
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviseBudget:
    """사업비 조정: total, money lines and yearly spread."""

    id: str
    budget: Budget | None = None
    money: tuple[MoneyLine, ...] = ()
    spread: Spread | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviseStatus:
    """상태 갱신: where the project stands, as of a date."""

    id: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CloseProject:
    """종결: done or stopped."""

    id: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviseEffects:
    """효과 조정: what the project does to drivers, what it claims, how surely and when."""

    id: str
    delivery: Delivery | None = None
    effects: tuple[Effect, ...] = ()
    claims: tuple[Claim, ...] = ()
    no_effect: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviseProject:
    """그 밖의 내용 변경: the project as it now stands, where no narrower change says it."""

    id: str
    project: Project
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PutRecord:
    """Add or replace a record of another collection, as canonical JSON text."""

    collection: str
    id: str
    content: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DropRecord:
    """Take a record out of another collection."""

    collection: str
    id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviseHead:
    """Replace one field of the plan's own text, as canonical JSON text."""

    field: str
    content: str
    reason: str = ""


Change = (
    AddProject
    | DropProject
    | RenameProject
    | MoveProject
    | ReviseSchedule
    | ReviseBudget
    | ReviseStatus
    | CloseProject
    | ReviseEffects
    | ReviseProject
    | PutRecord
    | DropRecord
    | ReviseHead
)

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in Change.__args__}

REVISIONS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (RenameProject, ("name",)),
    (MoveProject, ("placement",)),
    (ReviseSchedule, ("period",)),
    (ReviseBudget, ("budget", "money", "spread")),
    (ReviseStatus, ("status",)),
    (ReviseEffects, ("delivery", "effects", "claims", "no_effect")),
)
"""Which fields of a project each narrow change carries."""


def carried(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a project that a kind of change carries."""
    return tuple(field.name for field in fields(kind) if field.name not in {"id", "reason", "project"})


def change_to(change: Change) -> dict[str, Any]:
    """Return the plain data of a change, as acts keep it."""
    return {"change": type(change).__name__, **encode(change, Spelling.CANONICAL)}


def change_from(data: dict[str, Any]) -> Change:
    """Return the change that plain data spells; raise Unfit where it spells none."""
    faults = Faults()
    content = {key: value for key, value in data.items() if key != "change"}
    kind = KINDS.get(str(data.get("change")))
    if kind is None:
        name = data.get("change")
        raise Unfit(f"변경의 종류가 아닙니다: '{name}'", f"'{name}' is no kind of change")
    change = decode(kind, content, faults, spelling=Spelling.CANONICAL)
    if change is None:
        raise faults.refusal()
    return cast("Change", change)
