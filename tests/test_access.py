"""The access record: who came in, who read what is held back, whose rights were changed, and by whom."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from at_work import BODY, handed, visitor
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from test_second_factor import enrolled

from bitgil.cli import main
from bitgil.plan.problems import Unsound
from bitgil.store import access, accounts, importing
from bitgil.store.access import Asked, Hand
from bitgil.store.acts import last_number
from bitgil.store.current import forget, state_in_force
from bitgil.store.models import AccessRow, Account

pytestmark = pytest.mark.django_db
PLACE = "192.0.2.7"


@pytest.fixture(autouse=True)
def plan(living_plan: Path) -> None:
    """Begin with the plan in use adopted, and nothing noted."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")


def noted(name: str = "") -> list[tuple[str, str, str, str]]:
    """Return who did what to whom and what changed, the first first."""
    rows = reversed(access.found(Asked(name)))
    return [(row.account, row.deed, row.subject, row.en) for row in rows]


def enter(name: str, word: str, place: str = PLACE) -> Client:
    """Try to come in from a place."""
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR=place)
    client.post("/enter/", {"username": name, "password": word})
    return client


def opened(name: str, *seats: str, office: str = "", member: str = "") -> str:
    """Open an account from the command line and return its password."""
    wanted = accounts.Wanted(name, frozenset(seats), office, member)
    return accounts.open_account(wanted, state_in_force().plan)[1]


def enclosed() -> int:
    """Let a secretary file an appointment with names held back, and return its act's number."""
    secretary = visitor("kim", "secretary", office="new-industry")
    members = {"members": "seat.4-01", "seat": "appointed", "first": "2026-02-01", "last": "2028-01-31"}
    sent = handed("member.appointed", BODY, "2026-02-01", {**members, "women": "1", "men": "1"})
    names = SimpleUploadedFile("names.txt", "홍길동".encode())
    secretary.post(f"/desk/committee/{BODY}/members/", {**sent, "private": "홍길동", "attached": names})
    return last_number()


def test_coming_in_and_going_out_is_noted_with_the_place() -> None:
    """A right password, the way out, and each wrong password stand with account and address."""
    word = opened("kim", "auditor")
    enter("kim", "wrong-wrong")
    enter("kim", word).post("/leave/")
    assert [row[1] for row in noted("kim")] == ["account.opened", "refused", "entered", "left"]
    assert {row.place for row in AccessRow.objects.exclude(deed="account.opened")} == {PLACE}


def test_a_second_hand_at_a_locked_account_is_noted_once() -> None:
    """Whoever goes on guessing at a locked account fills no table, and a new place is noted anew."""
    opened("kim", "auditor")
    for _ in range(settings.AXES_FAILURE_LIMIT + 7):
        enter("kim", "wrong-wrong")
    deeds = [row[1] for row in noted("kim")]
    assert deeds == ["account.opened", *["refused"] * (settings.AXES_FAILURE_LIMIT - 1), "locked"]
    enter("kim", "wrong-wrong", "192.0.2.8")
    assert noted("kim")[-1][1] == "refused"


def test_what_was_typed_as_a_name_that_nobody_has_is_not_kept() -> None:
    """A password typed in the wrong box stands nowhere; that somebody failed to come in does."""
    enter("hunter2-hunter2", "kim")
    row = AccessRow.objects.get()
    assert (row.account, row.deed, row.place) == ("", "refused", PLACE)
    assert "hunter2" not in repr(row.__dict__)


@pytest.mark.parametrize("name", ["", "kim\0", "k" * 400])
def test_a_name_that_no_form_takes_is_answered_in_words(name: str) -> None:
    """Nothing, a character that no database keeps, and a name without end are refused like any other."""
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR=PLACE)
    answer = client.post("/enter/", {"username": name, "password": "wrong-wrong"})
    assert answer.status_code == 200
    assert [row[0] for row in noted()] in ([], [""])


def test_rights_given_changed_and_taken_say_by_whom_and_what() -> None:
    """By the administrator's page: the seats before and after; what changes nothing is no line."""
    admin = visitor("root", "administrator")
    lee = {"username": "lee", "seats": ["auditor"], "email": "lee@example.kr"}
    admin.post("/desk/accounts/", lee)
    changed = {"do": "change", "seats": ["department"], "office": "digital", "email": "lee@example.kr"}
    for _ in range(2):
        admin.post("/desk/accounts/lee/", changed)
    admin.post("/desk/accounts/lee/", {**changed, "email": "other@example.kr"})
    admin.post("/desk/accounts/lee/", {"do": "close"})
    admin.post("/desk/accounts/lee/", {"do": "renew"})
    assert noted("lee") == [
        ("root", "account.opened", "lee", "seats – → auditor"),
        ("root", "account.changed", "lee", "seats auditor → department in charge; office – → digital"),
        ("root", "account.changed", "lee", "mail address"),
        ("root", "account.closed", "lee", "seats department in charge → –; office digital → –"),
        ("root", "password.renewed", "lee", "opened again"),
    ]
    assert not AccessRow.objects.filter(ko__contains="example.kr")


def test_the_command_line_is_noted_without_a_name() -> None:
    """What the operator does by `bitgil account` stands there too, as the command line's."""
    assert main(["account", "kim", "--seat", "auditor"]) == 0
    assert main(["account", "kim", "--seat", "administrator"]) == 0
    assert main(["account", "kim", "--new-password"]) == 0
    assert main(["account", "kim", "--close"]) == 0
    assert [row[:2] for row in noted("kim")] == [
        ("", "account.opened"),
        ("", "account.changed"),
        ("", "password.renewed"),
        ("", "account.closed"),
    ]


