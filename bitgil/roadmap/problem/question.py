"""The candidates and the question itself: which of them start in which quarter, and in which way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from bitgil.quantity import Words, eok, text_of
from bitgil.roadmap.problem.parts import (
    Aim,
    Call,
    Cost,
    Gate,
    Horizon,
    Limits,
    Mode,
    Need,
    Pick,
    Portion,
    Review,
    Share,
    Synergy,
    Upkeep,
    Worth,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One project that may start in every `step`-th quarter from `first` to `last`, or did at `fixed`.

    A step of 4 from a year's first quarter says that budgets open once a year. Its own length, money, staff
    and value are its first way; `modes` are others, of which at most one is chosen. `reviews` are passed in
    turn, the first with papers `ready` in that quarter.
    """

    id: str
    name: Words
    duration: int
    first: int = 0
    last: int = 0
    cost: tuple[Cost, ...] = ()
    staff: tuple[Need, ...] = ()
    value: tuple[Worth, ...] = ()
    must: bool = False
    fixed: int | None = None
    step: int = 1
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    upkeep: tuple[Upkeep, ...] = ()
    match: tuple[Share, ...] = ()
    call: Call | None = None
    reviews: tuple[str, ...] = ()
    ready: int = 0

    def ways(self) -> tuple[Mode, ...]:
        """Return every way of doing it, the one named "" first."""
        own = Mode(
            "",
            self.name,
            self.duration,
            self.cost,
            self.staff,
            self.value,
            self.upkeep,
            self.match,
            self.call,
        )
        return (own, *self.modes)

    def way(self, mode: str) -> Mode:
        """Return the way of that name; raise KeyError where there is none."""
        return {way.id: way for way in self.ways()}[mode]

    def starts(self, mode: str = "") -> range:
        """Return every quarter of its window, before reviews and calls, in which it may start that way."""
        if self.fixed is not None:
            return range(self.fixed, self.fixed + 1)
        way = self.way(mode) if mode else None
        first = self.first if way is None or way.first is None else way.first
        last = self.last if way is None or way.last is None else way.last
        return range(first, last + 1, self.step)

    def money(self) -> int:
        """Return its whole cost over all quarters and sources, in won."""
        return sum(part.amount for part in self.cost)


@dataclass(frozen=True, slots=True)
class Problem:
    """Which candidates start in which quarter, so that Σ weight × value is greatest within the limits.

    Prerequisites end before what needs them starts; of an exclusion at most one is chosen; what stands
    `together` is chosen whole or not at all; a `must` is chosen; a `fixed` start is a fact.
    """

    horizon: Horizon
    candidates: tuple[Candidate, ...]
    aims: tuple[Aim, ...]
    limits: Limits = field(default_factory=Limits)
    reviews: tuple[Review, ...] = ()
    gates: tuple[Gate, ...] = ()
    synergies: tuple[Synergy, ...] = ()
    portions: tuple[Portion, ...] = ()
    picks: tuple[Pick, ...] = ()

    def candidate(self, candidate_id: str) -> Candidate:
        """Return the candidate of that id; raise KeyError where there is none."""
        return {candidate.id: candidate for candidate in self.candidates}[candidate_id]

    def cleared(self, candidate: Candidate) -> int | None:
        """Return the quarter in which its last review is passed; None where no round is left for one."""
        rounds = {review.id: review for review in self.reviews}
        when: int | None = candidate.ready
        for review in candidate.reviews:
            when = None if when is None else rounds[review].passed(when)
        return when

    def starts(self, candidate: Candidate, mode: str = "") -> tuple[int, ...]:
        """Return every quarter in which it may start that way, its reviews passed and its call decided."""
        window = candidate.starts(mode)
        if candidate.fixed is not None:
            return tuple(window)
        after = self.cleared(candidate) if candidate.reviews else window.start
        call = candidate.way(mode).call
        if after is None or (call is not None and call.deadline < 0):
            return ()
        earliest = max(after, window.start if call is None else call.decided)
        return tuple(start for start in window if start >= earliest)

    def options(self, candidate: Candidate) -> tuple[tuple[str, int], ...]:
        """Return every way and quarter in which it may start."""
        return tuple((way.id, start) for way in candidate.ways() for start in self.starts(candidate, way.id))

    def worth(self, candidate: Candidate, start: int, mode: str = "") -> Fraction:
        """Return Σ over objectives of weight × value × chance at that start."""
        way = candidate.way(mode)
        weights = {aim.id: Fraction(aim.weight) for aim in self.aims}
        chance = Fraction(1) if way.call is None else Fraction(way.call.chance)
        return sum(
            (
                weights[worth.objective] * chance * worth.at(start)
                for worth in way.value
                if worth.objective in weights
            ),
            Fraction(0),
        )

    def __str__(self) -> str:
        """Return the problem as an indented tree, one fact a line."""
        return "\n".join(_tree(self))


