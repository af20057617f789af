"""The year and its deadlines, as text any calendar reads; what a delay moves; the law of the plan in use."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from government_story import FOUNDED, LAW, MEETING, PLAN, after, drafted, legal, sum_of
from hypothesis import given
from hypothesis import strategies as st

from bitgil.government import rules
from bitgil.government.acts import Draft
from bitgil.government.calendar import Due, deadlines, occasions, of_office
from bitgil.government.days import (
    day_in,
    days_between,
    first_day,
    last_day,
    months_after,
    years_between,
)
from bitgil.government.delay import Shift, carried, end_of, ripple, yearly_money
from bitgil.government.icalendar import OCTETS, escaped, folded, text_of
from bitgil.government.law import law_on, reviewing_body
from bitgil.plan.reading import read_plan
from bitgil.plan.types import LegalRule, MoneyLine, Occasion, Plan, Project, Relation
from bitgil.plan.types.project import Period
from bitgil.quantity import Grade, Unfit, Won, Words

ROUNDS = legal("investment.round_ends", days=("03-31", "06-30", "09-30"))
YEARLY = legal("calendar.check", id="toy.check", days=("02-end",))


@pytest.fixture(scope="module")
def living() -> Plan:
    """Return the plan in use."""
    return read_plan(Path(__file__).parents[1] / "plans" / "gwangyang")


@pytest.mark.parametrize(
    ("moment", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025H2", "2025-07-01", "2025-12-31"),
        ("2025Q3", "2025-07-01", "2025-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-10-21", "2025-10-21", "2025-10-21"),
    ],
)
def test_a_moment_has_a_first_and_a_last_day(moment: str, first: str, last: str) -> None:
    """A year, half, quarter, month or day begins and ends on days of the calendar."""
    assert (first_day(moment), last_day(moment)) == (first, last)


def test_days_of_the_year_come_back_with_leap_years_and_the_budget() -> None:
    """The end of February moves, the budget goes in 40 days before the next year, a month is its last day."""
    assert [day_in(year, "02-end") for year in (2024, 2026)] == ["2024-02-29", "2026-02-28"]
    assert (day_in(2026, "year-40"), day_in(2026, "03"), day_in(2026, "05-31")) == (
        "2026-11-22",
        "2026-03-31",
        "2026-05-31",
    )
    assert (months_after("2026-01-31", 1), months_after("2026-03-15", -15)) == ("2026-02-28", "2024-12-15")
    assert (years_between("2022-05-02", "2026-05-01"), days_between("2026-02-27", "2026-03-01")) == (3, 2)
    with pytest.raises(Unfit, match="no day 02-30"):
        day_in(2026, "02-30")


def test_a_rule_binds_from_its_first_to_its_last_day() -> None:
    """The day before, the first, the last and the day after; a rule that ends in a month ends with it."""
    rule = legal("x", valid_from="2020-07-01", valid_to="2024-12")
    held = [rule.holds_on(day) for day in ("2020-06-30", "2020-07-01", "2024-12-31", "2025-01-01")]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    "broken",
    [
        {"days": ("2026-05-31",)},
        {"valid_from": "2026-01-01", "valid_to": "2025-01-01"},
        {"low": Decimal(9), "high": Decimal(3)},
    ],
)
def test_an_unsound_legal_rule_is_refused(broken: dict[str, Any]) -> None:
    """A day with a year, an end before the beginning or a band upside down is no rule."""
    with pytest.raises(Unfit):
        legal("x", **broken)


def test_an_occasion_has_days_or_a_rule_and_not_both() -> None:
    """Neither without any day nor with two grounds for one."""
    for given_ in ({}, {"days": ("03",), "rule": "toy.check"}):
        with pytest.raises(Unfit, match="days of its own or a rule"):
            Occasion("o", Words("일정"), Grade.OFFICIAL, source="고시", **given_)  # type: ignore[arg-type]


def planned() -> Plan:
    """Return the toy plan with two occasions, one by a rule."""
    year = (
        Occasion("check", Words("점검", "check"), Grade.OFFICIAL, rule="toy.check", offices=("mill", "hall")),
        Occasion("fair", Words("박람회"), Grade.OFFICIAL, source="고시", days=("10",), offices=("hall",)),
    )
    return replace(PLAN, legal_rules=(*LAW, ROUNDS, YEARLY), calendar=year)


def test_a_year_lists_what_comes_back_for_each_office() -> None:
    """The rule's day and the practice's month, in order, each with its ground; an office sees its own."""
    found = occasions(planned(), 2028)
    assert [(due.day, due.subject) for due in found] == [("2028-02-29", "check"), ("2028-10-31", "fair")]
    assert found[0].ground == YEARLY.citation
    assert [due.subject for due in of_office(found, "mill")] == ["check"]
    assert [due.subject for due in occasions(planned(), 2019)] == ["fair"]


def test_open_acts_have_deadlines_that_close_with_them() -> None:
    """A call asks for papers, the meeting, its minutes; a review for its round; a bid for its day."""
    called = drafted(
        "meeting.called", MEETING, "2026-03-01", date="2026-03-10", place="시청", regular=True,
        items=[{"item": 1, "kind": "plan", "title": "시행계획"}],
    )  # fmt: skip
    seated = drafted(
        "member.appointed", "toy", "2026-01-01", members=["seat.1"], seat="appointed", first="2026-01-01",
        last="2027-12-31",
    )  # fmt: skip
    met = drafted("meeting.attended", MEETING, "2026-03-10", present=["seat.1"])
    posted = drafted("minutes.published", MEETING, "2026-03-12", url="https://toy.example")
    sums = {"total": sum_of(70), "city": 0}
    asked = drafted("gate.applied", "P01", "2026-04-02", body="province", case="transfer", **sums)
    call = drafted("bid.found", "P02", "2026-02-01", programme="공모", deadline="2026-05-06", **sums)
    entered = drafted("bid.applied", "P02", "2026-05-01", **sums)

    def open_after(*drafts: Draft) -> list[tuple[str, str]]:
        state = replace(after(drafts), plan=planned())
        return [(due.day, due.what) for due in deadlines(state, "2026-03-05")]

    assert open_after(called) == [("2026-03-07", "papers"), ("2026-03-10", "meeting")]
    assert open_after(called, met) == [("2026-03-20", "minutes")]
    assert open_after(called, met, posted) == []
    assert open_after(seated) == [("2027-12-31", "term.seat.1")]
    assert open_after(asked) == [("2026-06-30", "review")]
    assert open_after(call) == [("2026-05-06", "bid")]
    assert open_after(call, entered) == []


GOLDEN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bitgil//Plan calendar//KO\r\nCALSCALE:GREGORIAN\r\n"
    "X-WR-CALNAME:장난감시\\, 한 해\r\n"
    "BEGIN:VEVENT\r\nUID:2028-02-29-check-occasion.1@toy.example\r\nDTSTAMP:20280101T000000Z\r\n"
    "DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301\r\nSUMMARY:점검\r\n"
    "DESCRIPTION:장난감 조례 제1조\r\nCATEGORIES:mill,hall\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)


def test_a_calendar_is_spelled_as_the_standard_wants() -> None:
    """One event of a whole day, its text escaped, its lines ended by CR LF, letter by letter."""
    due = occasions(planned(), 2028)[:1]
    assert text_of(due, name="장난감시, 한 해", stamp="20280101T000000Z", host="toy.example") == GOLDEN


@given(st.text())
def test_lines_are_folded_at_75_octets_without_breaking_a_letter(text: str) -> None:
    """Unfolding gives the text back, no part is longer than the standard allows, none is broken UTF-8."""
    line = "SUMMARY:" + escaped(text)
    parts = list(folded(line))
    assert all(len(part.encode(errors="surrogatepass")) <= OCTETS for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(part.startswith(" ") for part in parts[1:])
    assert "\n" not in line


def test_a_calendar_reads_back_to_what_was_due() -> None:
    """Unfolded and unescaped again, each event has its day and its words."""
    name = Words("긴 이름; 쉼표, 줄\n바꿈과 역사선 \\ 그리고 " + "가" * 60, "x")
    text = text_of([Due("2026-12-31", "s", "w", name)], name="n", stamp="20260101T000000Z", host="h")
    lines = dict(line.split(":", 1) for line in text.replace("\r\n ", "").split("\r\n") if ":" in line)
    told = lines["SUMMARY"].replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",")
    assert told.replace("\0", "\\") == name.ko
    assert (lines["DTSTART;VALUE=DATE"], lines["DTEND;VALUE=DATE"]) == ("20261231", "20270101")


def project(
    key: str, first: int | None, last: int | None, waits: str = "", kind: str = "requires"
) -> Project:
    """Return a project without opening, that may wait for another."""
    links = (Relation(kind, waits, "시험", Grade.OFFICIAL),) if waits else ()
    like = PLAN.project("P01")
    return replace(like, id=key, period=Period(first, last), delivery=None, effects=(), relations=links)


def test_a_delay_passes_on_less_the_slack() -> None:
    """B starts a year after A ends, C with B's end: 18 months of A are 6 of B and of C."""
    chain = (
        project("A", 2024, 2025),
        project("B", 2027, 2028, "A"),
        project("C", 2029, 2029, "B", "continues"),
    )
    found = ripple(replace(PLAN, projects=chain), "A", 18, since=2025)
    shifts = {shift.project: (shift.months, shift.through, shift.now) for shift in found.shifts}
    assert shifts == {
        "A": (18, "", "2027-06-30"),
        "B": (6, "A", "2029-06-30"),
        "C": (6, "B", "2030-06-30"),
    }
    short = ripple(replace(PLAN, projects=chain), "A", 12, since=2025)
    assert [shift.project for shift in short.shifts] == ["A"]


