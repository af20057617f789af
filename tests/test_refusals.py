"""Every refusal that a rule can give, in Korean, on the page whose form was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from at_work import on_record, visitor
from django.db import transaction
from refusals_committee import REFUSALS as OF_COMMITTEES
from refusals_committee import Refusal
from refusals_offices import REFUSALS as OF_OFFICES

from bitgil.government.rules import RULES
from bitgil.store import importing
from bitgil.store.acts import last_number
from bitgil.store.current import forget

pytestmark = pytest.mark.django_db
REFUSALS = {**OF_COMMITTEES, **OF_OFFICES}


@pytest.fixture(scope="module", autouse=True)
def adopted(
    living_plan: Path,
    django_db_setup: None,  # noqa: ARG001  asked for the tables
    django_db_blocker: Any,
) -> Iterator[None]:
    """Adopt the plan in use once for all tests here; each test takes back only what it wrote itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        state, found = importing.look(living_plan)
        importing.accept(state, found, reason="처음")
        yield
        transaction.set_rollback(True)
    forget()


FROM_FOLDER = {"plan_is_deliberated", "minor_changes_are_minor", "plan_acts_keep_their_order"}
"""Rules on acts that no form files: a folder's changes are accepted with them."""


def read(content: bytes) -> str:
    """Return the words of a page, without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", content.decode()))


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_said_in_korean_with_its_law(name: str) -> None:
    """The page says what is wrong, how to mend it and which article; nothing is recorded, nothing is lost."""
    case: Refusal = REFUSALS[name]
    on_record(*case.before)
    client, before = visitor("kim", *case.seats, office=case.office), last_number()
    page = case.page.format(last=before)
    answer = client.post(page, dict(case.sent), follow=case.warns)
    assert answer.status_code == (200 if case.warns else 422)
    text = read(answer.content)
    assert case.said in text
    assert case.cited in text
    assert last_number() == before + case.warns
    if not case.warns:
        assert 'value="시험"' in answer.content.decode() or "시험</textarea>" in answer.content.decode()


def test_every_rule_on_members_and_meetings_has_a_refusal() -> None:
    """No rule of theirs is left out."""
    ours = {rule.__name__ for rule in RULES if rule.__module__.endswith((".members", ".meetings"))}
    assert ours <= REFUSALS.keys()


def test_every_rule_on_projects_and_reports_has_a_refusal() -> None:
    """None of theirs is left out but those on the plan's own acts, which come from the folder."""
    folders = (".pipeline", ".gates", ".reports", ".changes")
    ours = {rule.__name__ for rule in RULES if rule.__module__.endswith(folders)}
    assert ours - FROM_FOLDER <= REFUSALS.keys()
