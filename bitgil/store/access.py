"""접속기록: who came in, who read what is held back, and who gave or took whose rights.

For the auditor, never for the public and never in the log of acts. Rows are appended: the database refuses to
change one, and lets one go only after three years.
Source: 개인정보의 안전성 확보조치 기준 (Personal Information Protection Commission): article 5, rights given,
changed and taken, three years; article 8, entries by account, time, place and deed, one or two years, looked
through every month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from django.db.models import QuerySet

from bitgil.quantity import Words
from bitgil.store.clock import KOREA, now
from bitgil.store.models import AccessRow

DEEDS: Mapping[str, Words] = MappingProxyType(
    {
        "entered": Words("들어옴", "entered"),
        "left": Words("나감", "left"),
        "refused": Words("비밀번호가 틀림", "wrong password"),
        "locked": Words("여러 번 틀려 잠김", "locked after wrong passwords"),
        "code.shown": Words("인증 코드로 확인함", "showed a code"),
        "code.refused": Words("인증 코드가 틀림", "wrong code"),
        "document.read": Words("비공개 자료를 봄", "read what is held back"),
        "document.taken": Words("비공개 자료를 내려받음", "downloaded what is held back"),
        "account.opened": Words("계정을 만듦", "opened an account"),
        "account.changed": Words("계정을 바꿈", "changed an account"),
        "account.closed": Words("계정을 닫음", "closed an account"),
        "password.renewed": Words("새 비밀번호를 만들어 줌", "gave a new password"),
        "password.chosen": Words("자기 비밀번호를 바꿈", "chose a password"),
        "device.taken": Words("두 단계 확인을 켬", "turned the second factor on"),
        "device.forgotten": Words("두 단계 확인을 풂", "forgot a second factor"),
    }
)
"""What is noted, by its code."""
_KEPT_YEARS = 3


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand it is and from where: an account and an address; without either it is the command line."""

    account: str = ""
    place: str = ""


COMMAND_LINE = Hand()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows to find: of a hand or about an account, of a deed, from one day to another in Korea."""

    name: str = ""
    deed: str = ""
    since: date | None = None
    until: date | None = None


def note(hand: Hand, deed: str, subject: str = "", detail: Words | None = None) -> None:
    """Note a deed about *subject*, an account or the number of an act; raise KeyError for an unknown one."""
    DEEDS[deed]
    AccessRow.objects.create(
        at=now(),
        account=hand.account,
        place=hand.place,
        deed=deed,
        subject=subject,
        ko=detail.ko if detail else "",
        en=detail.in_("en") if detail else "",
    )


def found(asked: Asked) -> QuerySet[AccessRow]:
    """Return the rows asked for, the latest first."""
    rows = AccessRow.objects.order_by("-id")
    if asked.name:
        rows = rows.filter(account=asked.name) | rows.filter(subject=asked.name)
    if asked.deed:
        rows = rows.filter(deed=asked.deed)
    if asked.since is not None:
        rows = rows.filter(at__gte=_begins(asked.since))
    if asked.until is not None:
        rows = rows.filter(at__lt=_begins(asked.until + timedelta(days=1)))
    return rows


def last_of(hand: Hand) -> str:
    """Return what was noted last of an account at a place, empty where nothing was."""
    rows = AccessRow.objects.filter(account=hand.account, place=hand.place).order_by("-id")
    return rows.values_list("deed", flat=True).first() or ""


def names() -> tuple[str, ...]:
    """Return every account whose hand was noted."""
    rows = AccessRow.objects.exclude(account="").order_by("account")
    return tuple(rows.values_list("account", flat=True).distinct())


def expire() -> int:
    """Let go of what is older than it has to be kept; return how many rows there were."""
    # A year of 366 days and one more: the database counts by the calendar, and refuses a day too early.
    before = datetime.fromisoformat(now()) - timedelta(days=366 * _KEPT_YEARS + 1)
    return AccessRow.objects.filter(at__lt=before.isoformat(timespec="microseconds")).delete()[0]


def in_korea(at: str) -> str:
    """Return a moment of the record as a clock in Korea showed it, to the second."""
    return datetime.fromisoformat(at).astimezone(KOREA).strftime("%Y-%m-%d %H:%M:%S")


def _begins(day: date) -> str:
    begin = datetime.combine(day, time(), KOREA).astimezone(UTC)
    return begin.isoformat(timespec="microseconds")
