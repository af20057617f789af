"""Tables and lists of plain data to records, in either spelling."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

from bitgil.plan.decoding import values
from bitgil.plan.decoding.complaining import Complain
from bitgil.plan.decoding.values import WRONG, Decoder, join, show
from bitgil.plan.spelling import Spelling, hints_of, without_none
from bitgil.plan.types import YearValue
from bitgil.quantity import Unfit, Won, Words

Record = TypeVar("Record")
CORRECT = Words(
    "값을 바로잡으세요. 모르는 값이면 키를 지우세요",
    "correct the value, or leave the key out where nothing is known",
)


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
    found = _decode_fields(kind, data, "", complain, spelling, dict(given or {}), None)
    return None if found is None else _build(kind, found, "", complain)


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
        shown = show(data)
        what = Words(f"표가 와야 할 자리입니다: {shown}", f"a {kind.__name__} is a table, not {shown}")
        complain(path, what, Words("key = value 줄로 쓰세요", "write it as key = value lines"))
        return None
    wanted = [part for part in _plan_of(cast("Any", kind), spelling) if only is None or part.name in only]
    known = {part.name for part in wanted} - given.keys()
    strange = data.keys() - known
    for key in strange:
        what = Words(f"모르는 키입니다: '{key}'", f"unknown key '{key}'")
        complain(join(path, key), what, _nearest(key, known, kind))
    sound = not strange
    found = dict(given)
    for part in wanted:
        if part.name in given:
            continue
        if part.name not in data:
            if part.required and part.empty:
                found[part.name] = None
            elif part.required:
                _miss(part.name, path, complain)
                sound = False
            continue
        value = part.decode(data[part.name], join(path, part.name), complain)
        sound = sound and value is not WRONG
        found[part.name] = value
    return found if sound else None


def _miss(name: str, path: str, complain: Complain) -> None:
    what = Words(f"'{name}' 키가 없습니다", f"'{name}' is missing")
    complain(path, what, Words(f"{name} = … 줄을 더하세요", f"add {name} = …"))


def _build(kind: type[Record], found: dict[str, Any], path: str, complain: Complain) -> Record | None:
    try:
        return kind(**found)
    except Unfit as fault:
        complain(path, fault.words, CORRECT)
        return None


def _nearest(key: str, known: set[str], kind: type) -> Words:
    close = difflib.get_close_matches(key, known, 1)
    if close:
        return Words(f"혹시 '{close[0]}'입니까?", f"did you mean '{close[0]}'?")
    keys = ", ".join(sorted(known))
    return Words(f"여기에 쓸 수 있는 키: {keys}", f"a {kind.__name__} has {keys}")


def _decoder(hint: Any, spelling: Spelling) -> Decoder:  # noqa: ANN401, PLR0911  one line a type
    if hint is Won:
        return values.money if spelling is Spelling.FILE else values.whole
    if hint is Decimal:
        return values.number
    if hint is str:
        return values.text
    if hint is int:
        return values.whole
    if hint is bool:
        return values.truth
    if hint is Words:
        return _words
    if get_origin(hint) is tuple:
        return _tuple_decoder(hint, spelling)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return values.one_of(hint)
    return _record_decoder(hint, spelling)


def _words(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
    data = {"ko": value} if isinstance(value, str) else value
    found = _decode_fields(Words, data, path, complain, Spelling.FILE, {}, None)
    built = None if found is None else _build(Words, found, path, complain)
    return WRONG if built is None else built


def _record_decoder(kind: Any, spelling: Spelling) -> Decoder:  # noqa: ANN401  a dataclass
    def decode_record(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        found = _decode_fields(kind, value, path, complain, spelling, {}, None)
        built = None if found is None else _build(kind, found, path, complain)
        return WRONG if built is None else built

    return decode_record


def _tuple_decoder(hint: Any, spelling: Spelling) -> Decoder:  # noqa: ANN401  a type hint
    members = get_args(hint)
    if members[0] is YearValue:
        return values.years
    if members[-1] is not Ellipsis:
        return _pair_decoder([_decoder(member, spelling) for member in members])
    member = _decoder(members[0], spelling)

    def decode_list(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        if not isinstance(value, list):
            what = Words(f"목록이 아닙니다: {show(value)}", f"{show(value)} is no list")
            fix = Words("[ … ]나 [[표]] 꼴로 쓰세요", "write it as [ … ] or as [[tables]]")
            complain(path, what, fix)
            return WRONG
        read = [member(part, join(path, place + 1), complain) for place, part in enumerate(value)]
        return WRONG if any(part is WRONG for part in read) else tuple(read)

    return decode_list


def _pair_decoder(members: list[Decoder]) -> Decoder:
    def decode_pair(value: Any, path: str, complain: Complain) -> Any:  # noqa: ANN401  plain data
        if not isinstance(value, list) or len(value) != len(members):
            count = len(members)
            what = Words(
                f"값 {count}개의 목록이 아닙니다: {show(value)}", f"{show(value)} is no list of {count}"
            )
            complain(path, what, Words("[첫째, 둘째] 꼴로 쓰세요", "write [first, second]"))
            return WRONG
        read = [
            member(part, join(path, place + 1), complain)
            for place, (member, part) in enumerate(zip(members, value, strict=True))
        ]
        return WRONG if any(part is WRONG for part in read) else tuple(read)

    return decode_pair
