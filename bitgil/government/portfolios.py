"""Saved alternatives as their acts stand: what was saved, with which weights and limits, what chose it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bitgil.government.acts import Act
from bitgil.government.views import standing
from bitgil.quantity import Won

PREFIX = "portfolio."


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A saved alternative: who saved it when and why, on what it stands, and the answer as it was.

    `limits` is by source and year, `chosen` the start of each project, as 2027Q3; `act` is the act's number.
    """

    id: str
    act: int
    name: str
    reason: str
    effect: str
    version: str
    as_of: str
    by_reference: bool
    weights: Mapping[str, Decimal]
    limits: Mapping[tuple[str, int], Won]
    chosen: Mapping[str, str]
    fixed: Mapping[str, str]
    values: Mapping[str, Decimal]
    value: Decimal
    bound: Decimal | None
    proven: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What chose an alternative: the act that says so, and the resolution it rests on."""

    alternative: str
    act: int
    resolution: int
    effect: str
    reason: str


def portfolios_of(acts: Iterable[Act]) -> tuple[Portfolio, ...]:
    """Return every saved alternative with corrections in their place, in the order of record."""
    found = [act for act in _about_alternatives(acts) if act.kind == "alternative.saved"]
    return tuple(_portfolio(act) for act in sorted(found, key=lambda act: act.number))


def choices_of(acts: Iterable[Act]) -> Mapping[str, Choice]:
    """Return the last choice of each alternative that was chosen, by its id."""
    return {
        act.subject: Choice(act.subject, act.number, act.public["resolution"], act.effect, act.reason)
        for act in _about_alternatives(acts)
        if act.kind == "alternative.chosen"
    }


def next_id(acts: Iterable[Act]) -> str:
    """Return the code under which the next alternative is saved."""
    taken = {act.subject for act in acts if act.kind == "alternative.saved"}
    place = 1
    while f"{PREFIX}{place}" in taken:
        place += 1
    return f"{PREFIX}{place}"


def _about_alternatives(acts: Iterable[Act]) -> list[Act]:
    kept = list(acts)
    subjects = {act.subject for act in kept if act.kind.startswith("alternative.")}
    return standing(act for act in kept if act.subject in subjects)


def _portfolio(act: Act) -> Portfolio:
    said = act.public
    bound = said.get("bound")
    return Portfolio(
        id=act.subject,
        act=act.number,
        name=said["title"],
        reason=act.reason,
        effect=act.effect,
        version=said["version"],
        as_of=said["as_of"],
        by_reference=said["reference"],
        weights={row["objective"]: Decimal(row["weight"]) for row in said["weights"]},
        limits={(row["source"], row["year"]): Won(row["amount"]) for row in said["limits"]},
        chosen={row["project"]: row["start"] for row in said["chosen"]},
        fixed={row["project"]: row["how"] for row in said.get("fixed", ())},
        values={row["objective"]: Decimal(row["value"]) for row in said["values"]},
        value=Decimal(said["value"]),
        bound=None if bound is None else Decimal(bound),
        proven=said["proof"] == "optimal",
    )
