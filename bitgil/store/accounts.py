"""Accounts: people who may enter the workspace, kept by an administrator; and whose hand filed what."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bitgil.government.permissions import SEATS, Person
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.store.models import Account, FilingRow


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


def open_account(wanted: Wanted, plan: Plan | None, password: str = "") -> tuple[Account, str]:
    """Open an account and return it with its password, a fresh one where none is given.

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
    account.save()
    return account, word


def change_account(account: Account, wanted: Wanted, plan: Plan | None) -> None:
    """Give an account other seats, office or address; raise Unsound with every Problem."""
    found = complaints(wanted, plan)
    if found:
        raise Unsound(found)
    _filled(account, wanted).save()


def renew(account: Account) -> str:
    """Give an account a fresh password, open it again if it was closed, and return the password."""
    word = secrets.token_urlsafe(12)
    account.set_password(word)
    account.is_active = True
    account.save()
    return word


def close(account: Account) -> None:
    """Close an account: nobody enters with it until its password is renewed; what it filed stays filed."""
    account.is_active = False
    account.set_unusable_password()
    account.save()


def knows_word(username: str, word: str) -> bool:
    """Whether a password is that of an open account."""
    account = Account.objects.filter(username=username, is_active=True).first()
    return account is not None and account.check_password(word)


def choose_word(username: str, word: str) -> None:
    """Give an account the password its holder chose; raise Unsound with everything that is weak about it."""
    account = Account.objects.get(username=username)
    if faults := _word_faults(word, account):
        raise Unsound(tuple(faults))
    account.set_password(word)
    account.save()


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


def _word_faults(word: str, account: Account) -> list[Problem]:
    try:
        validate_password(word, account)
    except ValidationError as fault:
        fix = Words(
            "더 길고 짐작하기 어려운 비밀번호를 쓰세요", "take a longer password that is hard to guess"
        )
        return [problem(account.username, Words(said, said), fix) for said in fault.messages]
    return []
