"""What became of a committee's conditions: who was to answer each by when, and every answer since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.committees import Meeting, meeting_of
from bitgil.government.days import last_day
from bitgil.government.state import State
from bitgil.government.views import standing


@dataclass(frozen=True, slots=True)
class Condition:
    """의결 조건: one condition of a resolution. `office` and `due` are empty where none were named.

    `answers` holds every answer in order, the last of which is the state.
    """

    meeting: str
    resolution: Act
    number: int
    text: str
    title: str
    about: str = ""
    office: str = ""
    due: str = ""
    answers: tuple[Act, ...] = ()

    @property
    def state(self) -> str:
        """Return open, met or dropped."""
        return str(self.answers[-1].public["state"]) if self.answers else "open"

    def late(self, day: str) -> bool:
        """Whether it is open on a day after the one by which it was to be answered."""
        return self.state == "open" and bool(self.due) and last_day(self.due) < day


def conditions_of(state: State, committee: str) -> tuple[Condition, ...]:
    """Return every condition of a committee's resolutions, the latest resolution first."""
    found = [
        condition
        for subject in state.dossiers
        if subject.startswith(f"{committee}/")
        for condition in conditions_at(state, subject)
    ]
    return tuple(sorted(found, key=lambda one: (one.resolution.effect, one.resolution.number), reverse=True))


def conditions_about(state: State, committee: str, subject: str) -> tuple[Condition, ...]:
    """Return the conditions of a committee's earlier resolutions about one project or plan."""
    return tuple(one for one in conditions_of(state, committee) if subject and one.about == subject)


def conditions_at(state: State, meeting: str) -> tuple[Condition, ...]:
    """Return the conditions of one meeting's resolutions, in the order of their items."""
    acts = state.dossier(meeting)
    held = meeting_of(meeting, acts)
    given: dict[tuple[int, int], list[Act]] = {}
    for act in standing(acts):
        if act.kind == "condition.answered":
            given.setdefault((act.public["resolution"], act.public["condition"]), []).append(act)
    return tuple(
        one
        for item in sorted(held.resolutions)
        for one in _of_resolution(held, held.resolutions[item], item, given)
    )


def office_of(state: State, meeting: str, resolution: int, condition: int) -> str:
    """Return the office that is to answer a condition, empty where none was named."""
    for one in conditions_at(state, meeting):
        if (one.resolution.number, one.number) == (resolution, condition):
            return one.office
    return ""


def _of_resolution(
    meeting: Meeting, act: Act, item: int, given: dict[tuple[int, int], list[Act]]
) -> Iterator[Condition]:
    row = next((row for row in meeting.agenda if row["item"] == item), {})
    asked = {each["condition"]: each for each in act.public.get("due", ())}
    for number, text in enumerate(act.public.get("conditions", ()), 1):
        who = asked.get(number, {})
        yield Condition(
            meeting.subject,
            act,
            number,
            text,
            row.get("title", ""),
            row.get("about", ""),
            who.get("office", ""),
            who.get("day", ""),
            tuple(given.get((act.number, number), ())),
        )
