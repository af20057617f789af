"""The roadmap's question as plain frozen data: candidates, limits, objectives and a horizon of quarters.

Quarters are counted from the horizon's first (0); a start below 0 lies in the past. Money is whole won.
Nothing here knows a plan, a solver or a clock, so every later form of the question starts from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bitgil.quantity import Won, Words, eok, text_of

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Horizon:
    """계획 기간: the quarters in which something may start, counted from `year` and `quarter`."""

    year: int
    quarter: int
    quarters: int

    def year_of(self, at: int) -> int:
        """Return the calendar year of quarter *at*; works before and after the horizon too."""
        return self.year + (self.quarter - 1 + at) // QUARTERS

    def name_of(self, at: int) -> str:
        """Return quarter *at* as 2027Q1."""
        return f"{self.year_of(at)}Q{(self.quarter - 1 + at) % QUARTERS + 1}"

    def index_of(self, year: int, quarter: int) -> int:
        """Return the number of that calendar quarter, 0 for the horizon's first."""
        return (year - self.year) * QUARTERS + quarter - self.quarter


@dataclass(frozen=True, slots=True)
class Cost:
    """What one source pays in the `offset`-th quarter after the start."""

    offset: int
    source: str
    amount: Won


@dataclass(frozen=True, slots=True)
class Need:
    """How many persons of one office the project holds from its start to its end."""

    office: str
    persons: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What the project adds to one objective, `by_start[q]` if it starts in quarter q of the horizon."""

    objective: str
    by_start: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One project that may start in every `step`-th quarter from `first` to `last`, or did at `fixed`.

    A step of 4 from a year's first quarter says that budgets open once a year.
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

    def starts(self) -> range:
        """Return every quarter in which it may start."""
        if self.fixed is not None:
            return range(self.fixed, self.fixed + 1)
        return range(self.first, self.last + 1, self.step)

    def money(self) -> int:
        """Return its whole cost over all quarters and sources, in won."""
        return sum(part.amount for part in self.cost)


@dataclass(frozen=True, slots=True)
class MoneyLimit:
    """재원 한도: what one source can pay in one calendar year. `why` says whose figure it is."""

    year: int
    source: str
    amount: Won
    why: str = ""


@dataclass(frozen=True, slots=True)
class StaffLimit:
    """인력 한도: how many persons of one office are free for projects in one quarter."""

    office: str
    quarter: int
    persons: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything that runs out. What is not listed is unlimited, and the statement says so."""

    money: tuple[MoneyLimit, ...] = ()
    staff: tuple[StaffLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """목적: one objective and what a unit of it weighs against the others."""

    id: str
    name: Words
    weight: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Which candidates start in which quarter, so that Σ weight × value is greatest within the limits.

    Prerequisites end before what needs them starts; of an exclusion at most one is chosen; what stands
    `together` is chosen whole or not at all; a `must` is chosen; a `fixed` start is a fact.
    """

    horizon: Horizon
    candidates: tuple[Candidate, ...]
    aims: tuple[Aim, ...]
    limits: Limits = Limits()

    def candidate(self, candidate_id: str) -> Candidate:
        """Return the candidate of that id; raise KeyError where there is none."""
        return {candidate.id: candidate for candidate in self.candidates}[candidate_id]

    def worth(self, candidate: Candidate, start: int) -> Fraction:
        """Return Σ over objectives of weight × value at that start; 0 for a start in the past."""
        return sum(
            (
                Fraction(aim.weight) * Fraction(worth.by_start[start])
                for worth in candidate.value
                for aim in self.aims
                if aim.id == worth.objective and 0 <= start < len(worth.by_start)
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
        yield f"    {cap.year} {cap.source}: {text_of(eok(cap.amount))}억원"
    for team in problem.limits.staff:
        yield f"    {horizon.name_of(team.quarter)} {team.office}: {team.persons} persons"
    yield "  candidates"
    for candidate in problem.candidates:
        yield from _branch(problem, candidate)


def _branch(problem: Problem, candidate: Candidate) -> Iterator[str]:
    name_of = problem.horizon.name_of
    window = candidate.starts()
    when = f"starts {name_of(window[0])} to {name_of(window[-1])}" if window else "has no window"
    if candidate.fixed is not None:
        when = f"started {name_of(candidate.fixed)}"
    must = ", must" if candidate.must else ""
    yield f"    {candidate.id} {candidate.name.ko}: {when}, {candidate.duration} quarters{must}"
    for source in sorted({part.source for part in candidate.cost}):
        total = sum(part.amount for part in candidate.cost if part.source == source)
        yield f"      costs {text_of(eok(total))}억원 of {source}"
    for need in candidate.staff:
        yield f"      holds {need.persons} persons of {need.office}"
    for worth in candidate.value:
        amounts = [worth.by_start[at] for at in window if 0 <= at < len(worth.by_start)]
        if amounts:
            yield f"      gives {text_of(min(amounts))} to {text_of(max(amounts))} of {worth.objective}"
    for word in ("requires", "excludes", "together"):
        others = getattr(candidate, word)
        if others:
            yield f"      {word} {', '.join(others)}"
