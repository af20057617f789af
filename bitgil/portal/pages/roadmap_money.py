"""Money by year and source against its limit: what is bound already, what the choice adds, what is left."""

from __future__ import annotations

from typing import Any

from bitgil.plan.types import Limit
from bitgil.portal.choosing.answers import stated_for
from bitgil.portal.choosing.rows import money_drawings
from bitgil.portal.choosing.surroundings import entered
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("해마다 쓰는 돈과 한도", "Money against its limits")
PATH = "roadmap/money/"
PARENT = "roadmap"


def context(current: Current, language: str, reference: str = "") -> dict[str, Any]:
    """Return a drawing and a table a source, the limits with their grades, and which of them bind."""
    answer, found = entered("roadmap_money", current, language, reference)
    stated = stated_for(current, by_reference=found["by_reference"])
    if answer is None or stated is None:
        return found
    limits: dict[str, list[Limit]] = {}
    for limit in current.plan.limits:
        limits.setdefault(limit.source, []).append(limit)
    drawings = money_drawings(answer, answer.roadmap, language)
    return found | {
        "sources": [(source, drawing, limits.get(source, [])) for source, drawing in drawings],
        "binding": stated["binding"],
        "stated": stated,
        "yearless": [
            (row, row["money_without_year"]) for row in stated["projects"] if row["money_without_year"]
        ],
    }
