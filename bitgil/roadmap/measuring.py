"""The city model as a gauge: what any set of projects adds to each indicator, draw by draw.

    total[v, k, d] = s_k · Σ_{y = first year}^{last year} k[v, d, y]

for variant v (some projects beside those carried anyway), indicator k and draw d, with s_k = −1 where less
is better; variant 0 is none. Later years weigh as much as earlier ones. All variants share the same draws, so
differences between them are not blurred by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.model import City, run_variants
from bitgil.city.model.block import Observed
from bitgil.city.model.span import FIRST, LAST
from bitgil.plan.types import Indicator, Plan, Project
from bitgil.quantity import dimension, units, year_of
from bitgil.roadmap.facts import lead_quarters, quarter_in
from bitgil.roadmap.problem import Horizon

BATCH, SHORT = 256, 32
"""So many variants are run at once: more of them would only need more memory."""
_DIRECTION = {"up": 1.0, "down": -1.0}


class GivenUp(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where whoever measures no longer wants to wait."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A city, the projects carried in any case, the indicators watched (by id) and the years counted.

    `gives_up` is asked before each part of a long measurement.
    """

    city: City
    carried: tuple[Project, ...]
    watched: Mapping[str, Indicator]
    observed: Observed
    horizon: Horizon
    last_year: int
    gives_up: Callable[[], bool] | None = None

    def totals(self, variants: Sequence[Collection[Project]], *, draws: int, seed: int) -> dict[str, Array]:
        """Return (variant + 1, draw) of every watched indicator that can be computed; row 0 has none added.

        An indicator that is missing (NaN) in a counted year of any draw is left out. Raises GivenUp.
        """
        if not self.watched:
            return {}
        size = BATCH if self.gives_up is None else SHORT
        parts = [
            self._some(variants[begin : begin + size], draws, seed)
            for begin in range(0, max(len(variants), 1), size)
        ]
        whole = {
            key: np.concatenate([parts[0][key][:1], *(part[key][1:] for part in parts)])
            for key in self.watched
        }
        return {key: rows for key, rows in whole.items() if not np.isnan(rows[0]).any()}

    def _some(self, variants: Sequence[Collection[Project]], draws: int, seed: int) -> dict[str, Array]:
        if self.gives_up is not None and self.gives_up():
            raise GivenUp
        done = run_variants(
            self.city,
            sorted({indicator.measured_by for indicator in self.watched.values()}),
            [tuple(each) for each in variants],
            projects=self.carried,
            draws=draws,
            seed=seed,
            observed=self.observed,
            years=(min(FIRST, self.horizon.year), self.last_year),
        )
        counted = (done.years >= self.horizon.year) & (done.years <= self.last_year)
        found = {}
        for key, each in self.watched.items():
            base = done.base[each.measured_by][:, counted].sum(axis=1)
            added = done.values[each.measured_by][:, :, counted].sum(axis=2)
            found[key] = _DIRECTION[each.better] * np.concatenate([base[np.newaxis, :], added])
        return found


def gauge_of(  # noqa: PLR0913  each is one independent choice of whoever measures
    plan: Plan,
    city: City,
    horizon: Horizon,
    carried: Collection[Project],
    *,
    observed: Observed | None = None,
    last_year: int = LAST,
) -> Gauge:
    """Return the gauge of every indicator of *plan* that the city computes and that has a better side."""
    watched = {i.id: i for i in plan.indicators if i.measured_by in city.functions and i.better in _DIRECTION}
    seen = observations(plan, city) if observed is None else observed
    return Gauge(city, tuple(carried), watched, seen, horizon, last_year)


def observations(plan: Plan, city: City) -> dict[str, dict[int, float]]:
    """Return what was measured of the model's quantities, in their units, where the dimension fits."""
    found: dict[str, dict[int, float]] = {}
    series = {each.id: each for each in plan.observed}
    for indicator in plan.indicators:
        function = city.functions.get(indicator.measured_by)
        if function is None or indicator.observed not in series:
            continue
        measured = series[indicator.observed]
        if dimension(measured.unit) == dimension(function.unit):
            scale = float(units().Quantity(1.0, measured.unit).to(function.unit).magnitude)
            found[function.name] = {year: float(v) * scale for year, v in measured.yearly().items()}
    return {name: values for name, values in found.items() if values}


def moved(project: Project, horizon: Horizon) -> tuple[Project, ...]:
    """Return the project as it would open for each start from quarter 0, as long after it as reported.

    Empty where it has no delivery or first year.
    """
    if project.delivery is None or project.period.first is None:
        return ()
    opens = project.delivery.opens
    lag = horizon.index_of(year_of(opens), quarter_in(opens)) - horizon.index_of(project.period.first, 1)
    starts = range(horizon.quarters - (lead_quarters(project) or 1) + 1)
    return tuple(
        replace(project, delivery=replace(project.delivery, opens=horizon.name_of(start + lag)))
        for start in starts
    )
