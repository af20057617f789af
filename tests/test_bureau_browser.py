"""A year of departments, plan office and budget office in a browser, and each of their pages for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page
from served import city, enter, fill, send
from test_accessibility import (
    AXE,
    BEYOND,
    SMALL_TARGETS,
    WIDTHS,
    browser,
    violations,
)

__all__ = ["browser"]
pytestmark = pytest.mark.browser

PEOPLE = {
    "officer": ("department", "digital"),
    "colleague": ("department", "digital"),
    "planner": ("plan-office", "new-industry"),
    "budget": ("budget-office", "planning-budget"),
    "citizen": ("citizen", ""),
}
NEW = f"N{datetime.now(UTC).year}-001"
CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
WHY = {"reason": "시험으로 적는 까닭"}
OFFICES = {
    "officer": ("my-projects/", "sheet/", "bids/", "propose/", "my-proposals/", f"matters/{NEW}/"),
    "planner": (
        "round/",
        "queue/",
        "year-plan/?year=2027&look=1&project=P31&project=P13",
        "observations/?indicator=I-P1",
        "rollup/",
    ),
    "budget": ("gates/",),
    "citizen": ("propose/", "my-proposals/"),
}
FORMS = {
    "officer": (
        f"matters/{NEW}/file/progress.reported/",
        "matters/P31/file/change.requested/?ends=2029-06",
        "matters/P31/file/bid.found/",
    ),
    "budget": ("matters/P31/file/gate.decided/",),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the city once for all tests here."""
    with city(tmp_path_factory.mktemp("var"), PEOPLE) as served:
        yield served


class Year:
    """The people of a year, each in a browser of their own without JavaScript."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.pages = {name: enter(browser, address, name) for name in ("officer", "planner", "budget")}

    def does(self, name: str, kind: str, **values: str) -> str:
        """Let somebody file an act about the project by its form, and return what is said."""
        page = self.pages[name]
        page.goto(f"{self.address}/desk/matters/{NEW}/file/{kind}/")
        return send(page, {**values, **WHY})

    def offered(self, name: str) -> list[str]:
        """Return the next steps that somebody is offered on the project's desk."""
        page = self.pages[name]
        page.goto(f"{self.address}/desk/matters/{NEW}/")
        return page.locator("[aria-labelledby=next] a.krds-btn").all_inner_texts()


@pytest.fixture(scope="module")
def year(browser: Browser, address: str) -> Year:
    """Walk one project through its year, every act by its form, and return the people."""
    year = Year(browser, address)
    propose(year)
    bid(year)
    gate_and_start(year)
    report(year)
    change_and_close(year)
    return year


def propose(year: Year) -> None:
    """Propose, review, answer."""
    page = year.pages["officer"]
    page.goto(f"{year.address}/desk/propose/")
    said = send(page, {"title": "스마트 안전거리", "task": "7", "total": "30억", "city": "3억", **WHY})
    assert NEW in said
    study = {"law": "clear", "feasibility": "ready", "verdict": "accepted"}
    assert year.offered("officer") == ["부서 검토"]
    year.does("officer", "proposal.reviewed", **CHECKED, **study)
    assert year.offered("planner")[0] == "제안 답변"
    year.does("planner", "proposal.answered", verdict="accepted")


def bid(year: Year) -> None:
    """Find a call, review, have the city's money agreed, enter, be selected twice, agree."""
    year.does(
        "officer", "bid.found", programme="스마트빌리지 공모", total="30억", city="3억", national="21억"
    )
    year.does("officer", "bid.reviewed", **CHECKED, go="yes")
    assert "공모 응모" not in year.offered("officer")
    year.does("budget", "budget.consulted", agreed="yes")
    assert "공모 응모" in year.offered("officer")
    year.does("officer", "bid.applied")
    year.does("officer", "bid.selected", round="preliminary")
    year.does("officer", "bid.selected", round="final")
    year.does("officer", "bid.agreed")


def gate_and_start(year: Year) -> None:
    """Have it reviewed, meet the condition, start."""
    year.does("officer", "gate.applied")
    year.does("budget", "gate.decided", result="conditional", conditions="국비 교부 확인")
    assert "사업 착수" not in year.offered("officer")
    year.does("budget", "gate.condition_met", condition="1")
    year.does("officer", "project.started", ends=f"{NEW[1:5]}-12")


