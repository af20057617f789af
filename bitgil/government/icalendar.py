"""iCalendar (RFC 5545): a calendar as text that any calendar program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bitgil.government.calendar import Due
from bitgil.government.days import days_after

OCTETS = 75
"""The longest line, its end not counted (RFC 5545, 3.1)."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def text_of(dues: Iterable[Due], *, name: str, stamp: str, host: str, language: str = "ko") -> str:
    """Return a calendar of whole days.

    *stamp* is the time of making in UTC such as 20261122T000000Z, *host* the name that makes each
    event's identity the world's only one. Lines end in CRLF and are folded at 75 octets, no letter
    broken; the same dues give the same text.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bitgil//Plan calendar//KO",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for due in dues:
        lines += _event(due, stamp, host, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Return text with backslash, semicolon, comma and line end as the format wants them."""
    return text.translate(_ESCAPED)


def folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets; each after the first begins with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part


def _event(due: Due, stamp: str, host: str, language: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(due.key)}@{host}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_plain(due.day)}",
        f"DTEND;VALUE=DATE:{_plain(days_after(due.day, 1))}",
        f"SUMMARY:{escaped(due.name.in_(language))}",
    ]
    if due.ground:
        lines.append(f"DESCRIPTION:{escaped(due.ground)}")
    if due.offices:
        lines.append("CATEGORIES:" + ",".join(map(escaped, due.offices)))
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _plain(day: str) -> str:
    return day.replace("-", "")
