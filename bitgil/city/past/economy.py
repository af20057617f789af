"""The economy's past: establishments of the old frame at the rate of the years before, beside 'no change'.

Value added and jobs have no back-test: two counts each, with a collapse of prices between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bitgil.city.past.trial import Trial, no_change_trials
from bitgil.plan.types import Plan

ESTABLISHMENTS = "establishments_old_frame"
RATE_GOES_ON = "rate of the counts before"
FEWEST = 2
"""Two counts make a rate; the third is what it is tried on."""


def trials(plan: Plan) -> tuple[Trial, ...]:
    """Return the trials that the plan's counts of establishments allow; none with fewer than three.

    Only one frame is used: the step to the register frame is no growth.
    """
    counts = {series.id: series.yearly() for series in plan.observed}.get(ESTABLISHMENTS, {})
    rated = rate_trials(counts)
    longest = max((trial.horizon for trial in rated), default=0)
    origins = {trial.origin for trial in rated}
    unchanged = [t for t in no_change_trials(ESTABLISHMENTS, counts, longest) if t.origin in origins]
    return (*rated, *unchanged)


def rate_trials(counts: Mapping[int, Decimal]) -> tuple[Trial, ...]:
    """Return each count forecast from the one before it at the rate of growth that led there.

    Equation: forecast(y₂) = E₁·(E₁/E₀)^((y₂ − y₁)/(y₁ − y₀)) for three counts in a row; establishments.
    """
    years = sorted(counts)
    found = []
    for before, origin, later in zip(years, years[1:], years[FEWEST:], strict=False):
        growth = float(counts[origin] / counts[before]) ** ((later - origin) / (origin - before))
        forecast = float(counts[origin]) * growth
        found.append(
            Trial(ESTABLISHMENTS, RATE_GOES_ON, origin, later - origin, forecast, float(counts[later]))
        )
    return tuple(found)
