"""Saved alternatives as their acts stand: what was saved, what made it, and what chose it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.acts.lifting import lifted
from bitgil.government.views import standing
from bitgil.quantity import Won
from bitgil.roadmap.aftermath import Upset, upset_from
from bitgil.roadmap.wishes import quarter_in

PREFIX = "portfolio."


@dataclass(frozen=True, slots=True)
class Risk:
    """One limit of a safe alternative: how often it may be passed as promised, and how often draws did."""

    source: str
    year: str
    chance: Decimal
    realised: Decimal


@dataclass(frozen=True, slots=True)
class Safety:
    """The chance with which the limits hold, the deviation of costs it rests on, and each limit's risk."""

    level: Decimal
    overrun: Decimal
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """The worst share of how many futures was minded and how heavily, and both means of the answer."""

    worst: Decimal
    mix: Decimal
    futures: int
    mean: Decimal
    tail: Decimal


@dataclass(frozen=True, slots=True)
class Replanning:
    """What befell which baseline (empty: the roadmap shown), what ended for it, and how much was disturbed.

    `best` is the best value after the shock; `lacking` the money by source and year counted as found.
    """

    baseline: str
    upset: Upset
    best: Decimal
    disruption: int
    ended: Mapping[str, str]
    lacking: Mapping[tuple[str, int], Won]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A saved alternative: who saved it when and why, on what it stands, and the answer as it was.

    `limits` is by source and year, `chosen` the start of each project, as 2027Q3, `ways` the way of those
    not done in their first one; `act` is the act's number. `without` is what the same question gave without
    safety or care. At most one of `safety`, `care` and `replanning` is there, as `made` says.
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
    made: str = "plain"
    ways: Mapping[str, str] = field(default_factory=dict)
    without: Decimal | None = None
    safety: Safety | None = None
    care: Care | None = None
    replanning: Replanning | None = None


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
    return tuple(
        portfolio_of(act.subject, act.public, act=act.number, reason=act.reason, effect=act.effect)
        for act in sorted(found, key=lambda act: act.number)
    )


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
    return [lifted(act) for act in standing(act for act in kept if act.subject in subjects)]


def portfolio_of(
    code: str, said: Mapping[str, Any], *, act: int = 0, reason: str = "", effect: str = ""
) -> Portfolio:
    """Return what the public fields of a saved alternative say; without an act, of one not saved yet."""
    bound = said.get("bound")
    return Portfolio(
        id=code,
        act=act,
        name=said["title"],
        reason=reason,
        effect=effect,
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
        made=said["made"],
        ways={row["project"]: row["way"] for row in said["chosen"] if "way" in row},
        without=None if "without" not in said else Decimal(said["without"]),
        safety=_safety(said) if said["made"] == "safe" else None,
        care=_care(said) if said["made"] == "careful" else None,
        replanning=_replanning(said) if said["made"] == "replanned" else None,
    )


def _safety(said: Mapping[str, Any]) -> Safety:
    risks = tuple(
        Risk(row["source"], row["year"], Decimal(row["chance"]), Decimal(row["realised"]))
        for row in said["risks"]
    )
    return Safety(Decimal(said["safety"]), Decimal(said["overrun"]), risks)


def _care(said: Mapping[str, Any]) -> Care:
    worst, mix, mean, tail = (Decimal(said[name]) for name in ("worst", "mix", "mean", "tail"))
    return Care(worst, mix, said["futures"], mean, tail)


def _replanning(said: Mapping[str, Any]) -> Replanning:
    plain = {
        "since": quarter_in(said["since"]),
        "share": said["keep"],
        "shocks": said["shocks"],
        "leaves": said.get("leaves", ()),
    }
    return Replanning(
        said.get("baseline", ""),
        upset_from(plain),
        Decimal(said["best"]),
        said["disruption"],
        {row["project"]: row["way"] for row in said.get("ended", ())},
        {(row["source"], row["year"]): Won(row["amount"]) for row in said.get("lacking", ())},
    )
