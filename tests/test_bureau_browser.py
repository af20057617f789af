"""A year of departments, plan office and budget office in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from playwright.sync_api import Page, sync_playwright
from staffed import City, served
from test_accessibility import AXE, BEYOND, CHROMIUM, QUIET, SMALL_TARGETS, WIDTHS, violations

from bitgil.portal.workspace.bureau.beginning import half_of

pytestmark = pytest.mark.browser

PEOPLE = {
    "officer": ("department", "digital"),
    "colleague": ("department", "digital"),
    "planner": ("plan-office", "new-industry"),
    "budget": ("budget-office", "planning-budget"),
    "citizen": ("citizen", ""),
}
TODAY = datetime.now(ZoneInfo("Asia/Seoul")).date()
YEAR, HALF = TODAY.year, half_of(TODAY.isoformat())
LAST, NEW = YEAR - 1, f"N{YEAR}-001"
CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
WHY = {"reason": "시험으로 적는 까닭"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Serve the plan, and let the administrator open an account for everybody."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"BITGIL_CHROMIUM: there is no {CHROMIUM}")
    with served(tmp_path_factory.mktemp("var")) as (address, word), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        found = City(browser, address, {"admin": word})
        for name, (seat, office) in PEOPLE.items():
            found.open(name, seat, office=office)
        yield found
        browser.close()


@pytest.fixture(scope="module")
def plain(city: City) -> City:
    """Return the same city to browsers that run no JavaScript."""
    return replace(city, visits={}, script=False)


def fill(page: Page, values: Mapping[str, str], form: str = "form.bg-form") -> None:
    """Fill a form's inputs by their names: text, or the value of what is chosen."""
    for name, value in values.items():
        field = page.locator(f'{form} [name="{name}"]').first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def send(page: Page, values: Mapping[str, str], form: str = "form.bg-form") -> str:
    """Fill and send a form that has to be taken, and return what is said about it."""
    fill(page, values, form)
    page.locator(f"{form} button[type=submit]").first.click()
    page.wait_for_load_state()
    trouble = page.locator("#trouble")
    assert not trouble.count(), trouble.inner_text()
    return page.locator(".bg-said").first.inner_text()


def does(city: City, name: str, kind: str, /, **values: str) -> str:
    """Let somebody file an act about the project by its form, and return what is said."""
    return send(city.at(name, f"/desk/matters/{NEW}/file/{kind}/"), {**values, **WHY})


def offered(city: City, name: str) -> list[str]:
    """Return the next steps that somebody is offered on the project's desk."""
    page = city.at(name, f"/desk/matters/{NEW}/")
    return page.locator("[aria-labelledby=next] a.krds-btn").all_inner_texts()


@pytest.fixture(scope="module")
def walked(plain: City) -> City:
    """Walk one project through its year, every act by its form and without a script."""
    propose(plain)
    bid(plain)
    gate_and_start(plain)
    report(plain)
    change_and_close(plain)
    return plain


def propose(city: City) -> None:
    """Propose, review, answer."""
    page = city.at("officer", "/desk/propose/")
    said = send(page, {"title": "스마트 안전거리", "task": "7", "total": "30억", "city": "3억", **WHY})
    assert NEW in said
    study = {"law": "clear", "feasibility": "ready", "verdict": "accepted"}
    assert offered(city, "officer") == ["부서 검토"]
    does(city, "officer", "proposal.reviewed", **CHECKED, **study)
    assert offered(city, "planner")[0] == "제안 답변"
    does(city, "planner", "proposal.answered", verdict="accepted")


def bid(city: City) -> None:
    """Find a call, review, have the city's money agreed, enter, be selected twice, agree."""
    does(
        city, "officer", "bid.found", programme="스마트빌리지 공모", total="30억", city="3억", national="21억"
    )
    does(city, "officer", "bid.reviewed", **CHECKED, go="yes")
    assert "공모 응모" not in offered(city, "officer")
    does(city, "budget", "budget.consulted", agreed="yes")
    assert "공모 응모" in offered(city, "officer")
    does(city, "officer", "bid.applied")
    does(city, "officer", "bid.selected", round="preliminary")
    does(city, "officer", "bid.selected", round="final")
    does(city, "officer", "bid.agreed")


def gate_and_start(city: City) -> None:
    """Have it reviewed, meet the condition, start."""
    does(city, "officer", "gate.applied")
    does(city, "budget", "gate.decided", result="conditional", conditions="국비 교부 확인")
    assert "사업 착수" not in offered(city, "officer")
    does(city, "budget", "gate.condition_met", condition="1")
    does(city, "officer", "project.started", ends=f"{YEAR}-12")