def test_where_dates_are_missing_the_whole_delay_passes_on_and_says_so() -> None:
    """A waiting project without any date is named as undated; a circle of continuations comes to an end."""
    two = (project("A", 2024, 2025, "B", "continues"), project("B", None, None, "A", "continues"))
    found = ripple(replace(PLAN, projects=two), "A", 6, since=2025)
    assert [(shift.project, shift.months, shift.now) for shift in found.shifts] == [
        ("A", 6, "2026-06-30"),
        ("B", 6, ""),
    ]
    assert found.undated == ("B",)
    with pytest.raises(KeyError):
        ripple(PLAN, "P99", 6, since=2025)


def line(year: int, amount: int) -> MoneyLine:
    """Return a year's city money in won."""
    return MoneyLine("city", "planned", "year", Won(amount), Grade.OFFICIAL, "시험", "고시", year)


def test_money_is_carried_over_by_the_part_of_the_year() -> None:
    """With 120 and 60 planned, six months hand 60 and then 30 on; the past stays where it was."""
    one = replace(project("A", 2025, 2027), money=(line(2025, 100), line(2026, 120), line(2027, 60)))
    shift = Shift("A", 6, "", "", "", slack_known=True)
    assert [(part.year, part.amount) for part in carried(one, shift, 2026)] == [(2026, 60), (2027, 30)]
    whole = replace(shift, months=12)
    assert [(part.year, part.amount) for part in carried(one, whole, 2026)] == [(2026, 120), (2027, 60)]


