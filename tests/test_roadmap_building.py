"""From a plan to a problem: facts are not choices, what is unknown is said, and nothing is ranked blindly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from toytown import toytown_city, toytown_plan

from bitgil.plan.reading import read_plan
from bitgil.plan.types import MoneyLine, Period, Plan, Spread, YearShare
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, Won, won
from bitgil.roadmap.building import build, horizon_from
from bitgil.roadmap.facts import money_of
from bitgil.roadmap.problem import Horizon
from bitgil.roadmap.statement import decide, to_plain
from bitgil.roadmap.values import Valuation, value_projects

TODAY = "2025-03-31"
ADOPTED = "2024-12-31"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return Toytown's plan."""
    return toytown_plan()


@pytest.fixture(scope="module")
def valuation(plan: Plan) -> Valuation:
    """Return what Toytown's open projects give."""
    return value_projects(plan, toytown_city(), as_of=TODAY)


def lines(plain: dict[str, Any]) -> Iterator[str]:
    """Yield a decision as lines of text, both languages, as it is approved."""
    horizon = plain["horizon"]
    yield f"{horizon['first']} to {horizon['last']}: {plain['status']}, value {plain['value']}"
    yield from (f"{plain['proof'][language]}" for language in ("ko", "en"))
    for key in ("notes", "impossible"):
        for words in plain[key]:
            yield f"{key}: {words['ko']}"
            yield f"{key}: {words['en']}"
    for each in plain["binding"]:
        yield f"binds: {each['why']['ko']}"
        yield f"binds: {each['why']['en']}"
    for row in plain["projects"]:
        yield ""
        when = f"{row['start'] or '-'} to {row['end'] or '-'}"
        yield f"{row['id']} {row['name']['ko']}: {row['verdict']} {when}"
        for part in row["money"]:
            yield f"    {part['year']} {part['source']} {part['amount']} ({part['basis']})"
        for words in row["why"]:
            yield f"    {words['ko']}"
            yield f"    {words['en']}"


def approved(root: Path, name: str, text: str) -> None:
    """Compare *text* with the approved one; what differs is left beside it for a reader to judge."""
    file = root / "tests" / "approved" / name
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.with_suffix(".received.txt").write_text(text, encoding="utf-8")
    assert file.exists(), f"nobody has approved {name} yet"
    assert text == file.read_text(encoding="utf-8")


def test_toytown_now_reads_as_approved(root: Path, plan: Plan, valuation: Valuation) -> None:
    """Running projects already pass the limits: clash, shortfall and what is possible beyond are said."""
    plain = to_plain(decide(build(plan, as_of=TODAY, values=valuation.values)))
    approved(root, "roadmap_toytown_now.txt", "\n".join(lines(plain)) + "\n")


def test_toytown_planned_anew_reads_as_approved(root: Path, plan: Plan) -> None:
    """All of Toytown's projects chosen anew, starting with a year: the roadmap and every reason."""
    reopened = [project.id for project in plan.projects]
    values = value_projects(plan, toytown_city(), as_of=ADOPTED, reopened=reopened).values
    building = build(plan, as_of=ADOPTED, values=values, reopened=reopened, step=4)
    plain = to_plain(decide(building))
    approved(root, "roadmap_toytown_anew.txt", "\n".join(lines(plain)) + "\n")


def test_the_statement_is_plain_json_with_decimals_as_text(plan: Plan, valuation: Valuation) -> None:
    """Writing the statement as JSON and reading it back changes nothing, and no float is in it."""
    plain = to_plain(decide(build(plan, as_of=TODAY, values=valuation.values)))
    assert json.loads(json.dumps(plain), parse_float=lambda text: pytest.fail(f"a float: {text}")) == plain
    assert [row["id"] for row in plain["projects"]] == [project.id for project in plan.projects]


def test_the_horizon_begins_with_the_next_quarter() -> None:
    """Nothing can be decided for a quarter that has begun."""
    assert horizon_from("2026-11-22", 8) == Horizon(2027, 1, 8)
    assert horizon_from("2026-01-01", 8).name_of(0) == "2026Q2"
    assert Horizon(2026, 2, 8).index_of(2027, 1) == 3
    assert Horizon(2026, 2, 8).year_of(-2) == 2025


def test_a_candidate_without_value_is_unscored_and_never_ranked(plan: Plan, valuation: Valuation) -> None:
    """Taking one value away takes the project out of the problem and says what it lacks."""
    values = {key: value for key, value in valuation.values.items() if key != "P07"}
    building = build(plan, as_of=TODAY, values=values)
    assert [fact.id for fact in building.unscored] == ["P07"]
    assert "P07" not in {each.id for each in building.problem.candidates}
    row = next(row for row in to_plain(decide(building))["projects"] if row["id"] == "P07")
    assert row["verdict"] == "unscored"
    assert "value" not in row
    assert "not yet computed" in row["why"][0]["en"]


