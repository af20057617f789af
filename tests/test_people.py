"""The people sector: years by hand, published life tables and counts, and laws of the accounts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bitgil.city import people
from bitgil.city.arrays import Array
from bitgil.city.model import City, assemble, check_units, run
from bitgil.city.past.people import known_of, trials
from bitgil.city.people.ages import AGES, FEMALE, MALE, five_year_groups, single_years, split_sexes
from bitgil.city.people.cohorts import Rates, YearEnd, next_year, single_age_pattern
from bitgil.city.people.fiveyear import Period, next_five_years, survival
from bitgil.city.people.migration import (
    NOBODY,
    Known,
    mobility,
    recent_mean,
    residuals,
    smoothed,
    young_leavers,
)
from bitgil.city.people.mortality import LifeTable, life_table, yearly_rates
from bitgil.city.people.tables import mortality_of, population_of
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of
from bitgil.plan.types import Plan, Table

HEAD = """
id = "people"
vision = "people alone"
goal = "people alone"
adopted = "2023"
source = "the people's files of the plan in use"
city = { ko = "사람" }
name = { ko = "사람" }
period = { first = 2023, last = 2027 }
"""

NO_ECONOMY = """
[job_pull_migrants]
value = 0
unit = "person/yr"
grade = "X"
why = "no economy stands beside the people here, so jobs draw nobody"
"""

SEEDS = st.integers(0, 2**32 - 1).map(np.random.default_rng)
COUNTS = SEEDS.map(lambda rng: rng.integers(0, 5_000, (2, 2, AGES)) * rng.integers(0, 2, (2, 2, AGES)) * 1.0)
MOVES = SEEDS.map(lambda rng: rng.integers(-300, 301, (2, 2, AGES)) * 1.0)
RISKS = SEEDS.map(lambda rng: rng.uniform(0, rng.uniform(0, 0.6), (2, AGES)))
BANDS = arrays(np.float64, (2, 21), elements=st.integers(0, 20_000).map(float))
ONES = np.ones(2)
EVEN = np.full(35, 1 / 35)


@pytest.fixture(scope="module")
def plan(living_plan: Path) -> Plan:
    """Return the plan's people alone, so that nothing else in its folder matters here."""
    files = {
        path.relative_to(living_plan).as_posix(): path for path in living_plan.glob("assumptions/people*")
    }
    found = {name: path.read_bytes() for name, path in files.items()}
    found["assumptions/people.toml"] += NO_ECONOMY.encode()
    return plan_of({"plan.toml": HEAD.encode()} | found)


@pytest.fixture(scope="module")
def known(plan: Plan) -> Known:
    """Return the city's known past."""
    return known_of(plan)


@pytest.fixture(scope="module")
def city(plan: Plan) -> City:
    """Return the people sector, wired alone."""
    return assemble({"people": people}, plan)


def rates(deaths: Array, boys: float = 1.0) -> Rates:
    """Return rates with births spread evenly over ages 15–49."""
    return Rates(deaths, EVEN, boys)


def population(year_end: YearEnd) -> Array:
    """Return everybody, by draw."""
    return np.asarray(year_end.persons.sum(axis=(1, 2)))


def test_one_year_of_two_cohorts_is_what_the_paper_says() -> None:
    """1,000 women of 30 and 100 men of 100 age, bear and die as worked out by hand."""
    before = np.zeros((1, 2, AGES))
    before[0, FEMALE, 30], before[0, MALE, 100] = 1000, 100
    deaths = np.zeros((2, AGES))
    deaths[FEMALE, 30], deaths[MALE, 100], deaths[:, 0] = 0.01, 0.5, 0.02
    pattern = np.zeros(35)
    pattern[[15, 16]] = 0.5  # ages 30 and 31
    end = next_year(before, Rates(deaths, pattern, 1.05), np.ones(1), np.ones(1), np.zeros((1, 2, AGES)))
    # 1000·e^-0.01 = 990.0498 women; births 0.5·1000/2 + 0.5·990.0498/2 = 497.5125, of which 1/2.05 girls;
    # 1 in 100 newborns dies; 100·e^-0.5 = 60.6531 men stay in the open group.
    assert end.persons[0, FEMALE, 31] == pytest.approx(990.0498, abs=1e-4)
    assert end.births[0] == pytest.approx(497.5125, abs=1e-4)
    assert end.persons[0, :, 0] == pytest.approx([240.2621, 252.2752], abs=1e-4)
    assert end.persons[0, MALE, 100] == pytest.approx(60.6531, abs=1e-4)
    assert end.deaths[0] == pytest.approx(9.9502 + 39.3469 + 4.9751, abs=1e-3)


