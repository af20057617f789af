"""The page a citizen checks with, opened from a file in Chromium: what it says, and that all can use it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from record_log import LOG, NOON, document, entries, policy_text, salt
from test_accessibility import AXE, BEYOND, SMALL_TARGETS, WIDTHS, browser, violations
from test_record_page import (
    ACT,
    AGAIN,
    ELSEWHERE,
    PLANNED,
    POLICY,
    PROOF,
    TRUSTS_LAST,
    changed,
    parts,
    parts_entry,
    proof_of,
)

from bitgil.record import page as built
from bitgil.record.commitment import Opening

pytestmark = pytest.mark.browser

__all__ = ["browser"]

GOOD = bytes(Opening(document(3), salt(3)))
FLIPPED = PROOF.replace(b"\n5\n", b"\n4\n")
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where the page lies: a file of this machine."""
    place = tmp_path_factory.mktemp("page") / built.NAME
    place.write_bytes(built.built())
    return place.as_uri()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Return the page opened without a network, and everything it complains of or asks for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request", lambda asked: said.append(asked.url) if asked.url[:5] not in ("file:", "data:") else None
    )
    page.goto(address)
    yield page, said
    context.close()


def give(page: Page, **files: bytes) -> None:
    """Give the page files by its buttons, and wait for its verdict."""
    for role, content in files.items():
        held = {"name": f"given.{role}", "mimeType": "application/octet-stream", "buffer": content}
        page.set_input_files(f"#{role}", files=[held])  # type: ignore[list-item]
    page.wait_for_selector(".verdict[data-code]")


def verdict(page: Page) -> tuple[str | None, list[str | None]]:
    """Return the verdict's code and the names of the faults that are shown."""
    faults = page.query_selector_all(".fault")
    return page.get_attribute(".verdict", "data-code"), [each.get_attribute("data-fault") for each in faults]


def states(page: Page) -> dict[str | None, str | None]:
    """Return how each step ended."""
    found = page.query_selector_all("[data-step]")
    return {each.get_attribute("data-step"): each.get_attribute("data-state") for each in found}


def test_a_valid_proof_with_its_document_is_told_plainly(opened: tuple[Page, list[str]]) -> None:
    """Signature, inclusion, witnesses with their times and the document hold, from a file and offline."""
    page, said = opened
    give(page, proof=PROOF, policy=POLICY, opening=GOOD)
    assert verdict(page) == ("0", [])
    assert {name for name, state in states(page).items() if state != "good"} == {"part"}
    text = page.inner_text("#result")
    for expected in (
        "독립 증인이 확인",
        "ledger.toytown.example/plan, 항목 5건",
        "3번 항목",
        "그 내용입니다",
    ):
        assert expected in text
    for witness in ("council", "university", "newspaper"):
        assert f"{witness} 2026년 9월 2" in text
    assert "안건 3" in text
    assert said == []


@pytest.mark.parametrize(
    ("files", "code", "faults"),
    [
        ({"proof": FLIPPED}, "1", ["signature"]),
        ({"proof": changed(entry=entries(1, 2)[0])}, "1", ["inclusion"]),
        ({"proof": proof_of(entries(5), 3, log=ELSEWHERE)}, "1", ["context"]),
        ({"policy": f"log {ELSEWHERE.key}\nquorum none\n".encode()}, "1", ["context"]),
        ({"policy": b"trust nobody\n"}, "1", ["policy"]),
        ({"opening": bytes(Opening(document(2), salt(3)))}, "1", ["commitment"]),
        ({"proof": proof_of(entries(5), 3, witnesses=("university",))}, "2", ["quorum"]),
        ({"policy": f"log {LOG.key}\nquorum none\n".encode()}, "2", []),
    ],
    ids=[
        "flipped byte",
        "edited entry",
        "another log",
        "wrong policy",
        "broken policy",
        "wrong document",
        "too few witnesses",
        "no witness asked for",
    ],
)
def test_each_tampering_is_refused_by_name(
    opened: tuple[Page, list[str]], files: Files, code: str, faults: list[str]
) -> None:
    """What was done to the files has its own name and words, in both languages, and never passes."""
    page, said = opened
    give(page, **({"proof": PROOF, "policy": POLICY, "opening": GOOD} | files))
    assert verdict(page) == (code, faults)
    assert ("맞지 않습니다" in page.inner_text("#result")) == (code == "1")
    korean = page.inner_text("#result")
    page.click("#tongue")
    page.wait_for_selector(".verdict[data-code]")
    assert verdict(page) == (code, faults)
    assert page.inner_text("#result") != korean
    assert said == []


def test_a_stale_witness_is_told(opened: tuple[Page, list[str]]) -> None:
    """Asked for confirmation within a day, a proof from long ago holds and is called stale."""
    page, _ = opened
    page.clock.set_fixed_time(NOON + 3 * 86_400)
    give(page, proof=PROOF, policy=POLICY)
    assert verdict(page) == ("0", [])
    page.fill("#days", "1")
    page.dispatch_event("#days", "change")
    page.wait_for_selector(".fault")
    assert verdict(page) == ("2", ["stale"])
    page.fill("#days", "4")
    page.dispatch_event("#days", "change")
    page.wait_for_selector(".verdict[data-code='0']")


