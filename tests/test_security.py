"""The workspace and the portal as somebody with bad intentions finds them: one defence a test."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import openpyxl
import pytest
from at_work import BODY, HELD, MOVED, handed, on_record, visitor, voted
from bureau_story import OWN, enter, typed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, path, reverse
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker
from waitress.server import create_server

from bitgil.cli.verbs.serve import behind
from bitgil.government.acts import KINDS, Act
from bitgil.government.acts.fields import personal
from bitgil.government.permissions import SEATS, Person, may
from bitgil.plan.problems import Unsound
from bitgil.portal import pages as public_pages
from bitgil.portal import refusing
from bitgil.portal.urls import urlpatterns as own_addresses
from bitgil.portal.workspace import pages
from bitgil.portal.workspace.bureau.sheets import read
from bitgil.portal.workspace.forms.enclosing import LARGEST
from bitgil.store import accounts, importing
from bitgil.store.clock import today
from bitgil.store.current import forget, state_in_force
from bitgil.store.filing import Entry, file
from bitgil.store.models import Account, FilingRow, NoticeRow

pytestmark = pytest.mark.django_db
HELD_BACK = "계약 상대 광원산업 견적 삼억"
FOREIGN = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "http:///evil.example/",
    "javascript:alert(1)",
)
NAMED = {
    "subject": OWN,
    "number": "1",
    "username": "kim",
    "body": BODY,
    "item": "1",
    "act": "1",
    "place": "1",
    "kind": "progress.reported",
}
"""What stands for the names that addresses capture."""
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")
JUNK = (
    "²",
    "9" * 30,
    "9" * 5_000,
    "-1",
    "1e999999",
    "NaN",
    "\0",
    "%00",
    "'\"><script>alert(1)</script>",
    "{{7*7}}",
    "../../etc/passwd",
)


@pytest.fixture(scope="module", autouse=True)
def adopted(
    living_plan: Path,
    django_db_setup: None,  # noqa: ARG001  asked for the tables
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Adopt the plan in use once for all tests here; each test takes back only what it wrote itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        state, found = importing.look(living_plan)
        importing.accept(state, found, reason="처음")
        yield
        transaction.set_rollback(True)
    forget()


def filled(page: str) -> str:
    """Return the address of a page of the workspace, every captured name filled in."""
    address = pages.found()[page].PATH
    return "/desk/" + re.sub(r"<(?:str|int):(\w+)>", lambda name: NAMED[name[1]], address)


def with_post() -> list[str]:
    """Return every page of the workspace that takes a form."""
    return sorted(name for name, page in pages.found().items() if hasattr(page, "post"))


def everybody() -> Client:
    """Return the browser of somebody who holds every seat there is."""
    return visitor("everybody", *SEATS, office="digital", member="seat.4-01")


def opened(name: str = "kim", *seats: str, office: str = "") -> str:
    """Open an account and return its password."""
    wanted = accounts.Wanted(name, frozenset(seats or ("auditor",)), office)
    return accounts.open_account(wanted, state_in_force().plan)[1]


def enclosing(client: Client, content: bytes = b"x", name: str = "quote.hwp") -> Act:
    """Let the digital office report with a text and a file held back, and return the act."""
    sent = typed("progress.reported", OWN, effect=today(), period="2026-06", work="40")
    file_ = SimpleUploadedFile(name, content)
    answer = client.post(
        f"/desk/matters/{OWN}/file/progress.reported/", {**sent, "private": HELD_BACK, "attached": file_}
    )
    assert answer.status_code == 302, answer.content.decode()
    return state_in_force().dossier(OWN)[-1]


# Who is let in


@pytest.mark.parametrize("page", sorted(pages.found()))
def test_no_room_opens_to_a_stranger(page: str) -> None:
    """Every page of the workspace leads whoever has not entered to the log-in form, asked or handed in."""
    stranger = Client(HTTP_HOST="localhost")
    for answer in (stranger.get(filled(page)), stranger.post(filled(page), {"kind": "x"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/enter/?next=/desk/")


@pytest.mark.parametrize("page", with_post())
def test_a_form_of_another_site_is_refused(page: str) -> None:
    """Without the token that this site put into its form nothing is done, whoever's browser sends it."""
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.cookies = everybody().cookies
    before = state_in_force().acts, Account.objects.count()
    answer = client.post(filled(page), {"kind": "x", "do": "close"})
    assert answer.status_code == 403
    assert "다시 열어" in answer.content.decode()
    assert (state_in_force().acts, Account.objects.count()) == before


