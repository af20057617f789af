"""How wrong each rule was: every origin with data, every horizon, always beside 'no change'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import ModuleType

import numpy as np

import bitgil.city.past
from bitgil.city.model import City
from bitgil.city.past.trial import (
    MODEL,
    NO_CHANGE,
    Trial,
    damped_trend_trials,
    no_change_trials,
)
from bitgil.folder import modules_in
from bitgil.outlook.choosing import CANDIDATES, candidate_trials
from bitgil.outlook.forecasts import decimal_of, reach_of
from bitgil.outlook.observed import points_of
from bitgil.outlook.records import PastError
from bitgil.plan.types import Indicator, Plan

LONGEST = 5
"""Years ahead that are tested; beyond them the series found are too short to say anything."""


@dataclass(frozen=True, slots=True)
class TestedRule:
    """One line of the back-test. `vs_no_change` below 1 is better than no change on the same targets.

    `indicator` is empty where a sector tests something that no indicator watches. `coverage` is the
    share of outcomes inside the 10-90 % band built from earlier errors alone.
    """

    __test__ = False

    indicator: str
    what: str
    rule: str
    horizon: int
    n: int
    mae: Decimal
    mape: Decimal | None
    vs_no_change: Decimal | None
    coverage: Decimal | None

    @property
    def loses(self) -> bool:
        """Whether no change did better on the same targets."""
        return self.vs_no_change is not None and self.vs_no_change > 1


@dataclass(frozen=True, slots=True)
class BackTest:
    """The table of all tested rules, by indicator, what was forecast, rule and horizon."""

    rows: tuple[TestedRule, ...]

    def of(self, indicator: str) -> tuple[TestedRule, ...]:
        """Return the rows of one indicator."""
        return tuple(row for row in self.rows if row.indicator == indicator)


def backtest(plan: Plan, city: City) -> BackTest:
    """Test no change and a damped trend on every indicator with data, and whatever else the sectors test.

    An indicator that no sector computes is tested with every rule that stands for election. Only indicators
    that the plan observes in whole years have rows; *city* says which sectors count.
    """
    told, also = sector_trials(plan, city), stand_ins(city)
    rows: list[TestedRule] = []
    for indicator in plan.indicators:
        yearly = points_of(plan, indicator).yearly
        own = trials_of(plan, indicator, told, also)
        known = {(trial.what, trial.rule) for trial in own}
        tried = (
            candidate_trials(indicator.observed, yearly)
            if indicator.measured_by not in city.functions
            else damped_trend_trials(indicator.observed, yearly, LONGEST)
        )
        rows.extend(add_up(indicator.id, (*own, *(t for t in tried if (t.what, t.rule) not in known))))
    watched = {i.observed for i in plan.indicators}
    watched |= {also.get(i.measured_by, i.measured_by) for i in plan.indicators}
    rows.extend(add_up("", tuple(trial for trial in told if trial.what not in watched)))
    return BackTest(tuple(rows))


def sector_trials(plan: Plan, city: City) -> tuple[Trial, ...]:
    """Return the trials that the sectors of *city* have made on the plan's own past.

    Where a sector says which of its rules is the model's middle (MODEL_RULE), that rule is called so.
    """
    return tuple(
        replace(trial, rule=MODEL) if trial.rule == getattr(past, "MODEL_RULE", MODEL) else trial
        for past in _pasts(city)
        for trial in past.trials(plan)
    )


def stand_ins(city: City) -> dict[str, str]:
    """Return by quantity the figure whose trials stand for it too (a sector's ALSO_CALLED)."""
    return {
        quantity: what
        for past in _pasts(city)
        for what, quantities in getattr(past, "ALSO_CALLED", {}).items()
        for quantity in quantities
    }


def _pasts(city: City) -> tuple[ModuleType, ...]:
    sectors = {function.sector for function in city.functions.values()}
    return tuple(past for name, past in modules_in(bitgil.city.past).items() if name in sectors)


def trials_of(
    plan: Plan, indicator: Indicator, told: Iterable[Trial], also: Mapping[str, str]
) -> tuple[Trial, ...]:
    """Return the indicator's trials: no change on its own series, and whatever its sector tested."""
    own = no_change_trials(indicator.observed, points_of(plan, indicator).yearly, LONGEST)
    names = {indicator.observed} | ({also.get(indicator.measured_by, indicator.measured_by)} - {""})
    theirs = (trial for trial in told if trial.what in names)
    twice = {(trial.what, trial.rule) for trial in own}
    return (*own, *(trial for trial in theirs if (trial.what, trial.rule) not in twice))


def against_no_change(trials: Iterable[Trial]) -> tuple[float, float] | None:
    """Return the summed misses of the model's rule and of no change on the same targets.

    None where no target was forecast by both.
    """
    found = tuple(trials)
    unchanged = _misses(trial for trial in found if trial.rule == NO_CHANGE)
    model = _misses(trial for trial in found if trial.rule == MODEL)
    both = model.keys() & unchanged.keys()
    if not both:
        return None
    return sum(model[target] for target in both), sum(unchanged[target] for target in both)


def _misses(trials: Iterable[Trial]) -> dict[tuple[str, int, int], float]:
    return {(trial.what, trial.origin, trial.horizon): abs(trial.error) for trial in trials}


def add_up(indicator: str, trials: tuple[Trial, ...]) -> tuple[TestedRule, ...]:
    """Add up *trials* by what, rule and horizon, each beside no change on the same targets."""
    groups: dict[tuple[str, str, int], list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.what, trial.rule, trial.horizon].append(trial)
    unchanged = _misses(trial for trial in trials if trial.rule == NO_CHANGE)
    return tuple(_tested(indicator, tuple(group), unchanged) for _, group in sorted(groups.items()))


def _tested(
    indicator: str, group: tuple[Trial, ...], unchanged: dict[tuple[str, int, int], float]
) -> TestedRule:
    first = group[0]
    error = past_error(group)
    covered = coverage(group) if first.rule in {NO_CHANGE, *CANDIDATES} else None
    return TestedRule(
        indicator,
        first.what,
        first.rule,
        first.horizon,
        error.n,
        error.mae,
        error.mape,
        _ratio(group, unchanged),
        covered,
    )


def past_error(group: tuple[Trial, ...]) -> PastError:
    """Return the mean absolute error of trials of one rule at one horizon; mape None at an actual of 0."""
    misses = [abs(trial.error) for trial in group]
    actuals = [abs(trial.actual) for trial in group]
    mape = None
    if all(actuals):
        mape = decimal_of(100 * float(np.mean(np.divide(misses, actuals))))
    return PastError(group[0].rule, group[0].horizon, decimal_of(float(np.mean(misses))), mape, len(group))


def _ratio(group: tuple[Trial, ...], unchanged: dict[tuple[str, int, int], float]) -> Decimal | None:
    own = _misses(group)
    pairs = [(miss, unchanged[target]) for target, miss in own.items() if target in unchanged]
    theirs = sum(other for _, other in pairs)
    return round(Decimal(sum(own for own, _ in pairs) / theirs), 2) if theirs else None


def coverage(group: tuple[Trial, ...]) -> Decimal | None:
    """Return how often the outcome lay in the band that earlier errors gave at the origin.

    An error counts as known at an origin once its outcome is; four are needed for a band. None where
    no origin has them. A good 10-90 % band covers 0.8.
    """
    held = []
    for trial in group:
        reach = reach_of([t.error for t in group if t.origin + t.horizon <= trial.origin])
        if reach is not None:
            held.append(abs(trial.error) <= reach)
    return round(Decimal(float(np.mean(held))), 2) if held else None
