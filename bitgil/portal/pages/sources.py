"""Every figure with its grade and its source, countable and filterable; the X's stand out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bitgil.portal.counting import whole
from bitgil.portal.figures import KINDS, figures_of
from bitgil.quantity import Grade, Words
from bitgil.store.current import Current

TITLE = Words("출처와 등급", "Sources and grades")
PATH = "sources/"
MENU = 80
PAGE = 100


def context(
    current: Current, language: str, grade: str = "", kind: str = "", part: str = "1"
) -> dict[str, Any]:
    """Return the figures asked for, a hundred at a time, and the count of each grade over all of them."""
    figures = list(figures_of(current.plan, language))
    counted = Counter(figure.grade for figure in figures)
    wanted = [f for f in figures if grade in ("", f.grade.value) and kind in ("", f.kind)]
    parts = max(1, -(-len(wanted) // PAGE))
    at = min(max(whole(part) or 1, 1), parts)
    return {
        "grades": [(g, g.en if language == "en" else g.ko, counted[g]) for g in Grade],
        "kinds": [(name, words.in_(language)) for name, words in KINDS.items()],
        "asked": {"grade": grade, "kind": kind},
        "total": len(figures),
        "found": len(wanted),
        "figures": wanted[(at - 1) * PAGE : at * PAGE],
        "at": at,
        "parts": range(1, parts + 1),
    }
