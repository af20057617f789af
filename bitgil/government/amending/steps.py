"""The respects in which a request says enough: a total, an end, a name, an office, a drop, an estimate.

The record's own act is the source of a decided figure, so its grade is A; an estimate brings its own grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bitgil.government.acts import Act
from bitgil.government.amending.estimates import cost_estimated, dates_estimated, effects_estimated, parts_of
from bitgil.government.amending.sources import lines_under, source_of
from bitgil.plan.types import Office, Plan, Project
from bitgil.plan.types.project import Budget, Period, Standing, Status
from bitgil.quantity import Grade, Won, Words, year_of

Amends = Callable[[Plan, Project, Act, str], Project]
"""Returns the project as a request wants it from a day on; the same project where it does not say enough."""


def said_by(request: Act) -> Iterator[str]:
    """Yield the names of the steps that a request gives something for."""
    public = request.public
    if public["change"] == "estimate":
        yield from parts_of(public)
        return
    if "total" in public:
        yield "total"
    if "ends" in public:
        yield "ends"
    if public["change"] in ("name", "office") and public.get("becomes"):
        yield public["change"]
    if public["change"] == "drop":
        yield "drop"


def _total(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    total = Won(request.public["total"])
    if project.budget is not None and project.budget.amount == total:
        return project
    budget = Budget(total, Grade.OFFICIAL, source_of(request))
    return replace(project, budget=budget, money=tuple(lines_under(project.money, total, source_of(request))))


def _ends(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    """Move the end: of a project that opens its opening, by which the model goes, else its last year.

    The last year moves along where it was that of the opening or comes before the new end. A spread over
    years beyond the new period goes.
    """
    ends, period, delivery = str(request.public["ends"]), project.period, project.delivery
    last = _last_year(project, year_of(ends))
    if period.first is not None and year_of(ends) < period.first:
        return project
    if delivery is not None and delivery.opens != ends:
        why = f"문 여는 때는 {source_of(request)}에 따른다(앞서는 {delivery.opens}). {delivery.why}".strip()
        delivery = replace(delivery, opens=ends, why=why)
    spread = project.spread
    if spread is not None and last is not None and any(part.year > last for part in spread.years):
        spread = None
    return replace(project, period=Period(period.first, last), spread=spread, delivery=delivery)


def _last_year(project: Project, ends: int) -> int | None:
    last, delivery = project.period.last, project.delivery
    if delivery is None:
        return ends
    if last is None or last == year_of(delivery.opens):
        return last and ends
    return max(last, ends)


def _name(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    name = str(request.public["becomes"])
    return project if project.name.ko == name else replace(project, name=Words(name))


def _office(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    new = office_called(plan, str(request.public["becomes"]))
    old = _handing_over(project, request)
    if new is None or not old or new.id in project.offices:
        return project
    before = next((office.name.ko for office in plan.offices if office.id == old), "")
    lead = project.lead.replace(before, new.name.ko) if before else project.lead
    offices = tuple(new.id if office == old else office for office in project.offices)
    return replace(project, offices=offices, lead=lead)


def _drop(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    if project.status.value in (Standing.STOPPED, Standing.DONE):
        return project
    return replace(project, status=Status(Standing.STOPPED, day, request.reason, source_of(request)))


def office_called(plan: Plan, text: str) -> Office | None:
    """Return the one office of the plan of that code or name, None where there is none or more than one."""
    wanted = text.strip()
    found = [
        office
        for office in plan.offices
        if wanted in (office.id, *(part for name in office.names for part in (name.name.ko, name.name.en)))
    ]
    return found[0] if len(found) == 1 else None


def _handing_over(project: Project, request: Act) -> str:
    """Return the office whose place another takes: the one that asks, else the only one there is."""
    if request.office in project.offices:
        return request.office
    return project.offices[0] if len(project.offices) == 1 else ""


@dataclass(frozen=True, slots=True)
class Step:
    """One respect in which a request may change a project, and the kinds of change that overtake it."""

    amends: Amends
    kinds: tuple[str, ...]


STEPS: Mapping[str, Step] = {
    "total": Step(_total, ("ReviseBudget",)),
    "ends": Step(_ends, ("ReviseSchedule", "ReviseEffects")),
    "name": Step(_name, ("RenameProject",)),
    "office": Step(_office, ()),
    "drop": Step(_drop, ("ReviseStatus", "CloseProject")),
    "effects": Step(effects_estimated, ("ReviseEffects",)),
    "dates": Step(dates_estimated, ("ReviseSchedule",)),
    "money": Step(cost_estimated, ("ReviseBudget",)),
}
