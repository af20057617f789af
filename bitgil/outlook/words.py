"""Numbers and units as people say them, in Korean and in English."""

from __future__ import annotations

from decimal import Decimal

UNITS = {
    "person": ("명", "people"),
    "persons": ("명", "people"),
    "vehicle": ("대", "vehicles"),
    "vehicles": ("대", "vehicles"),
    "berth": ("선석", "berths"),
    "berths": ("선석", "berths"),
    "household": ("세대", "households"),
    "households": ("세대", "households"),
    "establishment": ("개사", "establishments"),
    "establishments": ("개사", "establishments"),
    "t": ("톤", "tonnes"),
    "KRW": ("원", "won"),
    "tCO2e/person": (" tCO2e/명", "tCO2e per person"),
    "tCO2e/t": (" tCO2e/톤", "tCO2e per tonne"),
    "ug/m^3": ("㎍/㎥", "µg/m³"),
    "count": ("개", ""),
    "%": ("%", "%"),
    "1": ("", ""),
}
COUNTED = frozenset(UNITS) - {"t", "KRW", "%", "1", "tCO2e/person", "tCO2e/t", "ug/m^3"}
TIMES = {"yr": ("연", "a year"), "quarter": ("분기", "a quarter")}
LARGE = ((Decimal(10) ** 12, "조"), (Decimal(10) ** 8, "억"), (Decimal(10) ** 4, "만"))
SPELLED_OUT = Decimal(10) ** 7
DIGITS_SHOWN = 4


def amount(value: Decimal, unit: str, language: str) -> str:
    """Return a number with its unit: 연 3,556만 tCO2e, or 35,560,000 tCO2e a year."""
    kind, per = _parts(unit)
    korean, english = UNITS.get(kind, (f" {kind}", kind))
    if language == "ko":
        return f"{TIMES[per][0] + ' ' if per else ''}{_korean(value)}{korean}"
    return f"{_digits(value)}{_spaced(english)}{' ' + TIMES[per][1] if per else ''}"


def difference(value: Decimal, unit: str, language: str) -> str:
    """Return the size of a difference with its unit; between percentages it is percentage points."""
    kind, _ = _parts(unit)
    if kind == "%":
        return f"{_digits(abs(value))}{'%p' if language == 'ko' else ' percentage points'}"
    return amount(abs(value), kind, language)


def percent(share: Decimal, language: str) -> str:
    """Return a chance in whole percent, honest at its ends: '1% 미만', 'under 1 %'."""
    hundredth = share * 100
    if hundredth < 1:
        return "1% 미만" if language == "ko" else "under 1%"
    if hundredth > 99:  # noqa: PLR2004  the last whole percent
        return "99% 초과" if language == "ko" else "over 99%"
    return f"{hundredth:.0f}%"


def shortened(value: Decimal, unit: str) -> Decimal:
    """Return a computed value as a sentence can bear it: four digits, and whole where it counts things."""
    if value == 0:
        return Decimal(0)
    places = DIGITS_SHOWN - 1 - value.adjusted()
    if _parts(unit)[0] in COUNTED:
        places = min(places, 0)
    return Decimal(format(round(value, places), "f"))


def _korean(value: Decimal) -> str:
    if abs(value) >= SPELLED_OUT:
        for size, name in LARGE:
            if abs(value) >= size:
                return f"{_digits(shortened(value / size, ''))}{name}"
    return _digits(value)


def _digits(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _parts(unit: str) -> tuple[str, str]:
    kind, _, per = unit.partition("/")
    return (kind, per) if per in TIMES else (unit, "")


def _spaced(english: str) -> str:
    return english if english in ("%", "") else f" {english}"
