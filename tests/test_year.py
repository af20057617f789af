"""One whole year in a browser, by six users and three who read: from a proposal to its close.

The year is lived through once; its pages are then read by everyone, in both languages and contrasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from committee_story import (
    MEETING,
    SEATS,
    YEAR,
    answer,
    appoint,
    attend,
    audit,
    call,
    decide_with_conditions,
    decide_without_the_recused,
    look_as_citizen,
    read_papers,
    withdraw,
    write_minutes,
)
from playwright.sync_api import Page, sync_playwright
from staffed import City, faults, send, served
from test_accessibility import CHROMIUM, QUIET

pytestmark = pytest.mark.browser

CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
SUMS = {"total": "30억", "city": "4억"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Serve the plan and open the accounts, and live through the year."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"BITGIL_CHROMIUM: there is no {CHROMIUM}")
    with served(tmp_path_factory.mktemp("var")) as (address, word), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        found = City(browser, address, {"admin": word})
        found.open("member", "member", member=SEATS[1])
        found.open("secretary", "secretary", office="new-industry")
        found.open("chair", "chair")
        found.open("digital", "department", office="digital")
        found.open("planner", "plan-office", office="new-industry")
        found.open("budget", "budget-office", office="planning-budget")
        found.open("adviser", "adviser")
        found.open("auditor", "auditor")
        live_through(found)
        yield found
        browser.close()


def live_through(city: City) -> None:
    """Propose, review, pass the gate, decide with a recusal, plan the year, report twice, correct, close."""
    matter = propose(city)
    review(city, matter)
    pass_the_gate(city, matter)
    decide(city)
    plan_the_year(city, matter)
    report(city, matter, f"{YEAR - 1}H1", "40")
    number = report(city, matter, f"{YEAR - 1}H2", "80")
    correct(city, matter, number)
    close(city, matter)
    answer(city)
    write_minutes(city)
    city.matter = matter


def test_a_year_can_be_read_back_from_its_proposal_to_its_close(city: City) -> None:
    """Whoever may see it finds the whole way of a project, the year's decision, and whose hand did what."""
    look_back(city, city.matter)
    look_as_citizen(city)
    audit(city)


def filing(city: City, name: str, matter: str, kind: str, fields: Mapping[str, str]) -> Page:
    """File one act about a project from the form of its kind; fail with what the page complains of."""
    page = city.at(name, f"/desk/matters/{matter}/file/{kind}/")
    send(page, kind, f"{kind} 기록", dict(fields))
    trouble = page.locator("#trouble")
    assert trouble.count() == 0, trouble.inner_text()
    return page


def propose(city: City) -> str:
    """Propose a project as a member of the committee, and return the code it got."""
    page = city.at("member", "/desk/propose/")
    send(
        page,
        "proposal.made",
        "시민 안전",
        {"title": "터널 영상 감지", "task": "5", "departments": "1", **SUMS},
    )
    found = re.search(r"N\d{4}-\d{3}", page.inner_text(".bg-said"))
    assert found, page.inner_text("main")
    return found[0]


def review(city: City, matter: str) -> None:
    """Review the proposal by the five checks in the department; answer the committee from the plan office."""
    verdict = {"law": "clear", "feasibility": "ready", "verdict": "accepted"}
    filing(city, "digital", matter, "proposal.reviewed", {**CHECKED, **verdict, **SUMS})
    filing(city, "planner", matter, "proposal.answered", {"verdict": "accepted"})
    assert "수용" in city.at("member", "/desk/my-proposals/").inner_text("main")


def pass_the_gate(city: City, matter: str) -> None:
    """Ask for the investment review, get a conditional result, and meet its condition."""
    filing(city, "digital", matter, "gate.applied", {"body": "self", "case": "transfer", **SUMS})
    conditional = {
        "body": "self",
        "result": "conditional",
        "total": "30억",
        "conditions": "유지관리비를 확보할 것",
    }
    filing(city, "budget", matter, "gate.decided", conditional)
    filing(city, "budget", matter, "gate.condition_met", {"condition": "1"})