@pytest.mark.parametrize("address", ["/enter/", "/enter/code/", "/leave/"])
def test_nobody_is_let_in_or_out_by_another_site(address: str) -> None:
    """Log-in, code and leaving ask for the token too."""
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.cookies = visitor("kim", "auditor").cookies
    assert client.post(address, {"username": "kim", "password": "x"}).status_code == 403


@pytest.mark.parametrize("page", with_post())
def test_a_room_takes_nothing_from_whoever_may_not_open_it(page: str) -> None:
    """For each seat that the table does not let in, handing in is refused as well as looking."""
    module, before = pages.found()[page], state_in_force().acts
    for seat in SEATS:
        if may(Person("x", frozenset({seat}), "digital", "seat.4-01"), module.DEED):
            continue
        client = visitor(f"only-{seat}", seat, office="digital", member="seat.4-01")
        for answer in (client.get(filled(page)), client.post(filled(page), {"do": "close"})):
            assert answer.status_code == 403, seat
    assert state_in_force().acts == before


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_filing_itself_asks_who_may(kind: str) -> None:
    """Whatever a page hides or shows, an act is refused where its filer's seats do not allow it."""
    before = state_in_force().acts
    for seat in SEATS:
        person = Person("x", frozenset({seat}), "transport", "seat.4-09")
        if not may(person, kind):
            with pytest.raises(Unsound, match=r".*"):
                file(person, Entry(kind, OWN, today(), "시험"))
    assert state_in_force().acts == before


# Sessions


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_way_leads_to_another_site(foreign: str) -> None:
    """Neither log-in nor the contrast switch sends anybody where somebody else's link wants."""
    word = opened()
    client = Client(HTTP_HOST="localhost")
    entered = client.post("/enter/", {"username": "kim", "password": word, "next": foreign})
    assert entered["Location"] == "/desk/"
    assert client.get("/contrast/", {"mode": "high-contrast", "next": foreign})["Location"] == "/"


def test_a_session_given_before_is_worth_nothing_after() -> None:
    """Entering makes a fresh key, so a key that somebody planted opens nothing; leaving ends it."""
    word = opened()
    client = Client(HTTP_HOST="localhost")
    planted = client.session
    planted["x"] = "y"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    client.post("/enter/", {"username": "kim", "password": word})
    cookie = client.cookies["sessionid"]
    assert cookie.value != planted.session_key
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    held = cookie.value
    client.post("/leave/")
    client.cookies["sessionid"] = held
    assert client.get("/desk/").status_code == 302


def test_a_seat_taken_and_an_account_closed_end_at_once() -> None:
    """Whoever is inside loses a room with the seat, and the visit with the account."""
    client = visitor("kim", "auditor")
    account = Account.objects.get(username="kim")
    assert client.get("/desk/audit/").status_code == 200
    accounts.change_account(account, accounts.Wanted("kim", frozenset({"citizen"})), state_in_force().plan)
    assert client.get("/desk/audit/").status_code == 403
    accounts.close(account)
    assert client.get("/desk/").status_code == 302


def test_a_log_in_does_not_say_which_accounts_there_are() -> None:
    """A wrong password, a closed account and an unknown name get the same answer, the waiting too."""
    opened("kim")
    opened("lee")
    accounts.close(Account.objects.get(username="lee"))
    told: dict[str, list[str]] = {}
    for name in ("kim", "lee", "nobody"):
        client = Client(HTTP_HOST="localhost")
        for _ in range(6):
            answer = client.post("/enter/", {"username": name, "password": "wrong-wrong"})
            plain = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
            told.setdefault(name, []).append(f"{answer.status_code} {plain.replace(name, 'NAME')}")
    assert told["kim"] == told["nobody"] == told["lee"]
    assert told["kim"][-1].startswith("429")


# What belongs to somebody else


