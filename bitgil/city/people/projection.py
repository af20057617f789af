"""The people carried forward year by year: what the model starts from, and one step of it.

Belongs here: `start` and `step` of the sector. Does not: the accounts of a year (cohorts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, NamedTuple

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.people.ages import AGES
from bitgil.city.people.cohorts import Rates, next_year
from bitgil.city.people.migration import (
    Known,
    mobility,
    recent_mean,
    residuals,
    smoothed,
    young_leavers,
)
from bitgil.city.people.tables import fertility_pattern_of, mortality_of, population_of, yearly_of
from bitgil.plan.types import Table

_GROUPS: Mapping[str, tuple[int, int]] = {
    "population_0_4": (0, 4),
    "population_6_17": (6, 17),
    "population_15plus": (15, AGES - 1),
    "population_20_34": (20, 34),
    "population_20_39": (20, 39),
    "population_55_64": (55, 64),
    "population_65plus": (65, AGES - 1),
}


class People(NamedTuple):
    """One year of the city's people; every field (draw,)."""

    population: Annotated[Array, "person"]
    population_0_4: Annotated[Array, "person"]
    population_6_17: Annotated[Array, "person"]
    population_15plus: Annotated[Array, "person"]
    population_20_34: Annotated[Array, "person"]
    population_20_39: Annotated[Array, "person"]
    population_55_64: Annotated[Array, "person"]
    population_65plus: Annotated[Array, "person"]
    share_20_39: Annotated[Array, "%"]
    share_65plus: Annotated[Array, "%"]
    mean_age: Annotated[Array, "yr"]
    births: Annotated[Array, "person/yr"]
    deaths: Annotated[Array, "person/yr"]
    net_migration: Annotated[Array, "person/yr"]
    total_fertility_rate: Annotated[Array, "1"]


_MISSING = People(*(np.full(1, np.nan) for _ in People._fields))


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What every draw shares: the known past, the rates to come, and the three ways people move.

    `patterns` (3, 202): a usual year's moves, who moves when more or fewer do, and the young kept.
    """

    base: int
    persons: Array
    fertility: float
    recorded: Mapping[int, People]
    rates: Mapping[int, Rates]
    patterns: Array


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Between two years: persons (draw, 2, 101), and the memory of migration and fertility (draw,)."""

    setting: Setting
    persons: Array
    migration_swing: Array
    fertility_swing: Array


def start(  # noqa: PLR0913, PLR0917  the model passes what the names ask for
    draws: int,
    years: Years,
    population_by_age: Table,
    mortality: Table,
    fertility_pattern: Table,
    recorded_fertility: Table,
    boys_per_girl: Array,
    migration_year_left_out: Array,
) -> State:
    """Set up the people of the last age table, and the moves that the tables before it show.

    Equation: M̄[s,x] = mean of the last three usable residuals, smoothed over five ages; person/yr.
    Source: Preston, Heuveline & Guillot 2001, Demography, ch. 6.  Raises Unsound for a table that
    lacks a row or column, ValueError for an axis that begins after the last age table.
    """
    setting = _setting(
        population_by_age,
        mortality,
        fertility_pattern,
        recorded_fertility,
        float(boys_per_girl[0, 0]),
        int(migration_year_left_out[0, 0]),
        tuple(int(year) for year in years),
    )
    everybody = np.repeat(setting.persons[None], draws, axis=0)
    return State(setting, everybody, np.zeros(draws), np.zeros(draws))


