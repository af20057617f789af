"""One meeting for everybody: agenda, votes, resolutions, conditions, and the open parts of the minutes."""

from __future__ import annotations

from typing import Any

from bitgil.government.followup import conditions_at
from bitgil.portal.workspace.committees.minutes import open_parts
from bitgil.portal.workspace.committees.rooms import meeting_at, state_shown
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("회의", "Meeting")
PATH = "committee/<str:body>/<str:number>/"
PARENT = "committee"


def context(current: Current, language: str, body: str, number: str) -> dict[str, Any]:
    """Return what of a meeting is public; its minutes stand here once they are published."""
    state, day = state_shown(current)
    meeting = meeting_at(state, body, number)
    projects = {project.id: project.name for project in current.plan.projects}
    return {
        "title": f"{TITLE.in_(language)} {meeting.subject}",
        "meeting": meeting,
        "items": [
            (
                row,
                projects.get(row.get("about", "")),
                meeting.votes.get(row["item"]),
                meeting.resolutions.get(row["item"]),
                len(meeting.recused.get(row["item"], ())),
            )
            for row in meeting.agenda
        ],
        "conditions": [
            (one, office_name(current.plan, one.office), one.late(day))
            for one in conditions_at(state, meeting.subject)
        ],
        "minutes": open_parts(meeting) if meeting.published else (),
        "held_back": len(meeting.written.public.get("closed", ())) if meeting.written else 0,
    }
