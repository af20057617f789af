"""The committee for everybody: its seats by code, its meetings and results, and what became of conditions."""

from __future__ import annotations

from typing import Any

from bitgil.government.followup import conditions_of
from bitgil.portal.workspace.committees.rooms import bodies, room_of, state_shown
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("위원회", "Committee")
PATH = "committee/"
PARENT = "history"


def context(current: Current, language: str) -> dict[str, Any]:  # noqa: ARG001  every page has one shape
    """Return each committee with its seats, meetings and conditions, the latest first."""
    state, day = state_shown(current)
    rooms = [room_of(state, current.plan, body, day) for body in bodies(state)]
    return {
        "today": day,
        "rooms": [
            (
                room,
                tuple(reversed(room.meetings)),
                [
                    (one, office_name(current.plan, one.office), one.late(day))
                    for one in conditions_of(state, room.body)
                ],
            )
            for room in rooms
        ],
        "past": [
            act
            for act in reversed(current.meetings)
            if any(act.subject.startswith(room.name.ko) for room in rooms)
        ],
    }
