"""What was handed in, read back into a kind's public fields; what cannot be read is named, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bitgil.government.acts import KINDS, Kind
from bitgil.government.acts.fields import Field, Form
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.naming import field_name
from bitgil.portal.workspace.desk import Sent
from bitgil.portal.workspace.forms.inputs import PLACE, UNASKED
from bitgil.quantity import Words
from bitgil.record.schemas import Shape
from bitgil.store.filing import Entry

_SCALES = {"조": 10**12, "억": 10**8, "만": 10**4, "": 1}
_AMOUNT = re.compile(r"(?P<number>-?[\d,]*\.?\d+)\s*(?P<scale>조|억|만)?\s*원?")


class _Unread(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where a text is not what its field asks for."""


def entry_from(posted: Sent, *, member: str = "") -> Entry:
    """Return the act that a form asks for; raise Unsound with every text that could not be read."""
    kind = KINDS.get(posted.one("kind"))
    if kind is None or not posted.one("subject"):
        what = Words("양식이 온전하지 않습니다", "the form is not whole")
        raise Unsound((problem("form", what, Words("쪽을 다시 여세요", "open the page again")),))
    seen = posted.one("seen")
    return Entry(
        kind=kind.name,
        subject=posted.one("subject"),
        effect=posted.one("effect"),
        reason=posted.one("reason"),
        public=public_from(kind, posted),
        seen=whole(seen),
        member=member,
    )


def public_from(kind: Kind, posted: Sent) -> dict[str, Any]:
    """Return the public fields that were filled in; raise Unsound naming each that cannot be read."""
    found: dict[str, Any] = {}
    faults: list[Problem] = []
    for name, field in kind.fields.items():
        if name in UNASKED:
            continue
        try:
            value = _value(name, field, posted)
        except _Unread as unread:
            faults.append(_fault(kind, name, field, str(unread)))
            found[name] = None
            continue
        if value is not None:
            found[name] = value
    faults += [
        _lacking(kind, path) for name, held in kind.fields.items() for path in _missing(name, held, found)
    ]
    if faults:
        raise Unsound(tuple(faults))
    return found


def _missing(name: str, field: Field, found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the field, or the columns of its rows, that must be there and are not."""
    if field.needed and name not in found:
        yield name
    needed = [column for column, held in field.columns.items() if held.needed]
    for place, row in enumerate(found.get(name) or () if needed else (), 1):
        yield from (f"{name}.{place}.{column}" for column in needed if column not in row)


def _lacking(kind: Kind, path: str) -> Problem:
    name, _, rest = path.partition(".")
    place, _, column = rest.partition(".")
    said = field_name(kind.name, f"{name}.{column}" if column else name)
    ko, en = (f"{place}째 줄의 ", f" in row {place}") if place else ("", "")
    what = Words(f"{ko}'{said.ko}' 칸이 비어 있습니다", f"'{said.en}'{en} is empty")
    return problem(field_name(kind.name, name).ko, what, Words("채우세요", "fill it in"))


def amount_of(text: str) -> int:
    """Return the won in a text such as 1,200,000 or 12.5억; raise ValueError where it names no whole won."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    exact = Decimal(match["number"].replace(",", "")) * _SCALES[match["scale"] or ""]
    if exact != exact.to_integral_value():
        raise ValueError(text)
    return int(exact)


def _value(name: str, field: Field, posted: Sent) -> Any:  # noqa: ANN401  plain data
    if field.form is Form.ROWS:
        return _rows(name, field, posted)
    if field.form is Form.TABLE:
        return _table(name, posted)
    if field.form is Form.CODES and len(posted.all(name)) > 1:
        return list(posted.all(name))
    text = posted.one(name)
    if not text:
        return None
    return _read(field, text)


def _read(field: Field, text: str) -> Any:  # noqa: ANN401  plain data
    try:
        return _READERS.get(field.form, str)(text)
    except (ValueError, InvalidOperation) as fault:
        raise _Unread(text) from fault


def _rows(name: str, field: Field, posted: Sent) -> list[dict[str, Any]] | None:
    pattern = re.compile(rf"{re.escape(name)}\.{PLACE}\.\w+")
    places = sorted({int(match[1]) for key in posted.values if (match := pattern.fullmatch(key))})
    found = []
    for place in places:
        row = {
            column: _read(held, text)
            for column, held in field.columns.items()
            if (text := posted.one(f"{name}.{place}.{column}"))
        }
        if row:
            found.append(row)
    return found or None


def _flag(text: str) -> bool:
    if text not in ("yes", "no", "on"):
        raise ValueError(text)
    return text != "no"


def _count(text: str) -> int:
    return int(text.replace(",", ""))


def _number(text: str) -> str:
    return str(Decimal(text.replace(",", "")))


def _table(name: str, posted: Sent) -> dict[str, int] | None:
    codes = [key.removeprefix(f"{name}.") for key in posted.values if key.startswith(f"{name}.")]
    typed = {code: text for code in codes if (text := posted.one(f"{name}.{code}"))}
    found = {}
    for code, text in typed.items():
        try:
            found[code] = amount_of(text)
        except ValueError as fault:
            raise _Unread(text) from fault
    return found or None


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


_READERS: Mapping[Shape | Form, Callable[[str], Any]] = {
    Shape.COUNT: _count,
    Shape.WON: amount_of,
    Shape.FLAG: _flag,
    Form.ACT: _count,
    Form.CODES: lambda text: re.split(r"[\s,]+", text),
    Form.NUMBER: _number,
    Form.TEXTS: _lines,
}


def _fault(kind: Kind, name: str, field: Field, text: str) -> Problem:
    said, meaning = field_name(kind.name, name), field.meaning
    return problem(
        said.ko,
        Words(f"읽을 수 없는 값입니다: '{text}'", f"{said.en}: '{text}' cannot be read"),
        Words(f"{meaning.ko}(으)로 쓰세요", f"write {meaning.en}"),
    )
