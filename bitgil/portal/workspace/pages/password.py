"""One's own password: changed by its holder, who proves that they know the old one."""

from __future__ import annotations

from typing import Any

from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words
from bitgil.store.accounts import choose_word, knows_word

TITLE = Words("비밀번호 바꾸기", "Change your password")
PATH = "password/"
DEED = "workspace.enter"
PARENT = "workspace"


def context(desk: Desk) -> dict[str, Any]:
    """Return the name of the account; no password is ever shown again."""
    return {"username": desk.person.name}


def post(desk: Desk) -> Done:
    """Change the password; every other visit of this account ends."""
    name, old = desk.person.name, desk.posted.one("old")
    new, again = desk.posted.one("new"), desk.posted.one("again")
    if not knows_word(name, old):
        raise Unsound(
            (_wrong("지금 비밀번호", "지금 비밀번호가 맞지 않습니다", "the old password is wrong"),)
        )
    if new != again:
        raise Unsound(
            (_wrong("새 비밀번호", "두 번 적은 새 비밀번호가 다릅니다", "the two new ones differ"),)
        )
    choose_word(name, new, hand=desk.hand)
    told = Words(
        "비밀번호를 바꾸었습니다. 새 비밀번호로 다시 들어오세요.", "Changed. Enter again with the new one."
    )
    return Done("../", told)


def _wrong(where: str, ko: str, en: str) -> Problem:
    return problem(where, Words(ko, en), Words("다시 적으세요", "write it again"))
