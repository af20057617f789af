"""Guessing at a password: after a few failures the account waits, for whoever guesses and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from axes.utils import reset
from django.conf import settings
from django.test import Client

from bitgil.store import accounts, importing
from bitgil.store.current import forget, state_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def word(living_plan: Path) -> str:
    """Adopt the plan, open an account and return its password."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")
    return accounts.open_account(accounts.Wanted("kim", frozenset({"auditor"})), state_in_force().plan)[1]


def enter(word: str, address: str = "192.0.2.7", path: str = "/enter/") -> tuple[int, str]:
    """Try to come in and return the status and the text of the answer."""
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR=address)
    answer = client.post(path, {"username": "kim", "password": word})
    return answer.status_code, answer.content.decode()


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
