"""A figure: value, unit, year, range, grade and source, sound at birth.

Money is an integer of won inside and a decimal of 억원 (10^8 won) in files and on pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NewType

import pint

Won = NewType("Won", int)
"""원: an amount of money, always whole."""

WON_PER_EOK = 100_000_000
_MOMENT = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|Q[1-4]|H[12])?$")


class Grade(StrEnum):
    """How far a figure can be trusted (등급), best first."""

    OFFICIAL = "A"
    PRESS = "B"
    ROUNDED = "C"
    ASSUMED = "X"

    @property
    def ko(self) -> str:
        """What the grade means, in Korean."""
        return _GRADE_KO[self]

    @property
    def en(self) -> str:
        """What the grade means, in English."""
        return _GRADE_EN[self]


_GRADE_KO = {
    Grade.OFFICIAL: "공식 통계·법령",
    Grade.PRESS: "공식 발표의 언론 보도",
    Grade.ROUNDED: "반올림되었거나 한 매체만 보도",
    Grade.ASSUMED: "가정",
}
_GRADE_EN = {
    Grade.OFFICIAL: "official table or law",
    Grade.PRESS: "press report of an official release",
    Grade.ROUNDED: "rounded, or a single outlet",
    Grade.ASSUMED: "assumed",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Text in Korean, with English beside it where somebody wrote it."""

    ko: str
    en: str = ""

    def __post_init__(self) -> None:
        if not self.ko.strip():
            raise Unfit("한국어 글이 비어 있습니다", "Korean text is missing")

    def in_(self, language: str) -> str:
        """Return the text in *language*, in Korean where the other is missing."""
        return self.en if language == "en" and self.en else self.ko


class Unfit(ValueError):  # noqa: N818  says what the value is
    """Raised where a value fits no record; reads as English and carries both languages."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(ko, en)
        self.words = Words(ko, en)

    def __str__(self) -> str:
        """Return the reason in English."""
        return self.words.en


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about a city, with everything a reader needs to doubt it."""

    value: Decimal
    unit: str
    grade: Grade
    source: str = ""
    year: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    why: str = ""

    def __post_init__(self) -> None:
        check_range(self.low, self.value, self.high)
        check_grounds(self.grade, self.source, self.why)
        if self.year:
            check_moment(self.year)


def check_range(low: Decimal | None, value: Decimal | None, high: Decimal | None) -> None:
    """Raise Unfit unless low ≤ value ≤ high, for those that are given."""
    if low is not None and high is not None and low > high:
        raise Unfit(
            f"하한 {low}, 상한 {high}: 하한이 더 큽니다", f"the low end {low} lies above the high end {high}"
        )
    if value is not None and low is not None and value < low:
        raise Unfit(
            f"값 {value}, 하한 {low}: 값이 하한보다 작습니다",
            f"the value {value} lies below its low end {low}",
        )
    if value is not None and high is not None and value > high:
        raise Unfit(
            f"값 {value}, 상한 {high}: 값이 상한보다 큽니다",
            f"the value {value} lies above its high end {high}",
        )


def check_grounds(grade: Grade, source: str, why: str) -> None:
    """Raise Unfit unless a graded figure names its source and an assumed one its reason."""
    if grade is Grade.ASSUMED and not why.strip():
        raise Unfit("가정한 값(등급 X)에 근거가 없습니다", "an assumed figure (grade X) must say why")
    if grade is not Grade.ASSUMED and not source.strip():
        raise Unfit(
            f"등급 {grade.value}인 값에 출처가 없습니다",
            f"a figure of grade {grade.value} must name its source",
        )


def check_moment(text: str) -> None:
    """Raise Unfit unless *text* is a year, half, quarter, month or day such as 2025-10."""
    if not _MOMENT.match(text):
        ways = "2025, 2025H1, 2025Q3, 2025-10"
        raise Unfit(
            f"날짜가 아닙니다: '{text}' ({ways}, 2025-10-21처럼 씁니다)",
            f"'{text}' is no date; write {ways} or 2025-10-21",
        )


def year_of(moment: str) -> int:
    """Return the calendar year of a moment such as 2025-10."""
    check_moment(moment)
    return int(moment[:4])


def won(eok: Decimal | int) -> Won:
    """Return an amount of 억원 in won; raise Unfit where a fraction of a won is left."""
    exact = Decimal(eok) * WON_PER_EOK
    if exact != exact.to_integral_value():
        raise Unfit(f"{eok}억원: 1원 단위로 떨어지지 않습니다", f"{eok}억원 is not a whole number of won")
    return Won(int(exact))


def eok(amount: Won | int) -> Decimal:
    """Return an amount of won in 억원, exactly and without trailing zeros."""
    return plain(Decimal(amount) / WON_PER_EOK)


def plain(number: Decimal) -> Decimal:
    """Return *number* without trailing zeros and without an exponent."""
    return Decimal(text_of(number))


def text_of(number: Decimal) -> str:
    """Return the one spelling of a decimal that canonical forms use."""
    shortest = number.normalize()
    return "0" if shortest == 0 else format(shortest, "f")


@cache
def units() -> pint.UnitRegistry[float]:
    """Return the registry of units that a plan may use (persons, KRW, TEU, tCO2e and SI)."""
    registry: pint.UnitRegistry[float] = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    for definition in _UNITS:
        registry.define(definition)
    return registry


_UNITS = (
    "person = [person] = persons",
    "KRW = [money] = won",
    "TEU = [container] = teu",
    "tCO2e = [emission]",
    "ktCO2e = 1000 * tCO2e",
    "MtCO2e = 1000000 * tCO2e",
    "establishment = [establishment] = establishments",
    "vehicle = [vehicle] = vehicles",
    "RT = [revenue_ton]",
    "berth = [berth] = berths",
    "household = [household] = households",
)


def dimension(unit: str) -> pint.util.UnitsContainer:
    """Return the dimension of a unit text; raise Unfit where the text is no unit."""
    try:
        return units().get_dimensionality(units().parse_units(unit))
    except (pint.UndefinedUnitError, pint.DefinitionSyntaxError, ValueError, AssertionError) as fault:
        raise Unfit(f"알 수 없는 단위입니다: '{unit}'", f"'{unit}' is no unit") from fault
