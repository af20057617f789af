"""The second factor: enrolled by its holder, asked for after the password, forgotten by an administrator."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from at_work import visitor
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from bitgil.cli import main
from bitgil.store import accounts, importing, second_factor
from bitgil.store.current import forget, state_in_force
from bitgil.store.models import Account, RecoveryRow

pytestmark = pytest.mark.django_db
Clock = time_machine.Traveller
NOON = datetime(2026, 11, 26, 3, 0, 15, tzinfo=UTC)
RECOVERY = re.compile(r"<code>((?:[A-Z2-7]{4} ?){4})</code>")


@pytest.fixture(autouse=True)
def clock(living_plan: Path) -> Iterator[Clock]:
    """Begin with the plan in use adopted, and with a clock that stands still until the test moves it."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")
    with time_machine.travel(NOON, tick=False) as held:
        yield held


def shown(name: str) -> str:
    """Return what somebody's app shows just now."""
    device = TOTPDevice.objects.filter(user__username=name).latest("pk")
    made = TOTP(device.bin_key)
    made.time = time.time()
    return f"{made.token():06}"


def enrolled(client: Client, name: str) -> list[str]:
    """Enrol somebody's device by the page, and return the recovery codes it shows."""
    client.post("/desk/second-factor/", {"do": "begin"})
    answer = client.post("/desk/second-factor/", {"do": "confirm", "code": shown(name)})
    return RECOVERY.findall(answer.content.decode())


