"""Percentiles of many draws in the memory of few."""

from __future__ import annotations

import tracemalloc

import numpy as np
import toytown

from bitgil.city.model import run
from bitgil.city.model.streaming import stream_percentiles

WANTED = ("buses", "emissions", "people")


def test_streamed_percentiles_are_those_of_the_kept_draws() -> None:
    """Over 10,240 draws each percentile lies within a bin's width of the exact one, and NaN stays NaN."""
    city, seen = toytown.toytown_city(), toytown.toytown_observed()
    kept = run(city, WANTED, draws=10_240, observed=seen)
    found = stream_percentiles(city, WANTED, draws=10_240, observed=seen)
    assert found.draws == 10_240
    assert (found.years == kept.years).all()
    for name in WANTED:
        exact, near = kept.percentiles(name), found.values[name]
        known = np.isfinite(exact)
        assert (np.isfinite(near) == known).all()
        gap = np.abs(near - exact)[known]
        assert (gap <= (2 * np.broadcast_to(found.within[name], exact.shape)[known] + 1e-9)).all()


def test_few_draws_need_no_more_than_their_own_range() -> None:
    """A single chunk is counted too: its median lies within a bin of the exact one."""
    city, seen = toytown.toytown_city(), toytown.toytown_observed()
    exact = np.median(run(city, ["people"], observed=seen).in_year("people", 2040))
    found = stream_percentiles(city, ["people"], (50,), observed=seen)
    assert abs(found.values["people"][0, -11] - exact) <= 2 * found.within["people"][-11]


def test_memory_does_not_grow_with_the_draws() -> None:
    """Eight times as many draws take no more memory than the first."""
    city, seen = toytown.toytown_city(), toytown.toytown_observed()
    peaks = []
    for draws in (8_192, 65_536):
        tracemalloc.start()
        stream_percentiles(city, ["people"], draws=draws, observed=seen)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]
