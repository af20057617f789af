"""Delay: what else moves when one project slips, over its relations, its money, stages and indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bitgil.government.days import MONTHS_A_YEAR, days_between, first_day, last_day, months_after
from bitgil.plan.types import Plan, Project

WAITS = ("requires", "continues")
"""The relations over which a delay passes on: A requires B, A continues B."""
_DAYS_A_MONTH = Decimal("30.4375")

Reach = Callable[[str], frozenset[str]]
"""Returns the quantities that hang on a driver, as the city model's graph knows them."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One project moved by some months, through which project, and its end before and after."""

    project: str
    months: int
    through: str
    was: str
    now: str
    slack_known: bool


@dataclass(frozen=True, slots=True)
class StageMove:
    """A stage whose last project ends later than before."""

    stage: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Carried:
    """이월: money of one project and source that one year hands on to the next, in won."""

    project: str
    source: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class Ripple:
    """Everything that a slip moves. `undated` names waiting projects without any date."""

    shifts: tuple[Shift, ...]
    stages: tuple[StageMove, ...]
    carried: tuple[Carried, ...]
    indicators: tuple[str, ...]
    undated: tuple[str, ...]


def ripple(plan: Plan, project_id: str, months: int, *, since: int, reach: Reach | None = None) -> Ripple:
    """Return what moves when a project slips by some months, money from the year *since* on.

    A waiting project moves by the slip less the slack between the other's end and its own start (its
    own end where the two overlap by plan); without dates the whole slip passes on and is marked.
    Raises KeyError where the plan has no such project.
    """
    shifts = _shifts(plan, project_id, months)
    moved = {shift.project: shift for shift in shifts}
    return Ripple(
        shifts=tuple(shifts),
        stages=tuple(_stages(plan, moved)),
        carried=tuple(
            line for key, shift in moved.items() for line in carried(plan.project(key), shift, since)
        ),
        indicators=tuple(_indicators(plan, moved, reach)),
        undated=tuple(shift.project for shift in shifts if not shift.slack_known),
    )


def _shifts(plan: Plan, first: str, months: int) -> list[Shift]:
    waiting: dict[str, list[Project]] = {}
    for project in plan.projects:
        for relation in project.relations:
            if relation.kind in WAITS:
                waiting.setdefault(relation.other, []).append(project)
    found = {first: _shift(plan.project(first), months, "", known=True)}
    queue = [first]
    while queue:
        cause = queue.pop(0)
        for project in waiting.get(cause, ()):
            slack = _slack(plan.project(cause), project)
            passed = found[cause].months - (slack or 0)
            known = slack is not None and found[cause].slack_known
            before = found.get(project.id)
            # A circle of "continues" would pass a delay on for ever: nobody slips by more than the first.
            if passed > 0 and project.id != first and (before is None or before.months < passed):
                found[project.id] = _shift(project, passed, cause, known=known)
                queue.append(project.id)
    return list(found.values())


def _shift(project: Project, months: int, through: str, *, known: bool) -> Shift:
    was = end_of(project)
    return Shift(project.id, months, through, was, months_after(was, months) if was else "", known)


def end_of(project: Project) -> str:
    """Return the last day of a project: when it opens, else its period's last; empty where unknown."""
    if project.delivery:
        return last_day(project.delivery.opens)
    return f"{project.period.last}-12-31" if project.period.last else ""


def _slack(cause: Project, project: Project) -> int | None:
    """Return the months between the end of one project and what waits for it, None where undated."""
    end = end_of(cause)
    start = first_day(str(project.period.first)) if project.period.first else ""
    for waits in (start, end_of(project)):
        if end and waits and waits >= end:
            return int(days_between(end, waits) / _DAYS_A_MONTH)
    return 0 if end and (start or end_of(project)) else None


def _stages(plan: Plan, moved: Mapping[str, Shift]) -> Iterator[StageMove]:
    for stage in plan.stages:
        inside = [project for project in plan.projects if project.placement.stage == stage.number]
        was = max((end_of(project) for project in inside), default="")
        now = max((moved[p.id].now if p.id in moved else end_of(p) for p in inside), default="")
        if now != was:
            yield StageMove(stage.number, was, now)


def yearly_money(project: Project) -> dict[str, dict[int, int]]:
    """Return a project's won by source and year: sums told for years, else shares spread as the plan says."""
    told: dict[str, dict[int, int]] = {}
    for line in project.money:
        if line.role == "year" and line.year is not None:
            years = told.setdefault(line.source, {})
            years[line.year] = years.get(line.year, 0) + line.amount
    if told or project.spread is None:
        return told
    sums = {line.source: int(line.amount) for line in project.money if line.role == "share"}
    if not sums and project.budget:
        sums = {"unknown": int(project.budget.amount)}
    shares = {part.year: part.share for part in project.spread.years}
    return {source: _spread(amount, shares) for source, amount in sums.items()}


def _spread(amount: int, shares: Mapping[int, Decimal]) -> dict[int, int]:
    """Return whole won by year that add up to the amount: each year gets what its sum so far calls for."""
    gone, sum_, years = Decimal(0), 0, {}
    for year in sorted(shares):
        gone += shares[year]
        upto = int(amount * gone)
        years[year], sum_ = upto - sum_, upto
    return years


def carried(project: Project, shift: Shift, since: int) -> Iterator[Carried]:
    """Yield what each year from *since* on hands to the next when the money moves with the project.

    Money of a year moves on by whole and part years; what is carried at a year's end is all that was
    planned up to then less all that is now.
    """
    whole, part = divmod(shift.months, MONTHS_A_YEAR)
    for source, years in yearly_money(project).items():
        planned = {year: amount for year, amount in years.items() if year >= since}
        later: dict[int, int] = {}
        for year, amount in planned.items():
            on = amount * part // MONTHS_A_YEAR
            later[year + whole] = later.get(year + whole, 0) + amount - on
            later[year + whole + 1] = later.get(year + whole + 1, 0) + on
        behind = 0
        for year in sorted(planned.keys() | later.keys()):
            behind += planned.get(year, 0) - later.get(year, 0)
            if behind:
                yield Carried(project.id, source, year, behind)


def _indicators(plan: Plan, moved: Mapping[str, Shift], reach: Reach | None) -> Iterator[str]:
    """Yield the indicators that moved projects act on: by the model's graph, else by their task."""
    projects = [project for project in plan.projects if project.id in moved]
    drivers = {effect.driver for project in projects for effect in project.effects}
    if reach is not None:
        quantities = frozenset[str]().union(*(reach(driver) for driver in sorted(drivers)))
        yield from (each.id for each in plan.indicators if each.measured_by in quantities)
        return
    tasks = {f"task.{project.placement.task}" for project in projects if project.effects}
    yield from (each.id for each in plan.indicators if tasks & set(each.about))