def test_five_years_of_one_group_are_what_the_paper_says() -> None:
    """Where hardly anybody dies, 100 women of 25–29 with two children each have 50 girls and 50 boys."""
    before = np.zeros((2, 21))
    before[FEMALE, 5] = 100
    pattern = np.array([0, 0, 0.5, 0.5, 0, 0, 0])
    after = next_five_years(before, Period(np.full((2, 22), 1e-12), 2.0, pattern, 1.0, np.zeros((2, 21))))
    assert after[FEMALE, 6] == pytest.approx(100)
    assert after[:, 0] == pytest.approx([50, 50])
    assert after.sum() == pytest.approx(200)


def test_a_group_is_split_evenly_where_its_neighbours_are_alike() -> None:
    """Groups of 500 become a hundred a year between equal neighbours."""
    assert single_years(np.full(21, 500.0))[5:90] == pytest.approx(100)


def test_a_cohort_keeps_its_share_of_women_until_it_is_seen() -> None:
    """Two years before the sexes were told apart, the share of ages 0 to 75 is that of two years later."""
    later = np.stack([np.arange(1.0, 102.0), np.full(AGES, 100.0)])
    women, men = split_sexes(np.full(AGES, 1000.0), later, 2)
    assert women[10] == pytest.approx(1000 * 13 / 113)
    assert women[80] == pytest.approx(1000 * 81 / 181)
    assert (women + men) == pytest.approx(1000)


def test_recent_migration_leaves_the_odd_year_out() -> None:
    """The mean takes the last three years up to the origin, and skips the one that is left out."""
    moved = {year: np.full((2, AGES), float(year)) for year in (2018, 2019, 2020, 2021)}
    assert recent_mean(moved, 2021, (2020,))[0, 0] == pytest.approx((2018 + 2019 + 2021) / 3)
    assert recent_mean(moved, 2017)[0, 0] == 0


def korea_2023(known: Known) -> tuple[LifeTable, LifeTable]:
    """Return the life tables from the death rates of 2020–25, women then men."""
    at = list(known.mortality.periods).index(2020)
    return life_table(known.mortality.rates[0, :, at], 0), life_table(known.mortality.rates[1, :, at], 1)


def test_life_expectancy_is_the_united_nations_own(known: Known) -> None:
    """The rates of 2015–20 give 85.70 and 79.63 years at birth, as WPP 2019 prints, within 0.02."""
    found = [life_table(known.mortality.rates[sex, :, 0], sex).expectation(0) for sex in (FEMALE, MALE)]
    assert found == pytest.approx([85.70, 79.63], abs=0.02)


@pytest.mark.parametrize(
    ("age", "women", "men"), [(0, 86.4, 80.6), (40, 47.2, 41.6), (60, 28.2, 23.4)], ids=str
)
def test_life_expectancy_comes_near_the_official_table(
    known: Known, age: int, women: float, men: float
) -> None:
    """Statistics Korea's life table of 2023 is met within 0.4 years from the rates of 2020–25."""
    assert [table.expectation(age) for table in korea_2023(known)] == pytest.approx([women, men], abs=0.4)


def test_survival_to_eighty_comes_near_the_official_table(known: Known) -> None:
    """Of the newborn 81.8 % of girls and 63.6 % of boys reach 80 in 2023's table; met within 2.5 points."""
    found = [100 * table.survival_to(80) for table in korea_2023(known)]
    assert found == pytest.approx([81.8, 63.6], abs=2.5)


def test_births_follow_from_fertility_and_women(known: Known) -> None:
    """Published births of 2018 to 2023 come out of TFR, the age pattern and the women, within 2 %."""
    published = {2018: 1188, 2019: 1134, 2020: 1043, 2021: 907, 2022: 867, 2023: 832}
    for year, births in published.items():
        women = (known.persons[year - 1] + known.persons[year])[FEMALE, 15:50] / 2
        assert known.fertility[year] * women @ known.pattern == pytest.approx(births, rel=0.02)


