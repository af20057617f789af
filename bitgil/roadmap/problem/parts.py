"""The records that a roadmap's question is made of: time, money, staff, value, and what stands in between.

Quarters are counted from the horizon's first (0); a start below 0 lies in the past. Money is whole won.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bitgil.quantity import Won, Words

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Horizon:
    """계획 기간: the quarters in which something may start, counted from `year` and `quarter`.

    `per_year` periods make a year; it is 4 for every city, 1 where a question is asked in years.
    """

    year: int
    quarter: int
    quarters: int
    per_year: int = QUARTERS

    def year_of(self, at: int) -> int:
        """Return the calendar year of quarter *at*; works before and after the horizon too."""
        return self.year + (self.quarter - 1 + at) // self.per_year

    def name_of(self, at: int) -> str:
        """Return quarter *at* as 2027Q1, or the year alone where a year is one period."""
        within = (self.quarter - 1 + at) % self.per_year + 1
        return f"{self.year_of(at)}" if self.per_year == 1 else f"{self.year_of(at)}Q{within}"

    def index_of(self, year: int, quarter: int) -> int:
        """Return the number of that calendar quarter, 0 for the horizon's first."""
        return (year - self.year) * self.per_year + quarter - self.quarter


@dataclass(frozen=True, slots=True)
class Cost:
    """What one source pays in the `offset`-th quarter after the start."""

    offset: int
    source: str
    amount: Won


@dataclass(frozen=True, slots=True)
class Upkeep:
    """운영비: what one source pays in every quarter from the end to the horizon's last."""

    source: str
    amount: Won


@dataclass(frozen=True, slots=True)
class Share:
    """재원 분담: the part of the whole cost that one source bears."""

    source: str
    ratio: Fraction


@dataclass(frozen=True, slots=True)
class Need:
    """How many persons of one office the project holds, from its start to its end.

    With `first` and `until` only from that quarter after the start up to, not including, that one.
    """

    office: str
    persons: int
    first: int = 0
    until: int | None = None

    def held(self, duration: int) -> range:
        """Return the quarters after the start in which the persons are held."""
        return range(self.first, duration if self.until is None else min(self.until, duration))


@dataclass(frozen=True, slots=True)
class Worth:
    """What the project adds to one objective, `by_start[q]` if it starts in quarter q of the horizon.

    `past` is what it still adds if it has started before the horizon.
    """

    objective: str
    by_start: tuple[Decimal, ...] = ()
    past: Decimal = Decimal(0)

    def at(self, start: int) -> Fraction:
        """Return what a start in that quarter adds; nothing beyond the last one given."""
        if start < 0:
            return Fraction(self.past)
        return Fraction(self.by_start[start]) if start < len(self.by_start) else Fraction(0)


@dataclass(frozen=True, slots=True)
class Call:
    """공모: a bid handed in by the quarter `deadline`, decided in `decided`, won with `chance`.

    A bid counts as it is to be expected: its value × chance, and each sum of its money × chance, rounded up
    to the won. Staff is held in full.
    """

    id: str
    deadline: int
    decided: int
    chance: Decimal


@dataclass(frozen=True, slots=True)
class Mode:
    """추진 방식: one way of doing a project (smaller, larger, with other money), or of ending a running one.

    `first` and `last` narrow the project's own window; `finishes` is false for a way that gives up.
    """

    id: str
    name: Words
    duration: int
    cost: tuple[Cost, ...] = ()
    staff: tuple[Need, ...] = ()
    value: tuple[Worth, ...] = ()
    upkeep: tuple[Upkeep, ...] = ()
    match: tuple[Share, ...] = ()
    call: Call | None = None
    first: int | None = None
    last: int | None = None
    finishes: bool = True

    def paid(self, amount: int) -> int:
        """Return the sum to be expected of *amount*: itself, or × the call's chance, rounded up."""
        return amount if self.call is None else -int(-amount * Fraction(self.call.chance) // 1)


@dataclass(frozen=True, slots=True)
class MoneyLimit:
    """재원 한도: what one source can pay in one calendar year, or in all from `year` up to `until`.

    `why` says whose figure it is.
    """

    year: int
    source: str
    amount: Won
    why: str = ""
    until: int | None = None

    def years(self) -> range:
        """Return the calendar years that the limit spans."""
        return range(self.year, (self.year if self.until is None else self.until) + 1)

    def span(self) -> str:
        """Return its year as 2027, or its years as 2027~2029."""
        return str(self.year) if self.until is None else f"{self.year}~{self.until}"


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
class Review:
    """심사: a review with rounds; what is handed in in a round's quarter may start `lead` quarters later."""

    id: str
    name: Words
    rounds: tuple[int, ...]
    lead: int

    def passed(self, ready: int) -> int | None:
        """Return the quarter from which a start is allowed to what is ready by then; None after the last."""
        open_rounds = [quarter for quarter in self.rounds if quarter >= ready]
        return min(open_rounds) + self.lead if open_rounds else None


@dataclass(frozen=True, slots=True)
class Gate:
    """단계 관문: at least `least` of the core projects have finished.

    With `at` it must be so by the beginning of that quarter; what it `opens` starts only once it is so.
    """

    id: str
    name: Words
    core: tuple[str, ...]
    least: int
    at: int | None = None
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Synergy:
    """상승 효과: what two projects add to an objective in each quarter in which both have finished.

    The entry after the horizon's last quarter stands for all later time. Chances of bids are not applied
    to it: whoever states it folds them in. A negative value says that they stand in each other's way.
    """

    one: str
    two: str
    objective: str
    by_quarter: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """몫: what `projects` get from `sources`, as a part of all the money of the sources `of`.

    Over the horizon it is at most `ratio`, or at least that. Where the facts alone break it, what is chosen
    keeps it by itself.
    """

    id: str
    name: Words
    projects: tuple[str, ...]
    sources: tuple[str, ...]
    of: tuple[str, ...]
    ratio: Fraction
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """At least `least` of the projects `among` are chosen."""

    id: str
    name: Words
    among: tuple[str, ...]
    least: int = 1
