"""Who is at work while projects are built: person-years of their spending, apart from the city's jobs.

Belongs here: money lines → person-years, once, wherever in the country the supplier sits; and the jobs
of running a project beside those of building it. Does not: jobs in the city (economy), which are never
added to these. Money that was only asked for makes no work, and a steel works' own money is left out,
because the all-industry multiplier does not hold for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types import Effect, Plan, Project
from bitgil.quantity import units

NOT_FUNDED = frozenset({"bid", "request", "designation", "umbrella", "event", "rule"})
LEFT_OUT = "steel"
"""The sector whose own investment meets no all-industry multiplier."""
MULTIPLIER = "economy.national_jobs_multiplier"
ANNOUNCED = "economy.announced_jobs"


@dataclass(frozen=True, slots=True)
class BuildWork:
    """Work that one project's spending of a year makes in the country, gross and once.

    `year` is None where no spread over the years is known; `won` is the money, `person_years` its work.
    """

    project: str
    year: int | None
    won: int
    person_years: Decimal


@dataclass(frozen=True, slots=True)
class Employment:
    """A project's work by phase: person-years while it is built, announced jobs once it runs.

    The two have different units and are never added.
    """

    project: str
    building_person_years: Decimal
    running_jobs_announced: Decimal


def build_work(plan: Plan) -> tuple[BuildWork, ...]:
    """Return the work of building, project by project and year by year.

    Equation: person-years = shares of the total (KRW bn) · year's share · national multiplier.
    Source: 취업유발계수, Bank of Korea input-output tables.  Raises KeyError without a multiplier.
    Only lines of role "share" count: a year's part lies inside its total, an umbrella inside its projects.
    """
    per_won = _per_won(plan)
    return tuple(work for project in plan.projects if _counts(project) for work in _years(project, per_won))


def employment_by_phase(plan: Plan) -> tuple[Employment, ...]:
    """Return the work of every project that makes any, while it is built and once it runs.

    Running jobs are those announced, before realisation and delivery; the city model weighs them.
    """
    building: dict[str, Decimal] = {}
    for work in build_work(plan):
        building[work.project] = building.get(work.project, Decimal(0)) + work.person_years
    running = {
        project.id: sum((e.change for e in project.effects if e.driver == ANNOUNCED), Decimal(0))
        for project in plan.projects
    }
    found = [Employment(p.id, building.get(p.id, Decimal(0)), running[p.id]) for p in plan.projects]
    return tuple(one for one in found if one.building_person_years or one.running_jobs_announced)


def _per_won(plan: Plan) -> Decimal:
    multiplier = plan.assumption(MULTIPLIER)
    if multiplier.value is None:
        raise KeyError(f"{MULTIPLIER} has no single value")
    scale = units().Quantity(1, multiplier.unit).to("person/KRW").magnitude
    return multiplier.value * Decimal(repr(scale))


def _counts(project: Project) -> bool:
    return project.kind not in NOT_FUNDED and not any(_is_left_out(effect) for effect in project.effects)


def _is_left_out(effect: Effect) -> bool:
    return effect.driver.partition(".")[0] == LEFT_OUT


def _years(project: Project, per_won: Decimal) -> Iterator[BuildWork]:
    total = sum(line.amount for line in project.money if line.role == "share")
    if not total:
        return
    if project.spread is None:
        yield BuildWork(project.id, None, total, total * per_won)
        return
    for part in project.spread.years:
        won = total * part.share
        yield BuildWork(project.id, part.year, int(won), won * per_won)
