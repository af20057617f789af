"""The five-year engine on Korea, against the United Nations' own medium projection of 2019.

The projection's tables are too large to keep here and are read from BITGIL_DATA. The UN's age pattern of
migrants is not published with them, so two are tried: everybody of 15–44 alike, which nobody chose, and
one with 20–29 counted twice, chosen because it gives the differences that were calculated apart. The
agreement with those differences is therefore no evidence; the agreement with the UN under both is.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bitgil.city.arrays import Array
from bitgil.city.people.ages import FEMALE, MALE
from bitgil.city.people.fiveyear import Period, next_five_years
from bitgil.city.people.mortality import life_table

SEXES = ("F", "M")
EVEN = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1, *[0] * 12]) / 12
YOUNG = np.array([0, 0, 0, 1, 2, 2, 1, 1, 1, *[0] * 12]) / 16
"""Shares of migrants by five-year group for each sex; both sexes add up to one."""

Column = Callable[[str, str], Array]


@pytest.fixture(scope="module")
def column(bulk_tables: Path) -> Column:
    """Return a reader of one column of one of the projection's tables; skip where they are absent."""
    folder = bulk_tables / "unwpp2019_korea"
    if not folder.is_dir():
        pytest.skip("BITGIL_DATA holds no unwpp2019_korea")

    def read(table: str, name: str) -> Array:
        with (folder / f"{table}_KOR.csv").open(encoding="utf-8", newline="") as lines:
            return np.array([float(row[name]) for row in csv.DictReader(lines)])

    return read


def projected(column: Column, schedule: Array) -> dict[int, Array]:
    """Return Korea by sex and age, in thousands, projected from 2020 with the UN's own inputs."""
    persons = {2020: np.stack([column(f"pop{sex}", "2020") for sex in SEXES])}
    for year in range(2020, 2100, 5):
        name = f"{year}-{year + 5}"
        period = Period(
            deaths=np.stack([column(f"mx{sex}", name) for sex in SEXES]),
            fertility=float(column("tfrprojMed", name)[0]),
            pattern=column("percentASFR", name) / 100,
            boys_per_girl=float(column("sexRatio", name)[0]),
            migrants=float(column("migration", name)[0]) * np.stack([schedule, schedule]),
        )
        persons[year + 5] = next_five_years(persons[year], period)
    return persons


def united_nations(column: Column, year: int) -> float:
    """Return the UN's medium population of *year*, in thousands."""
    return float(sum(column(f"pop{sex}projMed", str(year)).sum() for sex in SEXES))


def differences(column: Column, schedule: Array) -> dict[int, float]:
    """Return by how many per cent the projection lies above the UN's, by year."""
    found = projected(column, schedule)
    return {y: 100 * (float(found[y].sum()) / united_nations(column, y) - 1) for y in found if y > 2020}


@pytest.mark.parametrize("schedule", [EVEN, YOUNG], ids=["even", "young"])
def test_korea_comes_out_as_the_un_says(column: Column, schedule: Array) -> None:
    """Korea's total is the UN's within 0.1 % to 2035, 0.5 % to 2055 and 0.6 % in 2060, for both schedules."""
    found = differences(column, schedule)
    for year in range(2025, 2065, 5):
        tolerance = 0.1 if year <= 2035 else 0.5 if year <= 2055 else 0.6
        assert found[year] == pytest.approx(0, abs=tolerance), year


def test_the_young_schedule_gives_the_differences_it_was_chosen_for(column: Column) -> None:
    """With 20–29 counted twice they are +0.03, +0.12, +0.29, +0.51 and +2.1 % in 2030 … 2060 and 2100."""
    found = differences(column, YOUNG)
    years = (2030, 2040, 2050, 2060, 2100)
    assert [found[year] for year in years] == pytest.approx([0.03, 0.12, 0.29, 0.51, 2.1], abs=0.02)


def test_life_expectancy_of_every_period_is_the_uns(column: Column) -> None:
    """From 2020 to 2060 the death rates give the UN's own years at birth, within 0.05, for both sexes."""
    for year in range(2020, 2060, 5):
        name = f"{year}-{year + 5}"
        for sex, letter in ((FEMALE, "F"), (MALE, "M")):
            found = life_table(column(f"mx{letter}", name), sex).expectation(0)
            assert found == pytest.approx(float(column(f"e0{letter}proj", name)[0]), abs=0.05)
