"""What each project changes: the city with it less the city without it, on the same draws.

Belongs here: every project's impact as the first one in and as the last. Does not: how effects combine
(reforms), or what a single run is (model).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.comparing import span_of
from bitgil.city.draws import CHUNK
from bitgil.city.model import City, run, run_variants
from bitgil.city.model.block import Observed

YEARS = (2030, 2040)
NOTHING = 1e-4
"""A difference below this share of the value is nothing that anybody could see."""


@dataclass(frozen=True, slots=True)
class Impact:
    """One project's impact on one quantity in one year, in its unit.

    `last` is its mean where all other projects are carried out already, `low` and `high` the 10th and 90th
    percentile; `first` the mean where it is the only one. The two differ by overlap and are never added.
    """

    project: str
    quantity: str
    unit: str
    year: int
    first: float
    last: float
    low: float
    high: float


def impacts_of(
    city: City,
    wanted: Collection[str],
    *,
    years: Sequence[int] = YEARS,
    draws: int = CHUNK,
    observed: Observed | None = None,
) -> tuple[Impact, ...]:
    """Return what every project with an effect changes of *wanted*; what it does not touch has no line.

    Equation: last = E[run(all) - run(all but p)], first = E[run(p alone) - run(none)], draw by draw, whether
    and when a project is built included. A year in which any draw is missing has no line. Raises what `run`
    raises.
    """
    acting = [project for project in city.plan.projects if project.effects]
    span = span_of(years)
    names = tuple(wanted)
    together = run(city, names, draws=draws, years=span, observed=observed)
    alone = run_variants(
        city, names, [[project] for project in acting], draws=draws, years=span, observed=observed
    )
    found: list[Impact] = []
    for place, project in enumerate(acting):
        touched = [name for name in names if name in alone.reached[place]]
        others = [other for other in city.plan.projects if other is not project]
        without = run(city, touched, draws=draws, years=span, observed=observed, projects=others)
        for name in touched:
            for year in years:
                column = year - span[0]
                base = together[name][:draws, column]
                last = base - without[name][:draws, column]
                first = alone.values[name][place, :, column] - alone.base[name][:, column]
                if _matters(base, first, last):
                    unit = city.functions[name].unit
                    low, high = (float(end) for end in np.percentile(last, (10, 90)))
                    means = float(np.mean(first)), float(np.mean(last))
                    found.append(Impact(project.id, name, unit, year, *means, low, high))
    return tuple(found)


def _matters(base: Array, first: Array, last: Array) -> bool:
    if not np.isfinite(base).all():
        return False
    least = NOTHING * float(np.abs(base).mean())
    return bool(max(abs(first.mean()), abs(last.mean())) > least)
