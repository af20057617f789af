"""Which back-end searches: by the number of columns, as measured in bench/roadmap_synthetic.py."""

from __future__ import annotations

from collections.abc import Mapping

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import cpsat, highs, wide
from bitgil.roadmap.solver.search import Effort, Found, Listen

SMALL = 700
"""Up to so many columns (some 60 projects in 20 quarters) CP-SAT proves soonest; above, `wide` is better."""

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
        return "wide"
    return "highs" if len(model.rules()) * FEW_RULES < len(model.columns) else "cpsat"
