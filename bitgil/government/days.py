"""Days: the first and last day of a moment, days and months apart, and what comes back every year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from bitgil.quantity import Unfit, check_moment

MONTHS_A_YEAR = 12
_QUARTER, _HALF = 3, 6


@lru_cache(maxsize=65_536)
def first_day(moment: str) -> str:
    """Return the first day of a moment: 2025Q3 begins on 2025-07-01."""
    check_moment(moment)
    return f"{moment[:4]}-{_months(moment)[0]:02}-{moment[8:10] or '01'}"


@lru_cache(maxsize=65_536)
def last_day(moment: str) -> str:
    """Return the last day of a moment: 2025H1 ends on 2025-06-30."""
    check_moment(moment)
    year, month = int(moment[:4]), _months(moment)[1]
    return f"{year:04}-{month:02}-{moment[8:10] or monthrange(year, month)[1]}"


def _months(moment: str) -> tuple[int, int]:
    rest = moment[4:]
    if rest.startswith("-"):
        return int(rest[1:3]), int(rest[1:3])
    if rest.startswith("Q"):
        return _QUARTER * int(rest[1]) - 2, _QUARTER * int(rest[1])
    if rest.startswith("H"):
        return _HALF * int(rest[1]) - 5, _HALF * int(rest[1])
    return 1, MONTHS_A_YEAR


def days_after(day: str, days: int) -> str:
    """Return the day that lies *days* after another, before it where negative."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def days_between(first: str, last: str) -> int:
    """Return how many days *last* lies after *first*."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def months_after(day: str, months: int) -> str:
    """Return the same day some months later, the month's last where there is no such day."""
    year, month = divmod(int(day[:4]) * MONTHS_A_YEAR + int(day[5:7]) - 1 + months, MONTHS_A_YEAR)
    return f"{year:04}-{month + 1:02}-{min(int(day[8:10]), monthrange(year, month + 1)[1]):02}"


def years_between(first: str, last: str) -> int:
    """Return how many whole years lie between two days."""
    return int(last[:4]) - int(first[:4]) - (last[5:] < first[5:])


def day_in(year: int, yearly: str) -> str:
    """Return the day on which something of the year *year* falls: 05-31, 02-end, 03 or year-40.

    A whole month falls on its last day; year-40 is the 40th day before the year after *year* begins.
    """
    if yearly.startswith("year-"):
        return days_after(f"{year + 1:04}-01-01", -int(yearly[5:]))
    month = yearly[:2]
    if len(yearly) == len("MM") or yearly.endswith("-end"):
        return last_day(f"{year:04}-{month}")
    try:
        return date.fromisoformat(f"{year:04}-{yearly}").isoformat()
    except ValueError as fault:
        raise Unfit(f"{year}년에 없는 날입니다: {yearly}", f"{year} has no day {yearly}") from fault
