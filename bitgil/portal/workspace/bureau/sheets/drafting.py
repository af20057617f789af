"""What each line of a workbook begins with: the report begun from a project's acts, as seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bitgil.government.collecting import is_under_way
from bitgil.government.state import State
from bitgil.government.undertakings import Undertaking, all_undertakings, mine, undertaking
from bitgil.portal.workspace.bureau.beginning import report_public
from bitgil.portal.workspace.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """One project's line: the report it begins with, for a period, from the acts up to number *seen*."""

    each: Undertaking
    period: str
    seen: int
    public: dict[str, Any]


def lines_of(desk: Desk, period: str) -> tuple[Line, ...]:
    """Return a line for each of the office's projects that was under way in a period."""
    found = mine(all_undertakings(desk.state, desk.today), desk.person.office)
    return tuple(
        line_of(desk, each.subject, period, desk.seen(each.subject))
        for each in found
        if not each.over and is_under_way(each, period)
    )


def line_of(desk: Desk, subject: str, period: str, seen: int) -> Line:
    """Return the line of a project as it was begun when act *seen* was the last about it."""
    then = _known(desk.state, subject, seen)
    each = undertaking(then, subject, desk.today)
    return Line(each, period, seen, report_public(replace(desk, state=then), each, period))


def _known(state: State, subject: str, seen: int) -> State:
    acts = tuple(act for act in state.dossier(subject) if act.number <= seen)
    return replace(state, dossiers={**state.dossiers, subject: acts})
