"""One year of a population by single age: who survives, who is born, who is left.

Belongs here: the accounts of one year. Does not: where rates and moves come from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from bitgil.city.arrays import Array
from bitgil.city.people.ages import BAND, FEMALE, MALE

YOUNGEST_MOTHER, OLDEST_MOTHER = 15, 49
MOTHERS = slice(YOUNGEST_MOTHER, OLDEST_MOTHER + 1)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one year does to everybody: deaths, fertility's age pattern and the sexes at birth.

    `deaths` (2, 101) per year, times `ratio` (draw,); `pattern` (35,) shares by age 15–49 that add up
    to 1; `boys_per_girl` at birth.
    """

    deaths: Array
    pattern: Array
    boys_per_girl: float


@dataclass(frozen=True, slots=True, eq=False)
class YearEnd:
    """Persons (draw, 2, 101) at the end of a year, and the year's births, deaths and net moves (draw,)."""

    persons: Array
    births: Array
    deaths: Array
    net_migration: Array


def single_age_pattern(shares: Array) -> Array:
    """Shares of births by single age 15–49 (35,) from five-year groups 15–19 … 45–49 (7,).

    Equation: PCHIP through the cumulative shares, scaled to add up to 1; unit 1.
    """
    edges = np.arange(YOUNGEST_MOTHER, OLDEST_MOTHER + 2, BAND, dtype=np.float64)
    cumulative = np.append(0.0, np.cumsum(shares / shares.sum()))
    at = np.arange(YOUNGEST_MOTHER, OLDEST_MOTHER + 2, dtype=np.float64)
    return np.asarray(np.diff(PchipInterpolator(edges, cumulative)(at)))


def next_year(before: Array, rates: Rates, ratio: Array, fertility: Array, moves: Array) -> YearEnd:
    """Persons (draw, 2, 101) at the end of the next year, and what happened in it.

    Equation: N[s,x+1] = N'[s,x]·exp(−m[s,x]·k) + M[s,x+1], ages over 100 together;
    B = TFR·Σ f[x]·(N'[F,x] + N[F,x])/2;  N[F,0] = B/(1+ρ)·(1 − k·m₀/2) + M[F,0], N[M,0] likewise with ρ;
    no age falls below zero, and net migration is what really moved; unit person and person/yr.
    Source: Preston, Heuveline & Guillot 2001, Demography, ch. 6.  Leaves out: that who is x at the start is
    on the way to x + 1, so that m is half a year young and deaths are some 5 % too few; k is measured with
    the same equation and takes it up.
    *ratio* k and *fertility* are (draw,); *moves* M is (draw, 2, 101), or (1, 2, 101) for all draws.
    """
    staying = np.exp(-rates.deaths * ratio[:, None, None])
    staying *= before
    persons = np.empty_like(before)
    persons[..., 1:] = staying[..., :-1]
    persons[..., -1] += staying[..., -1]
    persons[..., 0] = 0.0
    persons += moves
    np.maximum(persons, 0.0, out=persons)
    mothers = (before[:, FEMALE, MOTHERS] + persons[:, FEMALE, MOTHERS]) @ rates.pattern / 2
    births = fertility * mothers
    born = _newborn(births, rates, ratio)
    persons[..., 0] = np.maximum(born + moves[..., 0], 0.0)
    survivors = _total(staying)
    surviving_born = born.sum(axis=1)
    return YearEnd(
        persons,
        births,
        deaths=_total(before) - survivors + births - surviving_born,
        net_migration=_total(persons) - survivors - surviving_born,
    )


def _total(persons: Array) -> Array:
    return np.asarray(persons.sum(axis=(1, 2)))


def _newborn(births: Array, rates: Rates, ratio: Array) -> Array:
    share = np.empty(2)
    share[FEMALE] = 1 / (1 + rates.boys_per_girl)
    share[MALE] = 1 - share[FEMALE]
    surviving = 1 - ratio[:, None] * rates.deaths[:, 0] / 2
    return np.asarray(births[:, None] * share * surviving)
