"""내 기한: what one person must do, and by when, out of everything that is due."""

from __future__ import annotations

from collections.abc import Iterable

from bitgil.government.calendar import Due, deadlines, occasions
from bitgil.government.committees import committee_id, committee_of
from bitgil.government.days import days_after
from bitgil.government.permissions import Person
from bitgil.government.state import State

AHEAD = 60
"""Days for which what comes back every year is told beforehand."""
LEADS = (14, 7, 3, 1, 0)
"""Days before a due date on which somebody is reminded; once more when it is past."""
_OF_OFFICE = frozenset({"department", "plan-office", "budget-office", "secretary"})
_CHAIRED = frozenset({"papers", "meeting", "minutes"})


def dues_of(state: State, person: Person, day: str, ahead: int = AHEAD) -> tuple[Due, ...]:
    """Return what a person must do: open deadlines, past ones first, and what comes within *ahead* days."""
    yearly = (due for year in _years(day, ahead) for due in occasions(state.plan, year)) if state.plan else ()
    until = days_after(day, ahead)
    soon = (due for due in yearly if day <= due.day <= until)
    mine = {due.key: due for due in (*deadlines(state, day), *soon) if is_for(due, person, state, day)}
    return tuple(sorted(mine.values(), key=lambda due: (due.day, due.subject, due.what)))


def is_for(due: Due, person: Person, state: State, day: str) -> bool:
    """Whether a due date is a person's own: by office, by committee seat, or by the committee's business."""
    if due.what.startswith("term."):
        return due.what.removeprefix("term.") == person.member or "secretary" in person.seats
    if due.what in _CHAIRED and person.seats & {"secretary", "chair"}:
        return True
    if due.what == "meeting" and person.member:
        seats = committee_of(state.dossier(committee_id(due.subject)), day).seats
        return person.member in seats
    if due.offices:
        return bool(person.office) and person.office in due.offices and bool(person.seats & _OF_OFFICE)
    return "plan-office" in person.seats


def reminder(due: Due, day: str, leads: Iterable[int] = LEADS) -> str:
    """Return the key of the reminder that is called for on a day: the nearest lead reached, or past.

    The same key on several days, so that a day on which nobody ran is made up for; empty where it is early.
    """
    if due.day < day:
        return f"past-{due.key}"
    reached = [lead for lead in leads if days_after(day, lead) >= due.day]
    return f"{min(reached)}-{due.key}" if reached else ""


def _years(day: str, ahead: int) -> range:
    return range(int(day[:4]), int(days_after(day, ahead)[:4]) + 1)
