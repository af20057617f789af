"""Weights: what several children count in a roll-up, in ten-thousandths that add up to exactly 1."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bitgil.quantity import Unfit

PARTS = 10_000


def weights_of(sizes: Mapping[str, Decimal | int]) -> dict[str, Decimal]:
    """Return each size's share of all, rounded by the largest remainder so that the shares sum to 1.

    weightᵢ = sizeᵢ ÷ Σ size in parts of 1/10,000. Raise Unfit where a size is negative or all are 0.
    """
    whole = sum(map(Decimal, sizes.values()), Decimal(0))
    if not whole or any(size < 0 for size in sizes.values()):
        raise Unfit("가중치를 만들 크기가 없거나 0보다 작습니다", "no sizes to weigh by, or one is negative")
    exact = {name: Decimal(size) * PARTS / whole for name, size in sizes.items()}
    parts = {name: int(value) for name, value in exact.items()}
    left = PARTS - sum(parts.values())
    for name in sorted(exact, key=lambda name: (parts[name] - exact[name], name))[:left]:
        parts[name] += 1
    return {name: Decimal(part) / PARTS for name, part in parts.items()}