def test_deaths_are_met_outside_the_pandemic(known: Known) -> None:
    """Korea's rates give 2020's 822 and 2021's 840 deaths within 5 %, and miss 2022's 1,032 by 14 %."""
    found = {year: float(known.closed_year(year).deaths[0]) for year in (2020, 2021, 2022)}
    assert found[2020] == pytest.approx(822, rel=0.05)
    assert found[2021] == pytest.approx(840, rel=0.05)
    assert found[2022] / 1032 - 1 == pytest.approx(-0.137, abs=0.005)


def test_residual_migration_is_the_published_one(known: Known) -> None:
    """−5,202 (2020), −1,305 (2021) and +1,802 less a change of basis and excess deaths (2022) come back."""
    found = {year: float(moves.sum()) for year, moves in residuals(known).items()}
    assert found[2020] == pytest.approx(-5202, abs=30)
    assert found[2021] == pytest.approx(-1305, abs=30)
    assert found[2022] == pytest.approx(1802 - 240 - 141, abs=30)


def test_young_people_leave(known: Known) -> None:
    """Ages 18–26 lost 544 a year in 2021–24, the bound of what keeping them can bring."""
    moved = residuals(known)
    mean = np.mean([moved[year] for year in range(2021, 2025)], axis=0)
    assert mean[:, 18:27].sum() == pytest.approx(-544, abs=1)


def test_mean_age_is_the_published_one(city: City) -> None:
    """44.4 years in 2025 is met within 0.1, and 2019's 41.1, which counts otherwise, within 0.4."""
    mean_age = run(city, ["mean_age"], years=(2017, 2025))
    assert np.median(mean_age.in_year("mean_age", 2025)) == pytest.approx(44.4, abs=0.1)
    assert mean_age.in_year("mean_age", 2019) == pytest.approx(41.1, abs=0.4)


@given(before=COUNTS)
def test_nobody_is_lost_where_nobody_dies_bears_or_moves(before: Array) -> None:
    """A closed population without births and deaths keeps everybody."""
    end = next_year(before, rates(np.zeros((2, AGES))), ONES, 0 * ONES, NOBODY[None])
    assert population(end) == pytest.approx(before.sum(axis=(1, 2)))


@given(before=COUNTS, moves=MOVES, risks=RISKS, fertility=st.floats(0, 3), ratio=st.floats(0.5, 1.5))
def test_the_accounts_balance(
    before: Array, moves: Array, risks: Array, fertility: float, ratio: float
) -> None:
    """People at the end are those before plus births minus deaths plus net migration, and none negative."""
    end = next_year(before, rates(risks, 1.05), ratio * ONES, fertility * ONES, moves)
    booked = before.sum(axis=(1, 2)) + end.births - end.deaths + end.net_migration
    assert population(end) == pytest.approx(booked, abs=1e-6)
    assert (end.persons >= 0).all()


@given(before=COUNTS, moves=MOVES, risks=RISKS, factor=st.sampled_from([0.5, 2.0, 8.0]))
def test_twice_the_people_give_twice_the_result(
    before: Array, moves: Array, risks: Array, factor: float
) -> None:
    """Counts and moves scaled by a factor scale everything by it."""
    once = next_year(before, rates(risks), ONES, ONES, moves)
    scaled = next_year(factor * before, rates(risks), ONES, ONES, factor * moves)
    assert scaled.persons == pytest.approx(factor * once.persons)
    assert scaled.births == pytest.approx(factor * once.births)
    assert scaled.deaths == pytest.approx(factor * once.deaths, abs=1e-6)


@given(bands=BANDS)
def test_splitting_keeps_every_group(bands: Array) -> None:
    """Single years add up to the groups they were split from, and none is negative."""
    singles = single_years(bands)
    assert five_year_groups(singles, 20) == pytest.approx(bands[:, :20], abs=1e-6)
    assert (singles >= -1e-9).all()


@given(moves=MOVES.map(lambda pair: pair[0]))
def test_smoothing_keeps_who_came_in_all(moves: Array) -> None:
    """Smoothing over ages neither adds nor takes migrants where the ends are still."""
    moves[:, :3] = moves[:, -3:] = 0
    assert smoothed(moves).sum() == pytest.approx(moves.sum(), abs=1e-6)