def decide(city: City) -> None:
    """Hold a meeting with a quorum and a recusal that resolves the year's plan."""
    appoint(city)
    call(city)
    read_papers(city)
    withdraw(city)
    attend(city)
    decide_with_conditions(city)
    decide_without_the_recused(city)


def plan_the_year(city: City, matter: str) -> None:
    """Choose the project for the yearly plan and adopt it on the resolution; the project may start."""
    page = city.at("planner", f"/desk/year-plan/?year={YEAR + 1}&look=1&project={matter}&project=P13")
    choice = page.locator('form[aria-labelledby="f-plan.year_adopted"] select[name=resolution]')
    if choice.count():
        choice.select_option(index=1)
    send(page, "plan.year_adopted", "위원회 의결에 따라 확정")
    assert "시행계획을 확정했습니다" in page.inner_text("main")
    filing(city, "digital", matter, "project.started", {"total": "30억", "ends": f"{YEAR + 1}-12"})


def report(city: City, matter: str, period: str, work: str) -> str:
    """Report a half-year from the department, let the plan office accept it, and return its number."""
    page = filing(city, "digital", matter, "progress.reported", {"period": period, "work": work})
    found = re.search(r"(\d+)번", page.inner_text(".bg-said"))
    assert found
    filing(city, "planner", matter, "progress.reviewed", {"verdict": "accepted"})
    return found[1]


def correct(city: City, matter: str, number: str) -> None:
    """Correct the last report: the new figure stands, the first is kept beside it."""
    page = city.at("digital", f"/desk/matters/{matter}/correct/{number}/")
    send(page, "progress.reported", "공정률을 잘못 적었습니다", {"work": "85"})
    assert "정정했습니다" in page.inner_text(".bg-said")


def close(city: City, matter: str) -> None:
    """Close the project as done."""
    filing(city, "digital", matter, "project.closed", {"how": "done"})
    assert "완료 종결" in city.at("planner", f"/desk/matters/{matter}/").inner_text("main")


def look_back(city: City, matter: str) -> None:
    """Find the whole way of the project on its page, and the year's decision on the public one."""
    text = city.at("digital", f"/desk/matters/{matter}/").inner_text("main")
    for told in ("사업 제안", "부서 검토", "투자심사 결과", "사업 착수", "추진실적 보고", "사업 종료"):
        assert told in text, told
    assert "조건부의결" in city.at("", f"/committee/4ir/{YEAR}-1/").inner_text("main")


LOOKED_AT = (
    ("secretary", "/desk/committee/"),
    ("secretary", "/desk/committee/4ir/members/"),
    ("secretary", "/desk/committee/4ir/call/"),
    ("secretary", MEETING),
    ("secretary", f"{MEETING}1/"),
    ("member", f"{MEETING}2/"),
    ("digital", "/desk/committee/4ir/conditions/"),
    ("member", "/desk/seat/"),
    ("auditor", "/desk/audit/"),
    ("auditor", "/desk/audit/corrections/"),
    ("auditor", "/desk/audit/record/"),
    ("admin", "/desk/accounts/"),
    ("admin", "/desk/accounts/chair/"),
    ("chair", "/desk/password/"),
    ("", "/committee/"),
    ("", f"/committee/4ir/{YEAR}-1/"),
)


@pytest.mark.parametrize(("name", "path"), LOOKED_AT, ids=lambda part: part)
def test_a_page_of_the_committee_is_readable_by_everyone(city: City, name: str, path: str) -> None:
    """No axe violation, nothing wider than the screen, no small target, in both languages and contrasts."""
    page = city.at(name, path)
    assert faults(page) == []
    page.context.add_cookies([{"name": "contrast", "value": "high-contrast", "url": city.address}])
    page.goto(f"{city.address}/en{path}")
    assert page.get_attribute("html", "data-krds-mode") == "high-contrast"
    assert faults(page) == []
    page.context.clear_cookies(name="contrast")
