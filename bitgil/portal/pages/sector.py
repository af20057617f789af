"""One sector's assumptions: value, range, grade, source, and who could change them."""

from __future__ import annotations

from typing import Any

from bitgil.portal.pages import NotHere
from bitgil.portal.sectors import left_out, sector_title
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("가정", "Assumptions")
PATH = "assumptions/<str:sector>/"
PARENT = "assumptions"


def context(current: Current, language: str, sector: str) -> dict[str, Any]:
    """Return the assumptions of one sector; raise NotHere where the plan has none of it."""
    plan = current.plan
    found = [a for a in plan.assumptions if a.id.split(".", 1)[0] == sector]
    if not found:
        raise NotHere(sector)
    users = {a.id: [p for p in plan.projects if any(e.driver == a.id for e in p.effects)] for a in found}
    tables = {table.id: len(table.rows) for table in plan.tables}
    return {
        "title": sector_title(sector, language),
        "leaves_out": left_out(sector, language),
        "assumptions": [(a, users[a.id], tables.get(a.table)) for a in found],
    }
