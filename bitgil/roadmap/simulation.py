"""Promised against simulated: what the full city model says of a chosen plan, on draws not planned with.

The roadmap adds up marginal effects. Two projects that share a potential give less together than apart, a
loop gives more; so the whole chosen set is run once more and compared, for each objective o and indicator k:

    promised[k]  = Σ_{p ∈ S} gain[p, k, its start] + rest[k]
    simulated[k] = mean over fresh draws of (total[k] of S − total[k] of none)
    difference   = |simulated − promised| / max(|promised|, |simulated|)

A bid counts with its chance in both. Money limits are held against fresh draws of costs, where a doubt of
costs is given. Left out: that a late project also pays later. A chosen project whose value did not come from
the city model is set aside, by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from bitgil.city.model import City
from bitgil.city.model.block import Observed
from bitgil.city.model.span import LAST
from bitgil.plan.types import Plan, Project
from bitgil.quantity import Words, text_of
from bitgil.roadmap.facts import settled
from bitgil.roadmap.measuring import Gauge, gauge_of, moved
from bitgil.roadmap.problem import MoneyLimit, Problem
from bitgil.roadmap.safety import Doubt, realised
from bitgil.roadmap.solver.answer import Roadmap
from bitgil.roadmap.spelling import both
from bitgil.roadmap.values import Valuation, points_of

FRESH = 1_000_003
"""Added to the seed of the values, so that a plan is never tried on the draws it was made with."""
LEVEL = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Kept:
    """One objective (in points) or indicator (in its unit): promised, simulated, and how far that may err.

    `error` is the standard error of the simulated mean over the draws.
    """

    id: str
    name: Words
    unit: str
    promised: float
    simulated: float
    error: float

    @property
    def difference(self) -> float:
        """Return |simulated − promised| as a share of the larger of the two."""
        larger = max(abs(self.promised), abs(self.simulated))
        return abs(self.simulated - self.promised) / larger if larger > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Passed:
    """One money limit: how often it may be passed, and how often fresh draws of costs passed it."""

    limit: MoneyLimit
    level: Decimal
    realised: float

    @property
    def kept(self) -> bool:
        """Say whether it was passed no oftener than allowed."""
        return self.realised <= self.level


@dataclass(frozen=True, slots=True)
class Simulated:
    """A chosen plan as the whole city model sees it; `aside` are chosen projects that it cannot see."""

    objectives: tuple[Kept, ...]
    indicators: tuple[Kept, ...]
    limits: tuple[Passed, ...]
    aside: tuple[str, ...]
    draws: int
    seed: int

    @property
    def difference(self) -> float:
        """Return the largest difference of any objective."""
        return max((each.difference for each in self.objectives), default=0.0)

    def by_chance(self, valued_draws: int) -> bool:
        """Say whether every difference lies within two standard errors of both sets of draws."""
        both = 2 * (1 + self.draws / valued_draws) ** 0.5
        return all(abs(each.simulated - each.promised) <= both * each.error for each in self.objectives)

    def within(self, level: Decimal = LEVEL) -> bool:
        """Say whether no objective differs by more than *level* (a share)."""
        return self.difference <= level


def simulate(  # noqa: PLR0913  a plan, what it rests on, and how it is drawn
    plan: Plan,
    city: City,
    problem: Problem,
    valuation: Valuation,
    roadmap: Roadmap,
    *,
    doubt: Doubt | None = None,
    draws: int = 2048,
    seed: int = 1 + FRESH,
    observed: Observed | None = None,
    last_year: int = LAST,
) -> Simulated:
    """Return *roadmap* of *problem*, whose values are *valuation*'s, held against the full city model.

    *plan* and *city* are those that were valued. Take a *seed* other than the valuation's. Raises Unsound
    where the projects cannot be combined.
    """
    gauge = gauge_for(plan, city, problem, observed=observed, last_year=last_year)
    chosen = opened(plan, problem, valuation, roadmap)
    totals = gauge.totals([tuple(chosen.values())], draws=draws, seed=seed)
    promised = promise(problem, valuation, roadmap, chosen)
    gained = {key: rows[1] - rows[0] for key, rows in totals.items() if key in promised}
    indicators = [
        Kept(
            key,
            gauge.watched[key].name,
            gauge.watched[key].unit,
            promised[key],
            float(each.mean()),
            _error(each),
        )
        for key, each in gained.items()
    ]
    limits = []
    if doubt is not None:
        rates = realised(problem, roadmap.starts, roadmap.modes, doubt, draws=draws, seed=seed)
        limits = [Passed(cap, doubt.chance, rate) for cap, rate in rates.items()]
    aside = {c.id for c in problem.candidates if c.fixed is None} & roadmap.starts.keys() - chosen.keys()
    return Simulated(
        tuple(_objectives(plan, problem, valuation, promised, gained)),
        tuple(indicators),
        tuple(limits),
        tuple(sorted(aside)),
        draws,
        seed,
    )


def gauge_for(
    plan: Plan,
    city: City,
    problem: Problem,
    *,
    observed: Observed | None = None,
    last_year: int = LAST,
) -> Gauge:
    """Return the gauge that *problem* was valued with: what it leaves open is not carried."""
    free = {each.id for each in problem.candidates if each.fixed is None}
    facts = settled(plan, problem.horizon, free)
    kept = {key for key, fact in facts.items() if fact.verdict in {"finished", "running"}} - free
    carried = [project for project in plan.projects if project.id in kept]
    return gauge_of(plan, city, problem.horizon, carried, observed=observed, last_year=last_year)


def opened(plan: Plan, problem: Problem, valuation: Valuation, roadmap: Roadmap) -> dict[str, Project]:
    """Return each chosen project that the city model valued, as it would open; a bid with its chance."""
    valued = {gain.project for gain in valuation.gains}
    found = {}
    for each in problem.candidates:
        start = roadmap.starts.get(each.id)
        if each.fixed is not None or start is None or each.id not in valued or roadmap.modes.get(each.id):
            continue
        project = moved(plan.project(each.id), problem.horizon)[start]
        if each.call is not None and project.delivery is not None:
            certainty = project.delivery.certainty * each.call.chance
            project = replace(project, delivery=replace(project.delivery, certainty=certainty))
        found[each.id] = project
    return found


def promise(
    problem: Problem, valuation: Valuation, roadmap: Roadmap, chosen: Mapping[str, Project]
) -> dict[str, float]:
    """Return by indicator what the marginal effects promise of the *chosen* projects, in natural units."""
    calls = {each.id: each.call for each in problem.candidates}
    found = {gain.indicator: valuation.rest.get(gain.indicator, 0.0) for gain in valuation.gains}
    for gain in valuation.gains:
        if gain.project in chosen:
            call = calls[gain.project]
            chance = 1.0 if call is None else float(call.chance)
            found[gain.indicator] += chance * gain.by_start[roadmap.starts[gain.project]]
    return found


def _objectives(
    plan: Plan,
    problem: Problem,
    valuation: Valuation,
    promised: Mapping[str, float],
    gained: Mapping[str, np.ndarray[Any, np.dtype[np.float64]]],
) -> Iterator[Kept]:
    weighed = {aim.id for aim in problem.aims if aim.weight}
    for objective in plan.objectives:
        points = points_of(objective, promised, valuation.scales)
        if objective.id not in weighed or points is None:
            continue
        moving = [
            gained[key] / valuation.scales[key]
            for key in objective.indicators
            if key in gained and valuation.scales.get(key)
        ]
        simulated = 100 * np.mean(moving, axis=0)
        mean, error = float(simulated.mean()), _error(simulated)
        yield Kept(objective.id, objective.name, "", points, mean, error)


def _error(draws: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    return float(draws.std(ddof=1) / np.sqrt(len(draws))) if len(draws) > 1 else 0.0


def to_plain(simulated: Simulated) -> dict[str, Any]:
    """Return the comparison as what JSON can hold, decimals as text, both languages side by side."""
    return {
        "objectives": [_row(each) for each in simulated.objectives],
        "indicators": [_row(each) for each in simulated.indicators],
        "limits": [
            {
                "year": each.limit.span(),
                "source": each.limit.source,
                "level": text_of(each.level),
                "realised": text_of(round(Decimal(each.realised), 4)),
                "kept": each.kept,
            }
            for each in simulated.limits
        ],
        "aside": list(simulated.aside),
        "difference": _short(simulated.difference),
        "draws": simulated.draws,
    }


def _row(each: Kept) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": both(each.name),
        "unit": each.unit,
        "promised": _short(each.promised),
        "simulated": _short(each.simulated),
        "error": _short(each.error),
        "difference": _short(each.difference),
    }


def _short(number: float) -> str:
    """Return six digits as decimal text."""
    return text_of(Decimal(f"{number:.6g}"))


def total_of(simulated: Simulated, problem: Problem) -> Fraction:
    """Return Σ weight × simulated points, by which two plans are compared."""
    weights = {aim.id: Fraction(aim.weight) for aim in problem.aims}
    return sum((weights[each.id] * Fraction(each.simulated) for each in simulated.objectives), Fraction(0))
