"""시행계획: each project that could stand in a year's plan, its money of that year, what is not met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bitgil.government.acts.committee import CARRIED
from bitgil.government.committees import Meeting, meeting_of, open_conditions
from bitgil.government.delay import yearly_money
from bitgil.government.state import State
from bitgil.government.undertakings import Undertaking
from bitgil.plan.problems import Problem
from bitgil.portal.naming import value_name
from bitgil.portal.workspace.bureau.offering import foreseen
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import Choices
from bitgil.quantity import Words

CLOSED_BY_PLAN = frozenset({"done", "stopped", "merged"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One project for a year's plan: its won of the year by source (empty: untold), what is not met."""

    each: Undertaking
    money: dict[str, int]
    unmet: tuple[Words, ...]
    refused: tuple[Problem, ...]

    @property
    def total(self) -> int:
        """The project's money of the year from all sources, in won."""
        return sum(self.money.values())


def candidates(desk: Desk, found: Iterable[Undertaking], year: int) -> tuple[Candidate, ...]:
    """Return the projects of the plan that are not over, by act or by date, before *year*."""
    meetings = all_meetings(desk.state)
    return tuple(
        _candidate(desk, each, year, meetings)
        for each in found
        if each.project is not None and not each.over and _lasts(each, year)
    )


def all_meetings(state: State) -> tuple[Meeting, ...]:
    """Return every committee's meetings."""
    return tuple(
        meeting_of(subject, acts)
        for subject, acts in state.dossiers.items()
        if any(act.kind.startswith(("meeting.", "motion.")) for act in acts)
    )


def resolutions(meetings: Iterable[Meeting]) -> Choices:
    """Return the resolutions that carried something, by number, the youngest first."""
    found = [
        (act, meeting)
        for meeting in meetings
        for act in meeting.resolutions.values()
        if act.public["outcome"] in CARRIED
    ]
    return tuple(
        (
            str(act.number),
            _resolution(act.subject, _title(meeting, act.public["item"]), act.public["outcome"]),
        )
        for act, meeting in sorted(found, key=lambda pair: -pair[0].number)
    )


def by_source(chosen: Iterable[Candidate]) -> dict[str, int]:
    """Return the chosen projects' money of the year by source, in won."""
    sums: dict[str, int] = {}
    for each in chosen:
        for source, amount in each.money.items():
            sums[source] = sums.get(source, 0) + amount
    return sums


def _candidate(desk: Desk, each: Undertaking, year: int, meetings: Iterable[Meeting]) -> Candidate:
    project = each.project
    money = yearly_money(project) if project else {}
    of_year = {source: years[year] for source, years in money.items() if years.get(year)}
    started = "project.started" in each.case.last or bool(each.case.reports)
    refused = () if started else foreseen(desk, each, "project.started")
    return Candidate(each, of_year, tuple(_unmet(each, of_year, meetings)), refused)


def _unmet(each: Undertaking, money: dict[str, int], meetings: Iterable[Meeting]) -> Iterable[Words]:
    if not money:
        yield Words("그해 사업비를 모릅니다", "its money of the year is unknown")
    gate = each.case.gate
    for number in each.case.open_conditions:
        said = gate.public["conditions"][number - 1] if gate else ""
        yield Words(f"투자심사 조건 {number}: {said}", f"condition {number} of the review: {said}")
    for meeting in meetings:
        for act, number in open_conditions(meeting):
            if _about(meeting, act.public["item"]) == each.subject:
                said = act.public["conditions"][number - 1]
                yield Words(f"의결 조건 {number}: {said}", f"condition {number} of the resolution: {said}")
    for request in each.case.requests:
        kind = value_name("change", request.public["change"])
        yield Words(f"검토를 기다리는 변경: {kind.ko}", f"a change waits for review: {kind.en}")


def _lasts(each: Undertaking, year: int) -> bool:
    last = each.project.period.last if each.project else None
    return last is None or last >= year or each.ends >= f"{year}-01-01"


def _row(meeting: Meeting, item: int) -> dict[str, object]:
    rows = meeting.called.public["items"] if meeting.called else []
    return next((row for row in rows if row["item"] == item), {})


def _about(meeting: Meeting, item: int) -> str:
    return str(_row(meeting, item).get("about", ""))


def _title(meeting: Meeting, item: int) -> str:
    return str(_row(meeting, item).get("title", ""))


def _resolution(meeting: str, title: str, outcome: str) -> Words:
    said = value_name("outcome", outcome)
    return Words(f"{meeting} {title} ({said.ko})", f"{meeting} {title} ({said.en})")
