"""One whole year in a browser, by six users and three who read: from a proposal to its close.

The year is lived through once; its pages are then read by everyone, in both languages and contrasts.
"""

from __future__ import annotations

import os
import re
import time
from base64 import b32decode
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from committee_story import (
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
from django_otp.oath import TOTP
from playwright.sync_api import Page, sync_playwright
from rooms import ROOMS, Room, enter_room
from staffed import City, faults, send, served
from test_accessibility import CHROMIUM, QUIET, WIDTHS, certify

from bitgil.portal.workspace import pages

pytestmark = pytest.mark.browser

CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
SUMS = {"total": "30억", "city": "4억"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Serve the plan and open the accounts, and live through the year."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"BITGIL_CHROMIUM: there is no {CHROMIUM}")
    var = tmp_path_factory.mktemp("var")
    with served(var) as (address, word), sync_playwright() as playwright:
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
        found.open("citizen", "citizen")
        found.open("begun", "member", member=SEATS[2])
        live_through(found)
        certify(os.environ | {"BITGIL_VAR": str(var), "BITGIL_DATABASE": str(var / "bitgil.sqlite3")})
        found.at("begun", "/desk/second-factor/").click("text=시작하기")
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


PUBLIC = ("/committee/", f"/committee/4ir/{YEAR}-1/")


@pytest.mark.parametrize("room", [room for name in sorted(ROOMS) for room in ROOMS[name]], ids="-".join)
def test_a_page_of_the_workspace_is_readable_by_everyone(city: City, room: Room) -> None:
    """No axe violation, nothing wider than the screen, no small target, in both languages and contrasts."""
    readable(city, enter_room(city, room))


@pytest.mark.parametrize("path", PUBLIC)
def test_what_the_committee_did_is_readable_by_everyone(city: City, path: str) -> None:
    """The public pages of the year hold the same."""
    readable(city, city.at("", path))


def test_the_question_for_a_code_is_readable_by_everyone(city: City) -> None:
    """Whoever turned a second factor on meets the question on the next visit, without a script too."""
    page = city.at("begun", "/desk/second-factor/")
    key = page.inner_text("main dl code")
    page.fill("#code", code_of(key))
    page.click("main form.bg-form button[type=submit]")
    assert page.locator("main ol code").count() == 10
    recovery = page.locator("main ol code").first.inner_text()
    city.visits.pop("begun").close()
    visit = city.browser.new_context(java_script_enabled=False)
    page = visit.new_page()
    page.goto(f"{city.address}/enter/?next=/desk/seat/")
    page.fill("#username", "begun")
    page.fill("#password", city.words["begun"])
    page.click("main form button[type=submit]")
    page.wait_for_url("**/enter/code/**")
    page.fill("#code", recovery)
    page.click("main form.bg-form button[type=submit]")
    page.wait_for_url("**/desk/seat/")
    visit.close()


def test_every_page_of_the_folder_is_opened() -> None:
    """No page of the workspace is dropped into the folder without somebody who opens it here."""
    assert set(ROOMS) == set(pages.found())


def code_of(key: str) -> str:
    """Return the six digits that an app with this key shows now."""
    made = TOTP(b32decode(key.replace(" ", "")))
    made.time = time.time()
    return f"{made.token():06}"


def readable(city: City, page: Page) -> None:
    """Hold a page to the rules in Korean, and in English with high contrast; axe judges one width each."""
    path = page.url.removeprefix(city.address)
    assert page.locator("h1").count() == 1
    assert faults(page, WIDTHS[:1]) == []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.context.add_cookies([{"name": "contrast", "value": "high-contrast", "url": city.address}])
    page.goto(f"{city.address}/en{path}")
    page.context.clear_cookies(name="contrast")
    assert said == [], "what the content policy says before axe writes styles of its own"
    assert page.get_attribute("html", "data-krds-mode") == "high-contrast"
    assert faults(page, WIDTHS[1:]) == []
