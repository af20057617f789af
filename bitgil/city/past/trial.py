"""A trial: what a rule said at an origin about a later year, and what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

NO_CHANGE = "no change"
DAMPED_TREND = "damped trend"
MODEL = "model"
"""The rule by which the model itself forecasts; other rules are shown and judge nothing."""

DAMPING = 0.85
"""Each further year keeps this share of the trend; between Gardner and McKenzie's usual 0.8 and 0.98."""
FEWEST_VALUES = 4
"""Fewer values than this, three changes, make no trend."""
SMOOTHING = "simple exponential smoothing (fitted)"
THETA = "Theta method"
DRIFT = "drift"
BACK = "25 % back to the mean each year"


@dataclass(frozen=True, slots=True)
class Trial:
    """One forecast of the past with its outcome, in one unit; the origin saw nothing after itself."""

    what: str
    rule: str
    origin: int
    horizon: int
    forecast: float
    actual: float

    def __post_init__(self) -> None:
        if self.horizon < 1:
            raise ValueError(f"a forecast looks at least one year ahead, not {self.horizon}")

    @property
    def error(self) -> float:
        """Forecast minus outcome, in the unit of the figure."""
        return self.forecast - self.actual


def no_change_trials(what: str, yearly: Mapping[int, Decimal], longest: int) -> tuple[Trial, ...]:
    """Return every trial of 'same as the last value' for 1 to *longest* years ahead.

    Equation: forecast(origin + h) = value(origin). Years without a value give no trial.
    """
    return tuple(
        Trial(what, NO_CHANGE, origin, horizon, float(yearly[origin]), float(yearly[origin + horizon]))
        for horizon in range(1, longest + 1)
        for origin in sorted(yearly)
        if origin + horizon in yearly
    )


def damped_trend_trials(what: str, yearly: Mapping[int, Decimal], longest: int) -> tuple[Trial, ...]:
    """Return every trial of a damped trend for 1 to *longest* years ahead, on values known at the origin.

    Equation: forecast(o + h) = y(o) + b·(φ + φ² + … + φʰ), b = (y(o) - y(first))/(o - first), φ = 0.85
    (after Gardner and McKenzie 1985, without fitting: a dozen values bear no fitted trend).
    """
    origins = [year for year in sorted(yearly) if sum(y <= year for y in yearly) >= FEWEST_VALUES]
    return tuple(
        Trial(
            what,
            DAMPED_TREND,
            origin,
            horizon,
            damped_ahead(yearly, origin, horizon),
            float(yearly[target]),
        )
        for horizon in range(1, longest + 1)
        for origin in origins
        if (target := origin + horizon) in yearly
    )


def damped_ahead(yearly: Mapping[int, Decimal], origin: int, horizon: int) -> float:
    """Return what the damped trend says at *origin* about *horizon* years later."""
    first = min(yearly)
    slope = float(yearly[origin] - yearly[first]) / (origin - first)
    return float(yearly[origin]) + slope * sum(DAMPING**step for step in range(1, horizon + 1))
