"""The first page of the workspace: who is at work here, and where they may go."""

from __future__ import annotations

from typing import Any

from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words

TITLE = Words("업무공간", "Workspace")
PATH = ""
DEED = "workspace.enter"


def context(desk: Desk) -> dict[str, Any]:
    """Return the office and the committee seat of whoever is here."""
    return {"office": office_name(desk.plan, desk.person.office) if desk.person.office else None}
