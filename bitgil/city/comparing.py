"""Courses of the city laid side by side: the years and percentiles shown, and each quantity's band in them.

Belongs here: what every comparison on the same draws has in common. Does not: what is compared (scenarios,
structures), or what a single run is (model).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.model import City, Run
from bitgil.city.model.span import FIRST
from bitgil.plan.types import Scenario, Structure

LEVELS = (10, 50, 90)
YEARS = (2030, 2040, 2050)

Shown = TypeVar("Shown", Scenario, Structure)
Band = tuple[str, str, int, float | None, float | None, float | None]
"""A quantity, its unit, a year, and its 10th, 50th and 90th percentile there, None where missing."""


def span_of(years: Sequence[int]) -> tuple[int, int]:
    """Return the first and last year of a run that is to show *years*."""
    return min(FIRST, *years), max(years)


def bands_in(city: City, done: Run, names: Collection[str], years: Sequence[int]) -> Iterator[Band]:
    """Yield the band of each quantity in each year of a finished run."""
    for name in names:
        unit = city.unit_of(name)
        for year in years:
            low, middle, high = _ends(done.in_year(name, year))
            yield name, unit, year, low, middle, high


def in_order(shown: Collection[Shown]) -> tuple[Shown, ...]:
    """Return scenarios or questions in the order in which their files ask to be shown."""
    return tuple(sorted(shown, key=lambda each: (each.place, each.id)))


def _ends(values: Array) -> tuple[float | None, ...]:
    return tuple(float(end) if np.isfinite(end) else None for end in np.percentile(values, LEVELS))
