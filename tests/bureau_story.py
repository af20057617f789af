"""What the tests of the offices' pages share: the people of one city, each entering as a browser does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client

from bitgil.government.acts import KINDS
from bitgil.portal.workspace.forms import texts_of
from bitgil.store import accounts
from bitgil.store.current import state_in_force

PEOPLE = {
    "officer": ("department", "digital"),
    "other": ("department", "transport"),
    "planner": ("plan-office", "new-industry"),
    "budget": ("budget-office", "planning-budget"),
    "secretary": ("secretary", "new-industry"),
    "citizen": ("citizen", ""),
}
"""Each account's seat and office."""
OWN = "P34"
"""A project that the officer's department is in charge of."""


def enter(name: str) -> Client:
    """Return the browser of one of these people, who has entered; the account is opened where it is not."""
    seat, office = PEOPLE[name]
    account = accounts.Account.objects.filter(username=name).first()
    if account is None:
        wanted = accounts.Wanted(name, frozenset({seat}), office)
        account, _ = accounts.open_account(wanted, state_in_force().plan)
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return client


def typed(kind: str, subject: str, *, effect: str, reason: str = "시험", **public: Any) -> dict[str, str]:
    """Return what a browser sends for the form of a kind of act, with what its opener has seen."""
    dossier = state_in_force().dossier(subject)
    seen = dossier[-1].number if dossier else 0
    head = {"kind": kind, "subject": subject, "effect": effect, "reason": reason, "seen": str(seen)}
    return head | texts_of(KINDS[kind], public)


def hand_in(client: Client, address: str, sent: Mapping[str, Any]) -> str:
    """Send a form that has to be taken, and return the page it leads to."""
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return str(answer["Location"]).removesuffix("#said")
