"""Multidimensional knapsacks of Chu and Beasley (OR-Library): one quarter, m kinds of money, n projects.

Source: P. C. Chu, J. E. Beasley, "A genetic algorithm for the multidimensional knapsack problem", Journal of
Heuristics 4 (1998).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bitgil.quantity import Won, Words
from bitgil.roadmap.problem import Aim, Candidate, Cost, Horizon, Limits, MoneyLimit, Problem, Worth

AIMS = (Aim("value", Words("값", "value"), Decimal(1)),)


def knapsacks_in(file: Path) -> list[Problem]:
    """Return every knapsack of one of the library's files, in its order."""
    numbers = iter(file.read_text(encoding="ascii").split())
    return [_knapsack(numbers) for _ in range(int(next(numbers)))]


def _knapsack(numbers: Iterator[str]) -> Problem:
    items, kinds, _optimum = (int(float(next(numbers))) for _ in range(3))
    gives = [int(next(numbers)) for _ in range(items)]
    weights = [[int(next(numbers)) for _ in range(items)] for _ in range(kinds)]
    rooms = [int(next(numbers)) for _ in range(kinds)]
    candidates = tuple(
        Candidate(
            f"T{item:04}",
            Words(f"{item}"),
            duration=1,
            cost=tuple(Cost(0, f"kind {k}", Won(weights[k][item])) for k in range(kinds)),
            value=(Worth("value", (Decimal(gives[item]),)),),
        )
        for item in range(items)
    )
    limits = Limits(tuple(MoneyLimit(1, f"kind {k}", Won(room)) for k, room in enumerate(rooms)))
    return Problem(Horizon(1, 1, 1, per_year=1), candidates, AIMS, limits)


def best_known(file: Path, prefix: str) -> list[int]:
    """Return the best values known of the problems whose name begins with *prefix*, such as 5.100."""
    found = re.findall(
        rf"^{re.escape(prefix)}-(\d\d)\s+(\d+)\s*$", file.read_text(encoding="latin-1"), re.MULTILINE
    )
    return [int(value) for _, value in found]
