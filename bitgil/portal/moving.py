"""What moved a figure between two years, as a table a reader can check line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bitgil.city.model import City, Movement, Mover, what_moves
from bitgil.outlook.forecasts import decimal_of
from bitgil.portal import spelling
from bitgil.portal.explaining import href_of, title_of, year_asked
from bitgil.portal.modelled import city_of, once, seen_of
from bitgil.store.current import Current

SINCE = 2020
SMALL = 0.005
"""Parts below this share of all parts together stand in one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that moved the figure; `was`, `now` and `part` as written, `spread` of the part."""

    title: str
    tongue: str
    href: str
    was: str
    now: str
    part: str
    spread: str


def movers_of(current: Current, quantity: str, year: int, since: str, language: str) -> dict[str, Any]:
    """Return what the pages show of a quantity's change; `lines` are None where a year has no value."""
    from_year, wrong = year_asked(since, SINCE)
    first, last = sorted((from_year, year))
    told = {"since": from_year, "wrong_since": wrong, "first": first, "last": last, "lines": None}
    if first == last:
        return told
    city = city_of(current)
    split = once(
        current,
        ("moving", quantity, first, last),
        lambda: what_moves(city, quantity, first, last, observed=seen_of(current)),
    )
    if split.was is None or split.now is None or split.interaction is None:
        return told
    large, small = _sized(split)
    return told | {
        "whole": split.whole,
        "measured": split.measured,
        "lines": [_line(mover, split, city, language) for mover in large],
        "small": _write(sum(mover.part for mover in small), split.unit, language) if small else "",
        "interaction": _write(split.interaction, split.unit, language),
        "change": _write(split.now - split.was, split.unit, language),
        "was": _write(split.was, split.unit, language, sign=False),
        "now": _write(split.now, split.unit, language, sign=False),
    }


def _sized(split: Movement) -> tuple[list[Mover], list[Mover]]:
    least = SMALL * sum(abs(mover.part) for mover in split.movers)
    large = [mover for mover in split.movers if abs(mover.part) >= least]
    return large, [mover for mover in split.movers if abs(mover.part) < least]


def _line(mover: Mover, split: Movement, city: City, language: str) -> Line:
    title, tongue = title_of(mover.name, city, language)
    low, high = (spelling.write_short(decimal_of(end), "1", language) for end in (mover.low, mover.high))
    return Line(
        title,
        tongue,
        href_of(mover.name, split.last, city),
        _write(mover.was, mover.unit, language, sign=False),
        _write(mover.now, mover.unit, language, sign=False),
        _write(mover.part, split.unit, language),
        f"{low} ~ {high}" if language == "ko" else f"{low} to {high}",
    )


def _write(value: float, unit: str, language: str, *, sign: bool = True) -> str:
    mark = "+" if sign and value > 0 else ""
    return mark + spelling.write_short(decimal_of(value), unit, language)