@given(shares=arrays(np.float64, 7, elements=st.floats(0.01, 1)))
def test_shares_of_births_add_up(shares: Array) -> None:
    """An age pattern of births adds up to one, age by age and none negative."""
    pattern = single_age_pattern(shares)
    assert pattern.sum() == pytest.approx(1)
    assert (pattern >= 0).all()


def test_patterns_of_movers_add_up(known: Known) -> None:
    """Who moves when more do, and the young who are kept, each stand for one person."""
    assert mobility(residuals(known), (2020,)).sum() == pytest.approx(1)
    assert mobility({}).sum() == pytest.approx(1)
    assert young_leavers().sum() == pytest.approx(1)


def test_survival_falls_with_age_and_rises_with_time(known: Known) -> None:
    """Past thirty each group survives less than the one before, and each year kills less than the last."""
    kept = survival(known.mortality.rates[FEMALE, :, 0], FEMALE)
    assert (np.diff(kept[7:-1]) < 0).all()
    assert (yearly_rates(known.mortality, 2040) < yearly_rates(known.mortality, 2025)).all()


def test_the_sector_is_wired_with_sound_units(city: City) -> None:
    """The plan's people give every input by name, and the plain functions return what they declare."""
    assert check_units(city) == ()


def test_every_year_of_the_run_balances(city: City) -> None:
    """In every draw the people grow by births less deaths plus net migration, in known years and ahead."""
    found = run(city, ["population", "births", "deaths", "net_migration"], years=(2017, 2050))
    change = np.diff(found["population"], axis=1)
    flows = found["births"] - found["deaths"] + found["net_migration"]
    assert np.abs(change - flows[:, 1:]).max() < 1e-6


def test_years_before_the_first_table_are_missing(city: City) -> None:
    """No age table, no people: the years before stay missing, and the last table is the register's count."""
    found = run(city, ["population", "births", "population_65plus"], years=(2015, 2025))
    for name in ("population", "births", "population_65plus"):
        assert np.isnan(found.in_year(name, 2016)).all()
    assert found.in_year("population", 2024) == pytest.approx(154_355)
    assert found.in_year("population_65plus", 2024) == pytest.approx(25_106)


def test_a_step_leaves_the_state_before_it_alone(city: City) -> None:
    """The same state steps to the same people twice."""
    ahead = {**STILL, "migration_level": np.array([250.0])}
    state = begin(city.plan)
    once, first = people.step(state, 2025, **ahead)
    _, again = people.step(state, 2025, **ahead)
    assert first == again
    assert (once.persons != state.persons).any()


def test_a_missing_row_is_named(plan: Plan) -> None:
    """A table without the row of one age says which file and which row, in both languages."""
    whole = plan.table("people_mortality")
    hole = Table(whole.id, whole.columns, tuple(row for row in whole.rows if row[:2] != ("F", "85")))
    with pytest.raises(Unsound) as fault:
        mortality_of(hole)
    (problem,) = fault.value.problems
    assert problem.where == "assumptions/people_mortality.csv"
    assert "F 85 2015-2020" in problem.what
    assert "5줄" in problem.what_ko


def test_a_missing_column_is_named() -> None:
    """A table without its column of ages says so."""
    with pytest.raises(Unsound, match="age_from"):
        population_of(Table("people_by_age", ("year", "sex", "value"), (("2024", "F", "1"),)))


def test_sexes_must_be_told_apart_once(plan: Plan) -> None:
    """Years of totals alone cannot be split, and the earliest such year is named."""
    whole = plan.table("people_by_age")
    totals = Table(whole.id, whole.columns, tuple(row for row in whole.rows if row[1] == "T"))
    with pytest.raises(Unsound, match="no year after 20"):
        population_of(totals)


def test_an_empty_plan_has_no_past(plan: Plan) -> None:
    """A plan without the tables of people yields no trials, and one with them some."""
    head = plan_of({"plan.toml": HEAD.encode()})
    assert trials(head) == ()
    assert trials(plan)


STILL = {
    name: np.array([value])
    for name, value in {
        "mortality_ratio": 1.0,
        "tfr_long_run": 1.09,
        "tfr_convergence_years": 11.0,
        "tfr_shock": 0.0,
        "tfr_autoregression": 0.7,
        "tfr_lowest": 0.0,
        "tfr_highest": 9.0,
        "tfr_support": 0.0,
        "migration_persistence": 0.0,
        "migration_level": 0.0,
        "migration_shock": 0.0,
        "migration_autoregression": 0.5,
        "youth_net_inflow": 0.0,
        "job_pull_migrants": 0.0,
    }.items()
}
"""One draw in which nobody moves and fertility stays."""


