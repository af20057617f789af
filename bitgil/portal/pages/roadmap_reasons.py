"""Why each project is in or out, and why now: what the other choice would cost, one solve a sentence."""

from __future__ import annotations

from typing import Any

from bitgil.portal.choosing.answers import firmness_for, stated_for, timing_for
from bitgil.portal.choosing.surroundings import entered
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("왜 들어가고 왜 빠졌나", "Why in, why out")
PATH = "roadmap/reasons/"
PARENT = "roadmap"


def context(current: Current, language: str, reference: str = "") -> dict[str, Any]:
    """Return every open project with its verdict, its reasons and how firm they are."""
    answer, found = entered("roadmap_reasons", current, language, reference)
    stated = stated_for(current, by_reference=found["by_reference"])
    if answer is None or stated is None:
        return found
    firm = {verdict.project: verdict for verdict in firmness_for(current, answer) or ()}
    rows = [row for row in stated["projects"] if row["verdict"] in {"in", "out", "undecided"}]
    timing = timing_for(current, answer)
    return found | {
        "rows": [(row, firm.get(row["id"]), timing.get(row["id"], ())) for row in rows],
        "stated": stated,
    }
