"""What each open project gives each objective, by start quarter: the city model's own marginal effects.

    gain[p, k, q] = s_k · Σ_{y = first year}^{last year} mean over draws of (k with p − k without p)

for indicator k, s_k = −1 where less is better, on the same draws with and without, beside the projects that
are finished or running. Later years weigh as much as earlier ones; an indicator that the
model cannot compute in one of them is left out and named. As indicators have different units,

    value[p, o, q] = 100 · mean over the measured k of o of (gain[p, k, q] / max_{p, q} |gain[·, k, ·]|)

so 100 is the best that any one open project can do for every indicator of the objective. Rounded to four
digits once, here; everything after that is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.model import City, run_variants
from bitgil.city.model.block import Observed
from bitgil.plan.types import Indicator, Plan, Project
from bitgil.quantity import Words, dimension, units, year_of
from bitgil.roadmap.building import Values, horizon_from
from bitgil.roadmap.facts import lead_quarters, quarter_in, settled
from bitgil.roadmap.problem import Horizon

LAST_YEAR = 2050
FIRST_YEAR = 2015
DIGITS = Decimal("0.0001")
_DIRECTION = {"up": 1.0, "down": -1.0}


@dataclass(frozen=True, slots=True)
class Gain:
    """What one project adds to one indicator, summed over the years, by start quarter; better is positive."""

    project: str
    indicator: str
    unit: str
    by_start: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Valuation:
    """Values for `build`, the gains in natural units behind them, and what could not be measured."""

    values: Values
    gains: tuple[Gain, ...]
    notes: tuple[Words, ...]


def value_projects(  # noqa: PLR0913  each is one independent choice of whoever asks
    plan: Plan,
    city: City,
    *,
    as_of: str,
    quarters: int = 20,
    draws: int = 512,
    seed: int = 1,
    observed: Observed | None = None,
    reopened: Collection[str] = (),
    last_year: int = LAST_YEAR,
    progress: Callable[[int, int], None] | None = None,
) -> Valuation:
    """Return what every open project with effects and dates gives, for each start that can end in time."""
    horizon = horizon_from(as_of, quarters)
    facts = settled(plan, horizon, reopened)
    carried = [p for p in plan.projects if p.id in facts and facts[p.id].verdict in {"finished", "running"}]
    chosen = [p for p in plan.projects if p.id not in facts and p.effects and lead_quarters(p)]
    watched = {i.id: i for i in plan.indicators if i.measured_by in city.functions and i.better in _DIRECTION}
    seen = observations(plan, city) if observed is None else observed
    counted = range(horizon.year, last_year + 1)

    moved = [(project, tuple(_moved(project, horizon))) for project in chosen] if watched else []
    done = run_variants(
        city,
        sorted({indicator.measured_by for indicator in watched.values()}),
        [(each,) for _, starts in moved for each in starts],
        projects=carried,
        draws=draws,
        seed=seed,
        observed=seen,
        years=(min(FIRST_YEAR, horizon.year), last_year),
    )
    without = {key: _sum(done.base[each.measured_by], done.years, counted) for key, each in watched.items()}
    computed = {key: each for key, each in watched.items() if not np.isnan(without[key])}
    gains = []
    begin = 0
    for place, (project, starts) in enumerate(moved):
        span = range(begin, begin := begin + len(starts))
        for indicator in computed.values():
            ran = [_sum(done.values[indicator.measured_by][each], done.years, counted) for each in span]
            gains.append(_gain(project, indicator, ran, without[indicator.id]))
        if progress is not None:
            progress(place + 1, len(moved))
    return Valuation(_values(plan, gains), tuple(gains), tuple(_notes(plan, computed)))


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


def _sum(array: Array, years: Years, counted: range) -> float:
    """Return Σ over the counted years of the mean over draws; missing (NaN) where any of them is."""
    return float(array[:, (years >= counted.start) & (years < counted.stop)].mean(axis=0).sum())


def _moved(project: Project, horizon: Horizon) -> Iterator[Project]:
    """Yield the project as it would open for each start from quarter 0, as long after it as reported."""
    if project.delivery is None or project.period.first is None:
        return
    opens = project.delivery.opens
    lag = horizon.index_of(year_of(opens), quarter_in(opens)) - horizon.index_of(project.period.first, 1)
    for start in range(horizon.quarters - (lead_quarters(project) or 1) + 1):
        delivery = replace(project.delivery, opens=horizon.name_of(start + lag))
        yield replace(project, delivery=delivery)


def _gain(project: Project, indicator: Indicator, ran: list[float], without: float) -> Gain:
    sign = _DIRECTION[indicator.better]
    by_start = tuple(sign * (each - without) for each in ran)
    return Gain(project.id, indicator.id, indicator.unit, by_start)


def _values(plan: Plan, gains: list[Gain]) -> Values:
    most: dict[str, float] = {}
    for gain in gains:
        most[gain.indicator] = max(most.get(gain.indicator, 0.0), *map(abs, gain.by_start), 0.0)
    found: dict[str, dict[str, tuple[Decimal, ...]]] = {}
    for project in sorted({gain.project for gain in gains}):
        mine = {gain.indicator: gain for gain in gains if gain.project == project}
        found[project] = {}
        for objective in plan.objectives:
            moved = [mine[key] for key in objective.indicators if key in mine and most[key] > 0]
            if moved:
                shares = np.mean([np.array(g.by_start) / most[g.indicator] for g in moved], axis=0)
                points = tuple(Decimal(float(100 * share)).quantize(DIGITS) for share in shares)
                found[project][objective.id] = points
    return {project: values for project, values in found.items() if values}


def _notes(plan: Plan, computed: Mapping[str, Indicator]) -> Iterator[Words]:
    for objective in plan.objectives:
        measured = [key for key in objective.indicators if key in computed]
        names, total = ", ".join(measured) or "-", len(objective.indicators)
        count = len(measured)
        yield Words(
            f"목적 '{objective.name.ko}'의 지표 {total}개 가운데 모형이 계산하는 것: {count}개({names}).",
            f"Objective '{objective.name.in_('en')}': the city model computes {count} of its "
            f"{total} indicators ({names}).",
        )
