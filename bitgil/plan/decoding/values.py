"""Single values: numbers, money, text, truth, words of a closed list, and paths of years."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from bitgil.plan.decoding.complaining import Complain
from bitgil.plan.types import YearValue
from bitgil.quantity import Unfit, Words, won

Decoder = Callable[[Any, str, Complain], Any]


class _Wrong:
    """Stands for a value that could not be read; its complaint has been made."""


WRONG = _Wrong()


def join(path: str, key: str | int) -> str:
    """Return the path of a key below another."""
    return f"{path}.{key}" if path else str(key)


def show(value: object) -> str:
    """Return a value as a complaint quotes it, cut to a part of a line."""
    quoted = re.sub(r"Decimal\('([^']*)'\)", r"\1", repr(value))
    return quoted if len(quoted) <= 40 else quoted[:37] + "…"  # noqa: PLR2004  a line's worth


def money(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    """Return an amount of 억원 in won."""
    found = number(value, path, complain)
    if found is WRONG:
        return WRONG
    try:
        return won(found)
    except Unfit as fault:
        fix = Words("7846, 487.8처럼 억원으로 쓰세요", "write an amount of 억원, such as 7846 or 487.8")
        complain(path, fault.words, fix)
        return WRONG


def number(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    """Return an exact number."""
    try:
        plain = not isinstance(value, bool) and isinstance(value, (int, str, Decimal))
        found = Decimal(value) if plain else Decimal("nan")
    except InvalidOperation:
        found = Decimal("nan")
    if found.is_finite():
        return found
    fix = Words("단위나 천 단위 쉼표 없이 숫자만 쓰세요", "write a number without unit or thousands mark")
    complain(path, Words(f"숫자가 아닙니다: {show(value)}", f"{show(value)} is no number"), fix)
    return WRONG


def text(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    """Return text."""
    if isinstance(value, str):
        return value
    fix = Words('따옴표("…") 안에 쓰세요', 'put it between quotation marks ("…")')
    complain(path, Words(f"글이 아닙니다: {show(value)}", f"{show(value)} is no text"), fix)
    return WRONG


def whole(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    """Return a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    what = Words(f"정수가 아닙니다: {show(value)}", f"{show(value)} is no whole number")
    complain(path, what, Words("소수점과 따옴표 없이 숫자만 쓰세요", "write digits only"))
    return WRONG


def truth(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    """Return true or false."""
    if isinstance(value, bool):
        return value
    what = Words(f"true도 false도 아닙니다: {show(value)}", f"{show(value)} is neither true nor false")
    complain(path, what, Words("true나 false를 쓰세요", "write true or false"))
    return WRONG


def one_of(kind: type[StrEnum]) -> Decoder:
    """Return the decoder of a closed list of words."""
    members = {member.value: member for member in kind}
    choices = ", ".join(members)

    def decode_enum(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        if isinstance(value, str) and value in members:
            return members[value]
        what = Words(f"정해진 값이 아닙니다: {show(value)}", f"{show(value)} is no {kind.__name__}")
        fix = Words(f"다음 가운데 하나를 쓰세요: {choices}", f"use one of {choices}")
        complain(path, what, fix)
        return WRONG

    return decode_enum


def years(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    """Return a path of years, earliest first."""
    if not isinstance(value, dict) or not all(str(year).isdigit() for year in value):
        example = "{ 2025 = 0.94, 2030 = 0.97 }"
        what = Words(f"연도별 값이 아닙니다: {show(value)}", f"{show(value)} is no path of years")
        complain(path, what, Words(f"{example}처럼 쓰세요", f"write {example}"))
        return WRONG
    read = [(int(year), number(part, join(path, year), complain)) for year, part in value.items()]
    if any(part is WRONG for _, part in read):
        return WRONG
    return tuple(YearValue(year, part) for year, part in sorted(read))