def test_a_refused_account_leaves_no_line() -> None:
    """Where an account is not opened nothing is noted."""
    with pytest.raises(Unsound):
        opened("lee", "department")
    assert noted() == []


def test_a_second_factor_is_noted_from_the_device_to_its_loss() -> None:
    """The device, a wrong code, a right one, and that an administrator forgot it."""
    client = visitor("kim", "plan-office", office="new-industry")
    code = enrolled(client, "kim")[0]
    again = enter("kim", accounts.renew(Account.objects.get(username="kim")))
    for typed in ("000000", "000000", "000000", code):
        again.post("/enter/code/", {"code": typed})
    visitor("root", "administrator").post("/desk/accounts/kim/", {"do": "forget"})
    deeds = [row[:2] for row in noted("kim") if not row[1].startswith(("account", "password"))]
    assert deeds == [
        ("kim", "device.taken"),
        ("kim", "entered"),
        ("kim", "code.refused"),
        ("kim", "code.shown"),
        ("root", "device.forgotten"),
    ]


def test_a_password_that_its_holder_chose_is_noted() -> None:
    """By whom, and no word of the password."""
    word = opened("kim", "auditor")
    client = enter("kim", word)
    client.post("/desk/password/", {"old": word, "new": "blue-furnace-77", "again": "blue-furnace-77"})
    assert noted("kim")[-1] == ("kim", "password.chosen", "kim", "")


def test_whoever_reads_what_is_held_back_is_noted() -> None:
    """The page and the file, each by the number of the act; who was refused read nothing."""
    number = enclosed()
    visitor("han", "department", office="digital").get(f"/desk/documents/{number}/")
    auditor = visitor("choi", "auditor")
    auditor.get(f"/desk/documents/{number}/")
    auditor.get(f"/desk/documents/{number}/?file=1")
    assert noted("han") == [
        ("", "account.opened", "han", "seats – → department in charge; office – → digital")
    ]
    assert [row[:3] for row in noted("choi")[1:]] == [
        ("choi", "document.read", str(number)),
        ("choi", "document.taken", str(number)),
    ]


def test_the_database_refuses_to_change_or_drop_a_line_by_anyone() -> None:
    """No line is edited; one older than three years goes by the command, a younger one by nobody's hand."""
    opened("kim", "auditor")
    AccessRow.objects.create(at="2020-01-01T00:00:00.000000+00:00", account="old", deed="entered")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AccessRow.objects.update(account="other")
    with pytest.raises(DatabaseError, match="three years"), transaction.atomic():
        AccessRow.objects.filter(account="").delete()
    assert main(["account", "kim", "--expire-access"]) != 0
    assert AccessRow.objects.filter(account="old").exists()
    assert main(["account", "--expire-access"]) == 0
    assert [row[1] for row in noted()] == ["account.opened"]
    assert access.expire() == 0


def test_an_unknown_deed_is_no_line() -> None:
    """What no word says what it is cannot be noted."""
    with pytest.raises(KeyError):
        access.note(Hand("kim"), "thought.about")
    assert not AccessRow.objects.exists()


def test_days_are_those_of_korea() -> None:
    """A line of 23:30 in Seoul belongs to that day, one of 00:30 to the next; times are told as there."""
    for at in ("2026-03-01T14:30:00.000000+00:00", "2026-03-01T15:30:00.000000+00:00"):
        AccessRow.objects.create(at=at, account="kim", deed="entered")
    first, second = date(2026, 3, 1), date(2026, 3, 2)
    assert [row.at[11:13] for row in access.found(Asked(until=first))] == ["14"]
    assert [row.at[11:13] for row in access.found(Asked(since=second))] == ["15"]
    assert access.in_korea("2026-03-01T15:30:00.000000+00:00") == "2026-03-02 00:30:00"


def test_the_auditor_alone_reads_the_record_and_takes_it_along() -> None:
    """By account and deed, in both languages, as a page and as CSV; a wrong day is told and left out."""
    number = enclosed()
    auditor = visitor("choi", "auditor")
    auditor.get(f"/desk/documents/{number}/")
    text = auditor.get("/desk/audit/access/?name=choi").content.decode()
    assert "비공개 자료를 봄" in text
    assert f"행위 {number}번" in text
    assert "역할 – → 감사" in text
    english = auditor.get("/en/desk/audit/access/?deed=document.read").content.decode()
    assert "read what is held back" in english
    assert "opened an account" not in english.split("<tbody>")[1]
    for day in ("since=yesterday", "until=9999-12-31", "since=0001-01-01", "until=2026-02-30&csv=1"):
        assert "날짜를 2026-01-31처럼" in auditor.get(f"/desk/audit/access/?{day}").content.decode()
    for name in ("nobody", "no%00body"):
        assert "거른 결과가 없습니다" in auditor.get(f"/desk/audit/access/?name={name}").content.decode()
    table = auditor.get("/desk/audit/access/?name=choi&csv=1").content.decode("utf-8-sig")
    assert [row["deed"] for row in csv.DictReader(io.StringIO(table))] == ["document.read", "account.opened"]
    for name, seat in (("root", "administrator"), ("kim", "secretary")):
        assert visitor(name, seat).get("/desk/audit/access/").status_code == 403


def test_a_long_record_is_read_page_by_page() -> None:
    """A hundred lines a page, the latest first; a page that is not there is the last."""
    AccessRow.objects.bulk_create(
        AccessRow(at=f"2026-03-01T00:00:{k % 60:02}.000000+00:00", account=f"n{k}", deed="entered")
        for k in range(150)
    )
    auditor = visitor("choi", "auditor")
    assert "1 / 2" in auditor.get("/desk/audit/access/").content.decode()
    last = auditor.get("/desk/audit/access/?page=9").content.decode()
    assert "2 / 2" in last
    assert "<td>n0</td>" in last
