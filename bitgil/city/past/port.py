"""The port's past: ten simple rules for container traffic and one for cargo, beside 'no change'."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.past.rules import (
    Rule,
    autoregression,
    back_to_the_mean,
    damped_trend,
    drift,
    linear_trend,
    running_mean,
    smoothing,
    trend_of_five,
)
from bitgil.city.past.trial import MODEL, Trial, no_change_trials
from bitgil.plan.types import Assumption, Plan

CONTAINERS = "port_container"
CARGO = "port_total_cargo"
COMPANY_STEEL = "steel_company_output"

FEWEST = 3
"""Values that a rule must have seen to look one year ahead; one more where it looks further."""

AHEAD = (1, 2, 3, 4, 5)
ALSO_FURTHER = ("50 % back to the mean each year", "running mean", "linear trend", "drift")
"""Rules that are tried beyond one year too; the others are known to be near one of them."""


def trials(plan: Plan) -> tuple[Trial, ...]:
    """Return the trials that the plan's port series allow; none without them."""
    found = {series.id: series.yearly() for series in plan.observed}
    given = {assumption.id: assumption for assumption in plan.assumptions}
    containers, cargo = found.get(CONTAINERS, {}), found.get(CARGO, {})
    told: tuple[Trial, ...] = ()
    if pull := given.get("port.container_reversion"):
        after = given.get("port.container_reversion_after")
        middle = model_rule(pull, int((after and after.value) or 0))
        told = (*told, *container_trials(containers, {MODEL: middle}))
    share = given.get("port.cargo_steel_share")
    if share is not None and share.value is not None:
        told = (*told, *cargo_trials(cargo, found.get(COMPANY_STEEL, {}), float(share.value)))
    return (
        *told,
        *container_trials(containers, RULES),
        *no_change_trials(CONTAINERS, containers, max(AHEAD)),
        *no_change_trials(CARGO, cargo, 1),
    )


def container_trials(yearly: Mapping[int, Decimal], rules: Mapping[str, Rule]) -> tuple[Trial, ...]:
    """Return what each rule said of containers at each origin, from the values known there alone."""
    return tuple(
        Trial(CONTAINERS, name, origin, ahead, rule(_known(yearly, origin), ahead), float(yearly[target]))
        for name, rule in rules.items()
        for ahead in AHEAD
        if ahead == 1 or name in (MODEL, *ALSO_FURTHER)
        for target in sorted(yearly)
        for origin in (target - ahead,)
        if origin in yearly and len(_known(yearly, origin)) >= FEWEST + (ahead > 1)
    )


def cargo_trials(
    cargo: Mapping[int, Decimal], steel: Mapping[int, Decimal], share: float
) -> tuple[Trial, ...]:
    """Return the trials of cargo that follows last year's steel, one year ahead.

    Equation: forecast(y) = G(y-1)·(1 + w·(Q(y-1)/Q(y-2) - 1)). Q is the company's steel, because that of
    the works alone is not published.
    """
    return tuple(
        Trial(
            CARGO,
            MODEL,
            year - 1,
            1,
            float(cargo[year - 1]) * (1 + share * (float(steel[year - 1] / steel[year - 2]) - 1)),
            float(cargo[year]),
        )
        for year in sorted(cargo)
        if year - 1 in cargo and {year - 2, year - 1} <= steel.keys()
    )


def model_rule(reversion: Assumption, after: int) -> Rule:
    """Return the model's middle: no change for *after* years, then partly back to the mean.

    Equation: F = T + Σ w_i·(1 - (1 - ρ_i)^(h - after))·(mean - T), over the choices ρ_i of weight w_i.
    """

    def forecast(known: Array, ahead: int) -> float:
        late = max(ahead - after, 0)
        moved = sum(float(w) * (1 - (1 - float(rho)) ** late) for rho, w in reversion.choices)
        return float(known[-1] + moved * (known.mean() - known[-1]))

    return forecast


def _known(yearly: Mapping[int, Decimal], origin: int) -> Array:
    return np.array([float(yearly[year]) for year in sorted(yearly) if year <= origin])


RULES: Mapping[str, Rule] = {
    "simple exponential smoothing (fitted)": smoothing,
    "25 % back to the mean each year": back_to_the_mean(0.25),
    "AR(1) fitted each year": autoregression,
    "drift": drift,
    "50 % back to the mean each year": back_to_the_mean(0.5),
    "Holt's damped trend (fitted)": damped_trend,
    "trend of the last five years": trend_of_five,
    "linear trend": linear_trend,
    "running mean": running_mean,
}