def changed(plan: Plan, project_id: str, **changes: Any) -> Plan:
    """Return *plan* with one project changed."""
    projects = tuple(replace(p, **changes) if p.id == project_id else p for p in plan.projects)
    return replace(plan, projects=projects)


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"effects": ()}, "No effect that a reported figure supports."),
        ({"period": Period(2026)}, "When it would start and end was not reported."),
        ({"money": (), "budget": None}, "What it costs was not reported."),
    ],
)
def test_what_an_unscored_project_lacks_is_said(plan: Plan, changes: dict[str, Any], lack: str) -> None:
    """No effect, no dates, no money: each is named in its own sentence."""
    poorer = changed(plan, "P07", **changes)
    values = value_projects(poorer, toytown_city(), as_of=TODAY).values
    (fact,) = build(poorer, as_of=TODAY, values=values).unscored
    assert lack in [words.en for words in fact.why]


def test_what_hangs_on_an_unknown_project_cannot_be_scored(plan: Plan, valuation: Valuation) -> None:
    """A candidate whose prerequisite's course is unknown is unscored, with the prerequisite named."""
    status = replace(plan.project("P12").status, value=Standing.UNKNOWN)
    building = build(changed(plan, "P12", status=status), as_of=TODAY, values=valuation.values)
    (fact,) = building.unscored
    assert fact.id == "P11"
    assert "P12 Library" in fact.why[0].en


def test_a_running_project_past_its_period_has_no_known_end(plan: Plan) -> None:
    """A period that is over without a report of completion leaves the end open, and says so."""
    building = build(plan, as_of="2030-06-30", quarters=4)
    fact = next(fact for fact in building.facts if fact.id == "P01")
    assert (fact.verdict, fact.end) == ("running", None)
    assert "when it ends is unknown" in fact.why[0].en


def line(role: str, amount: int, year: int | None = None, source: str = "city") -> MoneyLine:
    """Return one sum of money in 억원."""
    return MoneyLine(
        source, "planned", role, won(amount), Grade.PRESS, "reported", "https://example.org", year
    )


SHARE = (line("share", 100), line("year", 10, 2025))
HALVES = Spread(
    tuple(YearShare(year, Decimal(share)) for year, share in ((2025, "0.2"), (2026, "0.4"), (2027, "0.4"))),
    Grade.ASSUMED,
    "assumed",
)


def test_a_share_is_spread_over_the_years_without_a_report(plan: Plan) -> None:
    """Of 100억 with 10억 reported for 2025, the other 90억 fall half and half on 2026 and 2027."""
    project = replace(
        plan.projects[0],
        money=(
            line("share", 100),
            line("year", 10, 2025),
            line("umbrella", 900),
            line("year", 7, 2025, "unknown"),
        ),
        spread=HALVES,
    )
    money = money_of(project)
    assert [(part.year, part.amount, part.basis) for part in money.by_year] == [
        (2025, won(10), "reported"),
        (2026, won(45), "spread"),
        (2027, won(45), "spread"),
    ]
    assert money.yearless == ()


def test_without_a_spread_the_year_stays_unknown(plan: Plan) -> None:
    """A share without years is kept as money of no known year, less what was reported."""
    project = replace(plan.projects[0], money=SHARE, spread=None)
    assert money_of(project).yearless == (("city", won(90)),)


def test_spreading_loses_no_won(plan: Plan) -> None:
    """The last year takes the odd won, so the parts add up to the share."""
    odd = replace(line("share", 1), amount=Won(100_000_001))
    money = money_of(replace(plan.projects[0], money=(odd,), spread=HALVES))
    assert sum(part.amount for part in money.by_year) == 100_000_001


def test_an_earlier_start_counts_more_years(plan: Plan, valuation: Valuation) -> None:
    """Electric buses a year earlier give their objective no less: more years to the last one count."""
    climate = valuation.values["P07"]["climate"]
    assert list(climate) == sorted(climate, reverse=True)
    gains = {gain.indicator for gain in valuation.gains if gain.project == "P07"}
    assert gains == {indicator.id for indicator in plan.indicators if indicator.measured_by}


def test_the_living_plan_says_what_cannot_be_decided(living_plan: Path) -> None:
    """Every project of the plan in use has one row and a reason, whatever is known of it."""
    plan = read_plan(living_plan)
    plain = to_plain(decide(build(plan, as_of="2026-11-22")))
    assert [row["id"] for row in plain["projects"]] == sorted(project.id for project in plan.projects)
    assert {row["verdict"] for row in plain["projects"]} <= {
        "finished",
        "running",
        "unknown",
        "stopped",
        "unscored",
    }
    assert all(row["why"] for row in plain["projects"])
