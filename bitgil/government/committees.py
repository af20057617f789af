"""Committees: who holds which seat on a day, and what happened at each meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.days import first_day, last_day
from bitgil.government.state import State
from bitgil.government.views import standing


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's seat: ex officio or appointed, from when to when, in which of its terms."""

    member: str
    seat: str
    post: str
    first: str
    last: str
    term: int


@dataclass(frozen=True, slots=True)
class Committee:
    """위원회: the seats held on a day. `women` and `men` are of the appointed seats, None if not told."""

    seats: Mapping[str, Seat]
    women: int | None = None
    men: int | None = None

    def of(self, seat: str) -> tuple[Seat, ...]:
        """Return the seats of one sort."""
        return tuple(held for held in self.seats.values() if held.seat == seat)


@dataclass(frozen=True, slots=True)
class Meeting:
    """회의: the call, papers, attendance, recusals, votes, resolutions and minutes of one meeting."""

    subject: str
    called: Act | None = None
    papers: Act | None = None
    present: tuple[str, ...] = ()
    attended: bool = False
    recused: Mapping[int, frozenset[str]] = field(default_factory=dict)
    moved: Mapping[int, Act] = field(default_factory=dict)
    votes: Mapping[int, Act] = field(default_factory=dict)
    resolutions: Mapping[int, Act] = field(default_factory=dict)
    written: Act | None = None
    published: Act | None = None
    answers: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The day of the meeting, empty where none was called."""
        return first_day(self.called.public["date"]) if self.called else ""

    @property
    def items(self) -> frozenset[int]:
        """The numbers of the items on the agenda."""
        return frozenset(row["item"] for row in self.called.public["items"]) if self.called else frozenset()

    @property
    def agenda(self) -> tuple[Mapping[str, Any], ...]:
        """The items of the agenda, by their numbers."""
        rows = self.called.public["items"] if self.called else ()
        return tuple(sorted(rows, key=lambda row: row["item"]))

    def may_vote(self, item: int) -> frozenset[str]:
        """Return who is present and not recused from an item."""
        return frozenset(self.present) - self.recused.get(item, frozenset())


def committee_id(subject: str) -> str:
    """Return the committee of a meeting's subject: 4ir of 4ir/2026-1."""
    return subject.partition("/")[0]


def committee_of(acts: Iterable[Act], day: str) -> Committee:
    """Return the committee as its appointments stand on a day; terms that are over have no seat."""
    seats: dict[str, Seat] = {}
    terms: dict[str, int] = {}
    women = men = None
    for act in standing(acts):
        public = act.public
        if first_day(act.effect) > day:
            continue
        if act.kind == "member.ended":
            seats.pop(public["member"], None)
        elif act.kind == "member.appointed":
            women, men = public.get("women", women), public.get("men", men)
            for member in public["members"]:
                terms[member] = terms.get(member, 0) + 1
                end = last_day(public["last"]) if "last" in public else ""
                first = first_day(public["first"])
                seats[member] = Seat(
                    member, public["seat"], public.get("post", ""), first, end, terms[member]
                )
    held = {member: seat for member, seat in seats.items() if not seat.last or day <= seat.last}
    return Committee(held, women, men)


def meeting_of(subject: str, acts: Iterable[Act]) -> Meeting:
    """Return what the acts about one meeting add up to."""
    last: dict[str, Act] = {}
    recused: dict[int, set[str]] = {}
    moved, votes, resolutions, answers = {}, {}, {}, {}
    for act in standing(acts):
        last[act.kind] = act
        public = act.public
        if act.kind == "meeting.recused":
            recused.setdefault(public["item"], set()).add(public["member"])
        elif act.kind == "motion.moved":
            moved[public["item"]] = act
        elif act.kind == "motion.voted":
            votes[public["item"]] = act
        elif act.kind == "motion.resolved":
            resolutions[public["item"]] = act
        elif act.kind == "condition.answered":
            answers[public["resolution"], public["condition"]] = public["state"]
    attended = last.get("meeting.attended")
    return Meeting(
        subject,
        called=last.get("meeting.called"),
        papers=last.get("meeting.papers"),
        present=tuple(attended.public["present"]) if attended else (),
        attended=attended is not None,
        recused={item: frozenset(members) for item, members in recused.items()},
        moved=moved,
        votes=votes,
        resolutions=resolutions,
        written=last.get("minutes.written"),
        published=last.get("minutes.published"),
        answers=answers,
    )


def meetings_of(state: State, committee: str) -> tuple[Meeting, ...]:
    """Return every meeting of a committee, the earliest day first."""
    found = [
        meeting_of(subject, acts)
        for subject, acts in state.dossiers.items()
        if subject.startswith(f"{committee}/")
    ]
    return tuple(sorted(found, key=lambda meeting: (meeting.day, meeting.subject)))


def open_conditions(meeting: Meeting) -> tuple[tuple[Act, int], ...]:
    """Return the conditions of a meeting's resolutions that are neither met nor dropped."""
    return tuple(
        (act, number)
        for act in meeting.resolutions.values()
        for number in range(1, len(act.public.get("conditions", ())) + 1)
        if meeting.answers.get((act.number, number), "open") == "open"
    )
