"""Choosing a simple rule for an indicator that no sector models, by what each would have missed in the past.

Belongs here: the rules that stand for election, the election at every origin, and the line that follows. Does
not: the rules themselves (city.past), bands from errors (forecasts), or the city model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.past import rules
from bitgil.city.past.trial import (
    BACK,
    DAMPED_TREND,
    DRIFT,
    FEWEST_VALUES,
    NO_CHANGE,
    SMOOTHING,
    THETA,
    Trial,
    damped_ahead,
    damped_trend_trials,
    no_change_trials,
)
from bitgil.outlook.forecasts import banded, decimal_of, reaches
from bitgil.outlook.records import Band
from bitgil.quantity import Words

FEWEST_ORIGINS = 5
"""Origins one year ahead that a rule must have been tried on before it can be elected."""
FEWEST_TARGETS = 5
"""Targets that earlier elections must have forecast before they count as a test of electing."""
LONGEST = 5

ON_RUNS: Mapping[str, rules.Rule] = {
    SMOOTHING: rules.smoothing,
    THETA: rules.theta,
    DRIFT: rules.drift,
    BACK: rules.back_to_the_mean(0.25),
}
"""Rules that need years without a gap; they see the unbroken run of years that ends at the origin."""
CANDIDATES: Mapping[str, Words] = {
    DAMPED_TREND: Words("감쇠추세", "damped trend"),
    SMOOTHING: Words("단순지수평활(맞춤)", "simple exponential smoothing (fitted)"),
    THETA: Words("세타 방법", "Theta method"),
    DRIFT: Words("지난 평균 변화를 이어 감", "drift"),
    BACK: Words("해마다 25 %씩 평균으로", "25 % back to the mean each year"),
}
"""What stands against no change, by the names that people read."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rule carries a series on. `ratios` are the candidates' summed misses over no change's.

    `rule` is no change unless another one beat it on all past targets together, and choosing in this very
    way at earlier origins would have beaten it too (`in_its_time` below 1; None where that was too rarely
    put to the test).
    """

    rule: str
    origins: int
    ratios: Mapping[str, float]
    in_its_time: float | None

    @property
    def compared(self) -> tuple[str, ...]:
        """The candidates that could be tried at all."""
        return tuple(self.ratios)


def candidate_trials(what: str, yearly: Mapping[int, Decimal], longest: int = LONGEST) -> tuple[Trial, ...]:
    """Return every trial of no change and of all candidates, each on what was known at its origin."""
    return (
        *no_change_trials(what, yearly, longest),
        *damped_trend_trials(what, yearly, longest),
        *(
            Trial(what, name, origin, horizon, rule(known, horizon), float(yearly[origin + horizon]))
            for name, rule in ON_RUNS.items()
            for horizon in range(1, longest + 1)
            for origin in sorted(yearly)
            if origin + horizon in yearly and len(known := run_until(yearly, origin)) >= FEWEST_VALUES
        ),
    )


def run_until(yearly: Mapping[int, Decimal], origin: int) -> Array:
    """Return the values of the unbroken run of years that ends at *origin*."""
    first = origin
    while first - 1 in yearly:
        first -= 1
    return np.array([float(yearly[year]) for year in range(first, origin + 1)])


def choose(trials: Iterable[Trial]) -> Choice:
    """Return the elected rule of one series.

    Equation: ratio = Σ|error| / Σ|error of no change| over the targets that both forecast; the lowest ratio
    is elected where it is below 1 and has five origins. The election is then repeated at every origin with
    the trials whose outcome was known there; what it would have said is held against no change alike.
    """
    found = tuple(trials)
    elected, ratios = _elect(found)
    in_its_time = _in_its_time(found)
    trusted = in_its_time is not None and in_its_time < 1
    origins = {trial.origin for trial in found if trial.rule != NO_CHANGE and trial.horizon == 1}
    return Choice(elected if trusted else NO_CHANGE, len(origins), ratios, in_its_time)


def _elect(trials: tuple[Trial, ...]) -> tuple[str, dict[str, float]]:
    unchanged = _misses(trials, NO_CHANGE)
    ratios: dict[str, float] = {}
    tried: dict[str, int] = {}
    for name in CANDIDATES:
        own = _misses(trials, name)
        shared = own.keys() & unchanged.keys()
        theirs = sum(unchanged[target] for target in shared)
        if theirs > 0:
            ratios[name] = float(sum(own[target] for target in shared) / theirs)
            tried[name] = sum(horizon == 1 for _, horizon in shared)
    winners = [name for name in ratios if ratios[name] < 1 and tried[name] >= FEWEST_ORIGINS]
    return min(winners, key=lambda name: ratios[name], default=NO_CHANGE), ratios


def _in_its_time(trials: tuple[Trial, ...]) -> float | None:
    """Return the summed misses of what would have been elected at each origin over those of no change."""
    own: list[float] = []
    theirs: list[float] = []
    for origin in sorted({trial.origin for trial in trials}):
        elected, _ = _elect(tuple(trial for trial in trials if trial.origin + trial.horizon <= origin))
        if elected == NO_CHANGE:
            continue
        then = tuple(trial for trial in trials if trial.origin == origin)
        said, unchanged = _misses(then, elected), _misses(then, NO_CHANGE)
        both = sorted(said.keys() & unchanged.keys())
        own.extend(said[target] for target in both)
        theirs.extend(unchanged[target] for target in both)
    if len(theirs) < FEWEST_TARGETS or not sum(theirs):
        return None
    return float(sum(own) / sum(theirs))


def _misses(trials: tuple[Trial, ...], rule: str) -> dict[tuple[int, int], float]:
    return {(t.origin, t.horizon): abs(t.error) for t in trials if t.rule == rule}


def carried_on(
    rule: str, yearly: Mapping[int, Decimal], trials: Iterable[Trial], until: int
) -> tuple[Band, ...]:
    """Return the line of *rule* from the last year to *until*, with the band of its own past errors."""
    last = max(yearly)
    years = range(last + 1, until + 1)
    if rule == DAMPED_TREND:
        said = {year: damped_ahead(yearly, last, year - last) for year in years}
    else:
        known = run_until(yearly, last)
        said = {year: ON_RUNS[rule](known, year - last) for year in years}
    wide = reaches([trial for trial in trials if trial.rule == rule])
    return banded(yearly, {year: decimal_of(value) for year, value in said.items()}, wide)
