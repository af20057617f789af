"""What an estimate would do to the roadmap, worked out while its writer waits and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.checking import sectors_for, soundness
from bitgil.city.model import assemble
from bitgil.government.acts import Act
from bitgil.government.amending import Agreed, amendment_of
from bitgil.plan.problems import Problem
from bitgil.plan.types import Plan, Project
from bitgil.portal.choosing.answers import AT_ONCE, ground_for
from bitgil.portal.choosing.rows import Moved
from bitgil.portal.modelled import once
from bitgil.portal.workspace.bureau.glancing import SECONDS, glance
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words
from bitgil.roadmap.building import build
from bitgil.roadmap.drafting import held_to, stated
from bitgil.roadmap.facts import Fact
from bitgil.roadmap.ground import survey
from bitgil.roadmap.rounds import Trial
from bitgil.roadmap.statement import decide
from bitgil.store.current import Current

MOST_OPEN = 60
"""Open projects with effects that are measured while somebody waits; above, a timed look answers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a roadmap puts one project: its verdict, its quarters and why."""

    verdict: str
    start: str
    end: str
    why: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a timed look came: its seconds, what it says of its proof, the best value found and the bound.

    `gap` is how much better a roadmap could be at most, None where that is not known; `counts` says that
    lacking money was counted as found.
    """

    seconds: int
    proof: Words
    value: str
    bound: str
    gap: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The project's place before and after, the others that move, and what the reader must know beside it.

    `seen` is there where a timed look stands in for measuring and solving everything anew.
    """

    before: Place
    after: Place
    moves: tuple[Moved, ...]
    value: str
    notes: tuple[Words, ...]
    seen: Seen | None = None


def plan_with(desk: Desk, subject: str, public: Mapping[str, Any], reason: str) -> Plan:
    """Return the plan as it would read with an estimate, had it been asked for and agreed to now."""
    number = desk.state.acts + 1
    request = Act(number, "", "change.requested", subject, desk.today, "", reason or "미리 보기", public)
    return amendment_of(desk.state, Agreed(request, request), desk.today).plan


def new_problems(desk: Desk, after: Plan) -> tuple[Problem, ...]:
    """Return what would be wrong with the plan after an estimate that is not wrong with it today."""
    known = once(desk.current, "soundness", lambda: frozenset(soundness(desk.plan)))
    return tuple(each for each in soundness(after) if each not in known)


def undecided_of(current: Current, today: str) -> dict[str, Fact]:
    """Return every project that the roadmap can't choose, by its id, with why."""

    def stated() -> dict[str, Fact]:
        ground = ground_for(current, by_reference=False)
        building = ground.building() if ground else build(current.plan, as_of=today)
        return {fact.id: fact for fact in building.facts}

    return once(current, ("undecided", current.ground is None, today), stated)


def foresee(desk: Desk, after: Plan, subject: str) -> Foreseen | None:
    """Return what the roadmap would be with *after* in the plan's place.

    A large plan gets a timed look; None where that has nothing to begin with, as nothing was computed yet.
    """
    day = str((desk.current.roadmap or {}).get("as_of", desk.today))
    if sum(_is_open(desk, project) for project in after.projects) > MOST_OPEN:
        then = glance(desk.current, after, subject)
        if then is None or desk.current.roadmap is None:
            return None
        return _told(desk, desk.current.roadmap, then, subject, _seen(desk.current.roadmap, then))
    now = desk.current.roadmap or once(desk.current, ("drawn", day), lambda: _drawn(desk.plan, day))
    return _told(desk, now, _drawn(after, day), subject)


def _told(
    desk: Desk, now: Mapping[str, Any], then: Mapping[str, Any], subject: str, seen: Seen | None = None
) -> Foreseen:
    old, new = ({row["id"]: row for row in each["projects"]} for each in (now, then))
    moves = tuple(
        Moved(name, Words(**row["name"]).in_(desk.language), _start(old.get(name)), _start(row))
        for name, row in sorted(new.items())
        if name != subject and _start(old.get(name)) != _start(row)
    )
    notes = tuple(Words(**note) for note in then["notes"])
    places = (_place(old[subject]), _place(new[subject]))
    return Foreseen(*places, moves, new[subject].get("value") or "", notes, seen)


def _seen(now: Mapping[str, Any], then: Mapping[str, Any]) -> Seen:
    value, bound = (then[key] or "" for key in ("value", "bound"))
    return Seen(SECONDS, Words(**then["proof"]), value, bound, then["gap"], bool(now["shortfall"]))


def _drawn(plan: Plan, day: str) -> dict[str, Any]:
    city = assemble(sectors_for(plan), plan)
    found = survey(plan, city, as_of=day)
    decision = decide(found.ground.building(), AT_ONCE)
    return stated(found.ground, *held_to(Trial(plan, found.city), found.valuation, decision, AT_ONCE))


def _is_open(desk: Desk, project: Project) -> bool:
    return bool(project.effects) and project.id not in _given(desk)


def _given(desk: Desk) -> frozenset[str]:
    """Return the projects that are no choice of the roadmap's."""

    def found() -> frozenset[str]:
        facts = undecided_of(desk.current, desk.today).values()
        return frozenset(fact.id for fact in facts if fact.verdict != "unscored")

    return once(desk.current, "given", found)


def _start(row: Mapping[str, Any] | None) -> str:
    """Return where a chosen project starts, empty for every other."""
    return row["start"] or "" if row is not None and row["verdict"] == "in" else ""


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        row["verdict"], row["start"] or "", row["end"] or "", tuple(Words(**each) for each in row["why"])
    )
