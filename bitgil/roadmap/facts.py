"""What is already settled or known of each project: its standing, its quarters, its money by year.

A fact is never moved by a solver. What was not reported stays unknown and is said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from bitgil.plan.types import Plan, Project, Spread
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, Won, Words, year_of
from bitgil.roadmap.problem import QUARTERS, Horizon
from bitgil.roadmap.wording import SOURCE_WORDS, in_won

REPORTED, SPREAD = "reported", "spread"
FINISHED = frozenset({Standing.DONE})
RUNNING = frozenset({Standing.ON_TRACK, Standing.PARTIAL, Standing.LATE})
OPEN = frozenset({Standing.NOT_STARTED, Standing.REQUESTED})


@dataclass(frozen=True, slots=True)
class YearMoney:
    """What one source pays in one year: reported for that year, or spread by a rule that is named."""

    year: int
    source: str
    amount: Won
    grade: Grade
    basis: str


@dataclass(frozen=True, slots=True)
class Money:
    """A project's money: what is known by year, and what no year is known for, by source."""

    by_year: tuple[YearMoney, ...] = ()
    yearless: tuple[tuple[str, Won], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One project outside the choice, or before it: verdict, quarters (end is exclusive), money, why."""

    id: str
    name: Words
    verdict: str
    start: int | None = None
    end: int | None = None
    money: Money = Money()
    why: tuple[Words, ...] = ()


def money_of(project: Project) -> Money:
    """Return the project's money by year and source; umbrellas and alternative sums are left out.

    A share is spread over the years that have no reported part of that source. A year's part whose
    source has no share lies inside the total and is not added to it.
    """
    shares: Counter[str] = Counter()
    for line in project.money:
        if line.role == "share":
            shares[line.source] += line.amount
    parts = [line for line in project.money if line.role == "year" and line.year is not None]
    if not project.money and project.budget is not None:
        shares["unknown"] = project.budget.amount
    known = [
        YearMoney(line.year, line.source, line.amount, line.grade, REPORTED)
        for line in parts
        if line.year is not None and (line.source in shares or not shares)
    ]
    reported = {(part.year, part.source) for part in known}
    yearless = []
    for source, total in sorted(shares.items()):
        rest = total - sum(part.amount for part in known if part.source == source)
        placed = tuple(_spread(project.spread, source, rest, reported)) if rest > 0 else ()
        known += placed
        if rest > 0 and not placed:
            yearless.append((source, Won(rest)))
    return Money(tuple(sorted(known, key=lambda part: (part.year, part.source))), tuple(yearless))


def _spread(
    spread: Spread | None, source: str, rest: int, reported: set[tuple[int, str]]
) -> Iterator[YearMoney]:
    """Yield *rest* over the years without a report, by their shares; the last year takes the odd won."""
    years = [
        part
        for part in (spread.years if spread else ())
        if part.share and (part.year, source) not in reported
    ]
    whole = sum((part.share for part in years), Decimal(0))
    left = rest
    for part in years:
        amount = left if part is years[-1] else int((rest * part.share / whole).to_integral_value(ROUND_DOWN))
        left -= amount
        if spread is not None:
            yield YearMoney(part.year, source, Won(amount), spread.grade, SPREAD)


def settled(plan: Plan, horizon: Horizon, reopened: Collection[str] = ()) -> dict[str, Fact]:
    """Return the facts of *plan*; a *reopened* project is open to choice again unless it is finished."""
    found = {project.id: fact_of(project, horizon) for project in plan.projects}
    return {
        key: fact
        for key, fact in found.items()
        if fact is not None and (fact.verdict == "finished" or key not in reopened)
    }


def fact_of(project: Project, horizon: Horizon) -> Fact | None:
    """Return the fact of a project that is not open to choice, or None for one that is."""
    standing = project.status.value
    if standing in OPEN:
        return None
    start, end = quarters_of(project, horizon)
    money = money_of(project)
    if standing in FINISHED:
        return Fact(project.id, project.name, "finished", start, end, money, (_finished(project),))
    if standing in RUNNING:
        if end is not None and end <= 0:
            overdue = (_overdue(project),)
            return Fact(project.id, project.name, "running", start, None, money, (*overdue, *_money(money)))
        why = (_running(project), *_money(money))
        return Fact(project.id, project.name, "running", start, end, money, why)
    verdict = "stopped" if standing is Standing.STOPPED else "unknown"
    why = (_stopped(project) if verdict == "stopped" else _unknown(project),)
    return Fact(project.id, project.name, verdict, start, end, money, why)


def quarters_of(project: Project, horizon: Horizon) -> tuple[int | None, int | None]:
    """Return the first quarter and the one after the last, as reported: the later of end and opening."""
    first, last = project.period.first, project.period.last
    start = None if first is None else horizon.index_of(first, 1)
    end = None if last is None else horizon.index_of(last + 1, 1)
    if project.delivery is not None:
        opens = horizon.index_of(year_of(project.delivery.opens), quarter_in(project.delivery.opens))
        end = opens if end is None else max(opens, end)
    return start, None if start is not None and end is not None and end <= start else end


def quarter_in(moment: str) -> int:
    """Return the quarter (1 to 4) in which a moment such as 2026Q3, 2026H2 or 2026-08 begins."""
    rest = moment[4:]
    if rest.startswith("Q"):
        return int(rest[1])
    if rest.startswith("H"):
        return 2 * int(rest[1]) - 1
    return (int(rest[1:3]) - 1) // 3 + 1 if rest else 1


def lead_quarters(project: Project) -> int | None:
    """Return how many quarters a candidate takes by its reported years, None where they are unknown."""
    first, last = project.period.first, project.period.last
    return None if first is None or last is None else (last - first + 1) * QUARTERS


def _finished(project: Project) -> Words:
    status = project.status
    return Words(f"완료된 사업입니다({status.as_of} 기준).", f"Finished, as known on {status.as_of}.")


def _running(project: Project) -> Words:
    status = project.status
    return Words(
        f"추진 중인 사업이라 선택 대상이 아닌 주어진 사실입니다({status.value.value}, {status.as_of} 기준).",
        f"Already running ({status.value.en}, as known on {status.as_of}): a fact, not a choice.",
    )


def _overdue(project: Project) -> Words:
    status = project.status
    return Words(
        f"계획된 기간이 지났으나 완료가 확인되지 않았습니다({status.value.value}, {status.as_of} 기준). "
        "끝나는 시기를 알 수 없습니다.",
        f"Its reported period is over without a report of its end ({status.value.en}, as known on "
        f"{status.as_of}); when it ends is unknown.",
    )


def _stopped(project: Project) -> Words:
    return Words(
        f"중단된 사업입니다({project.status.as_of} 기준).", f"Stopped, as known on {project.status.as_of}."
    )


def _unknown(project: Project) -> Words:
    return Words(
        f"{project.status.as_of} 이후 소식이 없어 추진 여부를 알 수 없습니다. 담당 부서의 확인이 필요합니다.",
        f"Nothing is known after {project.status.as_of}; the office in charge must say whether it goes on.",
    )


def _money(money: Money) -> Iterator[Words]:
    """Yield what is not known about the money of a running project."""
    if not money.by_year and not money.yearless:
        yield Words("보도된 사업비가 없습니다.", "No money was reported.")
    for source, amount in money.yearless:
        words = SOURCE_WORDS[source]
        yield Words(
            f"{words.ko} {in_won(amount).ko}은 어느 해의 돈인지 알려지지 않았습니다.",
            f"{in_won(amount).en} of {words.en}: the year is unknown.",
        )
    spread = sorted({part.year for part in money.by_year if part.basis == SPREAD})
    if spread:
        grades = "·".join(sorted({part.grade.value for part in money.by_year if part.basis == SPREAD}))
        yield Words(
            f"{spread[0]}~{spread[-1]}년의 연차별 배분은 보도가 아니라 배분 가정입니다(등급 {grades}).",
            f"The split over {spread[0]} to {spread[-1]} is an assumed rule, not a report (grade {grades}).",
        )
