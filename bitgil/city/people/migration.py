"""What came and went in the years that are known, and what to expect of it.

Belongs here: net migration as the residual of two age tables. Does not: next year's accounts (cohorts).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.people.ages import AGES
from bitgil.city.people.cohorts import Rates, YearEnd, next_year
from bitgil.city.people.mortality import Mortality, yearly_rates

LAST_YEARS = 3
SMOOTHED_OVER = 5
LEAVING = slice(18, 27)
"""Ages 18–26, where young people leave for study and first work."""
_ONE = np.ones(1)
NOBODY = np.zeros((2, AGES))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The known past: age tables by year, and what bears and kills in between.

    `persons` year → (2, 101); `fertility` year → TFR; `pattern` (35,) by age of mother.
    """

    persons: Mapping[int, Array]
    fertility: Mapping[int, float]
    pattern: Array
    mortality: Mortality
    boys_per_girl: float

    def rates(self, year: int) -> Rates:
        """Return the rates of that calendar year."""
        return Rates(yearly_rates(self.mortality, year), self.pattern, self.boys_per_girl)

    def closed_year(self, year: int) -> YearEnd:
        """Return the year's end had nobody moved; raise KeyError without the table of the year before."""
        return self.year_with(year, NOBODY)

    def year_with(self, year: int, moves: Array) -> YearEnd:
        """Return the year's end after those *moves* (2, 101); raise KeyError as above."""
        before = self.persons[year - 1][None]
        return next_year(before, self.rates(year), _ONE, self.fertility[year] * _ONE, moves[None])

    def years(self) -> tuple[int, ...]:
        """Return the years whose start, end and fertility are known."""
        return tuple(y for y in sorted(self.persons) if y - 1 in self.persons and y in self.fertility)


def residuals(known: Known) -> dict[int, Array]:
    """Net migrants (2, 101) of each known year by age at its end.

    Equation: M[s,x] = N[s,x] − N[s,x had nobody moved]; unit person/yr. It holds whatever the tables and
    the rates get wrong, such as a correction of the register or a change of basis.
    """
    return {year: known.persons[year] - known.closed_year(year).persons[0] for year in known.years()}


def recent_mean(by_year: Mapping[int, Array], up_to: int, left_out: Collection[int] = ()) -> Array:
    """Mean net migrants (2, 101) of the last three usable years up to *up_to*; zero where none is usable."""
    usable = [year for year in sorted(by_year) if year <= up_to and year not in left_out][-LAST_YEARS:]
    if not usable:
        return NOBODY
    return np.asarray(np.mean([by_year[year] for year in usable], axis=0))


def smoothed(moves: Array) -> Array:
    """Net migrants (2, 101) as a moving mean over five ages; the end ages stand in for those beyond them.

    Splitting five-year groups makes saw teeth that are no migration; their sum hardly changes.
    """
    reach = SMOOTHED_OVER // 2
    padded = np.pad(moves, ((0, 0), (reach, reach)), mode="edge")
    return np.asarray(np.mean([padded[:, i : i + AGES] for i in range(SMOOTHED_OVER)], axis=0))


def mobility(by_year: Mapping[int, Array], left_out: Collection[int] = ()) -> Array:
    """Who moves when many or few do (2, 101), adding up to 1.

    Equation: shape[s,x] = |M|[s,x] / Σ|M|, |M| the mean over usable years, smoothed; unit 1.
    """
    usable = [np.abs(moves) for year, moves in by_year.items() if year not in left_out]
    if not usable:
        return np.full((2, AGES), 1 / (2 * AGES))
    mean = smoothed(np.asarray(np.mean(usable, axis=0)))
    return np.asarray(mean / mean.sum())


def young_leavers() -> Array:
    """One young person kept in the city each year (2, 101), spread evenly over both sexes and ages 18–26."""
    shape = np.zeros((2, AGES))
    shape[:, LEAVING] = 1.0
    return np.asarray(shape / shape.sum())
