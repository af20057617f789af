"""Lines into the future: simple rules with bands from their own past, and the model's percentiles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from math import ceil

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.past.trial import Trial, no_change_trials
from bitgil.outlook.records import Band
from bitgil.quantity import plain

FEWEST_ERRORS = 4
"""Fewer past errors than this cannot say where eight in ten lie."""

HELD = 0.8
"""The share of outcomes that a 10-90 % band should hold."""

TO_10_90 = 1.2815515655446004
"""The 10th and 90th percentile of a normal distribution lie this many standard deviations out."""

LEVELS = (10, 50, 90)


def decimal_of(number: float) -> Decimal:
    """Return a computed number with six significant digits, the most that any of them can bear."""
    return plain(Decimal(f"{number:.6g}"))


def reach_of(errors: Collection[float]) -> float | None:
    """Return how far a 10-90 % band reaches either way, from past errors; None where there are too few.

    Equation: the k-th smallest of n absolute errors, k = ⌈0.8·(n + 1)⌉. It assumes that the next error is
    like the past ones, and no shape of theirs. Source: split conformal prediction (Vovk et al. 2005; Lei et
    al. 2018).
    """
    if len(errors) < FEWEST_ERRORS:
        return None
    return sorted(abs(error) for error in errors)[ceil(HELD * (len(errors) + 1)) - 1]


def reaches(trials: Collection[Trial]) -> dict[int, float]:
    """Return how far the 10-90 % band reaches by horizon, in the unit of the figure.

    Equation: r(h) = max(r(h-1), reach of the errors h years ahead); the first h with too few ends the list.
    """
    found: dict[int, float] = {}
    widest = 0.0
    for horizon in range(1, 1 + max((trial.horizon for trial in trials), default=0)):
        reach = reach_of([trial.error for trial in trials if trial.horizon == horizon])
        if reach is None:
            break
        widest = max(widest, reach)
        found[horizon] = widest
    return found


def no_change(yearly: Mapping[int, Decimal], until: int) -> tuple[Band, ...]:
    """Return the last value carried forward to *until*, with its 10-90 % band where the past gives one.

    Equation: middle(y) = last value; ends = middle ∓ r(y - last year), not below 0 where nothing observed
    was. Empty without a whole year.
    """
    if not yearly:
        return ()
    last = max(yearly)
    wide = reaches(no_change_trials("", yearly, max(until - last, 1)))
    return banded(yearly, dict.fromkeys(range(last + 1, until + 1), yearly[last]), wide)


def banded(
    yearly: Mapping[int, Decimal], middles: Mapping[int, Decimal], wide: Mapping[int, float]
) -> tuple[Band, ...]:
    """Return *middles* with their bands, *wide* by years after the last one observed.

    No value lies below 0 where nothing observed did.
    """
    last = max(yearly)
    floor = Decimal(0) if min(yearly.values()) >= 0 else None
    return tuple(_around(year, middle, wide.get(year - last), floor) for year, middle in middles.items())


def _around(year: int, middle: Decimal, reach: float | None, floor: Decimal | None) -> Band:
    kept = middle if floor is None else max(middle, floor)
    if reach is None:
        return Band(year, None, kept, None)
    wide = decimal_of(reach)
    low = middle - wide
    return Band(year, low if floor is None else max(low, floor), kept, max(middle + wide, kept))


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