def _tree(problem: Problem) -> Iterator[str]:
    horizon = problem.horizon
    last = horizon.name_of(horizon.quarters - 1)
    yield f"Roadmap problem {horizon.name_of(0)} to {last} ({horizon.quarters} quarters)"
    yield "  objectives"
    for aim in problem.aims:
        yield f"    {aim.id} x {text_of(aim.weight)} {aim.unit}".rstrip()
    yield "  limits"
    for cap in problem.limits.money:
        yield f"    {cap.span()} {cap.source}: {text_of(eok(cap.amount))}억원"
    for team in problem.limits.staff:
        yield f"    {horizon.name_of(team.quarter)} {team.office}: {team.persons} persons"
    yield "  candidates"
    for candidate in problem.candidates:
        yield from _branch(problem, candidate)
    for review in problem.reviews:
        rounds = ", ".join(horizon.name_of(quarter) for quarter in review.rounds)
        yield f"  review {review.id}: handed in {rounds}, passed {review.lead} quarters later"
    for gate in problem.gates:
        when = "" if gate.at is None else f" by {horizon.name_of(gate.at)}"
        opens = f", opens {', '.join(gate.opens)}" if gate.opens else ""
        yield f"  gate {gate.id}: {gate.least} of {', '.join(gate.core)} finished{when}{opens}"
    for pair in problem.synergies:
        yield f"  {pair.one} and {pair.two} together add to {pair.objective}"
    for part in problem.portions:
        least = "at least" if part.at_least else "at most"
        who, whose = ", ".join(part.projects), ", ".join(part.sources)
        yield f"  portion {part.id}: {who} get {least} {part.ratio} of {', '.join(part.of)} from {whose}"
    for pick in problem.picks:
        yield f"  pick {pick.id}: {pick.least} of {', '.join(pick.among)}"


def _branch(problem: Problem, candidate: Candidate) -> Iterator[str]:
    name_of = problem.horizon.name_of
    window = candidate.starts()
    when = f"starts {name_of(window[0])} to {name_of(window[-1])}" if window else "has no window"
    if candidate.fixed is not None:
        when = f"started {name_of(candidate.fixed)}"
    must = ", must" if candidate.must else ""
    yield f"    {candidate.id} {candidate.name.ko}: {when}, {candidate.duration} quarters{must}"
    for way in candidate.ways():
        if way.id:
            yield f"      or {way.id}: {way.duration} quarters" + ("" if way.finishes else ", unfinished")
        yield from _leaf(problem, candidate, way)
    for word in ("requires", "excludes", "together"):
        others = getattr(candidate, word)
        if others:
            yield f"      {word} {', '.join(others)}"
    if candidate.reviews:
        yield f"      passes {', '.join(candidate.reviews)}, ready {name_of(candidate.ready)}"


def _leaf(problem: Problem, candidate: Candidate, way: Mode) -> Iterator[str]:
    indent = "        " if way.id else "      "
    name_of = problem.horizon.name_of
    for source in sorted({part.source for part in way.cost}):
        total = sum(part.amount for part in way.cost if part.source == source)
        yield f"{indent}costs {text_of(eok(total))}억원 of {source}"
    for upkeep in way.upkeep:
        yield f"{indent}then {text_of(eok(upkeep.amount))}억원 of {upkeep.source} a quarter"
    for need in way.staff:
        yield f"{indent}holds {need.persons} persons of {need.office}"
    for worth in way.value:
        amounts = [worth.by_start[at] for at in candidate.starts(way.id) if 0 <= at < len(worth.by_start)]
        if amounts:
            yield f"{indent}gives {text_of(min(amounts))} to {text_of(max(amounts))} of {worth.objective}"
    if way.call is not None:
        until, decided = name_of(way.call.deadline), name_of(way.call.decided)
        chance = text_of(way.call.chance)
        yield f"{indent}bids in {way.call.id} until {until}, decided {decided}, chance {chance}"
