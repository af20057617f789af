"""Accounts: people who may enter the workspace, kept by an administrator; and whose hand filed what."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from bitgil.government.permissions import SEATS, Person
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.store.access import COMMAND_LINE, Hand, note
from bitgil.store.models import Account, FilingRow

_RIGHTS = {
    "seats": Words("역할", "seats"),
    "office": Words("부서", "office"),
    "member": Words("위원 자리", "committee seat"),
}
"""What an account may do hangs on these of its fields."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account as it is asked for: its name, seats, office, committee seat and mail address."""

    username: str
    seats: frozenset[str]
    office: str = ""
    member: str = ""
    email: str = ""


def person_of(account: Account) -> Person:
    """Return who an account is at work."""
    return Person(account.username, frozenset(account.seats.split()), account.office, account.member)


def complaints(wanted: Wanted, plan: Plan | None) -> tuple[Problem, ...]:
    """Return everything that keeps an account from being opened as it is asked for."""
    found: list[tuple[Words, Words]] = []
    if not (wanted.username and wanted.username.replace("-", "").replace(".", "").isalnum()):
        found.append(
            (
                Words(
                    "계정 이름이 비었거나 쓸 수 없는 글자가 있습니다",
                    "the name is empty or has other characters",
                ),
                Words("글자·숫자·점·붙임표만 쓰세요", "use letters, digits, dots and hyphens"),
            )
        )
    if unknown := sorted(wanted.seats - SEATS.keys()):
        listed = ", ".join(SEATS)
        found.append(
            (
                Words(f"없는 역할입니다: {', '.join(unknown)}", f"no such seat: {', '.join(unknown)}"),
                Words(f"다음 가운데 고르세요: {listed}", f"choose from {listed}"),
            )
        )
    offices = {office.id for office in plan.offices} if plan else set()
    if wanted.office and wanted.office not in offices:
        found.append(
            (
                Words(f"계획에 없는 부서입니다: {wanted.office}", f"the plan has no office {wanted.office}"),
                Words("계획의 부서 부호를 쓰세요", "use the id of an office of the plan"),
            )
        )
    if "department" in wanted.seats and not wanted.office:
        found.append(
            (
                Words("담당부서 역할에는 부서가 있어야 합니다", "the seat 'department' needs an office"),
                Words("부서를 고르세요", "name the office"),
            )
        )
    if "member" in wanted.seats and not wanted.member:
        found.append(
            (
                Words(
                    "위원 역할에는 위원 자리 부호가 있어야 합니다", "the seat 'member' needs a committee seat"
                ),
                Words("seat.4-07처럼 자리 부호를 적으세요", "write the seat's code, like seat.4-07"),
            )
        )
    return tuple(problem(wanted.username or "account", what, fix) for what, fix in found)


def open_account(
    wanted: Wanted, plan: Plan | None, password: str = "", *, hand: Hand = COMMAND_LINE
) -> tuple[Account, str]:
    """Open an account, note whose hand did, and return it with its password, fresh where none is given.

    Raise Unsound with every Problem of the name, the seats, the office and the password.
    """
    word = password or secrets.token_urlsafe(12)
    account = _filled(Account(username=wanted.username), wanted)
    found = [*complaints(wanted, plan), *_word_faults(word, account)]
    if Account.objects.filter(username=wanted.username).exists():
        what = Words("이미 있는 계정입니다", "there is such an account already")
        found.append(problem(wanted.username, what, Words("다른 이름을 쓰세요", "take another name")))
    if found:
        raise Unsound(tuple(found))
    account.set_password(word)
    with transaction.atomic():
        account.save()
        note(hand, "account.opened", account.username, _differences(Account(email=account.email), account))
    return account, word


