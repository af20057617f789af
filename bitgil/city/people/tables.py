"""The plan's tables of people → arrays.

Belongs here: what the columns of four tables mean, and what they must hold. Does not: files (plan), or
any arithmetic.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.people.ages import BAND_STARTS, SEXES, single_years, split_sexes
from bitgil.city.people.cohorts import single_age_pattern
from bitgil.city.people.mortality import TABLE_AGES, Mortality
from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.types import Table

BOTH = "T"
MOTHERS_AGES = tuple(f"{age}-{age + 4}" for age in range(15, 50, 5))
_NAMED = 3
"""So many missing rows are named; the rest are counted."""

Key = tuple[str, ...]


def mortality_of(table: Table) -> Mortality:
    """Death rates per year from a table of sex (F, M), age (0, 1, 5, … 100), period (2015-2020), value."""
    rate = _by(table, "sex", "age", "period")
    periods = sorted({key[2] for key in rate})
    _check_rows(table, rate, ((s, str(a), p) for s in SEXES for a in TABLE_AGES for p in periods))
    rates = [[[rate[sex, str(age), p] for p in periods] for age in TABLE_AGES] for sex in SEXES]
    return Mortality(np.array([float(period[:4]) for period in periods]), np.array(rates))


def fertility_pattern_of(table: Table) -> Array:
    """Shares of births by single age 15–49 (35,) from a table of age (15-19 … 45-49) and value."""
    share = _by(table, "age")
    _check_rows(table, share, ((age,) for age in MOTHERS_AGES))
    return single_age_pattern(np.array([share[age,] for age in MOTHERS_AGES]))


def population_of(table: Table) -> dict[int, Array]:
    """Persons (2, 101) at each year's end, from year, sex (F, M, or T for both), age_from and value.

    A year that has only T is split by the nearest later year that has both sexes.
    """
    count = _by(table, "year", "sex", "age_from")
    tables = {(year, sex) for year, sex, _ in count}
    tables |= {(year, BOTH) for year, _ in tables if not {(year, sex) for sex in SEXES} <= tables}
    _check_rows(table, count, ((*key, str(age)) for key in tables for age in BAND_STARTS))

    def singles(year: int, *of: str) -> Array:
        return single_years(np.array([[count[str(year), s, str(a)] for a in BAND_STARTS] for s in of]))

    sexes = {(int(year), sex) for year, sex, _ in count}
    by_sex = {year for year, _ in sexes if {(year, sex) for sex in SEXES} <= sexes}
    persons: dict[int, Array] = {year: singles(year, *SEXES) for year in by_sex}
    for year in {year for year, _ in sexes} - by_sex:
        later = min((other for other in by_sex if other > year), default=None)
        if later is None:
            raise _unsound(
                table,
                f"no year after {year} tells the sexes apart",
                "add a later year with rows for F and M",
                f"{year}년 뒤에 남녀를 나눈 해가 없습니다",
                "남녀(F, M)를 나눈 뒤의 해를 넣으세요",
            )
        persons[year] = split_sexes(singles(year, BOTH)[0], persons[later], later - year)
    return dict(sorted(persons.items()))


def yearly_of(table: Table, needed: Collection[int] = ()) -> dict[int, float]:
    """Values by year from a table of year and value that holds at least the years *needed*."""
    found = _by(table, "year")
    _check_rows(table, found, ((str(year),) for year in needed))
    return {int(year): value for (year,), value in sorted(found.items())}


def _by(table: Table, *keys: str) -> dict[Key, float]:
    missing = [name for name in (*keys, "value") if name not in table.columns]
    if missing:
        names = ", ".join(missing)
        raise _unsound(
            table,
            f"the columns {names} are missing",
            f"write a header with {', '.join((*keys, 'value'))}",
            f"{names} 열이 없습니다",
            f"첫 줄에 {', '.join((*keys, 'value'))}을(를) 적으세요",
        )
    if not table.rows:
        raise _unsound(
            table, "the table is empty", "add its rows", "표가 비어 있습니다", "표의 줄을 채우세요"
        )
    at = [table.columns.index(name) for name in keys]
    value = table.columns.index("value")
    return {tuple(row[i] for i in at): float(row[value]) for row in table.rows}


def _check_rows(table: Table, found: dict[Key, float], wanted: Iterable[Key]) -> None:
    missing = sorted(key for key in wanted if key not in found)
    if missing:
        named = "; ".join(" ".join(key) for key in missing[:_NAMED])
        more = len(missing) - _NAMED
        raise _unsound(
            table,
            f"rows are missing: {named}" + (f" and {more} more" if more > 0 else ""),
            "add these rows; a missing figure is never filled in",
            f"없는 줄이 있습니다: {named}" + (f" 밖에 {more}줄" if more > 0 else ""),
            "빠진 줄을 채우세요. 없는 값을 어림해 넣지 않습니다",
        )


def _unsound(table: Table, what: str, fix: str, what_ko: str, fix_ko: str) -> Unsound:
    return Unsound((Problem(f"assumptions/{table.id}.csv", what, fix, what_ko, fix_ko),))
