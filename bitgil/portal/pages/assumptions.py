"""The sectors of the city model with their assumptions: how many, of what grade."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bitgil.plan.types import Assumption
from bitgil.portal.sectors import sector_title
from bitgil.quantity import Grade, Words
from bitgil.store.current import Current

TITLE = Words("가정", "Assumptions")
PATH = "assumptions/"
MENU = 70


def context(current: Current, language: str) -> dict[str, Any]:
    """Return every sector with its number of assumptions by grade."""
    by_sector: dict[str, list[Assumption]] = {}
    for assumption in current.plan.assumptions:
        by_sector.setdefault(assumption.id.split(".", 1)[0], []).append(assumption)
    return {
        "sectors": [
            (
                name,
                sector_title(name, language),
                len(found),
                _by_grade(found),
                sum(a.driver is not None for a in found),
            )
            for name, found in sorted(by_sector.items())
        ],
    }


def _by_grade(found: list[Assumption]) -> list[tuple[Grade, int]]:
    counted = Counter(assumption.grade for assumption in found)
    return [(grade, counted[grade]) for grade in Grade]
