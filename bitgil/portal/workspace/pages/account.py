"""One account: its seats and office changed, closed, given a new password or freed of a lost device."""

from __future__ import annotations

from typing import Any

from bitgil.government.permissions import SEATS
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.pages.accounts import told_once, wanted
from bitgil.quantity import Words
from bitgil.store import second_factor
from bitgil.store.accounts import Wanted, change_account, close, renew
from bitgil.store.models import Account

TITLE = Words("계정 하나", "One account")
PATH = "accounts/<str:username>/"
DEED = "accounts.keep"
PARENT = "accounts"
CHANGE, RENEW, CLOSE, FORGET = "change", "renew", "close", "forget"


def context(desk: Desk, username: str) -> dict[str, Any]:
    """Return the account, and the form as it stands or as it was typed."""
    account = _found(username)
    typed = wanted(desk.posted, username) if desk.posted.one("do") == CHANGE else _as_it_is(account)
    return {
        "title": username,
        "account": account,
        "typed": typed,
        "device": second_factor.device_of(account),
        "seats_known": SEATS.items(),
        "offices": [(office.id, office.name) for office in desk.plan.offices if office.level == "city"],
    }


def post(desk: Desk, username: str) -> Done:
    """Change, renew, free of a lost device, or close the account; the last administrator stays one."""
    account, what = _found(username), desk.posted.one("do")
    if what == RENEW:
        return Done("./", told_once(username, renew(account, hand=desk.hand)))
    if what == FORGET:
        second_factor.forget(account, hand=desk.hand)
        return Done("./", Words("두 단계 확인을 풀었습니다.", "The second factor is forgotten."))
    asked = wanted(desk.posted, username)
    if _is_last(account) and (what == CLOSE or "administrator" not in asked.seats):
        raise Unsound((_needed(username),))
    if what == CLOSE:
        close(account, hand=desk.hand)
        return Done("./", Words("계정을 닫았습니다.", "The account is closed."))
    change_account(account, asked, desk.plan, hand=desk.hand)
    return Done("./", Words("계정을 바꾸었습니다.", "The account is changed."))


def _found(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise NotHere(username)
    return account


def _as_it_is(account: Account) -> Wanted:
    seats = frozenset(account.seats.split())
    return Wanted(account.username, seats, account.office, account.member, account.email)


def _is_last(account: Account) -> bool:
    kept = [one for one in Account.objects.filter(is_active=True) if "administrator" in one.seats.split()]
    return [one.username for one in kept] == [account.username]


def _needed(username: str) -> Problem:
    return problem(
        username,
        Words("마지막 관리자입니다. 닫거나 역할을 뺄 수 없습니다", "this is the last administrator"),
        Words("먼저 다른 계정에 관리자 역할을 주세요", "make somebody else an administrator first"),
    )
