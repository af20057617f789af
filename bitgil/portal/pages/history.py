"""What happened: meetings of the committee, every revision of a project, and the recorded acts."""

from __future__ import annotations

from typing import Any

from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("회의와 변경", "Meetings and changes")
PATH = "history/"
MENU = 90


def context(current: Current, language: str) -> dict[str, Any]:  # noqa: ARG001  every page has one shape
    """Return meetings, revisions and acts, the latest first."""
    names = {project.id: project.name for project in current.plan.projects}
    revisions = [act for acts in current.revisions.values() for act in acts]
    latest = sorted(revisions, key=lambda act: act.date, reverse=True)
    return {
        "meetings": sorted(current.meetings, key=lambda act: act.date, reverse=True),
        "revisions": [(act, names.get(act.subject)) for act in latest],
        "acts": [(act, names.get(act.subject)) for act in reversed(current.acts)],
    }