def test_what_is_held_back_is_read_by_those_alone_who_may() -> None:
    """No other department, no member, citizen, adviser or administrator gets text or file."""
    act = enclosing(enter("officer"))
    for name, seat, office in (
        ("other", "department", "transport"),
        ("m1", "member", ""),
        ("c1", "citizen", ""),
        ("a1", "adviser", ""),
        ("root", "administrator", ""),
    ):
        client = visitor(name, seat, office=office, member="seat.4-01" if seat == "member" else "")
        for query in ("", "?file=1"):
            answer = client.get(f"/desk/documents/{act.number}/{query}")
            assert answer.status_code == 403, name
            assert HELD_BACK not in answer.content.decode()
    for name in ("officer", "planner"):
        assert HELD_BACK in enter(name).get(f"/desk/documents/{act.number}/").content.decode()


def test_what_is_held_back_stands_on_no_public_page() -> None:
    """No page of the portal, no proof and no opening of the act shows the text."""
    act = enclosing(enter("officer"))
    stranger = Client(HTTP_HOST="localhost")
    for address in (f"/acts/{act.number}/", f"/en/acts/{act.number}/", f"/projects/{OWN}/", "/history/"):
        answer = stranger.get(address)
        assert answer.status_code == 200, address
        assert HELD_BACK not in answer.content.decode()
    assert stranger.get(f"/acts/{act.number}.opening.json").status_code == 404


def test_nobody_marks_or_reads_the_notices_of_another() -> None:
    """The numbers of somebody else's notices do nothing in my form."""
    visitor("lee", "plan-office", office="new-industry")
    notice = NoticeRow.objects.create(account="lee", key="k", ko="비밀 알림", en="secret", made="2026-01-01")
    client = visitor("kim", "auditor")
    client.post("/desk/", {"do": "read", "notice": [str(notice.pk)]})
    notice.refresh_from_db()
    assert not notice.read
    assert "비밀 알림" not in client.get("/desk/").content.decode()


def test_my_proposals_are_mine() -> None:
    """What one citizen proposed is not listed on another's desk."""
    on = typed("proposal.made", "new", effect=today(), by="citizen", title="골목 쉼터", task="7")
    assert visitor("c1", "citizen").post("/desk/propose/", on).status_code == 302
    assert "골목 쉼터" in visitor("c1", "citizen").get("/desk/my-proposals/").content.decode()
    assert "골목 쉼터" not in visitor("c2", "citizen").get("/desk/my-proposals/").content.decode()


@pytest.mark.parametrize("secret", ["x", "kim", "A" * 32, "%2e%2e", "0" * 5_000])
def test_a_guessed_calendar_leads_nowhere(secret: str) -> None:
    """An address that was not given out is not found, whatever it looks like."""
    opened()
    assert Client(HTTP_HOST="localhost").get(f"/calendar/{secret}.ics").status_code == 404


def test_a_proposer_cannot_speak_for_the_committee() -> None:
    """A citizen who sends more than the form asks for is taken for no office and no committee."""
    sent = typed("proposal.made", "new", effect=today(), by="committee", title="가짜", task="7")
    visitor("c1", "citizen").post("/desk/propose/", {**sent, "office": "digital", "role": "plan-office"})
    made = [act for acts in state_in_force().dossiers.values() for act in acts if act.kind == "proposal.made"]
    assert not [act for act in made if (act.office, act.role) != ("", "citizen")]
    assert not [act for act in made if act.public["by"] != "citizen"]


# What is handed in


def test_an_enclosed_file_has_its_limit() -> None:
    """A file over ten MB is refused in words, and nothing is recorded."""
    sent = typed("progress.reported", OWN, effect=today(), period="2026-06", work="40")
    large = SimpleUploadedFile("a.hwp", b"x" * (LARGEST + 1))
    before = state_in_force().acts
    address = f"/desk/matters/{OWN}/file/progress.reported/"
    answer = enter("officer").post(address, {**sent, "attached": large})
    assert answer.status_code == 422
    assert "10 MB" in answer.content.decode()
    assert state_in_force().acts == before


