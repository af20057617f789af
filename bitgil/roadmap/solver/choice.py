"""Which back-end searches: by the number of columns, and whether intervals would spare most of them.

The two switch points rest on a few measured problems and not on a full run of bench/roadmap_synthetic.py; a
run of it at full size may move them. Whatever is chosen, the answer is checked and its bound is its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import cpsat, highs, wide
from bitgil.roadmap.solver.reading import is_schedule
from bitgil.roadmap.solver.search import Effort, Found, Listen

SMALL = 700
"""Up to so many columns (some 60 projects in 20 quarters) CP-SAT searches; above only schedules."""

FEW_RULES = 8
"""With less than a rule for so many columns it is a knapsack, which HiGHS proves sooner than CP-SAT."""


def best_of(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return what the back-end of *effort*, or else the one for that size, finds."""
    backend = effort.backend or _suited(model)
    ways = {"cpsat": cpsat.search, "highs": highs.search, "wide": wide.search}
    return ways[backend](model, effort, hint=hint, listen=listen)


def _suited(model: Model) -> str:
    if len(model.columns) > SMALL:
        return "cpsat" if is_schedule(model) else "wide"
    return "highs" if len(model.rules()) * FEW_RULES < len(model.columns) else "cpsat"