def report(city: City) -> None:
    """Report, be sent back, report again, be accepted; report a second time and correct it."""
    half = f"{LAST}H1"
    rows = {"milestones.0.what": "설계", "milestones.0.due": f"{LAST}-06-30"}
    does(city, "officer", "progress.reported", period=half, work="90", **{"spent.city": "1억"}, **rows)
    does(city, "planner", "progress.reviewed", verdict="returned")
    page = city.at("officer", "/desk/my-projects/")
    assert "되돌아온 보고" in page.locator(".bg-row").first.inner_text()
    does(city, "officer", "progress.reported", work="40", **{"milestones.0.done": f"{LAST}-06-20"})
    planner = city.at("planner", "/desk/queue/")
    planner.check("input[name=report]")
    assert "1건을 수용" in send(planner, WHY, "form[aria-labelledby=reports]")
    does(city, "officer", "progress.reported", period=f"{LAST}H2", work="95", **{"spent.city": "2억"})
    page = city.at("officer", f"/desk/matters/{NEW}/")
    page.locator("text=정정하기").first.click()
    assert "정정했습니다" in send(page, {"work": "100", **WHY})


def change_and_close(city: City) -> None:
    """Ask for a change, have it agreed, close."""
    does(
        city,
        "officer",
        "change.requested",
        change="content",
        becomes="센서 40개를 60개로",
        private="계약 변경서",
    )
    does(city, "planner", "change.reviewed", verdict="agreed")
    does(city, "officer", "project.closed", how="done")


def test_a_year_is_walked_by_different_people_without_a_script(walked: City) -> None:
    """Proposed, bid for, reviewed, started, reported, sent back, corrected, changed, closed: all is there."""
    page = walked.at("officer", f"/desk/matters/{NEW}/")
    text = page.locator("main").inner_text()
    assert "완료 종결" in text
    assert "100 %" in text
    assert page.locator(".bg-timeline > li").count() == 23
    assert offered(walked, "officer") == []


@pytest.mark.parametrize("with_script", [False, True], ids=["plain", "scripted"])
def test_a_later_end_shows_what_it_moves(city: City, plain: City, with_script: bool) -> None:  # noqa: FBT001
    """Without JavaScript a button shows it; with it, typing is enough and the page stays where it is."""
    page = (city if with_script else plain).at("officer", "/desk/matters/P31/file/change.requested/")
    before = page.url
    fill(page, {"becomes": "1단계 준공을 늦춤"})
    page.locator("#preview-ends").fill("2028-12")
    if not with_script:
        page.click("text=무엇이 움직이는지 보기")
    page.wait_for_selector("#moves table")
    assert "12개월 밀리면" in page.locator("#moves").inner_text()
    assert (page.url == before) is with_script
    assert (page.locator("[name=becomes]").input_value() == "1단계 준공을 늦춤") is with_script


def test_two_who_report_at_once_both_see_both(plain: City) -> None:
    """The second to send sees the first's report beside the own, nothing is lost, and may send again."""
    first, second = (
        plain.at(name, "/desk/matters/P31/file/progress.reported/") for name in ("officer", "colleague")
    )
    for page, work in ((first, "10"), (second, "20")):
        fill(page, {"work": work, **WHY})
    send(first, {})
    second.locator("form.bg-form button[type=submit]").click()
    second.wait_for_selector("#trouble")
    trouble = second.locator("#trouble").inner_text()
    assert "그사이 다른 사람이" in trouble
    assert "10" in trouble
    assert second.locator("[name=work]").input_value() == "20"
    assert "기록했습니다" in send(second, {})


def test_a_workbook_goes_out_is_worked_on_and_comes_back(city: City, walked: City) -> None:
    """Downloaded, filled in, uploaded: each cell is shown first, readable by everyone, and then recorded."""
    page = city.at("officer", "/desk/")
    send(city.at("officer", "/desk/matters/P32/file/project.started/"), WHY)
    answer = page.context.request.get(f"{city.address}/desk/sheet/?period={HALF}&download=1")
    book = openpyxl.load_workbook(BytesIO(answer.body()))
    sheet = book["실적"]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == "P32")
    sheet.cell(row, 5, 35)
    filled = BytesIO()
    book.save(filled)
    page = city.at("officer", "/desk/sheet/")
    sent = {"name": "보고.xlsx", "mimeType": answer.headers["content-type"], "buffer": filled.getvalue()}
    page.set_input_files("#workbook", sent)
    page.click("text=올려서 미리 보기")
    page.wait_for_selector("text=모두 기록하기")
    assert "공정률(%)" in page.locator("article").inner_text()
    look(page, "sheet preview", WIDTHS[1])
    page.click("text=모두 기록하기")
    assert "1건을 한꺼번에" in page.locator(".bg-said").inner_text()
    page = walked.at("planner", "/projects/P32/")
    assert "35 %" in page.locator("main").inner_text()


def look(page: Page, path: str, judged: int) -> None:
    """Hold one page to the screen at every width, and to axe at one of them."""
    assert page.locator("h1").count() == 1, path
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert width != judged or violations(page) == [], f"{path} at {width}"
        assert page.evaluate(BEYOND) <= 0, f"{path} is wider than {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"{path} at {width}"