DROP = """files => {
  const held = new DataTransfer();
  for (const [name, letters] of files) {
    held.items.add(new File([Uint8Array.from(atob(letters), c => c.charCodeAt(0))], name));
  }
  document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


def test_the_page_works_under_the_policy_it_is_served_with(browser: Browser) -> None:
    """From the portal too, with its own content policy in the header, it checks and complains of nothing."""
    policy = f"{built.content_policy()}; frame-ancestors 'none'"
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    with browser.new_page() as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.route("**/*", lambda route: route.fulfill(body=built.built(), headers=headers))
        page.goto("http://localhost:9/verify.html#en")
        give(page, proof=PROOF, policy=POLICY)
        assert verdict(page) == ("0", [])
        assert said == []


def test_files_dropped_together_find_their_places(opened: tuple[Page, list[str]]) -> None:
    """Proof, document with closed parts and policy, dropped at once and in any order, are told apart."""
    page, said = opened
    files = {"a.opening.json": parts(), "policy": POLICY, "x.tlog-proof": proof_of([parts_entry()], 0)}
    page.evaluate(DROP, [[name, base64.b64encode(each).decode()] for name, each in files.items()])
    page.wait_for_selector(".verdict[data-code='0']")
    assert "비공개 항목이 1개" in page.inner_text("#result")
    assert said == []


def test_what_an_act_encloses_and_keys_that_changed_are_checked_too(opened: tuple[Page, list[str]]) -> None:
    """Dropped together: the act, its enclosed document, today's policy and the statements of two keys."""
    page, said = opened
    act, opening = ACT
    files = {
        "x.tlog-proof": proof_of([act], 0),
        "5": PLANNED,
        "7": AGAIN,
        "policy": TRUSTS_LAST,
        "x.opening.json": opening,
        "minutes.json": parts(),
    }
    page.evaluate(DROP, [[name, base64.b64encode(each).decode()] for name, each in files.items()])
    page.wait_for_selector(".verdict[data-code='0']")
    assert set(states(page).values()) == {"good"}
    assert "이 행위가 이름을 댄 그 문서" in page.inner_text("#result")
    assert said == []


WITHOUT = """() => {
  const real = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = (form, key, kind, ...rest) =>
    kind.name === "Ed25519" ? Promise.reject(new Error("unknown")) : real(form, key, kind, ...rest);
}"""


@pytest.mark.parametrize(("proof", "code"), [(PROOF, "0"), (FLIPPED, "1")])
def test_a_browser_without_ed25519_says_so_and_judges_alike(
    browser: Browser,
    address: str,
    proof: bytes,
    code: str,
) -> None:
    """Where the browser can't check the signatures the page's own program does, and the page says so."""
    with browser.new_page() as page:
        page.add_init_script(f"({WITHOUT})()")
        page.goto(f"{address}#en")
        give(page, proof=proof, policy=POLICY)
        assert verdict(page)[0] == code
        assert "This browser has no Ed25519 of its own" in page.inner_text("#result")


def test_a_browser_that_cannot_hash_checks_nothing(browser: Browser, address: str) -> None:
    """Without SHA-256 the page says in words that nothing was checked."""
    with browser.new_page() as page:
        page.add_init_script("Object.defineProperty(globalThis, 'crypto', {value: {}})")
        page.goto(address)
        assert "아무것도 확인하지 못합니다" in page.inner_text("#result")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "files", [{}, {"proof": PROOF, "opening": GOOD}, {"proof": FLIPPED}], ids=["empty", "good", "bad"]
)
def test_the_page_is_accessible_at_every_width(
    browser: Browser,
    address: str,
    language: str,
    files: Files,
) -> None:
    """No axe violation, nothing wider than the screen and no small target, whatever the verdict."""
    context = browser.new_context(bypass_csp=True)
    page: Any = context.new_page()
    page.goto(f"{address}#{language}")
    if files:
        give(page, policy=POLICY, **files)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"at {width}"
        assert page.evaluate(BEYOND) <= 0, f"wider than {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"at {width}"
    context.close()


def test_everything_can_be_reached_by_keyboard(opened: tuple[Page, list[str]]) -> None:
    """Tab goes from the language over the files to the days."""
    page, _ = opened
    reached = []
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == ["tongue", "proof", "policy", "opening", "part", "changes", "days"]


def test_the_policy_used_here_is_the_one_that_is_shown(opened: tuple[Page, list[str]]) -> None:
    """The page shows the hash of the policy, for the reader to compare with the gazette."""
    page, _ = opened
    give(page, proof=PROOF, policy=policy_text())
    digest = page.inner_text("[data-step=policy] code")
    assert digest == hashlib.sha256(POLICY).hexdigest()
