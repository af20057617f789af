"""Guessing at a password: after a few failures the account waits, for whoever guesses and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from axes.utils import reset
from django.conf import global_settings, settings
from django.test import Client, override_settings

from bitgil.portal import settings as own
from bitgil.store import accounts, importing
from bitgil.store.current import forget, state_in_force
from bitgil.store.models import Account

pytestmark = pytest.mark.django_db


LEAST_ROUNDS = 600_000
"""What OWASP's password storage cheat sheet (2023) asks of PBKDF2 with SHA-256."""


@pytest.fixture(autouse=True)
def plan(living_plan: Path) -> None:
    """Begin with the plan in use adopted."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")


def opened(name: str) -> tuple[Account, str]:
    """Open an auditor's account; return it and its password."""
    return accounts.open_account(accounts.Wanted(name, frozenset({"auditor"})), state_in_force().plan)


@pytest.fixture
def word() -> str:
    """Open an account and return its password."""
    return opened("kim")[1]


def enter(word: str, address: str = "192.0.2.7", path: str = "/enter/") -> tuple[int, str]:
    """Try to come in and return the status and the text of the answer."""
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR=address)
    answer = client.post(path, {"username": "kim", "password": word})
    return answer.status_code, answer.content.decode()


@override_settings(PASSWORD_HASHERS=getattr(own, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS))
def test_a_password_is_kept_by_a_slow_hash_with_its_own_salt() -> None:
    """A password is kept as the framework keeps it, so that a stolen table can only be guessed at slowly."""
    parts = [opened(name)[0].password.split("$") for name in ("kim", "lee")]
    assert all(method == "pbkdf2_sha256" and int(rounds) >= LEAST_ROUNDS for method, rounds, *_ in parts)
    assert len({salt for _, _, salt, _ in parts}) == len(parts)


def test_whoever_guesses_has_to_wait_and_is_told_so(word: str) -> None:
    """After the failures allowed even the right password waits, in the reader's language."""
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert enter("wrong")[0] == 200
    assert enter("wrong")[0] == 429
    status, text = enter(word)
    assert status == 429
    assert "15분 뒤에 다시" in text
    assert "Try again in 15 minutes" in enter(word, path="/en/enter/")[1]


def test_the_account_is_not_closed_to_its_owner_elsewhere(word: str) -> None:
    """Somebody else's guesses do not keep the owner out, and the wait can be ended by the operator."""
    for _ in range(settings.AXES_FAILURE_LIMIT):
        enter("wrong")
    assert enter(word, "192.0.2.8")[0] == 302
    assert enter(word)[0] == 429
    assert reset(username="kim") == 1
    assert enter(word)[0] == 302


def test_a_right_password_forgives_the_failures_before_it(word: str) -> None:
    """Failures are counted anew after each success."""
    for _ in range(3):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert enter("wrong")[0] == 200
        assert enter(word)[0] == 302
