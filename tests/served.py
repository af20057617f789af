"""A city served for a browser: the plan in use, accounts that may enter, forms filled as people do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from test_accessibility import ROOT, wait_for

WORD = "gwang-yang-light-26"
_OPEN = """
import sys
import django
django.setup()
from bitgil.store import accounts
from bitgil.store.current import state_in_force
for line in sys.argv[2:]:
    name, seat, office = line.split(":")
    wanted = accounts.Wanted(name, frozenset({seat}), office)
    accounts.open_account(wanted, state_in_force().plan, sys.argv[1])
"""


@contextmanager
def city(var: Path, people: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Serve the plan in use on a free port with accounts for these people, and yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = os.environ | {"BITGIL_VAR": str(var), "BITGIL_DATABASE": str(var / "bitgil.sqlite3")}
    command = [sys.executable, "-m", "bitgil.cli", "serve", "plans/gwangyang", "--port", str(port)]
    with (var / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)  # noqa: S603  our own command
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, var / "log")
            open_accounts(told, people)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def open_accounts(told: Mapping[str, str], people: Mapping[str, tuple[str, str]]) -> None:
    """Open an account for each name with its seat and office."""
    lines = [f"{name}:{seat}:{office}" for name, (seat, office) in people.items()]
    settings = {**told, "DJANGO_SETTINGS_MODULE": "bitgil.portal.settings"}
    subprocess.run([sys.executable, "-c", _OPEN, WORD, *lines], cwd=ROOT, env=settings, check=True)  # noqa: S603  ours


def enter(browser: Browser, address: str, name: str, *, script: bool = False) -> Page:
    """Return a page of somebody who has entered by the log-in form, with or without JavaScript."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{address}/enter/")
    page.fill("#username", name)
    page.fill("#password", WORD)
    page.click("main button[type=submit]")
    page.wait_for_selector(".bg-rooms")
    return page


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