@given(st.integers(0, 60), st.lists(st.integers(0, 10**12), min_size=1, max_size=6))
def test_no_won_is_lost_on_the_way(months: int, amounts: list[int]) -> None:
    """What is carried never exceeds what was planned so far, and in the end everything has arrived."""
    one = replace(project("A", 2025, 2030), money=tuple(line(2025 + i, a) for i, a in enumerate(amounts)))
    parts = list(carried(one, Shift("A", months, "", "", "", slack_known=True), 2025))
    assert all(0 < part.amount <= sum(amounts) for part in parts)
    assert not parts or parts[-1].year < 2025 + len(amounts) + months // 12 + 1


def test_a_toy_delay_moves_stage_and_indicators() -> None:
    """The mill's ovens late by a year move their stage and what their task's indicators watch."""
    ovens = PLAN.project("P01")
    found = ripple(PLAN, "P01", 12, since=2025)
    assert found.shifts[0].was == end_of(ovens)
    about = {f"task.{PLAN.project(shift.project).placement.task}" for shift in found.shifts}
    watched = {each.id for each in PLAN.indicators if about & set(each.about)}
    assert set(found.indicators) <= watched
    driven = {effect.driver for effect in ovens.effects}
    quantity = next(each.measured_by for each in PLAN.indicators if each.measured_by)
    reached = ripple(
        PLAN, "P01", 12, since=2025, reach=lambda driver: frozenset({quantity} if driver in driven else ())
    )
    assert reached.indicators == tuple(each.id for each in PLAN.indicators if each.measured_by == quantity)
    assert {move.stage for move in found.stages} <= {stage.number for stage in PLAN.stages}


