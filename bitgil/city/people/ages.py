"""From the five-year age groups that registers print to single years of age.

Belongs here: splitting counts by age and by sex. Does not: births, deaths and moves.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from bitgil.city.arrays import Array

FEMALE, MALE = 0, 1
SEXES = ("F", "M")
OLDEST = 100
"""The last single year of age: 100 and over."""
AGES = OLDEST + 1
BAND = 5
BAND_STARTS = np.arange(0, AGES, BAND)
CLOSED_AT = 106.0
"""Nobody is counted as older than this when the open group is split."""
SHARE_FOLLOWS_COHORT_TO = 75


def single_years(bands: Array) -> Array:
    """Persons by single year of age (…, 101) from groups 0–4, 5–9, …, 95–99, 100+ shaped (…, 21).

    Equation: N[x] = C(x+1) − C(x), C the monotone cubic (PCHIP) through the cumulative counts at
    ages 0, 5, …, 100 and 106; unit person.  Source: Fritsch & Carlson 1980, SIAM J. Numer. Anal. 17.
    Every group keeps its total and no age becomes negative.
    """
    edges = np.append(BAND_STARTS.astype(np.float64), CLOSED_AT)
    nothing = np.zeros((*bands.shape[:-1], 1))
    cumulative = np.concatenate([nothing, np.cumsum(bands, axis=-1)], axis=-1)
    at = np.append(np.arange(AGES, dtype=np.float64), CLOSED_AT)
    return np.asarray(np.diff(PchipInterpolator(edges, cumulative, axis=-1)(at), axis=-1))


def split_sexes(persons: Array, later: Array, lag: int) -> Array:
    """Women and men (2, 101) of a total (101,), from a table by sex *lag* years later.

    Equation: F[x] = N[x]·s[x + lag] up to age 75 and N[x]·s[x] above, s the female share of the later
    table: a cohort keeps its share, and where few are left the share belongs to the age; unit person.
    """
    share = later[FEMALE] / later.sum(axis=0)
    age = np.arange(AGES)
    follows = np.where(age <= SHARE_FOLLOWS_COHORT_TO, np.minimum(age + lag, OLDEST), age)
    women = persons * share[follows]
    return np.stack([women, persons - women])


def five_year_groups(persons: Array, groups: int) -> Array:
    """Persons (…, groups) of 0–4, 5–9, … from single years (…, 101); later ages are left out."""
    width = groups * BAND
    return np.asarray(persons[..., :width].reshape(*persons.shape[:-1], groups, BAND).sum(axis=-1))
