"""Accounts: who may enter, opened by an administrator, with a password that is shown once."""

from __future__ import annotations

from typing import Any

from bitgil.government.permissions import SEATS
from bitgil.portal.workspace.desk import Desk, Done, Sent
from bitgil.portal.workspace.forms.telling import accounts_told
from bitgil.quantity import Words
from bitgil.store.accounts import Wanted, open_account

TITLE = Words("계정", "Accounts")
PATH = "accounts/"
DEED = "accounts.keep"
PARENT = "workspace"
MENU = 80


def context(desk: Desk) -> dict[str, Any]:
    """Return every account, and the form for a new one as it was typed."""
    return {
        "accounts": accounts_told(desk.plan),
        "typed": wanted(desk.posted, desk.posted.one("username")),
        "seats_known": SEATS.items(),
        "offices": [(office.id, office.name) for office in desk.plan.offices if office.level == "city"],
    }


def post(desk: Desk) -> Done:
    """Open the account and say its password once."""
    asked = wanted(desk.posted, desk.posted.one("username"))
    account, word = open_account(asked, desk.plan, hand=desk.hand)
    return Done("./", told_once(account.username, word))


def wanted(posted: Sent, username: str) -> Wanted:
    """Return the account as the form asks for it."""
    return Wanted(
        username,
        frozenset(posted.all("seats")),
        posted.one("office"),
        posted.one("member"),
        posted.one("email"),
    )


def told_once(username: str, word: str) -> Words:
    """Return the sentence that hands over a password; it is kept nowhere else in plain."""
    return Words(
        f"{username} 계정의 비밀번호: {word} (다시 보여 드리지 않습니다. 본인에게 직접 전하세요)",
        f"The password of {username}: {word} (it is not shown again; hand it over in person)",
    )