def step(  # noqa: PLR0913, PLR0917  the model passes what the names ask for
    state: State,
    year: int,
    mortality_ratio: Array,
    tfr_long_run: Array,
    tfr_convergence_years: Array,
    tfr_shock: Array,
    tfr_autoregression: Array,
    tfr_lowest: Array,
    tfr_highest: Array,
    tfr_support: Array,
    migration_persistence: Array,
    migration_level: Array,
    migration_shock: Array,
    migration_autoregression: Array,
    youth_net_inflow: Array,
    job_pull_migrants: Array,
) -> tuple[State, People]:
    """Advance the people by one year, by single year of age and sex.

    Equation: N[s,x+1] = N'[s,x]·exp(−m[s,x,y]·k) + M[s,x+1];  births = TFR·Σ f[x]·(N'[F,x] + N[F,x])/2.
    M = λ·M̄[s,x] + shape[s,x]·(L + z[y] + J[y]) + youth[s,x]·Y,  z[y] = φ·z[y−1] + e[y], J drawn by jobs;
    TFR = clip(T₀ + (T∞ − T₀)·min((y − y₀)/n, 1) + w[y]) + support, w likewise; persons and persons a year.
    Source: Preston, Heuveline & Guillot 2001, Demography, ch. 6; death rates UN WPP.
    A year with an age table is that table, with the births, deaths and moves it implies; a year before
    the last table that has none is NaN.  Leaves out: see LEAVES_OUT.
    """
    setting = state.setting
    if year <= setting.base:
        recorded = setting.recorded.get(year, _MISSING)
        return state, People(*(np.repeat(field, len(state.persons)) for field in recorded))
    migration_swing = migration_autoregression * state.migration_swing + migration_shock
    fertility_swing = tfr_autoregression * state.fertility_swing + tfr_shock
    on_the_way = np.minimum((year - setting.base) / tfr_convergence_years, 1.0)
    level = setting.fertility + (tfr_long_run - setting.fertility) * on_the_way
    fertility = np.clip(level + fertility_swing, tfr_lowest, tfr_highest) + tfr_support
    everybody = migration_level + migration_swing + job_pull_migrants
    weights = np.stack([migration_persistence, everybody, youth_net_inflow], axis=1)
    moves = (weights @ setting.patterns).reshape(state.persons.shape)
    end = next_year(state.persons, setting.rates[year], mortality_ratio, fertility, moves)
    flows = {"births": end.births, "deaths": end.deaths, "net_migration": end.net_migration}
    after = State(setting, end.persons, migration_swing, fertility_swing)
    return after, People(**_counted(end.persons), **flows, total_fertility_rate=fertility)


@lru_cache(maxsize=4)  # every chunk of a run starts from the same tables
def _setting(  # noqa: PLR0913, PLR0917  four tables, two numbers and the axis
    population_by_age: Table,
    mortality: Table,
    fertility_pattern: Table,
    recorded_fertility: Table,
    boys_per_girl: float,
    left_out: int,
    years: tuple[int, ...],
) -> Setting:
    persons = population_of(population_by_age)
    base = max(persons)
    if years[0] > base:
        raise ValueError(f"the years begin in {years[0]}, after the last age table, {base}")
    known = Known(
        persons,
        yearly_of(recorded_fertility, needed=(base,)),
        fertility_pattern_of(fertility_pattern),
        mortality_of(mortality),
        boys_per_girl,
    )
    moved = residuals(known)
    patterns = (
        smoothed(recent_mean(moved, base, (left_out,))),
        mobility(moved, (left_out,)),
        young_leavers(),
    )
    return Setting(
        base,
        persons[base],
        known.fertility[base],
        {year: _recorded(known, moved, year) for year in persons},
        {year: known.rates(year) for year in years if year > base},
        np.stack([pattern.ravel() for pattern in patterns]),
    )


def _recorded(known: Known, moved: Mapping[int, Array], year: int) -> People:
    """Return the people of an age table, and the flows since the one before, (1,) each."""
    flows = dict.fromkeys(("births", "deaths", "net_migration"), np.full(1, np.nan))
    if year in moved:
        growth = known.persons[year].sum() - known.persons[year - 1].sum()
        end = known.year_with(year, moved[year])
        net = growth - end.births + end.deaths
        flows = {"births": end.births, "deaths": end.deaths, "net_migration": net}
    fertility = np.full(1, known.fertility.get(year, np.nan))
    return People(**_counted(known.persons[year][None]), **flows, total_fertility_rate=fertility)


def _counted(persons: Array) -> dict[str, Array]:
    by_age = persons.sum(axis=1)
    population = by_age.sum(axis=1)
    groups = {name: by_age[:, first : last + 1].sum(axis=1) for name, (first, last) in _GROUPS.items()}
    return {
        "population": population,
        **groups,
        "share_20_39": 100 * groups["population_20_39"] / population,
        "share_65plus": 100 * groups["population_65plus"] / population,
        "mean_age": by_age @ (np.arange(AGES) + 0.5) / population,
    }
