"""bitgil account NAME: open an account of the workspace, change its seats, close it, or list them all."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bitgil.cli.asking import Refused, json_argument
from bitgil.cli.database import ready
from bitgil.cli.speech import Out
from bitgil.government.permissions import SEATS
from bitgil.plan.problems import Unsound
from bitgil.quantity import Words

if TYPE_CHECKING:
    from bitgil.store.accounts import Wanted
    from bitgil.store.models import Account

HELP = Words("업무공간 계정을 만들고 바꾸고 닫습니다", "open, change and close accounts of the workspace")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the account's name, its seats, office and committee seat."""
    name = Words("계정 이름 (없으면 모두 보여 줍니다)", "name of the account (without it, all are listed)")
    parser.add_argument("name", nargs="?", default="", help=name.in_(language))
    seats = ", ".join(SEATS)
    parser.add_argument(
        "--seat", action="append", default=[], help=Words(f"역할: {seats}", f"a seat: {seats}").in_(language)
    )
    parser.add_argument("--office", default="", help=Words("부서 부호", "id of the office").in_(language))
    parser.add_argument(
        "--member",
        default="",
        help=Words("위원 자리 (seat.4-07)", "committee seat (seat.4-07)").in_(language),
    )
    parser.add_argument("--email", default="", help=Words("전자우편", "mail address").in_(language))
    new = Words("새 비밀번호를 만듭니다", "make a new password")
    parser.add_argument("--new-password", action="store_true", help=new.in_(language))
    forget = Words("두 단계 확인을 풉니다", "forget the second factor")
    parser.add_argument("--forget-second-factor", action="store_true", help=forget.in_(language))
    close = Words("계정을 닫습니다", "close the account")
    parser.add_argument("--close", action="store_true", help=close.in_(language))
    old = Words("세 해가 지난 접속기록을 지웁니다", "let go of access records older than three years")
    parser.add_argument("--expire-access", action="store_true", help=old.in_(language))
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Do what was asked and say the password once; nothing of it is kept in plain text."""
    ready()
    from bitgil.store.models import Account  # noqa: PLC0415  once Django is ready

    if asked.expire_access and asked.name:
        raise Refused(
            "접속기록은 계정마다 지우지 않습니다. 계정 이름 없이 쓰세요.",
            "the access record is not expired by account; leave the name out",
        )
    if asked.expire_access:
        from bitgil.store.access import expire  # noqa: PLC0415  once Django is ready

        gone = expire()
        out.tell(f"접속기록 {gone}줄을 지웠습니다", f"let go of {gone} lines of the access record")
        return 0
    if not asked.name:
        return _list(out, as_data=asked.json)
    account = Account.objects.filter(username=asked.name).first()
    if account is None:
        return _open(asked, out)
    if asked.close:
        from bitgil.store.accounts import close  # noqa: PLC0415  once Django is ready

        close(account)
        out.tell(f"{asked.name} 계정을 닫았습니다", f"closed the account {asked.name}")
        return 0
    return _change(account, asked, out)


def _open(asked: argparse.Namespace, out: Out) -> int:
    from bitgil.store import accounts, current  # noqa: PLC0415  once Django is ready

    if asked.close or asked.new_password or asked.forget_second_factor or not asked.seat:
        raise Refused(
            f"'{asked.name}' 계정이 없습니다. 만들려면 --seat으로 역할을 주세요.",
            f"there is no account '{asked.name}'; to open it give it seats with --seat",
        )
    try:
        account, word = accounts.open_account(_wanted(asked), current.state_in_force().plan)
    except Unsound as unsound:
        raise _refused(unsound) from unsound
    out.tell(f"{account.username} 계정을 만들었습니다", f"opened the account {account.username}")
    out.tell(f"비밀번호(지금만 보입니다): {word}", f"password (shown only now): {word}")
    return 0


def _change(account: Account, asked: argparse.Namespace, out: Out) -> int:
    from bitgil.store import accounts, current, second_factor  # noqa: PLC0415  once Django is ready

    if asked.seat:
        try:
            accounts.change_account(account, _wanted(asked), current.state_in_force().plan)
        except Unsound as unsound:
            raise _refused(unsound) from unsound
        out.tell(f"{account.username}의 역할을 바꿨습니다", f"changed the seats of {account.username}")
    if asked.forget_second_factor:
        second_factor.forget(account)
        out.tell(f"{account.username}의 두 단계 확인을 풀었습니다", f"{account.username} needs no code now")
    if asked.new_password:
        word = accounts.renew(account)
        out.tell(f"새 비밀번호(지금만 보입니다): {word}", f"new password (shown only now): {word}")
    if not (asked.seat or asked.new_password or asked.forget_second_factor):
        out.tell(
            f"{account.username}: {account.seats} {account.office} {account.member}".rstrip(),
            f"{account.username}: {account.seats} {account.office} {account.member}".rstrip(),
        )
    return 0


def _list(out: Out, *, as_data: bool) -> int:
    from bitgil.store.models import Account  # noqa: PLC0415  once Django is ready

    rows = list(Account.objects.values("username", "seats", "office", "member", "is_active"))
    if as_data:
        out.data(rows)
    elif not rows:
        out.tell("계정이 없습니다", "there are no accounts")
    else:
        for row in rows:
            closed = "" if row["is_active"] else Words(" (닫힘)", " (closed)").in_(out.language)
            out.say(f"{row['username']}  {row['seats']}  {row['office']}  {row['member']}{closed}".rstrip())
    return 0


def _wanted(asked: argparse.Namespace) -> Wanted:
    from bitgil.store.accounts import Wanted  # noqa: PLC0415  once Django is ready

    return Wanted(asked.name, frozenset(asked.seat), asked.office, asked.member, asked.email)


def _refused(unsound: Unsound) -> Refused:
    ko = "\n".join(each.in_("ko") for each in unsound.problems)
    en = "\n".join(each.in_("en") for each in unsound.problems)
    return Refused(ko, en)
