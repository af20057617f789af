"""A roadmap that keeps its money limits with a stated chance although costs are uncertain, and its price.

For each limit with mean cost μ'x and independent overruns of variance x'Σx, the rule is

    μ'x + κ √(x'Σx) ≤ B,    κ = Φ⁻¹(1 − ε),    σ_i = overrun_i × μ_i,  and (1 − p)/p × μ_i² more for a bid

As √v ≤ (v + V₀) / (2 √V₀) for every V₀ > 0 (a tangent of a concave function), the linear row

    Σ (μ_i + κ v_i / (2 √V₀)) x_i ≤ B − κ √V₀ / 2

is never looser. V₀ is set to the variance of the last plan and the problem solved again while the value
rises. A shock that all projects share (wages, steel) does not average out and is not in this rule: state it
as a higher mean. Source: A. Ben-Tal, L. El Ghaoui, A. Nemirovski, "Robust Optimization", 2009, ch. 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from bitgil.plan.problems import Unsound
from bitgil.quantity import eok, text_of
from bitgil.roadmap.evaluation import aims_to_plain, evaluate, payments
from bitgil.roadmap.model import Model, Row, model_of, money_rule
from bitgil.roadmap.problem import MoneyLimit, Problem
from bitgil.roadmap.solver.answer import solve, starts_of
from bitgil.roadmap.solver.choice import best_of
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, Effort
from bitgil.roadmap.soundness import problems_of
from bitgil.roadmap.spelling import spelt

FINE = 1_000
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far costs may run over: one standard deviation as a share of the cost, `usual` or by project.

    `chance` is how often a limit may be passed; `mean` multiplies every expected cost.
    """

    usual: Decimal
    by_project: Mapping[str, Decimal] = field(default_factory=dict)
    chance: Decimal = Decimal("0.1")
    mean: Decimal = Decimal(1)

    def overrun(self, project: str) -> float:
        """Return the standard deviation of that project's cost as a share of it."""
        return float(self.by_project.get(project, self.usual))


@dataclass(frozen=True, slots=True)
class Risk:
    """One limit under doubt, in won: what is expected, its standard deviation, how often it is passed."""

    limit: MoneyLimit
    mean: float
    deviation: float
    chance: float


@dataclass(frozen=True, slots=True)
class Safe:
    """The safe plan beside the plan on expected costs: values, the price of safety, the risk of both."""

    status: str
    starts: Mapping[str, int]
    modes: Mapping[str, str]
    value: Fraction | None
    plain: Fraction | None
    price: Fraction | None
    before: tuple[Risk, ...]
    after: tuple[Risk, ...]


def safe_roadmap(problem: Problem, doubt: Doubt, effort: Effort | None = None) -> Safe:
    """Return the best plan found that passes each money limit no oftener than the doubt allows.

    Raises Unsound where the problem is faulty, ValueError where the chance is not between 0 and one half.
    """
    faults = problems_of(problem)
    if faults:
        raise Unsound(faults)
    if not 0 < doubt.chance < Decimal("0.5") or doubt.mean <= 0:
        raise ValueError("give a chance above 0 and below 0.5, and a mean above 0")
    effort = effort or Effort(seconds=20.0)
    plain = solve(problem, effort)
    before = tuple(risks(problem, plain.starts, plain.modes, doubt)) if plain.value is not None else ()
    model = model_of(problem)
    centre = {money_rule(risk.limit): risk.deviation for risk in before}
    best: tuple[Fraction, dict[str, int], dict[str, str], str] | None = None
    status = plain.status
    for _ in range(ROUNDS):
        found = best_of(_guarded(problem, model, doubt, centre), effort)
        if found.status not in {OPTIMAL, FEASIBLE}:
            status = found.status if best is None else status
            break
        starts, modes = starts_of(model, found.columns)
        value = evaluate(problem, starts, modes).value
        centre = {money_rule(r.limit): r.deviation for r in risks(problem, starts, modes, doubt)}
        if best is not None and value <= best[0]:
            break
        best, status = (value, starts, modes, found.status), found.status
    if best is None:
        return Safe(status, {}, {}, None, plain.value, None, before, ())
    after = tuple(risks(problem, best[1], best[2], doubt))
    price = None if plain.value is None else plain.value - best[0]
    return Safe(best[3], best[1], best[2], best[0], plain.value, price, before, after)


