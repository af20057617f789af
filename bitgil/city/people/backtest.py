"""What simple rules for migration would have said of years that are known.

Belongs here: the rules and their errors. Does not: choosing among them, which the reader does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.past.trial import NO_CHANGE, Trial
from bitgil.city.people.ages import five_year_groups
from bitgil.city.people.cohorts import next_year
from bitgil.city.people.migration import Known, recent_mean, residuals, smoothed

CELLS = "five-year groups"
"""The mean over the 17 groups 0–4 … 80–84; the few people above are left out."""
_GROUPS = 17
_ONE = np.ones(1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to continue migration: a share of the recent mean. No share is nobody ageing at all."""

    name: str
    share: float | None
    smooth: bool = False
    leaves_out: bool = True


RULES = (
    Rule(NO_CHANGE, None),
    Rule("closed", 0.0),
    Rule("half", 0.5),
    Rule("half, smoothed", 0.5, smooth=True),
    Rule("full", 1.0),
    Rule("full, smoothed", 1.0, smooth=True),
    Rule("full, no year left out", 1.0, leaves_out=False),
)


@dataclass(frozen=True, slots=True)
class RuleError:
    """Mean absolute error in per cent of a rule, over *n* trials of one horizon."""

    rule: str
    horizon: int
    what: str
    n: int
    error: float


def backtest_rules(
    known: Known, origins: Collection[int], left_out: Collection[int], rules: Sequence[Rule] = RULES
) -> tuple[RuleError, ...]:
    """Return each rule's mean absolute percentage error by horizon and by what is counted.

    Equation: 100·mean |forecast/actual − 1| over the origins that reach the horizon; %.
    """
    errors: dict[tuple[str, int, str], list[float]] = {}
    for trial in trials_of(known, origins, left_out, rules):
        what = CELLS if trial.what.startswith(CELLS) else trial.what
        errors.setdefault((trial.rule, trial.horizon, what), []).append(
            abs(trial.forecast / trial.actual - 1)
        )
    per_origin = {what: _GROUPS if what == CELLS else 1 for _, _, what in errors}
    return tuple(
        RuleError(rule, horizon, what, len(found) // per_origin[what], 100 * fmean(found))
        for (rule, horizon, what), found in errors.items()
    )


def trials_of(
    known: Known, origins: Collection[int], left_out: Collection[int], rules: Sequence[Rule] = RULES
) -> Iterator[Trial]:
    """Yield every trial from every origin to the last known year, the origin seeing nothing after itself.

    Fertility stays at the origin's; death rates are those published; unit person.
    """
    moved = residuals(known)
    for rule in rules:
        for origin in sorted(origins):
            recent = recent_mean(moved, origin, left_out if rule.leaves_out else ())
            moves = (smoothed(recent) if rule.smooth else recent) * (rule.share or 0.0)
            persons = known.persons[origin]
            for year in range(origin + 1, max(known.persons) + 1):
                if rule.share is not None:
                    fertility = known.fertility[origin] * _ONE
                    end = next_year(persons[None], known.rates(year), _ONE, fertility, moves[None])
                    persons = end.persons[0]
                actual = _counted(known.persons[year])
                for what, forecast in _counted(persons).items():
                    yield Trial(what, rule.name, origin, year - origin, forecast, actual[what])


def _counted(persons: Array) -> dict[str, float]:
    wholes = {name: float(count(persons)) for name, count in _WHOLES.items()}
    groups = five_year_groups(persons.sum(axis=0), _GROUPS)
    return wholes | {f"{CELLS} {5 * i}–{5 * i + 4}": float(group) for i, group in enumerate(groups)}


_WHOLES: Mapping[str, Callable[[Array], float]] = {
    "population": lambda persons: float(persons.sum()),
    "population_20_34": lambda persons: float(persons[:, 20:35].sum()),
    "population_65plus": lambda persons: float(persons[:, 65:].sum()),
}
