"""Scales: from numbers to places on the sheet, and round numbers to write beside an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from bitgil.quantity import Words

WORDS_FOR = (
    (1e8, 1e8, Words("억", "100 million")),
    (1e5, 1e4, Words("만", "10 thousand")),
)
ENGLISH = ((1e6, 1e6, "million"), (1e4, 1e3, "thousand"))


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` lies at `start`, `high` at `end` (both in sheet units)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where *value* lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_ticks(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Return round numbers (1, 2 or 5 × 10ⁿ apart) that cover low to high, about so many."""
    if high <= low:
        low, high = low - max(abs(low) * 0.05, 0.5), high + max(abs(high) * 0.05, 0.5)
    rough = (high - low) / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = floor(low / step + 1e-9)
    last = ceil(high / step - 1e-9)
    return tuple(round(step * place, 10) for place in range(first, last + 1))


def year_ticks(first: int, last: int, most: int) -> tuple[int, ...]:
    """Return years to write along an axis: every 1, 2, 5 or 10, never more than *most*."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) // step + 1 <= most)
    return tuple(year for year in range(first, last + 1) if year % step == 0)


def word_for(values: Iterable[float], language: str) -> tuple[float, str]:
    """Return the divisor and its word (만, million …) that keep the axis short; (1, '') for none."""
    top = max((abs(value) for value in values), default=0.0)
    steps = ENGLISH if language == "en" else tuple((t, d, w.ko) for t, d, w in WORDS_FOR)
    return next(((divisor, word) for threshold, divisor, word in steps if top >= threshold), (1.0, ""))


def spell_tick(value: float) -> str:
    """Return a tick's number with thousands separated and no needless zeros."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
