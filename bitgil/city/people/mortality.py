"""Death rates by age and period: life tables, and rates by single year of age and calendar year.

Belongs here: what turns a published table of mₓ into survival. Does not: whose rates they are (plan).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.people.ages import AGES, FEMALE

TABLE_AGES = np.array([0, 1, *range(5, AGES, 5)])
"""Where the age groups of an abridged table begin: 0, 1–4, 5–9, …, 100+."""
_WIDTH = np.array([1.0, 4.0, *[5.0] * 19])
_MIDDLE = np.append(TABLE_AGES[:-1] + _WIDTH / 2, TABLE_AGES[-1] + 2.5)
_INFANT = ((0.053, 2.800), (0.045, 2.684))
"""Coale–Demeny's average years lived by those who die as infants: a + b·m₀, women then men."""


@dataclass(frozen=True, slots=True, eq=False)
class Mortality:
    """Death rates: `rates` (2, 22, period) a year, `periods` (period,) the first year of each five."""

    periods: Array
    rates: Array

    def __post_init__(self) -> None:
        if self.rates.shape != (2, len(TABLE_AGES), len(self.periods)):
            raise ValueError(f"death rates are shaped {self.rates.shape}, not (2, 22, period)")
        if not (self.rates > 0).all():
            raise ValueError("a death rate is not above zero")


@dataclass(frozen=True, slots=True, eq=False)
class LifeTable:
    """생명표 of one sex: `alive` l(x) and `lived` L(x) from one birth, by the 22 abridged ages."""

    alive: Array
    lived: Array

    def expectation(self, age: int) -> float:
        """Years still to live at an age where a group begins. Equation: e(x) = Σ_{z≥x} L(z) / l(x)."""
        at = int(np.searchsorted(TABLE_AGES, age))
        return float(self.lived[at:].sum() / self.alive[at])

    def survival_to(self, age: int) -> float:
        """Share of newborns alive at an age where a group begins. Equation: l(x)."""
        return float(self.alive[int(np.searchsorted(TABLE_AGES, age))])


def life_table(rates: Array, sex: int) -> LifeTable:
    """Life table from death rates mₓ (22,) of one sex.

    Equation: q = n·m / (1 + (n − a)·m);  L = n·l(x+n) + a·d;  L(100+) = l/m; a₀ = 0.053 + 2.8·m₀
    (women), 0.045 + 2.684·m₀ (men), a = 1.5 for ages 1–4 and 2.6 above.
    Source: Preston, Heuveline & Guillot 2001, Demography, ch. 3.
    """
    until = np.full(len(_WIDTH), 2.6)
    constant, slope = _INFANT[0 if sex == FEMALE else 1]
    until[:2] = constant + slope * rates[0], 1.5
    dying = _WIDTH * rates[:-1] / (1 + (_WIDTH - until) * rates[:-1])
    alive = np.append(1.0, np.cumprod(1 - dying))
    lived = _WIDTH * alive[1:] + until * (alive[:-1] - alive[1:])
    return LifeTable(alive, np.append(lived, alive[-1] / rates[-1]))


def yearly_rates(mortality: Mortality, year: int) -> Array:
    """Death rates (2, 101) by single year of age in calendar *year*, per year.

    Equation: ln m[s,x,y] is linear between the middles of age groups (0.5, 3, 7.5, …, 102.5) at x + 0.5
    and between the middles of periods (2018.0 for mid-2015 to mid-2020) at y + 0.5; flat outside.
    """
    middles = mortality.periods + 3.0
    logs = np.log(mortality.rates)
    then = np.array([[np.interp(year + 0.5, middles, row) for row in sex] for sex in logs])
    at = np.arange(AGES) + 0.5
    return np.asarray(np.exp(np.array([np.interp(at, _MIDDLE, sex) for sex in then])))
