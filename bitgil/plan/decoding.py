"""Plain data to records, in either spelling; every fault is named with its key, all at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

from bitgil.plan.spelling import Spelling, hints_of, without_none
from bitgil.plan.types import YearValue
from bitgil.quantity import Won, Words, won

Record = TypeVar("Record")
Complain = Callable[[str, str, str], None]
"""Called with a key path, what is wrong and how to mend it."""
Decoder = Callable[[Any, str, Complain], Any]


class _Wrong:
    """Stands for a value that could not be read; its complaint has been made."""


WRONG = _Wrong()


@dataclass(frozen=True, slots=True)
class _FieldPlan:
    name: str
    decode: Decoder
    required: bool
    empty: bool


def decode(
    kind: type[Record],
    data: object,
    complain: Complain,
    *,
    spelling: Spelling = Spelling.FILE,
    given: Mapping[str, object] | None = None,
) -> Record | None:
    """Return the record that *data* spells, or None after complaining of every fault in it.

    *given* holds fields that the data must not repeat (the id, which is the file's name).
    """
    values = _decode_fields(kind, data, "", complain, spelling, dict(given or {}), None)
    return None if values is None else _build(kind, values, "", complain)


def decode_part(
    kind: type[Record], data: object, complain: Complain, only: tuple[str, ...]
) -> dict[str, Any] | None:
    """Return just the fields *only* of a record as a dict, or None after complaining."""
    return _decode_fields(kind, data, "", complain, Spelling.FILE, {}, only)


@cache
def _plan_of(kind: Any, spelling: Spelling) -> tuple[_FieldPlan, ...]:  # noqa: ANN401  a record class
    hints = hints_of(kind)
    return tuple(
        _FieldPlan(
            field.name,
            _decoder(without_none(hints[field.name]), spelling),
            field.default is MISSING and field.default_factory is MISSING,
            without_none(hints[field.name]) is not hints[field.name],
        )
        for field in fields(cast("Any", kind))
    )


def _decode_fields(  # noqa: PLR0913, PLR0917  the walk carries its place and its listener
    kind: type[Any],
    data: object,
    path: str,
    complain: Complain,
    spelling: Spelling,
    given: dict[str, Any],
    only: tuple[str, ...] | None,
) -> dict[str, Any] | None:
    if not isinstance(data, dict):
        complain(path, f"a {kind.__name__} is a table, not {_show(data)}", "write it as key = value lines")
        return None
    wanted = [part for part in _plan_of(cast("Any", kind), spelling) if only is None or part.name in only]
    known = {part.name for part in wanted} - given.keys()
    sound = True
    for key in data.keys() - known:
        complain(_join(path, key), f"unknown key '{key}'", _nearest(key, known, kind))
        sound = False
    values = dict(given)
    for part in wanted:
        if part.name in given:
            continue
        if part.name not in data:
            if part.required and part.empty:
                values[part.name] = None
            elif part.required:
                complain(path, f"'{part.name}' is missing", f"add {part.name} = …")
                sound = False
            continue
        value = part.decode(data[part.name], _join(path, part.name), complain)
        sound = sound and value is not WRONG
        values[part.name] = value
    return values if sound else None


def _build(kind: type[Record], values: dict[str, Any], path: str, complain: Complain) -> Record | None:
    try:
        return kind(**values)
    except ValueError as fault:
        complain(path, str(fault), "correct the value, or leave the key out where nothing is known")
        return None


def _nearest(key: str, known: set[str], kind: type) -> str:
    close = difflib.get_close_matches(key, known, 1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"a {kind.__name__} has {', '.join(sorted(known))}"


def _join(path: str, key: str | int) -> str:
    return f"{path}.{key}" if path else str(key)


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"  # noqa: PLR2004  a line's worth


def _decoder(hint: Any, spelling: Spelling) -> Decoder:  # noqa: ANN401, PLR0911  one line a type
    if hint is Won:
        return _money if spelling is Spelling.FILE else _whole
    if hint is Decimal:
        return _number
    if hint is str:
        return _text
    if hint is int:
        return _whole
    if hint is bool:
        return _truth
    if hint is Words:
        return _words
    if get_origin(hint) is tuple:
        return _tuple_decoder(hint, spelling)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum_decoder(hint)
    return _record_decoder(hint, spelling)


def _money(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    number = _number(value, path, complain)
    if number is WRONG:
        return WRONG
    try:
        return won(number)
    except ValueError as fault:
        complain(path, str(fault), "write an amount of 억원, such as 7846 or 487.8")
        return WRONG


def _number(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        complain(path, f"{_show(value)} is no number", "write a number without unit or thousands mark")
        return WRONG
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        complain(path, f"{_show(value)} is no number", "write a number without unit or thousands mark")
        return WRONG
    return number


def _text(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    if isinstance(value, str):
        return value
    complain(path, f"{_show(value)} is no text", 'put it between quotation marks ("…")')
    return WRONG


def _whole(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    complain(path, f"{_show(value)} is no whole number", "write digits only")
    return WRONG


def _truth(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    if isinstance(value, bool):
        return value
    complain(path, f"{_show(value)} is neither true nor false", "write true or false")
    return WRONG


def _words(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    data = {"ko": value} if isinstance(value, str) else value
    found = _decode_fields(Words, data, path, complain, Spelling.FILE, {}, None)
    built = None if found is None else _build(Words, found, path, complain)
    return WRONG if built is None else built


def _enum_decoder(kind: type[StrEnum]) -> Decoder:
    members = {member.value: member for member in kind}

    def decode_enum(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        if isinstance(value, str) and value in members:
            return members[value]
        complain(path, f"{_show(value)} is no {kind.__name__}", f"use one of {', '.join(members)}")
        return WRONG

    return decode_enum


def _record_decoder(kind: Any, spelling: Spelling) -> Decoder:  # noqa: ANN401  a dataclass
    def decode_record(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        found = _decode_fields(kind, value, path, complain, spelling, {}, None)
        built = None if found is None else _build(kind, found, path, complain)
        return WRONG if built is None else built

    return decode_record


def _tuple_decoder(hint: Any, spelling: Spelling) -> Decoder:  # noqa: ANN401  a type hint
    members = get_args(hint)
    if members[0] is YearValue:
        return _path
    if members[-1] is not Ellipsis:
        return _pair_decoder([_decoder(member, spelling) for member in members])
    member = _decoder(members[0], spelling)

    def decode_list(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        if not isinstance(value, list):
            complain(path, f"{_show(value)} is no list", "write it as [ … ] or as [[tables]]")
            return WRONG
        read = [member(part, _join(path, place + 1), complain) for place, part in enumerate(value)]
        return WRONG if any(part is WRONG for part in read) else tuple(read)

    return decode_list


def _pair_decoder(members: list[Decoder]) -> Decoder:
    def decode_pair(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        if not isinstance(value, list) or len(value) != len(members):
            complain(path, f"{_show(value)} is no list of {len(members)}", "write [first, second]")
            return WRONG
        read = [
            member(part, _join(path, place + 1), complain)
            for place, (member, part) in enumerate(zip(members, value, strict=True))
        ]
        return WRONG if any(part is WRONG for part in read) else tuple(read)

    return decode_pair


def _path(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    if not isinstance(value, dict) or not all(str(year).isdigit() for year in value):
        complain(path, f"{_show(value)} is no path of years", "write { 2025 = 0.94, 2030 = 0.97 }")
        return WRONG
    read = [(int(year), _number(part, _join(path, year), complain)) for year, part in value.items()]
    if any(part is WRONG for _, part in read):
        return WRONG
    return tuple(YearValue(year, part) for year, part in sorted(read))