@pytest.mark.parametrize("length", [str(refusing.LARGEST + 1), "9" * 40, "many", "-5"])
def test_a_flood_is_refused_before_it_is_read(length: str) -> None:
    """Nobody, with an account or without, makes the server keep more than a form and a file may have."""
    answer = Client(HTTP_HOST="localhost").post(
        "/enter/", b"", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=length
    )
    assert answer.status_code == 413
    assert "너무 큽니다" in answer.content.decode()


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\a.exe", 'a".html', "견적서 최종.hwp"])
def test_a_file_goes_out_under_a_plain_name(name: str) -> None:
    """Paths are cut off, quotation marks break nothing, Korean names survive; nothing opens in place."""
    officer = enter("officer")
    act = enclosing(officer, name=name)
    answer = officer.get(f"/desk/documents/{act.number}/?file=1")
    said = answer["Content-Disposition"]
    assert answer.content == b"x"
    assert said.startswith("attachment;")
    assert "/" not in said
    assert "\n" not in said
    assert ".." not in said.replace("%2E", ".")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    if "견적서" in name:
        assert "filename*=utf-8''%EA%B2%AC" in said


@pytest.mark.parametrize("text", FORMULAS)
def test_no_downloaded_cell_is_taken_for_a_formula(text: str) -> None:
    """Words that begin like a formula leave the audit's table and the workbook of reports as words."""
    officer = enter("officer")
    sent = typed("progress.reported", OWN, effect=today(), period="2026-06", work="40", late_months=1)
    sent |= {"cause": "weather", "remedy": f"{text}복구", "reason": f"{text}이유"}
    assert officer.post(f"/desk/matters/{OWN}/file/progress.reported/", sent).status_code == 302
    told = visitor("kim", "auditor").get("/desk/audit/?csv=1").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(told)) for cell in row]
    assert any("이유" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    book = openpyxl.load_workbook(io.BytesIO(officer.get("/desk/sheet/?download=1").content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def broken_book(kind: str) -> bytes:
    """Return the office's own workbook, damaged or made malicious in its first sheet."""
    whole = enter("officer").get("/desk/sheet/?download=1").content
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = {
                    "cut": content[: len(content) // 2],
                    "laughs": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
                    + content.partition(b"?>")[2].replace(b"<sheetData>", b"<sheetData>&b;", 1),
                    "outside": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                    + content.partition(b"?>")[2].replace(b"<sheetData>", b"<sheetData>&a;", 1),
                    "endless": re.sub(rb"<v>\d+</v>", b"<v>1e999</v>", content),
                }[kind]
            new.writestr(info.filename, content)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["cut", "laughs", "outside", "endless"])
def test_a_malicious_workbook_is_refused_in_words(kind: str) -> None:
    """A cut sheet, entities that multiply or reach outside, and numbers without end are all turned away."""
    with pytest.raises(Unsound) as refused:
        read(broken_book(kind))
    assert "passwd" not in str(refused.value)


def spread(value: str) -> dict[str, Any]:
    """Return a form in which everything a page may ask for is one bad value."""
    names = {"seen", "at", "notice", "act", "number", "stop", "seconds", "request", "resolution", "about"}
    names |= {"report", "year", "item", "office", "member", "effect", "reason", "keep", "project", "token"}
    names |= {name for kind in KINDS.values() for name in kind.fields}
    names |= {f"milestones.{place}.what" for place in ("0", value, "999999999")}
    return dict.fromkeys(names, value) | {"verdict": "agree", "rests": value}


@pytest.mark.parametrize("page", with_post())
def test_no_value_brings_a_form_down(page: str) -> None:
    """Huge, negative, endless, superscript or hostile values end in words, never in a traceback."""
    client, address, before = everybody(), filled(page), state_in_force().acts
    kinds = ("progress.reported", pages.found()[page].DEED)
    for place, value in enumerate(JUNK):
        sent = spread(value) | {"kind": kinds[place % 2], "subject": OWN, "do": "read"}
        assert client.post(address, sent).status_code < 500, value
    assert client.get(address, spread("²")).status_code < 500
    assert state_in_force().acts == before


@pytest.mark.parametrize("page", sorted(public_pages.found()))
def test_no_value_brings_a_public_page_down(page: str) -> None:
    """Neither days of another calendar nor numbers without end bring a page of the portal down."""
    address = re.sub(r"<\w+:\w+>", "1", public_pages.found()[page].PATH)
    names = ("page", "part", "year", "point", "grade", "task", "q", "kind", "indicator", "reference")
    client = Client(HTTP_HOST="localhost")
    for value in ("²", "9" * 5_000, "1e999999", "\0"):
        assert client.get(f"/{address}", dict.fromkeys(names, value)).status_code < 500, value
        for name in ("as-of", "known-on"):
            assert client.get(f"/{address}", {name: value}).status_code in (400, 404), value


def test_a_row_far_away_is_no_row() -> None:
    """Whoever numbers a row by a billion gets no billion rows to look at."""
    sent = handed("progress.reported", OWN, today(), {"milestones.999999999.what": "x", "work": "x"})
    answer = enter("officer").post(f"/desk/matters/{OWN}/file/progress.reported/", sent)
    assert answer.status_code == 422
    assert len(answer.content) < 400_000


# What is shown


def test_words_of_others_stay_words() -> None:
    """A title and a reason from outside are shown as text and never become markup."""
    evil = "<script>alert(1)</script>"
    sent = typed(
        "proposal.made", "new", effect=today(), by="citizen", title=evil, task="7", reason=f"{evil}!"
    )
    client = visitor("c1", "citizen")
    assert client.post("/desk/propose/", sent).status_code == 302
    (act,) = [a for acts in state_in_force().dossiers.values() for a in acts if a.kind == "proposal.made"]
    planner = enter("planner")
    for browser, address in (
        (Client(HTTP_HOST="localhost"), f"/acts/{act.number}/"),
        (client, "/desk/my-proposals/"),
        (planner, f"/desk/matters/{act.subject}/"),
        (planner, "/desk/queue/"),
        (visitor("kim", "auditor"), "/desk/audit/"),
    ):
        text = browser.get(address).content.decode()
        assert evil not in text, address
    assert html.escape(evil) in client.get("/desk/my-proposals/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/desk/", "/desk/second-factor/", "/desk/audit/?csv=1", "/enter/", "/desk/accounts/everybody/"],
)
def test_private_pages_are_kept_by_no_cache(address: str) -> None:
    """Nothing between server and reader keeps a page or a file of the workspace."""
    client = Client(HTTP_HOST="localhost") if address == "/enter/" else everybody()
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/", "/desk/", "/enter/", "/nothing-lies-here/", "/record/", "/verify.html"]
)
def test_every_answer_carries_its_defences(address: str) -> None:
    """No foreign script, no frame, no guessing at types, on whatever page."""
    answer = everybody().get(address)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path_", ["../secret_key", "%2e%2e/secret_key", "tile/../../secret_key", "/etc/passwd", "anchor/../../x"]
)
def test_the_logs_files_are_the_only_files(path_: str) -> None:
    """No spelling of a path leaves the folder of the log's public files."""
    assert Client(HTTP_HOST="localhost").get(f"/record/public/{path_}").status_code == 404


