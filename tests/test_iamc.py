"""The IAMC table: what others' scenario tools read is what the outlook and the scenarios say."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import toytown

from bitgil.city.scenarios import compare
from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.opendata.iamc import Line, lines_of_outlooks, lines_of_scenarios, to_csv, variable_of
from bitgil.outlook import look_ahead
from bitgil.plan.types import Scenario
from bitgil.quantity import Words

ALL = Scenario("all", Words("모두", "everything at once"), Words("모든 사업"), "all")
LINE = Line("m", "s", "r", "A|B", "t/yr", 2030, 1.5)


def test_a_variable_goes_from_the_general_to_the_special() -> None:
    """Toytown's mill emissions and jobs are named by topic, sector and what is left of their names."""
    city = toytown.toytown_city()
    assert variable_of(city, "mill_emissions") == "Emissions|Kyoto Gases|Mill"
    assert variable_of(city, "mill_jobs") == "Population|Mill|Jobs"
    assert variable_of(city, "mill_dependence") == "Town|Mill Dependence"


def test_a_table_has_the_templates_header_and_one_line_a_value() -> None:
    """By hand: two lines, in order, as the format's own columns."""
    later = Line("m", "s", "r", "A|B", "t/yr", 2031, 2.0)
    assert to_csv([later, LINE, LINE]) == (
        "model,scenario,region,variable,unit,year,value\nm,s,r,A|B,t/yr,2030,1.5\nm,s,r,A|B,t/yr,2031,2\n"
    )


def test_two_values_for_one_thing_are_refused() -> None:
    """A variable that would stand twice in one year is named instead of written."""
    with pytest.raises(ValueError, match=r"A\|B has two values in s 2030"):
        to_csv([LINE, Line("m", "s", "r", "A|B", "t/yr", 2030, 9.0)])


def test_scenarios_become_three_lines_a_year_and_missing_years_none() -> None:
    """The buses have no value before they were counted: 2030 gives three lines, 2020 gives none."""
    city = toytown.toytown_city()
    outcomes = compare(city, ["buses"], scenarios=[ALL], years=(2020, 2030))
    lines = list(lines_of_scenarios(city.plan, city, outcomes))
    assert [line.variable for line in lines] == [
        f"Fleet|Buses|{percentile}" for percentile in ("10th Percentile", "Median", "90th Percentile")
    ]
    assert {line.year for line in lines} == {2030}
    assert {line.region for line in lines} == {city.plan.city.in_("en")}


def test_outlooks_keep_what_was_observed_apart_from_what_is_projected() -> None:
    """The observed lines are the readings of whole years, and each projected year has its median."""
    city = toytown.toytown_city()
    outlooks = look_ahead(city.plan, city)
    lines = list(lines_of_outlooks(city.plan, outlooks))
    people = next(each for each in outlooks if each.indicator == "I-PEOPLE")
    name = city.plan.indicator("I-PEOPLE").name.in_("en")
    seen = [
        line.value for line in lines if line.scenario == "Observed" and name.lower() in line.variable.lower()
    ]
    assert [Decimal(str(value)) for value in seen] == [
        r.value for r in people.observed if r.value is not None
    ]
    medians = [line for line in lines if line.scenario == "Outlook" and line.variable.endswith("Median")]
    assert len(medians) == sum(len(each.projected) for each in outlooks)


def test_the_command_writes_the_whole_table(toytown: Path, tmp_path: Path) -> None:
    """The file holds every line it counts, and a folder that is not there is refused without a trace."""
    file = tmp_path / "table.csv"
    text = io.StringIO()
    assert main(["iamc", str(toytown / "plan"), str(file)], Out("en", text, io.StringIO())) == 0
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert rows
    assert f"{len(rows):,} lines" in text.getvalue()
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
    lost = tmp_path / "nowhere" / "table.csv"
    assert main(["iamc", str(toytown / "plan"), str(lost)], Out("en", io.StringIO(), io.StringIO())) == 2
    assert not lost.parent.exists()


@pytest.mark.filterwarnings("ignore")
def test_pyam_reads_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The consortium's own tool finds the same scenarios, variables, units and values."""
    # Its units remember where they were read from, for every program of this user.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    pyam = pytest.importorskip("pyam")
    city = toytown.toytown_city()
    plan = replace(city.plan, scenarios=(ALL,))
    lines = [
        *lines_of_outlooks(plan, look_ahead(plan, city)),
        *lines_of_scenarios(plan, city, compare(city, ["buses"], scenarios=[ALL])),
    ]
    file = tmp_path / "table.csv"
    file.write_text(to_csv(lines), encoding="utf-8")
    frame = pyam.IamDataFrame(str(file))
    assert set(frame.scenario) == {line.scenario for line in lines}
    assert set(frame.variable) == {line.variable for line in lines}
    assert len(frame.data) == len(set(lines))
    found = frame.filter(scenario="Everything At Once", variable="Fleet|Buses|Median", year=2040).data
    wanted = next(each for each in lines if each.variable == "Fleet|Buses|Median" and each.year == 2040)
    assert list(found["value"]) == pytest.approx([wanted.value])
    assert list(found["unit"]) == [wanted.unit]