def test_a_spread_budget_is_whole_won_that_add_up() -> None:
    """Where no year's sum is told, the total is spread as the plan assumes, to the last won."""
    spread = [each for each in PLAN.projects if each.spread and not any(m.role == "year" for m in each.money)]
    for one in spread:
        for source, years in yearly_money(one).items():
            shares = [m.amount for m in one.money if m.role == "share" and m.source == source]
            assert sum(years.values()) == (shares[-1] if shares else one.budget.amount if one.budget else 0)


def test_the_law_in_use_has_one_rule_for_each_question_on_every_day(living: Plan) -> None:
    """On no day do two rules about the same bind the same body."""
    days_ = {rule.valid_from for rule in living.legal_rules} - {""}
    for day in sorted(days_ | {"2026-11-22"}):
        named = [(rule.about, rule.body) for rule in living.legal_rules if rule.holds_on(day)]
        assert len(named) == len(set(named)), day


def test_the_law_in_use_answers_what_the_program_asks(living: Plan) -> None:
    """Every name by which the program asks for the law is there, and every toy rule has its real one."""
    named = {rule.about for rule in living.legal_rules}
    folder = Path(rules.__file__).parents[1]
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    asked = set(re.findall(r"(?:demand|limit|\.on)\((?:asked, )?\"([a-z_.]+)\"", sources))
    assert len(asked) > 20
    assert asked <= named
    assert {rule.about for rule in LAW} <= named


@pytest.mark.parametrize(
    ("day", "case", "total", "body"),
    [
        ("2026-11-22", "transfer", 400, "central"),
        ("2026-11-22", "transfer", 200, "central"),
        ("2026-11-22", "transfer", 199, "province"),
        ("2026-11-22", "transfer", 60, "province"),
        ("2026-11-22", "transfer", 59, "self"),
        ("2026-11-22", "transfer", 19, ""),
        ("2024-12-31", "transfer", 19, "self"),
        ("2026-11-22", "own", 900, "self"),
        ("2026-11-22", "facility", 900, "province"),
        ("2026-11-22", "event", 2, "self"),
        ("2026-11-22", "event", 3, "province"),
        ("2026-11-22", "joint", 499, "province"),
    ],
)
def test_the_reviewing_body_is_that_of_the_decree(
    living: Plan, day: str, case: str, total: int, body: str
) -> None:
    """Totals on either side of each threshold go to the body that the decree in force names."""
    assert reviewing_body(law_on(living.legal_rules, day), case, sum_of(total)) == body


def test_the_year_in_use_names_offices_and_rules_that_exist(living: Plan) -> None:
    """Every occasion leads to offices of the plan and to a rule with days."""
    offices = {office.id for office in living.offices}
    days_ = {rule.id for rule in living.legal_rules if rule.days}
    assert {office for each in living.calendar for office in each.offices} <= offices
    assert {each.rule for each in living.calendar if each.rule} <= days_
    found = {due.subject: due.day for due in occasions(living, 2026)}
    assert (found["carbon-report"], found["budget"], found["performance-issue"]) == (
        "2026-05-31",
        "2026-11-22",
        "2026-02-28",
    )


def test_the_committee_in_use_is_bound_by_its_own_ordinance(living: Plan) -> None:
    """Its members renew once, as the hydrogen committee's do, others twice; it has fifteen seats."""
    law = law_on(living.legal_rules, "2026-11-22")
    held = [law.limit("committee.renewals", body) for body in ("4ir", "hydrogen", "other")]
    assert (held, law.limit("committee.size", "4ir"), law.on("committee.size", "other")) == (
        [1, 1, 2],
        15,
        None,
    )
    assert isinstance(law.on("committee.notice", "4ir"), LegalRule)


def test_a_state_without_plan_has_no_law_and_no_deadline() -> None:
    """Before anything is adopted nothing is due."""
    assert deadlines(replace(FOUNDED, plan=None), "2026-01-01") == ()
