"""One total split over its sources by their shares, to the won.

    paid[s, k] ≈ ratio[s] × Σ_{j ≤ k} total[j] − Σ_{j < k} paid[s, j]

Every quarter's parts add up to its total, and over all quarters a source is less than one won off its share:
what one quarter rounds away the next gives back (largest remainders first).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from bitgil.quantity import Won
from bitgil.roadmap.problem import Cost, Share


def split_cost(totals: Sequence[int], shares: Sequence[Share]) -> tuple[Cost, ...]:
    """Return *totals* (won, one a quarter from the start) as what each source pays in each quarter.

    Raises ValueError where the shares do not add up to 1, or a total or a share is below 0.
    """
    if sum(share.ratio for share in shares) != 1 or any(share.ratio < 0 for share in shares):
        raise ValueError("the shares of the sources must be 0 or more and add up to 1")
    if any(total < 0 for total in totals):
        raise ValueError("money is 0 or more")
    ratios = {share.source: share.ratio for share in shares}
    due = dict.fromkeys(ratios, Fraction(0))
    paid = dict.fromkeys(ratios, 0)
    costs = []
    for offset, total in enumerate(totals):
        for source, ratio in ratios.items():
            due[source] += ratio * total
        for source, amount in _apportioned({s: due[s] - paid[s] for s in ratios}, total).items():
            paid[source] += amount
            if amount:
                costs.append(Cost(offset, source, Won(amount)))
    return tuple(costs)


def _apportioned(owed: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Return whole parts of *total*, each 0 or more, as near as can be to what is owed."""
    parts = {source: max(floor(amount), 0) for source, amount in owed.items()}
    while sum(parts.values()) < total:
        parts[max(owed, key=lambda source: owed[source] - parts[source])] += 1
    while sum(parts.values()) > total:
        paying = [source for source in owed if parts[source]]
        parts[min(paying, key=lambda source: owed[source] - parts[source])] -= 1
    return parts
