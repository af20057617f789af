"""법 조항과 연중 일정: what the law demands, as dated data with its citation, and the city's own year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types.project import check_member
from bitgil.quantity import Grade, Unfit, Words, check_grounds, check_moment, check_range

SEVERITIES = ("must", "should")

_DAY = re.compile(r"(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]|end))?|year-\d{1,3}")


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One demand of a law or ordinance, from one date to another.

    `about` is the name by which a rule of the program asks for it, `body` the one committee it binds
    (empty: every committee). A threshold stands in `value`, a band in `low` (reached) and `high` (not
    reached), a yearly deadline in `days`. A `must` refuses an act, a `should` warns.
    """

    id: str
    about: str
    wording: Words
    citation: str
    url: str
    severity: str
    grade: Grade
    valid_from: str = ""
    valid_to: str = ""
    value: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    days: tuple[str, ...] = ()
    body: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        check_member("severity", self.severity, SEVERITIES)
        check_grounds(self.grade, self.citation, self.note)
        check_range(self.low, None, self.high)
        check_days(self.days)
        for moment in (self.valid_from, self.valid_to):
            if moment:
                check_moment(moment)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Unfit("유효 기간의 끝이 시작보다 앞섭니다", "the rule ends before it begins")

    def holds_on(self, day: str) -> bool:
        """Whether the rule is in force on a day such as 2026-11-03; an open end reaches on."""
        return (not self.valid_from or self.valid_from <= day) and (
            not self.valid_to or day <= self.valid_to or day.startswith(self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Occasion:
    """연중 일정: what comes back every year, on days of its own or on those of a legal rule.

    A day is a month (`01`), a day (`01-22`), the last of a month (`02-end`) or a number of days before
    the year that is prepared (`year-40`).
    """

    id: str
    name: Words
    grade: Grade
    source: str = ""
    days: tuple[str, ...] = ()
    rule: str = ""
    offices: tuple[str, ...] = ()
    why: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source or self.rule, self.why)
        check_days(self.days)
        if bool(self.days) == bool(self.rule):
            raise Unfit(
                "일정에는 날짜(days)와 조항(rule) 가운데 하나만 적습니다",
                "an occasion has either days of its own or a rule",
            )


def check_days(days: tuple[str, ...]) -> None:
    """Raise Unfit unless each of *days* comes back every year, such as 05-31 or 02-end."""
    for day in days:
        if not _DAY.fullmatch(day):
            raise Unfit(
                f"해마다 돌아오는 날이 아닙니다: '{day}' (05-31, 02-end, 03, year-40처럼 씁니다)",
                f"'{day}' is no day of the year; write 05-31, 02-end, 03 or year-40",
            )
