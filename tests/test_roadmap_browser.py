"""A round of the roadmap in a browser: a point chosen, a wish tried and saved, a long run awaited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from staffed import City, faults, served
from test_accessibility import CHROMIUM, QUIET

pytestmark = pytest.mark.browser
LONGEST = 120.0


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Serve the plan with its worker, and open an account for the plan office."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"BITGIL_CHROMIUM: there is no {CHROMIUM}")
    with served(tmp_path_factory.mktemp("var")) as (address, word), sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        found = City(browser, address, {"admin": word})
        found.open("planner", "plan-office", office="new-industry")
        yield found
        browser.close()


def test_a_point_of_the_front_is_chosen_in_the_drawing(city: City) -> None:
    """A click on the second point shows its roadmap below; the page stays readable for everyone."""
    page = city.at("", "/roadmap/front/?reference=1")
    page.locator(".drawing a").nth(1).locator("circle").last.click()
    assert "point=2" in page.url
    assert "2번 점의 로드맵" in page.inner_text("main")
    assert faults(page) == []


def test_a_round_from_the_wish_to_the_saved_alternative(city: City) -> None:
    """The plan office forces a project in, sees the cost at once, saves it, finds it beside the others."""
    page = city.at("planner", "/roadmap/try/?reference=1")
    page.select_option("[name='p.P59']", "in")
    begun = monotonic()
    page.click("text=값을 보기")
    assert "목적 값이" in page.inner_text("main")
    assert monotonic() - begun < 10
    page.click("text=이 구성을 대안으로 저장")
    assert faults(page) == []
    page.fill("#alt-title", "북극항로를 넣는다면")
    page.fill("#alt-reason", "위원회가 물은 것")
    page.click("main form.bg-form button[type=submit]")
    page.wait_for_url(re.compile("/alternatives/saved/portfolio"), timeout=60_000)
    assert "P59" in page.inner_text("main")
    assert faults(page) == []
    page = city.at("planner", "/alternatives/compare/?reference=1")
    assert "북극항로를 넣는다면" in page.inner_text("main")
    assert faults(page) == []


@pytest.fixture(scope="module")
def run(city: City) -> str:
    """Ask for a run in the workspace and wait until the worker beside the server has done it; its path."""
    page = city.at("planner", "/desk/roadmap/?reference=1")
    assert faults(page) == []
    page.click("form.bg-form button[type=submit]")
    page.wait_for_url(re.compile("/roadmap/runs/1/"), timeout=60_000)
    begun = monotonic()
    while "다 됨" not in page.inner_text("main"):
        assert monotonic() - begun < LONGEST, page.inner_text("main")
        page.wait_for_timeout(500)
        page.reload()
    return "/roadmap/runs/1/"


def test_a_long_run_is_awaited(city: City, run: str) -> None:
    """Its page tells the end and the answer, and the workspace's next page stays readable."""
    page = city.at("planner", run)
    assert "답" in page.inner_text("main")
    assert faults(page) == []
    assert faults(city.at("planner", "/desk/alternatives/choose/")) == []


def test_the_answer_of_a_run_is_saved(city: City, run: str) -> None:
    """The plan office saves what the run found, from its page; the alternative names its proof."""
    page = city.at("planner", run)
    page.click("text=이 답을 대안으로 저장")
    saved(page, "긴 계산의 답")
    assert "더 나은 것이 없음을 증명" in page.inner_text("main")


def test_a_shock_is_typed_and_answered(city: City) -> None:
    """A visitor cuts a year's money, gives a running project up, mends a refusal, and sees the plan."""
    page = city.at("", "/roadmap/replan/?reference=1")
    page.select_option("#since", "2027Q2")
    page.fill("[name='c.city.2027']", "많이")
    page.click("summary:has-text('P12')")
    page.select_option("[name='l.P12']", "stop")
    page.click("text=다시 짜기 >> nth=-1")
    assert "'많이'을(를) 읽을 수 없습니다" in page.inner_text("main")
    assert "위약금이 비어 있습니다" in page.inner_text("main")
    assert page.input_value("[name='c.city.2027']") == "많이"
    assert faults(page) == []
    page.fill("[name='c.city.2027']", "80")
    page.fill("[name='f.P12']", "1.5")
    page.click("text=다시 짜기 >> nth=-1")
    assert "2027년 2분기부터 다시 짠 로드맵" in page.inner_text("main")
    assert "이 위약금은 묻는 사람이 적은 값" in page.inner_text("main")
    assert faults(page) == []


def saved(page: Page, title: str) -> str:
    """Fill in the form that saves an alternative, send it, and return where it then stands."""
    assert faults(page) == []
    page.fill("#alt-title", title)
    page.fill("#alt-reason", "남겨 두고 견준다")
    page.click("main form.bg-form button[type=submit]")
    page.wait_for_url(re.compile("/alternatives/saved/portfolio"), timeout=60_000)
    assert faults(page) == []
    return page.url


def test_a_safe_plan_is_saved_from_the_what_if(city: City) -> None:
    """Asked for with nine chances in ten, saved from its own part of the page, told with its level."""
    page = city.at("planner", "/roadmap/try/?reference=1")
    page.fill("#safety", "90")
    page.click("text=값을 보기")
    page.click("text=이 안전한 구성을 대안으로 저장")
    saved(page, "안전하게 묶은 안")
    assert "한도를 지킬 확률" in page.inner_text("main")


def test_a_re_plan_is_saved_and_re_planned_again(city: City) -> None:
    """A shock is answered and saved; the next one starts from there, and its alternative names the first."""
    page = city.at("planner", "/roadmap/replan/?reference=1&since=2027Q2&c.city.2027=80")
    page.click("text=다시 짠 이 구성을 대안으로 저장")
    saved(page, "2027년 삭감 뒤")
    page.click("text=이 대안에서 다시 짜기")
    assert "2027년 삭감 뒤" in page.inner_text("main")
    page.fill("[name='c.city.2028']", "50")
    page.click("text=다시 짜기 >> nth=-1")
    assert faults(page) == []
    page.click("text=다시 짠 이 구성을 대안으로 저장")
    saved(page, "2028년에도 삭감")
    assert "2027년 삭감 뒤" in page.inner_text("main")
    assert faults(city.at("planner", "/alternatives/compare/?reference=1")) == []


def test_both_are_readable_in_english_and_high_contrast(city: City, run: str) -> None:
    """The saved alternative and the run, for another reader."""
    page = city.at("planner", run)
    page.click("text=이 답을 대안으로 저장")
    alternative = saved(page, "다른 이가 읽을 안").removeprefix(city.address).partition("#")[0]
    context = city.browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "contrast", "value": "high-contrast", "url": city.address}])
    page = context.new_page()
    for path in (alternative, run, "/roadmap/runs/"):
        answer = page.goto(f"{city.address}/en{path}")
        assert answer is not None
        assert answer.ok, path
        assert faults(page) == [], path
    context.close()
