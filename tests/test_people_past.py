"""The people's past: what simple rules for migration would have said, and the sector's own trials."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bitgil.city.past.trial import NO_CHANGE
from bitgil.city.people.backtest import CELLS, Rule, RuleError, backtest_rules
from bitgil.city.people.migration import Known
from bitgil.city.people.tables import fertility_pattern_of, mortality_of, population_of, yearly_of
from bitgil.plan.types import Table

ORIGINS = range(2020, 2024)
TOTAL, YOUNG, OLD = "population", "population_20_34", "population_65plus"

PRINTED = {
    NO_CHANGE: ((0.8, 1.0, 1.4, 1.7), 3.0, 19.6, (4.4, 8.4, 12.0, 15.5)),
    "closed": ((0.9, 1.0, 1.4, 1.4), 3.5, 1.1, (2.6, 3.6, 4.3, 4.8)),
    "half": ((0.9, 1.1, 1.5, 1.3), 1.0, 1.2, (2.5, 3.8, 4.4, 4.1)),
    "half, smoothed": ((0.9, 1.1, 1.5, 1.3), 0.6, 1.4, (2.4, 3.5, 4.1, 4.0)),
    "full": ((0.9, 1.2, 1.6, 1.2), 5.4, 1.4, (2.6, 4.4, 5.6, 6.0)),
    "full, smoothed": ((0.9, 1.2, 1.6, 1.2), 4.7, 1.7, (2.4, 3.8, 4.5, 4.7)),
    "full, no year left out": ((1.3, 3.4, 5.2, 5.9), 13.9, 0.8, (2.7, 5.2, 6.9, 6.8)),
}
"""Rule → errors in %: of the total by horizon, of 20–34 and 65+ at four years, of the groups by horizon."""


@pytest.fixture(scope="module")
def known(living_plan: Path) -> Known:
    """Return the city's known past."""

    def table(name: str) -> Table:
        with (living_plan / "assumptions" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        return Table(name, tuple(header), tuple(tuple(row) for row in rows))

    return Known(
        population_of(table("people_by_age")),
        yearly_of(table("people_fertility")),
        fertility_pattern_of(table("people_fertility_pattern")),
        mortality_of(table("people_mortality")),
        1.055,
    )


@pytest.fixture(scope="module")
def errors(known: Known) -> dict[tuple[str, int, str], RuleError]:
    """Return every rule's error by rule, horizon and what is counted."""
    rows = backtest_rules(known, ORIGINS, left_out=(2020,))
    return {(row.rule, row.horizon, row.what): row for row in rows}


@pytest.mark.parametrize("rule", PRINTED)
def test_every_rule_errs_as_printed(errors: dict[tuple[str, int, str], RuleError], rule: str) -> None:
    """From the origins 2020–2023 each rule misses the known years by the printed per cent."""
    total, young, old, cells = PRINTED[rule]
    assert tuple(round(errors[rule, h, TOTAL].error, 1) for h in range(1, 5)) == total
    assert round(errors[rule, 4, YOUNG].error, 1) == young
    assert round(errors[rule, 4, OLD].error, 1) == old
    assert tuple(round(errors[rule, h, CELLS].error, 1) for h in range(1, 5)) == cells


def test_fewer_origins_reach_further(errors: dict[tuple[str, int, str], RuleError]) -> None:
    """Four origins reach one year ahead and one reaches four, for groups as for the total."""
    for what in (TOTAL, CELLS):
        assert [errors["half", horizon, what].n for horizon in range(1, 5)] == [4, 3, 2, 1]


def test_ages_are_what_the_model_is_for(errors: dict[tuple[str, int, str], RuleError]) -> None:
    """At four years the groups are met three times better than by no change, the total hardly better."""
    assert errors["half, smoothed", 4, CELLS].error < errors[NO_CHANGE, 4, CELLS].error / 3
    assert errors["half, smoothed", 1, TOTAL].error > errors[NO_CHANGE, 1, TOTAL].error


def test_the_corrected_year_ruins_the_mean(errors: dict[tuple[str, int, str], RuleError]) -> None:
    """A mean that takes in the year of the register's correction misses the total four times worse."""
    assert errors["full, no year left out", 4, TOTAL].error > 4 * errors["full", 4, TOTAL].error


def test_no_change_is_last_years_count(known: Known) -> None:
    """By hand: 152,382 of 2023 against 154,355 of 2024 is 1.28 % too low."""
    (row,) = (
        row for row in backtest_rules(known, (2023,), (), rules=(Rule(NO_CHANGE, None),)) if row.what == TOTAL
    )
    assert (row.horizon, row.n) == (1, 1)
    assert row.error == pytest.approx(100 * (1 - 152_382 / 154_355))
