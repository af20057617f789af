"""The one spelling of a JSON value, so that one content has one hash.

RFC 8785 orders and spells; this module adds what it leaves open: text is NFC with LF line ends, numbers are
whole and within ±(2^53-1), and what was read must have been spelled so. Decimals travel as text.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import rfc8785

from bitgil.record.refusal import Fault, Refused

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps."""

_DEEPEST = 32


def canonical_bytes(value: Any, where: str) -> bytes:  # noqa: ANN401  any JSON value
    """Return the canonical bytes of *value*; raise Refused where it has no single spelling."""
    for at, what, fix, fault in _faults(value, where, 0):
        raise Refused(fault, at, what, fix)
    return rfc8785.dumps(value)


def read_canonical(raw: bytes, where: str) -> Any:  # noqa: ANN401  any JSON value
    """Return the value in *raw*; raise Refused unless these are its canonical bytes."""
    value = parsed(raw, where)
    check_spelling(canonical_bytes(value, where), raw, where)
    return value


def parsed(raw: bytes, where: str) -> Any:  # noqa: ANN401  any JSON value
    """Return the value in *raw*, however it is spelled; raise Refused where it is no JSON."""
    try:
        return json.loads(raw, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise Refused(Fault.FORM, where, "it is no JSON in UTF-8", "take the original") from error


def check_spelling(proper: bytes, raw: bytes, where: str) -> None:
    """Raise Refused unless *raw* are the *proper* bytes."""
    if proper != raw:
        raise Refused(Fault.FORM, where, "it is not spelled as RFC 8785 asks", "take the original bytes")


def mended(value: Any) -> Any:  # noqa: ANN401  any JSON value
    """Return *value* with its text brought to NFC and LF: do this once, before anything is committed to."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {mended(name): mended(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [mended(each) for each in value]
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _faults(value: object, where: str, depth: int) -> Iterator[tuple[str, str, str, Fault]]:
    if depth > _DEEPEST:
        yield where, f"it is nested more than {_DEEPEST} deep", "make it flatter", Fault.FORM
    elif isinstance(value, str):
        yield from _faults_of_text(value, where)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if isinstance(name, str):
                yield from _faults_of_text(name, where)
            else:
                yield where, f"the name {name!r} is no text", "write names as text", Fault.FORM
            yield from _faults(each, f"{where}.{name}", depth + 1)
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from _faults(each, f"{where}[{place}]", depth + 1)
    elif not _plain(value):
        fix = "write decimals as text and keep whole numbers within ±(2^53-1)"
        yield where, f"{value!r} has no single spelling", fix, Fault.FORM


def _plain(value: object) -> bool:
    return (
        value is None or isinstance(value, bool) or (isinstance(value, int) and -LARGEST <= value <= LARGEST)
    )


def _faults_of_text(text: str, where: str) -> Iterator[tuple[str, str, str, Fault]]:
    shown = f"'{text[:40]}'".encode(errors="replace").decode()
    if "\r" in text:
        yield where, f"{shown} has line ends of another system", "end lines with LF only", Fault.TEXT
    if not unicodedata.is_normalized("NFC", text):
        yield where, f"{shown} is not in Unicode form NFC", "bring it to NFC first", Fault.TEXT
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        yield where, f"{shown} holds half a character", "mend the text", Fault.TEXT


def is_object(value: object, names: Sequence[str]) -> bool:
    """Say whether *value* is a JSON object with exactly these names."""
    return isinstance(value, dict) and set(value) == set(names)
