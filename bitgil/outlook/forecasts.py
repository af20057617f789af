"""Lines into the future: 'no change' with a band from its own past, and the model's percentiles."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.past.trial import Trial, no_change_trials
from bitgil.outlook.records import Band
from bitgil.quantity import plain

FEWEST_ERRORS = 3
"""Below this many past errors a spread says nothing."""

TO_10_90 = 1.2815515655446004
"""The 10th and 90th percentile of a normal distribution lie this many standard deviations out."""

LEVELS = (10, 50, 90)


def decimal_of(number: float) -> Decimal:
    """Return a computed number with six significant digits, the most that any of them can bear."""
    return plain(Decimal(f"{number:.6g}"))


def spreads(trials: tuple[Trial, ...]) -> dict[int, float]:
    """Return the spread of past errors by horizon, in the unit of the figure.

    Equation: s(h) = max(s(h-1), root mean square of the errors h years ahead), where at least three
    are known; the first horizon without them ends the list.
    """
    found: dict[int, float] = {}
    widest = 0.0
    for horizon in range(1, 1 + max((trial.horizon for trial in trials), default=0)):
        errors = [trial.error for trial in trials if trial.horizon == horizon]
        if len(errors) < FEWEST_ERRORS:
            break
        widest = max(widest, float(np.sqrt(np.mean(np.square(errors)))))
        found[horizon] = widest
    return found


def no_change(yearly: Mapping[int, Decimal], until: int) -> tuple[Band, ...]:
    """Return the last value carried forward to *until*, with its 10-90 % band where the past gives one.

    Equation: middle(y) = last value; ends = middle ∓ 1.2816·s(y - last year), not below 0 where nothing
    observed was. Empty without a whole year.
    """
    if not yearly:
        return ()
    last = max(yearly)
    middle = yearly[last]
    wide = spreads(no_change_trials("", yearly, max(until - last, 1)))
    floor = Decimal(0) if min(yearly.values()) >= 0 else None
    return tuple(_around(year, middle, wide.get(year - last), floor) for year in range(last + 1, until + 1))


def _around(year: int, middle: Decimal, spread: float | None, floor: Decimal | None) -> Band:
    if spread is None:
        return Band(year, None, middle, None)
    reach = decimal_of(TO_10_90 * spread)
    low = middle - reach
    return Band(year, low if floor is None else max(low, floor), middle, middle + reach)


def projection(draws: Array, years: Years, after: int) -> tuple[Band, ...]:
    """Return the 10-50-90 % band of *draws* (draw, year) in each year later than *after*.

    A year in which any draw is missing has no band.
    """
    whole = np.isfinite(draws).all(axis=0) & (years > after)
    if not whole.any():
        return ()
    ends = np.percentile(draws[:, whole], LEVELS, axis=0)
    return tuple(
        Band(int(year), *(decimal_of(float(value)) for value in column))
        for year, column in zip(years[whole], ends.T, strict=True)
    )