def begin(plan: Plan) -> people.State:
    """Return one draw of the people at the last age table."""
    years = np.arange(2015, 2051)
    tables = (plan.table(name) for name in TABLES)
    return people.start(1, years, *tables, np.full((1, 36), 1.055), np.full((1, 36), 2020.0))


TABLES = ("people_by_age", "people_mortality", "people_fertility_pattern", "people_fertility")


def ahead(plan: Plan, **given: float) -> dict[int, people.People]:
    """Return one draw of every year to 2050, with some inputs other than still."""
    inputs = STILL | {name: np.array([value]) for name, value in given.items()}
    state, found = begin(plan), {}
    for year in range(2025, 2051):
        state, found[year] = people.step(state, year, **inputs)
    return found


def thousands(found: dict[int, people.People]) -> list[float]:
    """Return the population of 2030, 2040 and 2050 in thousands."""
    return [float(found[year].population[0]) / 1000 for year in (2030, 2040, 2050)]


def test_the_outlook_without_migration_is_the_calculated_one(plan: Plan) -> None:
    """Nobody moving and TFR 1.09 give 153.5, 148.2 and 137.8 thousand, as calculated apart, within 0.1."""
    assert thousands(ahead(plan)) == pytest.approx([153.5, 148.2, 137.8], abs=0.1)


def test_the_outlook_with_low_fertility_is_the_calculated_one(plan: Plan) -> None:
    """Nobody moving and TFR 0.80 give 152.1, 144.7 and 132.3 thousand, within 0.1."""
    low = ahead(plan, tfr_lowest=0.8, tfr_highest=0.8)
    assert thousands(low) == pytest.approx([152.1, 144.7, 132.3], abs=0.1)


def test_the_outlook_with_migration_is_the_calculated_one(known: Known) -> None:
    """Migration as in 2021–24 gives 157.9, 158.9 and 153.2 thousand, as calculated apart, within 0.15."""
    moved = residuals(known)
    usual = smoothed(np.mean([moved[year] for year in range(2021, 2025)], axis=0))[None]
    persons, found = known.persons[2024][None], {}
    for year in range(2025, 2051):
        persons = next_year(persons, known.rates(year), np.ones(1), np.full(1, 1.09), usual).persons
        found[year] = persons.sum() / 1000
    assert [found[year] for year in (2030, 2040, 2050)] == pytest.approx([157.9, 158.9, 153.2], abs=0.15)


def test_a_fifth_is_old_in_2028(plan: Plan) -> None:
    """The share aged 65 and over passes 20 % in 2028, as forecast in 2017, with or without migration."""
    for persistence in (0, 0.5):
        found = ahead(plan, migration_persistence=persistence)
        assert found[2027].share_65plus[0] < 20 < found[2028].share_65plus[0]


def test_jobs_draw_people_of_every_age_who_move(plan: Plan) -> None:
    """A hundred movers drawn by jobs are a hundred more movers, of all ages and not of the young alone."""
    still, drawn = ahead(plan)[2025], ahead(plan, job_pull_migrants=100)[2025]
    assert drawn.net_migration[0] - still.net_migration[0] == pytest.approx(100)
    assert drawn.population_55_64[0] > still.population_55_64[0]
    assert drawn.population_6_17[0] > still.population_6_17[0]


def test_drivers_do_what_they_say(plan: Plan) -> None:
    """A hundred young people kept are a hundred more movers, and 0.1 more fertility is 0.1 more."""
    still, kept = ahead(plan)[2025], ahead(plan, youth_net_inflow=100)[2025]
    assert kept.net_migration[0] - still.net_migration[0] == pytest.approx(100)
    assert kept.population_65plus[0] == pytest.approx(still.population_65plus[0])
    helped = ahead(plan, tfr_support=0.1)[2025]
    assert helped.total_fertility_rate[0] == pytest.approx(still.total_fertility_rate[0] + 0.1)
    assert helped.births[0] / still.births[0] == pytest.approx(1.19 / 1.09)
