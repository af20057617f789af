"""Simple rules that carry a series of years on from what was known, and from nothing else.

Belongs here: rules that know no city and no quantity. Does not: which of them a sector tries, or trusts.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from bitgil.city.arrays import Array

TENTHS = tuple(tenth / 10 for tenth in range(11))
DAMPINGS = (0.8, 0.85, 0.9, 0.95, 0.98)
"""The grid on which smoothing and Holt's damped trend are fitted."""

Rule = Callable[[Array, int], float]
"""From the known values, one a year and the last one last, to the value some years ahead."""


def back_to_the_mean(share: float) -> Rule:
    """Return the rule that closes *share* of the distance to the mean of all known years, each year."""
    return lambda known, ahead: float(known.mean() + (1 - share) ** ahead * (known[-1] - known.mean()))


def drift(known: Array, ahead: int) -> float:
    """Return the last value carried on by the mean step between the first and the last."""
    return float(known[-1] + ahead * (known[-1] - known[0]) / (len(known) - 1))


def linear_trend(known: Array, ahead: int) -> float:
    """Return the straight line of least squares, carried on."""
    slope, level = np.polyfit(np.arange(len(known)), known, 1)
    return float(level + slope * (len(known) - 1 + ahead))


def trend_of_five(known: Array, ahead: int) -> float:
    """Return the straight line through the last five values, carried on."""
    return linear_trend(known[-5:], ahead)


def autoregression(known: Array, ahead: int) -> float:
    """Return an AR(1) with a level, fitted by least squares to what was known."""
    slope, level = np.polyfit(known[:-1], known[1:], 1)
    value = float(known[-1])
    for _ in range(ahead):
        value = level + slope * value
    return float(value)


def smoothing(known: Array, ahead: int) -> float:  # noqa: ARG001  flat, whatever the distance
    """Return simple exponential smoothing with the constant that fitted best, 0.1 to 1."""
    _, level = min(smoothed(known, constant) for constant in TENTHS[1:])
    return level


def smoothed(known: Array, constant: float) -> tuple[float, float]:
    """Return the summed squared misses one year ahead, and the last level, which is the forecast."""
    level, misses = float(known[0]), 0.0
    for value in known[1:]:
        misses += (value - level) ** 2
        level += constant * (value - level)
    return misses, level


def damped_trend(known: Array, ahead: int) -> float:
    """Return Holt's damped trend with the three constants that fitted best on a grid, (trial,) at once."""
    follow_level, follow_step, damping = np.array(tuple(product(TENTHS[1:], TENTHS, DAMPINGS))).T
    level, step = np.full(len(damping), known[0]), np.full(len(damping), known[1] - known[0])
    misses = np.zeros(len(damping))
    for value in known[1:]:
        forecast = level + damping * step
        misses += (value - forecast) ** 2
        before, level = level, forecast + follow_level * (value - forecast)
        step = follow_step * (level - before) + (1 - follow_step) * damping * step
    best = int(np.argmin(misses))
    steps = np.sum(damping[best] ** np.arange(1, ahead + 1))
    return float(level[best] + step[best] * steps)


def running_mean(known: Array, ahead: int) -> float:  # noqa: ARG001  flat, whatever the distance
    """Return the mean of all known years."""
    return float(known.mean())


def theta(known: Array, ahead: int) -> float:
    """Return the Theta method: simple smoothing that drifts by half the slope of the straight line.

    Equation: F(h) = level + b/2·(h - 1 + (1 - (1 - a)ⁿ)/a), a the smoothing constant that fitted best, b the
    slope of least squares, n the number of values.
    Source: Assimakopoulos & Nikolopoulos 2000, in the form of Hyndman & Billah 2003.
    """
    slope = float(np.polyfit(np.arange(len(known)), known, 1)[0])
    constant = min(TENTHS[1:], key=lambda each: smoothed(known, each)[0])
    late = (1 - (1 - constant) ** len(known)) / constant
    return smoothed(known, constant)[1] + slope / 2 * (ahead - 1 + late)
