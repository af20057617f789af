"""What each project gives in each of many futures, drawn from the city model; and their mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from bitgil.city.model import City
from bitgil.city.model.block import Observed
from bitgil.city.model.span import LAST
from bitgil.plan.types import Plan
from bitgil.roadmap.measuring import moved
from bitgil.roadmap.problem import Problem, Worth
from bitgil.roadmap.simulation import FRESH, gauge_for
from bitgil.roadmap.values import Valuation

DIGITS, MEAN_DIGITS = Decimal("0.01"), Decimal("0.0001")

Futures = Mapping[str, Mapping[str, Sequence[Sequence[Decimal]]]]
"""project id → objective id → future → what its first way gives if it starts in quarter 0, 1, 2, …

As in `Worth`, before the chance of a bid. What is not named gives in every future what the problem says.
"""


def count_of(futures: Futures) -> int:
    """Return how many futures there are; raise ValueError where their number differs, or there is none."""
    counts = {len(rows) for mine in futures.values() for rows in mine.values()}
    if len(counts) != 1 or 0 in counts:
        raise ValueError("give every project and objective the same number of futures, at least one")
    return counts.pop()


def averaged(problem: Problem, futures: Futures) -> Problem:
    """Return *problem* with the mean over all futures as each named project's value."""
    candidates = []
    for each in problem.candidates:
        mine = futures.get(each.id)
        if mine is None or each.fixed is not None:
            candidates.append(each)
            continue
        value = tuple(
            Worth(aim, tuple(_mean(column) for column in zip(*rows, strict=True)))
            for aim, rows in sorted(mine.items())
        )
        candidates.append(replace(each, value=value))
    return replace(problem, candidates=tuple(candidates))


def _mean(values: Sequence[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(MEAN_DIGITS)


def futures_of(  # noqa: PLR0913  a plan, what it rests on, and how it is drawn
    plan: Plan,
    city: City,
    problem: Problem,
    valuation: Valuation,
    *,
    count: int = 100,
    seed: int = 1 + 2 * FRESH,
    observed: Observed | None = None,
    last_year: int = LAST,
    gives_up: Callable[[], bool] | None = None,
) -> Futures:
    """Return what each valued candidate gives in each of *count* draws of the city, to two digits.

    Raises GivenUp where *gives_up* says between two parts that nobody waits any more.
    """
    gauge = gauge_for(plan, city, problem, observed=observed, last_year=last_year)
    gauge = replace(gauge, gives_up=gives_up)
    open_ones = {each.id for each in problem.candidates if each.fixed is None}
    valued = sorted({gain.project for gain in valuation.gains} & open_ones)
    starts = {name: moved(plan.project(name), problem.horizon) for name in valued}
    totals = gauge.totals([(each,) for many in starts.values() for each in many], draws=count, seed=seed)
    gained = {key: rows[1:] - rows[0] for key, rows in totals.items() if valuation.scales.get(key)}
    luck, begin = np.random.default_rng(seed), 0
    found: dict[str, dict[str, Sequence[Sequence[Decimal]]]] = {}
    for name, many in starts.items():
        call = problem.candidate(name).call
        chance = 1.0 if call is None else float(call.chance)
        won = (luck.random(count) < chance) / chance
        span = slice(begin, begin := begin + len(many))
        found[name] = {}
        for objective in plan.objectives:
            shares = [
                gained[key][span] / valuation.scales[key] for key in objective.indicators if key in gained
            ]
            if shares:
                drawn = 100 * np.mean(shares, axis=0).T * won[:, np.newaxis]
                found[name][objective.id] = tuple(
                    tuple(Decimal(float(v)).quantize(DIGITS) for v in row) for row in drawn
                )
    return found