def entered(name: str) -> Client:
    """Return the browser of somebody who has given their password and nothing else."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=name))
    return client


def test_a_device_is_taken_once_it_has_shown_a_code() -> None:
    """QR code and key stand on the page, a right code turns it on, ten codes are shown once."""
    client = visitor("kim", "plan-office", office="new-industry")
    client.post("/desk/second-factor/", {"do": "begin"})
    text = client.get("/desk/second-factor/").content.decode()
    device = TOTPDevice.objects.get()
    assert "<svg" in text
    assert second_factor.key_text(device) in text
    codes = enrolled(client, "kim")
    assert len(set(codes)) == 10
    assert not RECOVERY.search(client.get("/desk/second-factor/").content.decode())
    assert "남은 복구 코드 10개" in client.get("/desk/second-factor/").content.decode()


def test_a_wrong_code_takes_no_device() -> None:
    """The page says what to check; the account enters as before."""
    client = visitor("kim", "plan-office", office="new-industry")
    client.post("/desk/second-factor/", {"do": "begin"})
    wrong = "000000" if shown("kim") != "000000" else "111111"
    answer = client.post("/en/desk/second-factor/", {"do": "confirm", "code": wrong})
    assert answer.status_code == 422
    assert "the code is not right" in answer.content.decode()
    assert second_factor.device_of(Account.objects.get()) is None
    assert entered("kim").get("/desk/").status_code == 200


def test_nothing_opens_before_the_code() -> None:
    """With the password alone every page leads to the question, and nothing handed in is done."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    client = entered("kim")
    before = state_in_force().acts
    for answer in (client.get("/desk/round/?year=2026"), client.post("/desk/password/", {"old": "x"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/enter/code/?next=%2Fdesk%2F")
    client.post("/desk/second-factor/", {"do": "begin"})
    assert TOTPDevice.objects.count() == 1
    assert state_in_force().acts == before


def test_a_code_opens_the_way_where_the_visitor_was_going(clock: Clock) -> None:
    """A right code leads on under a fresh session key; the same code opens nothing twice."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    clock.shift(60)
    client, code = entered("kim"), shown("kim")
    key = client.session.session_key
    answer = client.post("/enter/code/", {"code": f"{code[:3]} {code[3:]}", "next": "/desk/round/"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/round/")
    assert client.session.session_key != key
    assert client.get("/desk/round/").status_code == 200
    again = entered("kim")
    assert again.post("/enter/code/", {"code": code}).status_code == 422
    assert again.get("/desk/").status_code == 302


def test_a_foreign_address_is_no_way_on(clock: Clock) -> None:
    """The code page leads to this site's own addresses only."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    clock.shift(60)
    answer = entered("kim").post("/enter/code/", {"code": shown("kim"), "next": "https://evil.example/"})
    assert answer["Location"] == "/desk/"


def test_wrong_codes_make_whoever_guesses_wait(clock: Clock) -> None:
    """After a wrong code even the right one has to wait, twice as long each time; the page says so."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    clock.shift(60)
    client = entered("kim")
    right = shown("kim")
    wrong = "000000" if right != "000000" else "111111"
    assert "코드가 맞지 않습니다" in client.post("/enter/code/", {"code": wrong}).content.decode()
    answer = client.post("/enter/code/", {"code": right})
    assert "잠시 받지 않습니다" in answer.content.decode()
    clock.shift(3)
    assert client.post("/enter/code/", {"code": shown("kim")}).status_code == 302


def test_a_recovery_code_opens_once() -> None:
    """Written in any spacing it enters once; the table holds nothing that could be written there."""
    codes = enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    kept = set(RecoveryRow.objects.values_list("digest", flat=True))
    assert not kept & {part for code in codes for part in (code, code.replace(" ", ""))}
    code = codes[3].lower().replace(" ", "-")
    assert entered("kim").post("/enter/code/", {"code": code}).status_code == 302
    assert entered("kim").post("/enter/code/", {"code": code}).status_code == 422
    assert RecoveryRow.objects.count() == 9


def test_somebody_elses_code_opens_nothing() -> None:
    """A recovery code is good for the account it was made for."""
    codes = enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    enrolled(visitor("lee", "secretary", office="new-industry"), "lee")
    assert entered("lee").post("/enter/code/", {"code": codes[0]}).status_code == 422


def test_a_new_device_ends_the_old_one_and_its_visits(clock: Clock) -> None:
    """Whoever changes the device gets new recovery codes; other visits are asked again."""
    client = visitor("kim", "plan-office", office="new-industry")
    enrolled(client, "kim")
    clock.shift(60)
    other = entered("kim")
    other.post("/enter/code/", {"code": shown("kim")})
    assert other.get("/desk/").status_code == 200
    clock.shift(60)
    assert len(enrolled(client, "kim")) == 10
    assert TOTPDevice.objects.count() == 1
    assert RecoveryRow.objects.count() == 10
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


@pytest.mark.parametrize("seat", sorted(second_factor.KEEPERS))
def test_where_it_is_required_a_keeper_has_to_enrol_first(seat: str, settings: Settings) -> None:
    """Who keeps accounts, plan or committee is led to the page of the device, and past it once it is on."""
    settings.BITGIL_SECOND_FACTOR = "required"
    client = visitor("kim", seat, office="new-industry")
    assert client.get("/desk/")["Location"] == "/desk/second-factor/"
    assert "다른 쪽을 열 수 없습니다" in client.get("/desk/second-factor/").content.decode()
    enrolled(client, "kim")
    assert client.get("/desk/").status_code == 200


def test_where_it_is_required_other_seats_may_do_without(settings: Settings) -> None:
    """A department is offered it and not made to take it."""
    settings.BITGIL_SECOND_FACTOR = "required"
    client = visitor("lee", "department", office="digital")
    assert client.get("/desk/").status_code == 200


def test_where_it_is_off_nothing_is_asked_nor_offered(settings: Settings) -> None:
    """A site may do without; devices enrolled before are kept and not asked for."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    settings.BITGIL_SECOND_FACTOR = "off"
    client = entered("kim")
    assert "second-factor" not in client.get("/desk/").content.decode()
    assert client.get("/desk/second-factor/").status_code == 404
    assert client.get("/enter/code/")["Location"] == "/desk/"


def test_an_administrator_forgets_a_lost_device() -> None:
    """By the account's page; from then on the password opens again, and old recovery codes do not matter."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    admin = visitor("root", "administrator")
    assert "두 단계 확인 풀기" in admin.get("/desk/accounts/kim/").content.decode()
    admin.post("/desk/accounts/kim/", {"do": "forget"})
    assert entered("kim").get("/desk/").status_code == 200
    assert not RecoveryRow.objects.exists()


def test_the_command_line_forgets_a_lost_device(capsys: pytest.CaptureFixture[str]) -> None:
    """`bitgil account NAME --forget-second-factor` does the same; without an account it says so."""
    enrolled(visitor("kim", "plan-office", office="new-industry"), "kim")
    assert main(["account", "kim", "--forget-second-factor", "--lang", "ko"]) == 0
    assert "두 단계 확인을 풀었습니다" in capsys.readouterr().out
    assert second_factor.device_of(Account.objects.get()) is None
    assert main(["account", "nobody", "--forget-second-factor"]) != 0


def test_the_code_page_asks_who_gave_no_password_to_enter() -> None:
    """A stranger is led to the log-in form; somebody without a device goes straight on."""
    assert "/enter/?next=" in Client(HTTP_HOST="localhost").get("/enter/code/")["Location"]
    wanted: Any = accounts.Wanted("lee", frozenset({"auditor"}))
    accounts.open_account(wanted, state_in_force().plan)
    assert entered("lee").get("/enter/code/")["Location"] == "/desk/"
