"""How a figure is written for a reader: money, numbers with units, dates, links. Pure text to text."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import unquote, urlsplit

from bitgil.portal.terms import unit_in_words
from bitgil.quantity import Won, eok, plain, won

EOK, MAN, MILLION, BILLION = 10**8, 10**4, 10**6, 10**9
LARGE = 10**6
_QUARTER = re.compile(r"^(\d{4})Q([1-4])$")
_HALF = re.compile(r"^(\d{4})H([12])$")
_IN_EOK = re.compile(r"([\d,]+(?:\.\d+)?)억원")
_ADDRESS = re.compile(r"https?://[^\s;,]+[^\s;,.)]")
_GLUED = frozenset("명개건대년원톤%")


def write_won(amount: Won, language: str) -> str:
    """Return an amount as 7,846억원 or KRW 784.6 billion; below 1억 in 만원 or million."""
    if language == "en":
        if amount >= BILLION:
            return f"KRW {_trim(Decimal(amount) / BILLION, 2)} billion"
        return f"KRW {_trim(Decimal(amount) / MILLION, 2)} million"
    if amount and amount < EOK:
        return f"{_trim(Decimal(amount) / MAN, 0)}만원"
    return f"{_trim(eok(amount), 2)}억원"


def write_number(value: Decimal, digits: int | None = None) -> str:
    """Return a number with thousands separated, as exact as it is or rounded to *digits* decimals."""
    return f"{plain(value):,f}" if digits is None else _trim(value, digits)


def write_short(value: Decimal, unit: str, language: str) -> str:
    """Return a figure for a headline: 3,556만 톤CO₂e/년, 155,259명, 35.56 million t CO₂e/yr."""
    if unit == "KRW":
        return write_won(Won(int(value)), language)
    number = _short_en(value) if language == "en" else _short_ko(value)
    return join(number, _word(unit, language))


def _word(unit: str, language: str) -> str:
    return "" if unit == "1" else unit_in_words(unit, language)


def write_exact(value: Decimal, unit: str, language: str) -> str:
    """Return a figure with every digit and its unit in words."""
    if unit == "KRW":
        return write_won(Won(int(value)), language)
    return join(write_number(round_long(value)), _word(unit, language))


def join(number: str, unit: str) -> str:
    """Return number and unit, without a space where Korean writes none."""
    if not unit:
        return number
    counted = number[-1:] in ("만", "억") and unit[0] != "원"
    return f"{number}{unit}" if unit[0] in _GLUED and not counted else f"{number} {unit}"


def round_long(value: Decimal) -> Decimal:
    """Return *value* with at most four significant decimals, so that a computed figure stays readable."""
    if value == value.to_integral_value():
        return value
    places = max(0, min(4, 3 - value.adjusted()))
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _short_ko(value: Decimal) -> str:
    if abs(value) >= EOK:
        return f"{_trim(value / EOK, 2)}억"
    if abs(value) >= LARGE:
        return f"{_trim(value / MAN, 1)}만"
    return write_number(round_long(value))


def _short_en(value: Decimal) -> str:
    if abs(value) >= BILLION:
        return f"{_trim(value / BILLION, 2)} billion"
    if abs(value) >= MILLION:
        return f"{_trim(value / MILLION, 2)} million"
    return write_number(round_long(value))


def _trim(value: Decimal, digits: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{plain(rounded):,f}"


def write_moment(moment: str, language: str) -> str:
    """Return 2025-09-17 as 2025. 9. 17., 2025Q3 as 2025년 3분기 or Q3 2025, 2025 as 2025년 or 2025."""
    if quarter := _QUARTER.match(moment):
        year, number = quarter.groups()
        return f"Q{number} {year}" if language == "en" else f"{year}년 {number}분기"
    if half := _HALF.match(moment):
        year, number = half.groups()
        return f"H{number} {year}" if language == "en" else f"{year}년 {'상' if number == '1' else '하'}반기"
    parts = moment.split("-")
    if len(parts) == 1 or not all(part.isdigit() for part in parts):
        return moment if language == "en" or not moment.isdigit() else f"{moment}년"
    if language == "en":
        return moment
    return " ".join(f"{int(part)}." for part in parts)


def addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses written in a source text, each once."""
    return tuple(dict.fromkeys(_ADDRESS.findall(text)))


def site(address: str) -> str:
    """Return the name of a web address's site, without www."""
    host = urlsplit(address).hostname or address
    return unquote(host).removeprefix("www.").removeprefix("m.")


def write_field(field: str, text: str, language: str) -> str:
    """Return a revised value as a reader writes it: a budget as money, a year as a year, else as it is."""
    if amount := _IN_EOK.fullmatch(text):
        return write_won(won(Decimal(amount[1].replace(",", ""))), language)
    if field.startswith("period.") or re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        return write_moment(text, language)
    return text
