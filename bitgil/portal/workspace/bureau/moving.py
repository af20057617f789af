"""What a slip moves, in a reader's words: projects, stages, money that is carried over, and indicators."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.days import MONTHS_A_YEAR, last_day
from bitgil.government.delay import Carried, Reach, Ripple, StageMove, ripple
from bitgil.government.undertakings import Undertaking
from bitgil.plan.types import Indicator, Project, Stage
from bitgil.portal.modelled import city_of, once
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Unfit

LONGEST = 240
"""Months beyond which nobody asks what a slip would move."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One project that moves: by how many months, through which other, its end before and after."""

    project: Project
    months: int
    through: Project | None
    was: str
    now: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything that a slip of some months moves."""

    months: int
    projects: tuple[Moved, ...]
    stages: tuple[tuple[Stage, StageMove], ...]
    carried: tuple[tuple[Project, Carried], ...]
    indicators: tuple[Indicator, ...]


def moves_of(desk: Desk, subject: str, months: int) -> Moves | None:
    """Return what moves when a project slips; None where the plan has no such project or nothing slips."""
    plan = desk.plan
    if not 0 < months <= LONGEST or all(project.id != subject for project in plan.projects):
        return None
    found: Ripple = ripple(plan, subject, months, since=int(desk.today[:4]), reach=reach_of(desk))
    indicators = {each.id: each for each in plan.indicators}
    stages = {stage.number: stage for stage in plan.stages}
    return Moves(
        months,
        tuple(
            Moved(
                plan.project(shift.project),
                shift.months,
                plan.project(shift.through) if shift.through else None,
                shift.was,
                shift.now,
                shift.slack_known,
            )
            for shift in found.shifts
        ),
        tuple((stages[move.stage], move) for move in found.stages),
        tuple((plan.project(line.project), line) for line in found.carried),
        tuple(indicators[name] for name in found.indicators),
    )


def reach_of(desk: Desk) -> Reach:
    """Return which of the indicators' quantities hang on a driver, by the city model's own graph."""

    def inputs() -> dict[str, frozenset[str]]:
        city = city_of(desk.current)
        names = {each.measured_by for each in desk.plan.indicators} & city.functions.keys()
        return {
            name: frozenset(city.inputs[key].id for key in city.ancestors([name]) if key in city.inputs)
            for name in names
        }

    read = once(desk.current, "inputs of indicators", inputs)
    return lambda driver: frozenset(name for name, ids in read.items() if driver in ids)


def months_between(was: str, now: str) -> int:
    """Return by how many months an end moves, rounded up; 0 where either is unknown or none is later."""
    try:
        before, after = last_day(was), last_day(now)
    except Unfit:
        return 0
    months = (int(after[:4]) - int(before[:4])) * MONTHS_A_YEAR + int(after[5:7]) - int(before[5:7])
    return max(months + (after[8:] > before[8:] and months >= 0 and after[:7] != before[:7]), 0)


def slip_of(each: Undertaking, request: Act) -> int:
    """Return by how many months a requested change moves a project's end."""
    return months_between(each.ends, str(request.public.get("ends", "")))
