"""The plan's tables of people → arrays.

Belongs here: what the columns of three tables mean. Does not: files (plan), or any arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.people.ages import BAND_STARTS, SEXES, single_years, split_sexes
from bitgil.city.people.cohorts import single_age_pattern
from bitgil.city.people.mortality import TABLE_AGES, Mortality
from bitgil.plan.types import Table

BOTH = "T"
MOTHERS_AGES = tuple(f"{age}-{age + 4}" for age in range(15, 50, 5))


def mortality_of(table: Table) -> Mortality:
    """Death rates per year from a table of sex (F, M), age (0, 1, 5, … 100), period (2015-2020), value."""
    rate = dict(_by(table, "sex", "age", "period"))
    periods = sorted({key[2] for key in rate})
    rates = [
        [[_found(table, rate, (sex, str(age), period)) for period in periods] for age in TABLE_AGES]
        for sex in SEXES
    ]
    return Mortality(np.array([float(period[:4]) for period in periods]), np.array(rates))


def fertility_pattern_of(table: Table) -> Array:
    """Shares of births by single age 15–49 (35,) from a table of age (15-19 … 45-49) and value."""
    share = dict(_by(table, "age"))
    return single_age_pattern(np.array([_found(table, share, (age,)) for age in MOTHERS_AGES]))


def population_of(table: Table) -> dict[int, Array]:
    """Persons (2, 101) at each year's end, from year, sex (F, M, or T for both), age_from and value.

    A year that has only T is split by the nearest later year that has both sexes.
    """
    count = dict(_by(table, "year", "sex", "age_from"))

    def groups(year: int, sex: str) -> Array:
        return np.array([_found(table, count, (str(year), sex, str(age))) for age in BAND_STARTS])

    years = sorted({int(key[0]) for key in count}, reverse=True)
    by_sex = {int(key[0]) for key in count if key[1] in SEXES}
    persons: dict[int, Array] = {}
    for year in years:
        if year in by_sex:
            persons[year] = single_years(np.stack([groups(year, sex) for sex in SEXES]))
        else:
            nearest = min((later for later in by_sex if later > year), default=None)
            if nearest is None:
                raise ValueError(f"table {table.id}: no year after {year} tells the sexes apart")
            persons[year] = split_sexes(single_years(groups(year, BOTH)), persons[nearest], nearest - year)
    return dict(sorted(persons.items()))


def yearly_of(table: Table) -> dict[int, float]:
    """Values by year from a table of year and value."""
    return {int(year): value for (year,), value in sorted(_by(table, "year"))}


def _by(table: Table, *keys: str) -> Iterator[tuple[tuple[str, ...], float]]:
    missing = [name for name in (*keys, "value") if name not in table.columns]
    if missing:
        raise ValueError(f"table {table.id} lacks the columns {', '.join(missing)}")
    at = [table.columns.index(name) for name in keys]
    value = table.columns.index("value")
    for row in table.rows:
        yield tuple(row[i] for i in at), float(row[value])


def _found(table: Table, values: Mapping[tuple[str, ...], float], key: tuple[str, ...]) -> float:
    if key not in values:
        raise ValueError(f"table {table.id} has no row for {', '.join(key)}")
    return values[key]
