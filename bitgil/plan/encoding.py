"""Records to plain data, in either spelling."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast, get_args

from bitgil.plan.spelling import Spelling, hints_of, without_none
from bitgil.plan.types import YearValue
from bitgil.quantity import Won, Words, eok, plain, text_of


def encode(record: object, spelling: Spelling, *, leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the plain data of a record: what equals its default is left out, like a missing value."""
    plain_data: dict[str, Any] = {}
    for field in fields(cast("Any", record)):
        value = getattr(record, field.name)
        if field.name in leave or (field.default is not MISSING and value == field.default):
            continue
        if value is None:
            continue
        plain_data[field.name] = _encode(value, hints_of(cast("Any", type(record)))[field.name], spelling)
    return plain_data


def _encode(value: Any, hint: Any, spelling: Spelling) -> Any:  # noqa: ANN401, PLR0911  one line a type
    inner = without_none(hint)
    if inner is Won:
        return eok(value) if spelling is Spelling.FILE else int(value)
    if isinstance(value, Decimal):
        return plain(value) if spelling is Spelling.FILE else text_of(value)
    if isinstance(value, Words):
        return {"ko": value.ko, "en": value.en} if value.en else value.ko
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        if get_args(inner)[:1] == (YearValue,):
            return {str(part.year): _encode(part.value, Decimal, spelling) for part in value}
        return [_encode(part, _member(inner, place), spelling) for place, part in enumerate(value)]
    return encode(value, spelling) if is_dataclass(value) else value


def _member(hint: Any, place: int) -> Any:  # noqa: ANN401  a type hint has no narrower type
    members = get_args(hint)
    return members[0] if members[-1] is Ellipsis else members[place]
