"""How many shares make one: a task's from its projects', with the bounds that missing ones leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bitgil.quantity import Unfit

MISSING = ("bound", "zero", "left_out")


@dataclass(frozen=True, slots=True)
class Part:
    """One child of a roll-up: its weight, its share or None, and the group it is listed under."""

    name: str
    weight: Decimal
    share: Decimal | None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A roll-up: its value, the bounds that missing children leave open, and who is missing."""

    value: Decimal | None
    low: Decimal
    high: Decimal
    missing: tuple[str, ...]


def counted(share: Decimal | None) -> Decimal | None:
    """Return a share as a roll-up counts it: no setback below 0 and no overshoot above 1 pays for others."""
    return None if share is None else min(max(share, Decimal(0)), Decimal(1))


def roll_up(parts: Sequence[Part], missing: str = "bound") -> Rolled:
    """Return Σ weight × share; raise Unfit unless the weights, none negative, add up to exactly 1.

    Where a child is missing, `bound` tells no value but the two bounds (missing as 0 and as 1), `zero`
    counts it as 0, `left_out` divides by the weight that is told. Shares are cut to 0..1 first.
    """
    if missing not in MISSING:
        raise Unfit(
            f"모르는 규칙입니다: {missing}", f"'{missing}' is no rule; use one of {', '.join(MISSING)}"
        )
    total = sum((part.weight for part in parts), Decimal(0))
    if total != 1 or any(part.weight < 0 for part in parts):
        raise Unfit(f"가중치의 합이 1이 아닙니다: {total}", f"the weights add up to {total}, not to 1")
    told = [(part.weight, counted(part.share)) for part in parts]
    low = sum((weight * share for weight, share in told if share is not None), Decimal(0))
    known = sum((weight for weight, share in told if share is not None), Decimal(0))
    lacking = tuple(part.name for part in parts if part.share is None and part.weight > 0)
    value: Decimal | None = low
    if lacking and missing == "bound":
        value = None
    elif lacking and missing == "left_out":
        value = low / known if known else None
    return Rolled(value, low, low + 1 - known, lacking)


def by_group(parts: Iterable[Part]) -> dict[str, tuple[Part, ...]]:
    """Return every part under its group, those without one under the empty name: none is lost."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.group, []).append(part)
    return {group: tuple(found) for group, found in groups.items()}
