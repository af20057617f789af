"""Which assumption decides: how strongly each drawn input moves with a quantity, over the draws."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Unpack

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.model.graph import City
from bitgil.city.model.running import Settings, run
from bitgil.plan.types import Project
from bitgil.quantity import Grade


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One input and its rank correlation with the quantity, between -1 and 1."""

    name: str
    correlation: float
    grade: Grade


def rank_inputs(
    city: City,
    name: str,
    year: int,
    *,
    projects: Collection[Project] | None = None,
    **settings: Unpack[Settings],
) -> tuple[Sensitivity, ...]:
    """Return the inputs on which *name* hangs in *year*, the most decisive first.

    Equation: Spearman's rank correlation of the input's draws in *year* with the quantity's; a driver
    is taken as the projects left it. Inputs that do not differ between draws are left out, and so is
    everything where the quantity itself does not differ. Raises ValueError for an unknown name.
    """
    keys = sorted(key for key in city.ancestors([name]) if key in city.inputs and not city.inputs[key].table)
    done = run(city, [name, *keys], projects=projects, **settings)
    outcome = done.in_year(name, year)
    if not np.ptp(outcome) > 0:
        return ()
    found = [
        Sensitivity(key, _rank_correlation(done.in_year(key, year), outcome), city.inputs[key].grade)
        for key in keys
        if np.ptp(done.in_year(key, year)) > 0
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.correlation), one.name)))


def _rank_correlation(one: Array, other: Array) -> float:
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Array) -> Array:
    """Return ranks, equal values sharing the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[where])