def test_another_host_is_not_answered(settings: Settings) -> None:
    """A request for a host that is not this site's is refused in words and reveals nothing."""
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = Client(HTTP_HOST="evil.example").get("/")
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def falls(_: object) -> HttpResponse:
    """Fall over with a secret in the hand."""
    raise RuntimeError(HELD_BACK)


urlpatterns: list[Any] = [path("falls/", falls), *own_addresses]
handler500 = "bitgil.portal.views.failed"


def test_a_fault_of_ours_shows_nothing_of_the_inside(settings: Settings) -> None:
    """Whoever meets a fault reads that nothing was changed, and no word of code or content."""
    settings.ROOT_URLCONF = __name__
    assert isinstance(urlpatterns[0], URLPattern)
    answer = Client(HTTP_HOST="localhost", raise_request_exception=False).get("/falls/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "기록은 바뀌지 않았습니다" in text
    assert not [word for word in (HELD_BACK, "Traceback", "RuntimeError", ".py") if word in text]


# People in public words


@pytest.mark.parametrize(
    "text",
    [
        "010-1234-5678",
        "연락처010 1234 5678입니다",
        "０１０－１２３４－５６７８",
        "010–1234–5678",
        "010.1234.5678",
        "010 - 1234 - 5678",
        "+82 10-1234-5678",
        "061-797-2114",
        "900101-1234567",
        "900101 - 1234567",
        "hong@example.com",
    ],
)
def test_a_citizen_cannot_publish_a_number_of_a_person(text: str) -> None:
    """However it is spelled, in the title or in the reason, nothing is recorded and the page says why."""
    before, client = state_in_force().acts, visitor("c1", "citizen")
    for title, reason in ((f"쉼터 {text}", "까닭"), ("쉼터", f"까닭 {text}")):
        sent = typed(
            "proposal.made", "new", effect=today(), by="citizen", title=title, task="7", reason=reason
        )
        answer = client.post("/desk/propose/", sent)
        assert answer.status_code == 422
    assert state_in_force().acts == before


@pytest.mark.parametrize(
    "text", ["2026-03-20", "1,200,000원", "제2026-1호", "예산 20억 1,500만", "2010-2020", "3.14"]
)
def test_a_day_or_an_amount_is_no_number_of_a_person(text: str) -> None:
    """What plans are full of is let through."""
    assert not personal(text)


def test_a_reason_without_end_is_refused() -> None:
    """A reason is a sentence or a page, not a book: nobody fills the record."""
    sent = typed(
        "proposal.made", "new", effect=today(), by="citizen", title="쉼터", task="7", reason="가" * 4_001
    )
    assert visitor("c1", "citizen").post("/desk/propose/", sent).status_code == 422


def test_the_audit_alone_reads_whose_hand_it_was() -> None:
    """The account that filed an act stands on no public page and on no page of another seat's."""
    act = enclosing(visitor("secretive-name", "department", office="digital"))
    assert FilingRow.objects.filter(act=act.number, account="secretive-name").exists()
    for browser, address in (
        (Client(HTTP_HOST="localhost"), f"/acts/{act.number}/"),
        (Client(HTTP_HOST="localhost"), f"/projects/{OWN}/"),
        (enter("planner"), f"/desk/matters/{OWN}/"),
        (enter("planner"), "/desk/queue/"),
    ):
        assert "secretive-name" not in browser.get(address).content.decode(), address


def test_a_vote_of_another_is_not_mine_to_cast() -> None:
    """A member who sends a recusal for another seat is refused, and no act is written."""
    on_record(*HELD, MOVED, voted())
    before = state_in_force().acts
    member = visitor("m1", "member", member="seat.4-05")
    sent = handed("meeting.recused", f"{BODY}/2026-1", "2026-03-20", {"member": "seat.4-01", "item": "1"})
    assert member.post(reverse("meeting", args=[BODY, "2026-1"]), sent).status_code in (403, 404, 422)
    assert state_in_force().acts == before


def heard(proxy: str) -> dict[str, str]:
    """Return what a page hears of a request that claims to be somebody else's, by HTTPS."""
    told: dict[str, str] = {}

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        told.update({name: str(environ[name]) for name in ("REMOTE_ADDR", "wsgi.url_scheme")})
        start("200 OK", [])
        return [b""]

    server = create_server(application, host="127.0.0.1", port=0, threads=1, **behind(proxy))
    listening = Thread(target=server.run, daemon=True)
    listening.start()
    claims = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    with urlopen(Request(f"http://127.0.0.1:{server.effective_port}/", headers=claims)) as answer:
        answer.read()
    server.trigger.pull_trigger(server.close)
    listening.join(10)
    assert not listening.is_alive()
    return told


@pytest.mark.parametrize(
    ("proxy", "address", "scheme"),
    [("", "127.0.0.1", "http"), ("127.0.0.1", "203.0.113.9", "https"), ("192.0.2.1", "127.0.0.1", "http")],
)
def test_who_asks_is_believed_of_the_named_proxy_alone(proxy: str, address: str, scheme: str) -> None:
    """Nobody escapes the waiting after wrong passwords by claiming another address, nor claims HTTPS."""
    assert heard(proxy) == {"REMOTE_ADDR": address, "wsgi.url_scheme": scheme}
