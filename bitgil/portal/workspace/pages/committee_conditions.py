"""What became of the conditions: every condition the committee set, who answers by when, and the answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bitgil.government.followup import conditions_of
from bitgil.portal.naming import value_name
from bitgil.portal.workspace.committees.rooms import room_at
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words

TITLE = Words("의결 조건의 후속 조치", "What became of the conditions")
PATH = "committee/<str:body>/conditions/"
DEED = "workspace.enter"
PARENT = "committee_room"


def context(desk: Desk, body: str) -> dict[str, Any]:
    """Return the conditions, those of one year where one is asked for, with their counts by state."""
    room = room_at(desk, body)
    every = conditions_of(desk.state, body)
    years = sorted({one.resolution.effect[:4] for one in every}, reverse=True)
    year = desk.query.get("year", "")
    shown = [one for one in every if year in ("", one.resolution.effect[:4])]
    counted = Counter(one.state for one in shown)
    return {
        "room": room,
        "years": years,
        "year": year,
        "counts": [(value_name("state", state), counted[state]) for state in ("open", "met", "dropped")],
        "late": sum(one.late(desk.today) for one in shown),
        "conditions": [(one, office_name(desk.plan, one.office), one.late(desk.today)) for one in shown],
    }
