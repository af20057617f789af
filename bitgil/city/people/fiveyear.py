"""A population by five-year age groups and five-year steps, as the United Nations project one.

Belongs here: the engine that a published projection checks. Does not: the city's own outlook, which
runs by single years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.people.ages import BAND, FEMALE, MALE
from bitgil.city.people.mortality import life_table

GROUPS = 21
MOTHERS = slice(3, 10)


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """Five years: death rates (2, 22) per year, TFR and its shares by age (7,), migrants (2, 21)."""

    deaths: Array
    fertility: float
    pattern: Array
    boys_per_girl: float
    migrants: Array


def survival(deaths: Array, sex: int) -> Array:
    """Shares (22,) surviving five years: birth to 0–4, 0–4 to 5–9, …, 90–94 to 95–99, 95+ to 100+.

    Equation: S = ₅L(x+5)/₅L(x);  birth ₅L₀/(5·l₀);  open T(100)/(₅L(95) + T(100)); unit 1.
    """
    lived = life_table(deaths, sex).lived
    groups = np.append(lived[0] + lived[1], lived[2:])
    inner = groups[1:-1] / groups[:-2]
    return np.concatenate([[groups[0] / BAND], inner, [groups[-1] / (groups[-2] + groups[-1])]])


def next_five_years(before: Array, period: Period) -> Array:
    """Persons (2, 21) by sex and five-year age group five years later, in the unit of *before*.

    Equation: N[x+5] = (N'[x] + M[x]/2)·S[x] + M[x+5]/2;  B = TFR·Σ f[x]·(N'[F,x] + N[F,x])/2, the women of
    each end counted with the half of the migrants that comes on their side; half the migrants move before
    survival and half after.
    Source: Preston, Heuveline & Guillot 2001, Demography, ch. 6.
    """
    half = period.migrants / 2
    exposed = before + half
    kept = np.stack([survival(period.deaths[sex], sex) for sex in (FEMALE, MALE)])
    after = half.copy()
    after[:, 1:-1] += exposed[:, :-2] * kept[:, 1:-1]
    after[:, -1] += (exposed[:, -2] + exposed[:, -1]) * kept[:, -1]
    mothers = (exposed[FEMALE, MOTHERS] + after[FEMALE, MOTHERS]) / 2
    births = period.fertility * float(mothers @ period.pattern)
    girls = births / (1 + period.boys_per_girl)
    after[:, 0] += np.array([girls, births - girls]) * kept[:, 0]
    return after
