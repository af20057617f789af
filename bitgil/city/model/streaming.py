"""Percentiles of any number of draws in the memory of one chunk: counted into fine bins as they come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Unpack

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.draws import CHUNK, chunks_for
from bitgil.city.model.graph import City
from bitgil.city.model.running import Settings, blocks
from bitgil.city.model.span import YEARS
from bitgil.plan.types import Project

BINS = 2048
FIRST = 8
"""Chunks looked at before the bins are laid: 4,096 draws show where nearly all others will fall."""
MARGIN = 0.25
"""How far the bins reach beyond the first chunks' range, as a share of it."""


@dataclass
class _Counter:
    """Counts of one quantity by year and bin; what falls outside is counted in the outermost bins."""

    first: list[Array] = field(default_factory=list)
    low: Array = field(default_factory=lambda: np.empty(0))
    width: Array = field(default_factory=lambda: np.empty(0))
    counts: Array = field(default_factory=lambda: np.empty(0))

    def add(self, array: Array) -> None:
        """Take in one (draw, year) chunk."""
        if self.counts.size:
            self._count(array)
            return
        self.first.append(array.copy())
        if len(self.first) == FIRST:
            self.lay()

    def lay(self) -> None:
        """Lay the bins over what was seen so far, and count it."""
        seen = np.concatenate(self.first)
        least, most = seen.min(axis=0), seen.max(axis=0)
        spread = most - least
        self.low = least - MARGIN * spread
        self.width = (1 + 2 * MARGIN) * spread / BINS
        self.counts = np.zeros((seen.shape[1], BINS))
        self.first = []
        self._count(seen)

    def _count(self, array: Array) -> None:
        years = array.shape[1]
        with np.errstate(invalid="ignore", divide="ignore"):
            place = np.nan_to_num((array - self.low) / self.width)
        bins = np.clip(place, 0, BINS - 1).astype(np.int64) + np.arange(years) * BINS
        self.counts += np.bincount(bins.ravel(), minlength=years * BINS).reshape(years, BINS)

    def percentiles(self, levels: Sequence[float]) -> Array:
        """Return (level, year), linear inside a bin; NaN in a year where any early draw was missing."""
        if not self.counts.size:
            self.lay()
        share = np.cumsum(self.counts, axis=1) / self.counts.sum(axis=1, keepdims=True)
        edges = np.arange(1, BINS + 1)
        at = np.array([[np.interp(level / 100, each, edges) for each in share] for level in levels])
        return np.asarray(self.low + at * self.width)


@dataclass(frozen=True)
class Percentiles:
    """The wanted percentiles, (level, year) each, and how exact they are: a bin's width, (year,)."""

    years: Years
    draws: int
    levels: tuple[float, ...]
    values: dict[str, Array]
    within: dict[str, Array]


def stream_percentiles(
    city: City,
    wanted: Collection[str],
    levels: Sequence[float] = (10, 50, 90),
    *,
    projects: Collection[Project] | None = None,
    **settings: Unpack[Settings],
) -> Percentiles:
    """Return percentiles over all draws without keeping the draws.

    Each quantity and year has 2,048 bins laid over the range of its first 4,096 draws and a quarter beyond on
    both sides. The *settings* are those of `run`, and so are the draws. Raises what `run` raises.
    """
    counters: dict[str, _Counter] = {}
    for _, name, array in blocks(city, wanted, projects=projects, **settings):
        counters.setdefault(name, _Counter()).add(array)
    values = {name: counter.percentiles(levels) for name, counter in counters.items()}
    within = {name: counter.width for name, counter in counters.items()}
    first, last = settings.get("years", YEARS)
    draws = chunks_for(settings.get("draws", CHUNK)) * CHUNK
    return Percentiles(np.arange(first, last + 1), draws, tuple(levels), values, within)
