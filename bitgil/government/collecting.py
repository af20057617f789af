"""보고 수합: which projects have to report for a period, who has, whose report waits or was sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.days import days_between, first_day, last_day
from bitgil.government.state import State
from bitgil.government.undertakings import Undertaking
from bitgil.government.views import standing
from bitgil.plan.types.project import Standing

STATES = ("missing", "returned", "waiting", "accepted")
"""What a project's report for a period may be: not there, sent back, unread, accepted."""
UNDER_WAY = frozenset({Standing.ON_TRACK, Standing.PARTIAL, Standing.LATE})


@dataclass(frozen=True, slots=True)
class Expected:
    """One project of a round: the report for the period, where there is one, and its state.

    `days` counts from the period's end to the day asked, for what is not there yet.
    """

    undertaking: Undertaking
    state: str
    report: Act | None = None
    days: int = 0


def collect(state: State, found: Iterable[Undertaking], period: str, day: str) -> tuple[Expected, ...]:
    """Return the projects that have to report for a period, those without a report first.

    A project has to report where it was under way by the period's end, not closed before it began,
    and a department of the city is in charge.
    """
    offices = {office.id for office in state.plan.offices if office.level == "city"} if state.plan else set()
    asked = [each for each in found if each.offices & offices and is_under_way(each, period)]
    rows = [_expected(each, state.dossier(each.subject), period, day) for each in asked]
    return tuple(sorted(rows, key=lambda row: (STATES.index(row.state), row.undertaking.name.ko)))


def is_under_way(each: Undertaking, period: str) -> bool:
    """Whether a project was under way in a period, by its acts, else by the plan's last word about it."""
    last = each.case.last
    first, end = first_day(period), last_day(period)
    if "project.closed" in last and each.case.day_of("project.closed") < first:
        return False
    if "project.started" in last:
        return each.case.day_of("project.started") <= end
    if each.case.reports:
        return True
    project = each.project
    if project is None or project.status.value not in UNDER_WAY:
        return False
    return project.period.first is None or f"{project.period.first}-01-01" <= end


def reports_waiting(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the reports of one project that nobody has reviewed, the oldest period first."""
    found = standing(acts)
    read = {act.public["report"] for act in found if act.kind == "progress.reviewed"}
    last = {act.public["period"]: act for act in found if act.kind == "progress.reported"}
    waiting = (act for act in last.values() if act.number not in read)
    return tuple(sorted(waiting, key=lambda act: last_day(act.public["period"])))


def _expected(each: Undertaking, acts: Iterable[Act], period: str, day: str) -> Expected:
    found, end = standing(acts), last_day(period)
    reviews = (act.public for act in found if act.kind == "progress.reviewed")
    verdicts = {review["report"]: review["verdict"] for review in reviews}
    reports = [
        act for act in found if act.kind == "progress.reported" and last_day(act.public["period"]) == end
    ]
    if not reports:
        return Expected(each, "missing", days=max(days_between(end, day), 0))
    report = reports[-1]
    state = verdicts.get(report.number, "waiting")
    return Expected(each, state, report, max(days_between(end, day), 0) if state == "returned" else 0)
