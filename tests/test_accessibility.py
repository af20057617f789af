"""Every public page in a browser, over the plan in use: readable by everyone, within a strict policy."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bitgil.portal import pages

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("BITGIL_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOWN = {
    "act": ("acts/1/",),
    "certificate": ("certificates/3/",),
    "task": ("tasks/6/",),
    "project": ("projects/P13/",),
    "finding": ("findings/F-SW08/",),
    "indicator": ("indicators/I-P1/",),
    "explain": ("indicators/I-P1/explain/?year=2040", "indicators/I-M1/explain/"),
    "quantity": ("model/population/",),
    "sector": ("assumptions/steel/",),
    "sources": ("sources/?grade=X",),
    "roadmap": ("roadmap/", "roadmap/?reference=1"),
    "roadmap_front": ("roadmap/front/", "roadmap/front/?reference=1&point=1"),
    "roadmap_try": (
        "roadmap/try/?reference=1&p.P59=in&safety=90",
        "roadmap/try/?reference=1&p.P59=2031Q9&w.people=x",
    ),
    "roadmap_replan": (
        "roadmap/replan/?reference=1&since=2027Q1&c.city.2027=20&s.P59=late:2",
        "roadmap/replan/?reference=1&since=2027Q1&c.city.2027=x&l.P13=stop",
    ),
    "roadmap_reasons": ("roadmap/reasons/?reference=1",),
    "roadmap_firmness": ("roadmap/firmness/?reference=1",),
    "roadmap_money": ("roadmap/money/?reference=1",),
    "alternatives_compare": ("alternatives/compare/?reference=1",),
    "committee_meeting": (),
    "portfolio": (),
    "run": (),
    "what_if": (
        "what-if/?indicator=I-P1&people.tfr_long_run=1.1",
        "what-if/?people.tfr_long_run=9&people.migration_level=x",
    ),
}
"""Which addresses stand for a page that takes a name or a form; any other page is opened as it is.

What only the work of officers makes is opened where they work, in test_year and
test_roadmap_browser.
"""
PAGES = (
    *(path for name, page in pages.found().items() for path in SHOWN.get(name, (page.PATH,))),
    "nothing-lies-here/",
)
WIDTHS = (1280, 390)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL_TARGETS = """() => [...document.querySelectorAll('main :is(a, button, select, summary), header a')]
  .filter(e => { const r = e.getBoundingClientRect(); return r.width && r.height && r.height < 23.5
    && getComputedStyle(e).display !== 'inline' && !e.closest('svg') && !e.closest('.sr-only'); })
  .map(e => e.textContent.trim().slice(0, 40))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return style.scrollBehavior !== 'auto' || /[1-9]/.test(style.transitionDuration);
}).map(e => e.outerHTML.slice(0, 100))"""
BEYOND = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the plan in use on a free port, as an operator would, and return the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = tmp_path_factory.mktemp("var")
    told = os.environ | {"BITGIL_VAR": str(var), "BITGIL_DATABASE": str(var / "bitgil.sqlite3")}
    command = [sys.executable, "-m", "bitgil.cli", "serve", "plans/gwangyang", "--port", str(port)]
    certify(told)
    with (var / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)  # noqa: S603  our own command
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, var / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def certify(told: dict[str, str]) -> None:
    """Issue a certificate as act 3, before there is anything else, so that its page can be shown."""
    bitgil = [sys.executable, "-m", "bitgil.cli", "record"]
    lines = ("person=홍길동", "course=기초", "hours=8", "completed=2026-11-22")
    issue = ["certificate", "issue", "training", "--subject", "training.ai", "--reason", "수료"]
    issuer = ["key", "issuer", "--did", "did:web:localhost", "--name", "시험시"]
    for call in (issuer, [*issue, *(word for line in lines for word in ("--line", line))]):
        subprocess.run([*bitgil, *call], cwd=ROOT, env=told, check=True, capture_output=True)  # noqa: S603


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; fail with what it said where it ends or stays silent."""
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urlopen(url) as answer:  # noqa: S310  our own server
                answer.read()
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all pages."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"BITGIL_CHROMIUM: there is no {CHROMIUM}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


# Colours do not hang on the language nor words on the contrast: two readers see all there is to see.
@pytest.fixture(scope="module", params=[("ko", "light"), ("en", "high-contrast")], ids="-".join)
def visit(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> Iterator[tuple[BrowserContext, str]]:
    """Return a visit in one language and contrast, and its root address."""
    language, mode = request.param
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    if mode == "high-contrast":
        context.add_cookies([{"name": "contrast", "value": mode, "url": address}])
    yield context, f"{address}/en/" if language == "en" else f"{address}/"
    context.close()


@pytest.fixture
def reader(visit: tuple[BrowserContext, str]) -> Iterator[tuple[Page, str, list[str]]]:
    """Return a fresh page of a visit, its root address, and what its console complains of."""
    context, root = visit
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, root, said
    page.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong, one line a node."""
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations']})", RULES
    )
    return [
        f"{fault['id']}: {node['html'][:120]} {node['failureSummary'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"][:4]
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_is_accessible_at_every_width(path: str, reader: tuple[Page, str, list[str]]) -> None:
    """No axe violation, nothing wider than the screen, no small target, no word from the content policy."""
    page, root, said = reader
    page.goto(root + path)
    assert [text for text in said if "404" not in text] == []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"at {width}"
        assert page.evaluate(BEYOND) <= 0, f"wider than {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"at {width}"


def test_every_page_of_the_folder_is_opened() -> None:
    """No address that is opened still lacks the name it takes."""
    assert not [path for path in PAGES if "<" in path]
    assert set(SHOWN) <= set(pages.found())


def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser: Browser, address: str) -> None:
    """Tab reaches the skip link first, Enter moves the focus into the content."""
    with browser.new_page() as page:
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    "path", ["", "projects/P13/", "roadmap/?reference=1"], ids=["home", "project", "roadmap"]
)
def test_nothing_moves_for_who_asked_for_less_motion(path: str, browser: Browser, address: str) -> None:
    """A page neither glides to its anchor nor fades anything for a reader whose system asks for rest."""
    with browser.new_page(reduced_motion="reduce") as page:
        page.goto(f"{address}/{path}")
        assert page.evaluate(MOVING) == []


def test_contrast_and_language_change_without_leaving_the_page(browser: Browser, address: str) -> None:
    """Both switches are plain links; the page and its filter stay, and the choice is remembered."""
    with browser.new_page() as page:
        page.goto(f"{address}/projects/?task=2")
        page.click("text=선명한 화면")
        assert page.url == f"{address}/projects/?task=2"
        assert page.get_attribute("html", "data-krds-mode") == "high-contrast"
        page.click("text=English")
        assert page.url == f"{address}/en/projects/?task=2"
        assert page.get_attribute("html", "lang") == "en"
        assert page.get_attribute("html", "data-krds-mode") == "high-contrast"
