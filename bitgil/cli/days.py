"""The day a reading verb looks from: a folder's plan as it stood, by the folder's own history."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused
from bitgil.cli.speech import Out
from bitgil.government.days import first_day
from bitgil.government.earlier import Moment, as_it_stood
from bitgil.plan.types import Plan
from bitgil.quantity import Unfit, Words


def as_of_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add --as-of, a day by which the plan is shown as it stood."""
    words = Words("이 날의 계획 (예: 2024-03-31)", "the plan as of this day, such as 2024-03-31")
    parser.add_argument("--as-of", default="", metavar="DAY", help=words.in_(language))


def known_on_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add --known-on, a day up to which the record is read."""
    words = Words("이 날까지 기록된 것만", "only what was on record by this day")
    parser.add_argument("--known-on", default="", metavar="DAY", help=words.in_(language))


def moment_of(asked: argparse.Namespace) -> Moment:
    """Return the moment that was asked for; raise Refused, in words, for what is no day."""
    try:
        return Moment(asked.as_of, getattr(asked, "known_on", ""))
    except Unfit as unfit:
        raise Refused(unfit.words.ko, unfit.words.in_("en")) from unfit


def plan_then(plan: Plan, asked: argparse.Namespace, out: Out) -> Plan:
    """Return a folder's plan as it stood on the day asked for, and say what was undone."""
    day = moment_of(asked).as_of
    if not day:
        return plan
    if first_day(plan.adopted) > day:
        raise Refused(
            f"{day}에는 아직 계획이 없었습니다. 계획은 {plan.adopted}에 확정되었습니다.",
            f"there was no plan yet on {day}; it was adopted on {plan.adopted}",
        )
    found = as_it_stood(plan, plan.history, day)
    out.note(
        f"{day} 기준: 그 뒤의 변경 {len(found.undone)}건을 되돌렸고 {len(found.left)}가지는 못 되돌렸습니다.",
        f"As of {day}: {len(found.undone)} later changes undone, {len(found.left)} things could not be.",
    )
    return found.plan
