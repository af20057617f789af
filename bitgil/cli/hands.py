"""Whose hand a verb files acts by: an account of the workspace, or the operator for the plan office."""

from __future__ import annotations

import argparse
from dataclasses import replace

from bitgil.cli.asking import Refused
from bitgil.government.permissions import Person
from bitgil.quantity import Words

OPERATOR = Person("command-line", frozenset({"plan-office"}))
"""Whoever runs the program on the city's machine; what they file names this in place of an account."""


def hand_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Add the account by whose hand it is filed, and the office that answers for it."""
    hand = Words("이 계정의 이름으로 올립니다", "file it by the hand of this account")
    parser.add_argument("--by", default="", metavar="ACCOUNT", help=hand.in_(language))
    office = Words("책임 부서", "the office that answers")
    parser.add_argument("--office", default="", help=office.in_(language))


def plan_office(asked: argparse.Namespace) -> Person:
    """Return the person by whose hand a verb files; raise Refused where there is no such open account."""
    if not asked.by:
        return replace(OPERATOR, office=asked.office)
    from bitgil.store.accounts import person_of  # noqa: PLC0415  once Django is ready
    from bitgil.store.models import Account  # noqa: PLC0415  once Django is ready

    account = Account.objects.filter(username=asked.by, is_active=True).first()
    if account is None:
        raise Refused(f"열린 계정이 아닙니다: '{asked.by}'", f"there is no open account '{asked.by}'")
    person = person_of(account)
    return replace(person, office=asked.office) if asked.office else person
