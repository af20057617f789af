"""What each open project gives each objective, by start quarter: the city model's own marginal effects.

    gain[p, k, q] = mean over draws of (total[k] with p − total[k] without p)

for the total of indicator k over the counted years (see measuring), on the same draws with and without,
beside the projects that are finished or running, or beside a chosen plan (`around`). As indicators have
different units,

    value[p, o, q] = 100 · mean over the measured k of o of (gain[p, k, q] / max_{p, q} |gain[·, k, ·]|)

so 100 is the best that any one open project can do for every indicator of the objective. Measured around a
plan S, the same sum has a rest that no choice changes, and the same scale as before:

    rest[k] = total[k] of S − total[k] of none − Σ_{p ∈ S} gain[p, k, its start]

Rounded to four digits once, here; everything after that is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.model import City
from bitgil.city.model.block import Observed
from bitgil.city.model.span import LAST
from bitgil.plan.types import Indicator, Objective, Plan, Project
from bitgil.quantity import Words
from bitgil.roadmap.building import Values, horizon_from
from bitgil.roadmap.facts import lead_quarters, settled
from bitgil.roadmap.measuring import Gauge, gauge_of, moved, observations

__all__ = [
    "Gain",
    "Valuation",
    "beside",
    "mean_of",
    "observations",
    "points_of",
    "value_around",
    "value_projects",
]

DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Gain:
    """What one project adds to one indicator, summed over the years, by start quarter; better is positive."""

    project: str
    indicator: str
    unit: str
    by_start: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Valuation:
    """Values for `build`, the gains in natural units behind them, and what could not be measured.

    `scales` is by indicator what 100 points are, `rest` what a plan gives beyond its projects' own gains.
    """

    values: Values
    gains: tuple[Gain, ...]
    notes: tuple[Words, ...]
    scales: Mapping[str, float] = field(default_factory=dict)
    rest: Mapping[str, float] = field(default_factory=dict)


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
    known: Collection[str] = (),
    last_year: int = LAST,
    progress: Callable[[int, int], None] | None = None,
) -> Valuation:
    """Return what every open project with effects and dates gives, for each start that can end in time.

    Those that are *known* already are not measured.
    """
    horizon = horizon_from(as_of, quarters)
    facts = settled(plan, horizon, reopened)
    carried = [p for p in plan.projects if p.id in facts and facts[p.id].verdict in {"finished", "running"}]
    left = [p for p in plan.projects if p.id not in facts and p.id not in known]
    chosen = [p for p in left if p.effects and lead_quarters(p)]
    gauge = gauge_of(plan, city, horizon, carried, observed=observed, last_year=last_year)
    starts = [(project, moved(project, horizon)) for project in chosen]
    totals = gauge.totals([(each,) for _, many in starts for each in many], draws=draws, seed=seed)
    gains, begin = [], 1
    for place, (project, many) in enumerate(starts):
        span = slice(begin, begin := begin + len(many))
        for key, rows in totals.items():
            gains.append(_gain(project, gauge.watched[key], rows[span], rows[0]))
        if progress is not None:
            progress(place + 1, len(starts))
    scales = _scales(gains)
    return Valuation(
        _values(plan, gains, scales), tuple(gains), tuple(_notes(plan, totals.keys())), scales, {}
    )


def value_around(  # noqa: PLR0913  a plan, what surrounds it, and how it is drawn
    gauge: Gauge,
    plan: Plan,
    chosen: Mapping[str, Project],
    open_ones: Sequence[Project],
    before: Valuation,
    *,
    draws: int = 512,
    seed: int = 1,
) -> Valuation:
    """Return the marginal effects of *open_ones* beside the *chosen* projects as they would open.

    A chosen project is measured against the plan without it, another against the whole plan. The scales
    are those of *before*, so points of both can be compared.
    """
    whole = tuple(chosen.values())
    starts = [(project, moved(project, gauge.horizon)) for project in open_ones]
    others = {project.id: tuple(c for key, c in chosen.items() if key != project.id) for project in open_ones}
    variants: list[tuple[Project, ...]] = [whole]
    for project, many in starts:
        variants += [others[project.id], *((*others[project.id], each) for each in many)]
    totals = gauge.totals(variants, draws=draws, seed=seed)
    rest = {key: float((rows[1] - rows[0]).mean()) for key, rows in totals.items()}
    gains, begin = [], 2
    for project, many in starts:
        for key, rows in totals.items():
            span = rows[begin + 1 : begin + 1 + len(many)]
            gain = _gain(project, gauge.watched[key], span, rows[begin])
            gains.append(gain)
            if project.id in chosen:
                rest[key] -= gain.by_start[many.index(chosen[project.id])]
        begin += 1 + len(many)
    values = _values(plan, gains, before.scales)
    return Valuation(values, tuple(gains), before.notes, before.scales, rest)


def mean_of(plan: Plan, measured: Sequence[Valuation]) -> Valuation:
    """Return the mean of effects measured around several plans, on the scales that they share."""
    last, many = measured[-1], len(measured)
    by_start: dict[tuple[str, str], list[float]] = {}
    for gain in (gain for each in measured for gain in each.gains):
        held = by_start.setdefault((gain.project, gain.indicator), [0.0] * len(gain.by_start))
        by_start[gain.project, gain.indicator] = [sum(pair) for pair in zip(held, gain.by_start, strict=True)]
    gains = tuple(
        replace(gain, by_start=tuple(each / many for each in by_start[gain.project, gain.indicator]))
        for gain in last.gains
    )
    rest = {key: sum(each.rest[key] for each in measured) / many for key in last.rest}
    return replace(last, values=_values(plan, gains, last.scales), gains=gains, rest=rest)


def beside(plan: Plan, known: Sequence[Gain], measured: Valuation) -> Valuation:
    """Return one valuation of what was *known* and what was *measured*, on the scales of both together."""
    gains = (*known, *measured.gains)
    scales = _scales(gains)
    return replace(measured, values=_values(plan, gains, scales), gains=gains, scales=scales)


def points_of(
    objective: Objective, natural: Mapping[str, float], scales: Mapping[str, float]
) -> float | None:
    """Return gains in natural units as points of *objective*, None where none of its indicators moves."""
    moving = [
        natural[key] / scales[key] for key in objective.indicators if key in natural and scales.get(key)
    ]
    return 100 * float(np.mean(moving)) if moving else None


def _gain(project: Project, indicator: Indicator, ran: Array, without: Array) -> Gain:
    by_start = (ran - without).mean(axis=1)
    return Gain(project.id, indicator.id, indicator.unit, tuple(float(each) for each in by_start))


def _scales(gains: Sequence[Gain]) -> dict[str, float]:
    most: dict[str, float] = {}
    for gain in gains:
        most[gain.indicator] = max(most.get(gain.indicator, 0.0), *map(abs, gain.by_start), 0.0)
    return most


def _values(plan: Plan, gains: Sequence[Gain], scales: Mapping[str, float]) -> Values:
    found: dict[str, dict[str, tuple[Decimal, ...]]] = {}
    for project in sorted({gain.project for gain in gains}):
        mine = {gain.indicator: gain for gain in gains if gain.project == project}
        found[project] = {}
        for objective in plan.objectives:
            by_start = [
                points_of(objective, {key: gain.by_start[start] for key, gain in mine.items()}, scales)
                for start in range(len(next(iter(mine.values())).by_start))
            ]
            points = tuple(Decimal(each).quantize(DIGITS) for each in by_start if each is not None)
            if points:
                found[project][objective.id] = points
    return {project: values for project, values in found.items() if values}


def _notes(plan: Plan, computed: Collection[str]) -> Iterator[Words]:
    for objective in plan.objectives:
        measured = [key for key in objective.indicators if key in computed]
        names, total = ", ".join(measured) or "-", len(objective.indicators)
        count = len(measured)
        yield Words(
            f"목적 '{objective.name.ko}'의 지표 {total}개 가운데 모형이 계산하는 것: {count}개({names}).",
            f"Objective '{objective.name.in_('en')}': the city model computes {count} of its "
            f"{total} indicators ({names}).",
        )
