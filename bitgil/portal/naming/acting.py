"""How an act's fields and values are said: the field's name, a hint for writing it, its value in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bitgil.government.acts import KINDS
from bitgil.government.acts.fields import Field, Form
from bitgil.portal import spelling
from bitgil.portal.naming.fields import FIELDS, HINTS
from bitgil.portal.naming.values import VALUES
from bitgil.portal.terms import MONEY_SOURCE
from bitgil.quantity import Won, Words
from bitgil.record.schemas import Shape

NAMED = ("office", "driver")
"""Columns that hold the code of something in the plan."""
NONE = Words("없음", "none")
YES_NO = {True: Words("예", "yes"), False: Words("아니오", "no")}


def field_name(kind: str, field: str) -> Words:
    """Return what a field of a kind of act is called; a field that nobody named is called by its key."""
    return FIELDS.get(f"{kind}.{field}") or FIELDS.get(field) or Words(field, field)


def hint_of(field: str) -> Words | None:
    """Return how a field is to be written, where its form alone does not say."""
    return HINTS.get(field)


def value_name(field: str, value: str) -> Words:
    """Return the word for one of a field's listed values; `items.kind` is asked for by its last part."""
    return VALUES.get(field.rpartition(".")[2], {}).get(value, Words(value, value))


def value_words(kind: str, field: str, value: object, names: Mapping[str, Words] | None = None) -> Words:
    """Return an act's value as a reader sees it: money with its unit, listed values by their words.

    *names* are the words for offices and for what projects change, which no register of values lists.
    """
    held = KINDS[kind].fields.get(field)
    if isinstance(value, bool):
        return YES_NO[value]
    if held is not None and held.form is Shape.WON and isinstance(value, int):
        return _won(value)
    if held is not None and held.form is Shape.DATE:
        return _moment(str(value))
    if isinstance(value, list):
        columns = held.columns if held is not None else {}
        return _joined("; ", [_part(field, part, columns, names or {}) for part in value])
    if isinstance(value, dict):
        money = held is not None and held.form is Form.TABLE
        return _joined(", ", [_amount(code, amount, money=money) for code, amount in value.items()])
    return value_name(field, str(value))


def _joined(mark: str, parts: Sequence[Words]) -> Words:
    """Return the parts side by side, and that there is none where there is none."""
    return (
        Words(mark.join(part.ko for part in parts), mark.join(part.en for part in parts)) if parts else NONE
    )


def _part(field: str, part: object, columns: Mapping[str, Field], names: Mapping[str, Words]) -> Words:
    if not isinstance(part, dict):
        return value_name(field, str(part))
    won = {key for key, held in columns.items() if held.form is Shape.WON}
    said = [
        (
            FIELDS.get(f"{field}.{key}", Words(key, key)),
            (names.get(str(part[key])) if key in NAMED else None)
            or (_won(part[key]) if key in won else value_name(f"{field}.{key}", str(part[key]))),
        )
        for key in (*(key for key in columns if key in part), *(key for key in part if key not in columns))
    ]
    return Words(
        ", ".join(f"{name.ko} {value.ko}" for name, value in said),
        ", ".join(f"{name.en} {value.en}" for name, value in said),
    )


def _won(amount: int) -> Words:
    return Words(spelling.write_won(Won(amount), "ko"), spelling.write_won(Won(amount), "en"))


def _moment(text: str) -> Words:
    return Words(spelling.write_moment(text, "ko"), spelling.write_moment(text, "en"))


def _amount(code: str, amount: object, *, money: bool) -> Words:
    name = MONEY_SOURCE.get(code, Words(code, code))
    if not (money and isinstance(amount, int)):
        return Words(f"{name.ko} {amount}", f"{name.en} {amount}")
    return Words(
        f"{name.ko} {spelling.write_won(Won(amount), 'ko')}",
        f"{name.en} {spelling.write_won(Won(amount), 'en')}",
    )
