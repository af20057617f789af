"""A trial: what a rule said at an origin about a later year, and what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

NO_CHANGE = "no change"
MODEL = "model"
"""The rule by which the model itself forecasts; other rules are shown and judge nothing."""


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
