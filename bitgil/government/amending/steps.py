"""The respects in which a request says enough: a total, an end, a new name, an office, a project dropped.

The record's own act is the source of such a figure, so its grade is A.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bitgil.government.acts import Act
from bitgil.plan.types import MoneyLine, Office, Plan, Project
from bitgil.plan.types.project import Budget, Period, Standing, Status
from bitgil.quantity import Grade, Won, Words, year_of

Amends = Callable[[Plan, Project, Act, str], Project]
"""Returns the project as a request wants it from a day on; the same project where it does not say enough."""
REST = "총사업비가 바뀐 뒤의 나머지. 재원은 변경 요청에 적히지 않았다."
"""What a line of money says of a sum whose source no request tells."""
CUT = "총사업비를 줄인 뒤의 금액. 재원이 하나뿐이라 그 재원에서 줄었다."
"""What it says where the only source there is was cut."""
_NAMED = re.compile(r"기록 (\d+)호 변경 요청\((\S+)\)")


def source_of(request: Act) -> str:
    """Return how a figure names the act that it rests on; the portal makes a link of it."""
    return f"기록 {request.number}호 변경 요청({request.effect})"


def request_named(source: str) -> tuple[int, str] | None:
    """Return the number and the day of the request that a source names, None where it names none."""
    found = _NAMED.fullmatch(source)
    return (int(found[1]), found[2]) if found else None


def said_by(request: Act) -> Iterator[str]:
    """Yield the names of the steps that a request gives something for."""
    public = request.public
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
    return replace(project, budget=budget, money=tuple(_lines(project.money, total, source_of(request))))


def _lines(lines: tuple[MoneyLine, ...], total: Won, source: str) -> Iterator[MoneyLine]:
    """Yield the lines of money under a new total: known sources stay, money of unknown source is the rest.

    Where the known sources pass the total nobody can say which was cut, unless there is only one: then that
    one is cut, else the whole total is of unknown source.
    """
    shares = [line for line in lines if line.role == "share"]
    known = sum(line.amount for line in shares if line.source != "unknown")
    cut = known > total
    only = {line.source for line in shares} if cut else set()
    flexible = only.pop() if len(only) == 1 else "unknown"
    left = int(total) if cut else int(total) - known
    for line in lines:
        if line.role != "share" or (line.source not in ("unknown", flexible) and not cut):
            yield line
        elif line.source == flexible and left > 0:
            amount = min(int(line.amount), left)
            left -= amount
            yield line if amount == line.amount else _remainder(line.source, line.state, amount, source)
    if shares and left > 0:
        states = [line.state for line in shares if line.source == flexible]
        yield _remainder(flexible, states[-1] if states else "planned", left, source)


def _remainder(of: str, state: str, amount: int, source: str) -> MoneyLine:
    basis = REST if of == "unknown" else CUT
    return MoneyLine(of, state, "share", Won(amount), Grade.OFFICIAL, basis, source)


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
}
