"""A city at work in a browser: the plan in use served as an operator would, and accounts opened by hand.

The first administrator comes from the command line, everybody else from the administrator's own page.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from test_accessibility import AXE, BEYOND, ROOT, SMALL_TARGETS, WIDTHS, violations, wait_for

PASSWORD = re.compile(r"비밀번호: (\S+) ")


@contextmanager
def served(var: Path) -> Iterator[tuple[str, str]]:
    """Serve the plan in use on a free port; yield the address and the first administrator's password."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = os.environ | {"BITGIL_VAR": str(var), "BITGIL_DATABASE": str(var / "bitgil.sqlite3")}
    command = [sys.executable, "-m", "bitgil.cli"]
    with (var / "log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603  our own command
            [*command, "serve", "plans/gwangyang", "--port", str(port)],
            cwd=ROOT,
            env=told,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, var / "log")
            opened = subprocess.run(  # noqa: S603  the same
                [*command, "account", "admin", "--seat", "administrator"],
                cwd=ROOT,
                env=told,
                capture_output=True,
                check=True,
            )
            yield f"http://127.0.0.1:{port}", opened.stdout.decode().split()[-1]
        finally:
            server.terminate()
            server.wait(timeout=20)


@dataclass(slots=True)
class City:
    """The browser at one address, with a visit of its own for everybody who entered.

    `matter` is the code of the project that the year is about; `script` says whether their browsers run
    JavaScript.
    """

    browser: Browser
    address: str
    words: dict[str, str]
    visits: dict[str, BrowserContext] = field(default_factory=dict)
    matter: str = ""
    script: bool = True

    def at(self, name: str, path: str) -> Page:
        """Return somebody's page at an address, entered with their password on their first visit."""
        if name not in self.visits:
            context = self.browser.new_context(
                viewport={"width": 1280, "height": 900},
                java_script_enabled=self.script,
                reduced_motion="reduce",  # what glides into view cannot be pressed until it rests
            )
            context.set_default_timeout(10_000)
            self.visits[name] = context
            if name:
                page = context.new_page()
                page.goto(f"{self.address}/enter/")
                page.fill("#username", name)
                page.fill("#password", self.words[name])
                page.click("main form button[type=submit]")
                page.wait_for_url("**/desk/")
                page.close()
        page = self.visits[name].pages[0] if self.visits[name].pages else self.visits[name].new_page()
        page.goto(self.address + path)
        return page

    def open(self, name: str, *seats: str, office: str = "", member: str = "") -> None:
        """Let the administrator open an account, and keep the password that is shown once."""
        page = self.at("admin", "/desk/accounts/")
        page.fill("#username", name)
        for seat in seats:
            page.check(f"input[name=seats][value={seat}]")
        if office:
            page.select_option("#office", office)
        page.fill("#member", member)
        page.click("text=계정 만들기")
        found = PASSWORD.search(page.inner_text("main"))
        assert found, page.inner_text("main")
        self.words[name] = found[1]


def form(kind: str) -> str:
    """Return the selector of the form for a kind of act."""
    return f'form[aria-labelledby="f-{kind}"]'


def send(page: Page, kind: str, reason: str, fields: dict[str, str | Sequence[str]] | None = None) -> None:
    """Fill in the form of a kind of act and send it."""
    within = page.locator(form(kind))
    for name, value in (fields or {}).items():
        if isinstance(value, str):
            put(page, kind, name, value)
        else:
            boxes = within.locator(f'input[type=checkbox][name="{name}"]')
            for place in range(boxes.count()):
                boxes.nth(place).set_checked(boxes.nth(place).get_attribute("value") in value)
    within.locator("[name=reason]").fill(reason)
    within.locator("button[type=submit]").click()


def put(page: Page, kind: str, name: str, value: str) -> None:
    """Write or choose one value in a form."""
    control = page.locator(f'{form(kind)} [name="{name}"]')
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def faults(page: Page, judged: Sequence[int] = WIDTHS) -> list[str]:
    """Return what keeps a page from being readable by everyone at both widths; axe judges at some of them."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in judged:
            found += [f"{width}: {fault}" for fault in violations(page)]
        if page.evaluate(BEYOND) > 0:
            found.append(f"wider than {width}")
        found += [f"{width}: small target {text}" for text in page.evaluate(SMALL_TARGETS)]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found