def change_account(account: Account, wanted: Wanted, plan: Plan | None, *, hand: Hand = COMMAND_LINE) -> None:
    """Give an account other seats, office or address, and note that; raise Unsound with every Problem."""
    found = complaints(wanted, plan)
    if found:
        raise Unsound(found)
    with transaction.atomic():
        before = Account.objects.select_for_update().get(pk=account.pk)
        _filled(account, wanted).save()
        if changed := _differences(before, account):
            note(hand, "account.changed", account.username, changed)


def renew(account: Account, *, hand: Hand = COMMAND_LINE) -> str:
    """Give an account a fresh password, open it again if it was closed, and return the password."""
    word = secrets.token_urlsafe(12)
    again = None if account.is_active else Words("닫힌 계정을 다시 엶", "opened again")
    account.set_password(word)
    account.is_active = True
    with transaction.atomic():
        account.save()
        note(hand, "password.renewed", account.username, again)
    return word


def close(account: Account, *, hand: Hand = COMMAND_LINE) -> None:
    """Close an account: nobody enters with it until its password is renewed; what it filed stays filed."""
    account.is_active = False
    account.set_unusable_password()
    with transaction.atomic():
        account.save()
        note(hand, "account.closed", account.username, _differences(account, Account(email=account.email)))


def knows_word(username: str, word: str) -> bool:
    """Whether a password is that of an open account."""
    account = Account.objects.filter(username=username, is_active=True).first()
    return account is not None and account.check_password(word)


def choose_word(username: str, word: str, *, hand: Hand = COMMAND_LINE) -> None:
    """Give an account the password its holder chose; raise Unsound with everything that is weak about it."""
    account = Account.objects.get(username=username)
    if faults := _word_faults(word, account):
        raise Unsound(tuple(faults))
    account.set_password(word)
    with transaction.atomic():
        account.save()
        note(hand, "password.chosen", username)


def signed(acts: Iterable[int], person: Person) -> None:
    """Note whose hand filed these acts; call it in the transaction that records them."""
    FilingRow.objects.bulk_create(FilingRow(act=number, account=person.name) for number in acts)


def filed_by(person: Person) -> frozenset[int]:
    """Return the numbers of the acts that a person's own hand filed."""
    return frozenset(FilingRow.objects.filter(account=person.name).values_list("act", flat=True))


def authors(acts: Collection[int]) -> dict[int, str]:
    """Return the account that filed each of these acts, where one did."""
    return dict(FilingRow.objects.filter(act__in=acts).values_list("act", "account"))


def _filled(account: Account, wanted: Wanted) -> Account:
    account.seats = " ".join(sorted(wanted.seats))
    account.office, account.member, account.email = wanted.office, wanted.member, wanted.email
    return account


def _differences(before: Account, after: Account) -> Words | None:
    """Return what differs in rights, None where nothing does; of a mail address only that it is another."""
    pairs = [
        (name, _told(getattr(before, field)), _told(getattr(after, field)))
        for field, name in _RIGHTS.items()
        if getattr(before, field) != getattr(after, field)
    ]
    ko = [f"{name.ko} {one.ko} → {two.ko}" for name, one, two in pairs]
    en = [f"{name.in_('en')} {one.in_('en')} → {two.in_('en')}" for name, one, two in pairs]
    if before.email != after.email:
        ko.append("전자우편 주소")
        en.append("mail address")
    return Words("; ".join(ko), "; ".join(en)) if ko else None


def _told(codes: str) -> Words:
    """Return seats in words, any other code as it is, and a dash for none."""
    words = [SEATS.get(code, Words(code, code)) for code in codes.split()] or [Words("–", "–")]
    return Words(", ".join(each.ko for each in words), ", ".join(each.in_("en") for each in words))


def _word_faults(word: str, account: Account) -> list[Problem]:
    try:
        validate_password(word, account)
    except ValidationError as fault:
        fix = Words(
            "더 길고 짐작하기 어려운 비밀번호를 쓰세요", "take a longer password that is hard to guess"
        )
        return [problem(account.username, Words(said, said), fix) for said in fault.messages]
    return []