def _guarded(problem: Problem, model: Model, doubt: Doubt, centre: Mapping[Any, float]) -> Model:
    """Return *model* with each money row made safe around the deviation in *centre*."""
    kappa = NormalDist().inv_cdf(1 - float(doubt.chance))
    chances = {
        (each.id, way.id): 1.0 if way.call is None else float(way.call.chance)
        for each in problem.candidates
        for way in each.ways()
    }
    caps = {money_rule(cap): cap.amount for cap in problem.limits.money}
    rows = []
    for row in model.rows:
        if row.rule is None or row.rule.kind != "money":
            rows.append(row)
            continue
        means = [(place, weight * row.unit * float(doubt.mean)) for place, weight in row.terms]
        variances = []
        for place, mean in means:
            column = model.columns[place]
            won = chances[column.owner, column.mode]
            variances.append((doubt.overrun(column.owner) * mean) ** 2 + (1 - won) / won * mean**2)
        middle = max(centre.get(row.rule, 0.0), float(caps[row.rule]) * 1e-3, 1.0)
        terms = tuple(
            (place, ceil(FINE * (mean + kappa * variance / (2 * middle)) / row.unit))
            for (place, mean), variance in zip(means, variances, strict=True)
        )
        room = floor(FINE * (caps[row.rule] - kappa * middle / 2) / row.unit)
        rows.append(Row(row.rule, terms, high=room, unit=row.unit))
    return replace(model, rows=tuple(rows))


def risks(
    problem: Problem, starts: Mapping[str, int], modes: Mapping[str, str], doubt: Doubt
) -> Iterator[Risk]:
    """Yield the risk of every money limit under those starts."""
    for cap in problem.limits.money:
        mean = variance = 0.0
        for project, paid, won in _paid(problem, starts, modes, cap):
            amount = paid * float(doubt.mean)
            mean += amount
            variance += (doubt.overrun(project) * amount) ** 2 + (1 - won) / won * amount**2
        deviation = sqrt(variance)
        if deviation:
            chance = 1 - NormalDist(mean, deviation).cdf(float(cap.amount))
        else:
            chance = float(mean > cap.amount)
        yield Risk(cap, mean, deviation, chance)


def realised(  # noqa: PLR0913  a plan, what is doubted of it, and how it is drawn
    problem: Problem,
    starts: Mapping[str, int],
    modes: Mapping[str, str],
    doubt: Doubt,
    *,
    draws: int = 5_000,
    seed: int = 1,
) -> dict[MoneyLimit, float]:
    """Return how often each limit is passed in fresh draws of lognormal overruns and of bids won or lost."""
    luck = np.random.default_rng(seed)
    names = sorted(starts)
    factors = {}
    for name in names:
        sigma = sqrt(log(1 + doubt.overrun(name) ** 2))
        factors[name] = luck.lognormal(log(float(doubt.mean)) - sigma**2 / 2, sigma, draws)
        call = problem.candidate(name).way(modes.get(name, "")).call
        if call is not None:
            won = float(call.chance)
            factors[name] = factors[name] * (luck.random(draws) < won) / won
    rates = {}
    for cap in problem.limits.money:
        spent = np.zeros(draws)
        for project, paid, _ in _paid(problem, starts, modes, cap):
            spent += paid * factors[project]
        rates[cap] = float((spent > cap.amount).mean())
    return rates


def _paid(
    problem: Problem, starts: Mapping[str, int], modes: Mapping[str, str], cap: MoneyLimit
) -> Iterator[tuple[str, int, float]]:
    """Yield each project with what it is expected to pay under one limit, and its chance to be won."""
    for each in problem.candidates:
        if each.id not in starts:
            continue
        way = each.way(modes.get(each.id, ""))
        paid = sum(
            amount
            for year, source, amount in payments(problem, way, starts[each.id])
            if source == cap.source and year in cap.years()
        )
        if paid:
            yield each.id, paid, 1.0 if way.call is None else float(way.call.chance)


def to_plain(safe: Safe, problem: Problem, rates: Mapping[MoneyLimit, float] | None = None) -> dict[str, Any]:
    """Return the safe plan as what JSON can hold, decimals as text; money in 억원.

    *rates* say how often fresh draws passed each limit (see `realised`).
    """
    return {
        "status": safe.status,
        "value": spelt(safe.value),
        "plain": spelt(safe.plain),
        "price": spelt(safe.price),
        "starts": {key: problem.horizon.name_of(at) for key, at in sorted(safe.starts.items())},
        "ways": dict(sorted(safe.modes.items())),
        "objectives": [] if safe.value is None else aims_to_plain(problem, safe.starts, safe.modes),
        "limits": [
            {
                "year": risk.limit.span(),
                "source": risk.limit.source,
                "limit": text_of(eok(risk.limit.amount)),
                "expected": text_of(round(eok(round(risk.mean)), 4)),
                "deviation": text_of(round(eok(round(risk.deviation)), 4)),
                "chance": text_of(round(Decimal(risk.chance), 4)),
                "chance_before": text_of(round(Decimal(old.chance), 4)),
                **({} if rates is None else {"realised": text_of(round(Decimal(rates[risk.limit]), 4))}),
            }
            for risk, old in zip(safe.after, safe.before, strict=False)
        ],
    }
