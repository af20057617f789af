"""A committee's room: who sits there today, what the law allows, its meetings, and what is due."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.calendar import Due, deadlines
from bitgil.government.committees import (
    Committee,
    Meeting,
    Seat,
    committee_of,
    meeting_of,
    meetings_of,
)
from bitgil.government.days import days_after
from bitgil.government.law import Law, law_on
from bitgil.government.sittings import Limit, limits_of
from bitgil.government.state import State
from bitgil.plan.types import LegalRule, Plan
from bitgil.portal.naming import value_name
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import Choices
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words
from bitgil.store import earlier
from bitgil.store.clock import today
from bitgil.store.current import Current, state_in_force

SOON = 90
"""Days before the end of a term from which a room says that it ends soon."""


@dataclass(frozen=True, slots=True)
class Room:
    """One committee as it stands on a day."""

    body: str
    name: Words
    law: Law
    committee: Committee
    meetings: tuple[Meeting, ...]
    limits: tuple[Limit, ...]
    dues: tuple[Due, ...]
    renewals: LegalRule | None = None

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats held, ex officio first."""
        held = self.committee.seats.values()
        return tuple(sorted(held, key=lambda seat: (seat.seat != "ex-officio", seat.member)))

    @property
    def choices(self) -> Choices:
        """The seats as the values of a field, each told in words."""
        return tuple((seat.member, seat_in_words(seat)) for seat in self.seats)

    def renewable(self, seat: Seat) -> bool:
        """Whether the law lets a seat's holder be appointed once more."""
        most = self.renewals.value if self.renewals else None
        return seat.seat == "ex-officio" or most is None or seat.term <= most


def bodies(state: State) -> tuple[str, ...]:
    """Return the committees there are: those whose law the plan holds, and those that have members."""
    rules = state.plan.legal_rules if state.plan else ()
    lawful = {rule.body for rule in rules if rule.body and rule.about.startswith("committee.")}
    seated = {
        subject
        for subject, acts in state.dossiers.items()
        if any(act.kind == "member.appointed" for act in acts)
    }
    return tuple(sorted(lawful | seated))


def room_of(state: State, plan: Plan, body: str, day: str) -> Room:
    """Return a committee's room on a day; raise NotHere for a committee that there is not."""
    if body not in bodies(state):
        raise NotHere(body)
    law = law_on(plan.legal_rules, day)
    soon = days_after(day, SOON)
    committee = committee_of(state.dossier(body), day)
    meetings = meetings_of(state, body)
    regular = sum(1 for one in meetings if one.attended and one.day[:4] == day[:4] and _is_regular(one))
    return Room(
        body,
        office_name(plan, body),
        law,
        committee,
        meetings,
        limits_of(committee, regular, law, body),
        tuple(
            due
            for due in deadlines(state, day)
            if due.subject.partition("/")[0] == body and (due.day <= soon or not due.what.startswith("term."))
        ),
        law.on("committee.renewals", body),
    )


def state_shown(shown: Current) -> tuple[State, str]:
    """Return the state and the day of what a public page shows: now, or the moment a reader asked for."""
    if shown.moment.is_now:
        return state_in_force(), today()
    return earlier.look(shown.moment).state, shown.moment.as_of or today()


def room_at(desk: Desk, body: str) -> Room:
    """Return a committee's room today."""
    return room_of(desk.state, desk.plan, body, desk.today)


def meeting_at(state: State, body: str, number: str) -> Meeting:
    """Return a meeting that was called; raise NotHere where none was."""
    subject = f"{body}/{number}"
    meeting = meeting_of(subject, state.dossier(subject))
    if meeting.called is None:
        raise NotHere(subject)
    return meeting


def act_of(state: State, subject: str, number: int, kind: str) -> Act:
    """Return one act about a subject; raise NotHere where there is none of that number and kind."""
    for act in state.dossier(subject):
        if (act.number, act.kind) == (number, kind):
            return act
    raise NotHere(str(number))


def seat_in_words(seat: Seat) -> Words:
    """Return a seat as people say it: its code, its sort and its post, never a name."""
    parts = [value_name("seat", seat.seat), *([value_name("post", seat.post)] if seat.post else [])]
    return Words(
        f"{seat.member} ({', '.join(part.ko for part in parts)})",
        f"{seat.member} ({', '.join(part.en for part in parts)})",
    )


def _is_regular(meeting: Meeting) -> bool:
    return meeting.called is not None and bool(meeting.called.public["regular"])