def report(year: Year) -> None:
    """Report, be sent back, report again, be accepted; report a second time and correct it."""
    half = f"{NEW[1:5]}H1"
    rows = {"milestones.0.what": "설계", "milestones.0.due": f"{NEW[1:5]}-06-30"}
    year.does("officer", "progress.reported", period=half, work="90", **{"spent.city": "1억"}, **rows)
    year.does("planner", "progress.reviewed", verdict="returned")
    page = year.pages["officer"]
    page.goto(f"{year.address}/desk/my-projects/")
    assert "되돌아온 보고" in page.locator(".bg-row").first.inner_text()
    year.does("officer", "progress.reported", work="40", **{"milestones.0.done": f"{NEW[1:5]}-06-20"})
    planner = year.pages["planner"]
    planner.goto(f"{year.address}/desk/queue/")
    planner.check("input[name=report]")
    assert "1건을 수용" in send(planner, WHY, "form[aria-labelledby=reports]")
    year.does("officer", "progress.reported", period=f"{NEW[1:5]}H2", work="95", **{"spent.city": "2억"})
    page.goto(f"{year.address}/desk/matters/{NEW}/")
    page.locator("text=정정하기").first.click()
    assert "정정했습니다" in send(page, {"work": "100", **WHY})


def change_and_close(year: Year) -> None:
    """Ask for a change, have it agreed, close."""
    year.does(
        "officer", "change.requested", change="content", becomes="센서 40개를 60개로", private="계약 변경서"
    )
    year.does("planner", "change.reviewed", verdict="agreed")
    year.does("officer", "project.closed", how="done")


def test_a_year_is_walked_by_different_people_without_a_script(year: Year) -> None:
    """Proposed, bid for, reviewed, started, reported, sent back, corrected, changed, closed: all is there."""
    page = year.pages["officer"]
    page.goto(f"{year.address}/desk/matters/{NEW}/")
    text = page.locator("main").inner_text()
    assert "완료 종결" in text
    assert "100 %" in text
    assert page.locator(".bg-timeline > li").count() == 23
    assert year.offered("officer") == []
    page.goto(f"{year.address}/acts/2/")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("script", [False, True], ids=["plain", "scripted"])
def test_a_later_end_shows_what_it_moves(browser: Browser, address: str, script: bool) -> None:  # noqa: FBT001
    """Without JavaScript a button shows it; with it, typing is enough and the page stays where it is."""
    page = enter(browser, address, "officer", script=script)
    page.goto(f"{address}/desk/matters/P31/file/change.requested/")
    before = page.url
    fill(page, {"becomes": "1단계 준공을 늦춤"})
    page.locator("#preview-ends").fill("2028-12")
    if not script:
        page.click("text=무엇이 움직이는지 보기")
    page.wait_for_selector("#moves table")
    assert "12개월 밀리면" in page.locator("#moves").inner_text()
    assert (page.url == before) is script
    assert (page.locator("[name=becomes]").input_value() == "1단계 준공을 늦춤") is script
    page.context.close()


def test_two_who_report_at_once_both_see_both(browser: Browser, address: str) -> None:
    """The second to send sees the first's report beside the own, nothing is lost, and may send again."""
    first, second = (enter(browser, address, name) for name in ("officer", "colleague"))
    for page, work in ((first, "10"), (second, "20")):
        page.goto(f"{address}/desk/matters/P31/file/progress.reported/")
        fill(page, {"work": work, **WHY})
    send(first, {})
    second.locator("form.bg-form button[type=submit]").click()
    second.wait_for_selector("#trouble")
    trouble = second.locator("#trouble").inner_text()
    assert "그사이 다른 사람이" in trouble
    assert "10" in trouble
    assert second.locator("[name=work]").input_value() == "20"
    assert "기록했습니다" in send(second, {})
    for page in (first, second):
        page.context.close()


@pytest.mark.parametrize("name", sorted(OFFICES))
@pytest.mark.parametrize(
    ("language", "contrast"), [("", "normal"), ("/en", "high-contrast")], ids=["ko", "en"]
)
def test_a_page_of_the_offices_is_accessible(
    browser: Browser,
    year: Year,
    name: str,
    language: str,
    contrast: str,
) -> None:
    """No axe violation, nothing wider than the screen, no small target, no word from the content policy."""
    page = enter(browser, year.address, name, script=True)
    page.context.add_cookies([{"name": "contrast", "value": contrast, "url": year.address}])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in (*OFFICES[name], *FORMS.get(name, ())):
        page.goto(f"{year.address}{language}/desk/{path}")
        assert said == [], path
        look(page, path, WIDTHS[bool(language)])
        said.clear()
    page.context.close()


def look(page: Page, path: str, judged: int) -> None:
    """Hold one page to the screen at every width, and to axe at one of them."""
    assert page.locator("h1").count() == 1, path
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert width != judged or violations(page) == [], f"{path} at {width}"
        assert page.evaluate(BEYOND) <= 0, f"{path} is wider than {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"{path} at {width}"
