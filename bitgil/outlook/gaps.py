"""How far an indicator is from its target: the chance to reach it, and the gap in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.special import ndtr

from bitgil.city.arrays import Array
from bitgil.outlook.forecasts import TO_10_90
from bitgil.outlook.observed import Points, is_past
from bitgil.outlook.records import Band
from bitgil.outlook.words import amount, difference, percent, shortened
from bitgil.plan.types import Indicator, Target
from bitgil.quantity import Words, plain, year_of

RANGE_TOLERANCE = 0.05
"""Where neither more nor less is better, the target is met within this share of its value."""

CHANCE_DIGITS = 4


def chance_of_draws(drawn: Array, target: float, better: str, tolerance: float = RANGE_TOLERANCE) -> Decimal:
    """Return the share of *drawn* (draw,) on the good side of *target*.

    Good is at or above it (up), at or below it (down), or within *tolerance* of it (range).
    """
    near = np.abs(drawn - target) <= tolerance * abs(target)
    good = {"up": drawn >= target, "down": drawn <= target, "range": near}[better]
    return _rounded(float(np.mean(good)))


def chance_of_band(
    band: Band, target: float, better: str, tolerance: float = RANGE_TOLERANCE
) -> Decimal | None:
    """Return the chance under a normal spread around a no-change line, None where it has no band.

    Equation: up 1 - F(target), down F(target), range F(target + t) - F(target - t), with F normal
    around the middle and spread (high - middle)/1.2816.
    """
    if band.high is None:
        return None
    middle, spread = float(band.middle), float(band.high - band.middle) / TO_10_90
    if spread == 0:
        return chance_of_draws(np.array([middle]), target, better, tolerance)

    def below(value: float) -> float:
        return float(ndtr((value - middle) / spread))

    near = tolerance * abs(target)
    chances = {
        "up": 1 - below(target),
        "down": below(target),
        "range": below(target + near) - below(target - near),
    }
    return _rounded(chances[better])


def reaches(value: Decimal, target: Decimal, better: str) -> bool:
    """Return whether *value* is on the good side of *target*."""
    return chance_of_draws(np.array([float(value)]), float(target), better) == 1


def _rounded(share: float) -> Decimal:
    return plain(round(Decimal(share), CHANCE_DIGITS))


LINES = {
    "model": ("모형이 내다보는 가운데 값은", "The model's middle is"),
    "rule": ("과거를 가장 잘 맞힌 규칙으로는", "By the rule that did best on the past it will be"),
    "no-change": ("지금 수준이 이어지면", "Should nothing change, it will be"),
}
"""How the central line is introduced, by method."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The central line in the target's year: which it is, its band, the chance it gives, what is past."""

    method: str
    known_until: int
    band: Band | None
    chance: Decimal | None


def gap_in_words(indicator: Indicator, points: Points, ahead: Ahead) -> Words:
    """Return how far the indicator is from its target, in sentences a citizen can read."""
    target = indicator.target
    if target is None:
        return Words("정해진 목표값이 없다.", "No target value has been set.")
    year = year_of(target.year)
    if is_past(points, year, ahead.known_until):
        return _looking_back(indicator, target, points)
    if ahead.band is None:
        return _unknown(indicator, target, points)
    return _looking_ahead(indicator, target, points, ahead, ahead.band)


def _looking_back(indicator: Indicator, target: Target, points: Points) -> Words:
    year, unit = year_of(target.year), indicator.unit
    goal_ko, goal_en = (amount(target.value, unit, language) for language in ("ko", "en"))
    value = points.yearly.get(year)
    if value is None:
        nearest = min(points.yearly, key=lambda seen: (abs(seen - year), seen))
        seen_ko, seen_en = (amount(points.yearly[nearest], unit, language) for language in ("ko", "en"))
        return Words(
            f"{year}년 목표는 {goal_ko}, 그해 관측값이 없어 이루었는지 알 수 없다. "
            f"가장 가까운 관측은 {nearest}년 {seen_ko}이다.",
            f"The target for {year} was {goal_en}, but that year was not observed, so nobody can say whether "
            f"it was met. The nearest observation is {seen_en} in {nearest}.",
        )
    seen_ko, seen_en = (amount(value, unit, language) for language in ("ko", "en"))
    off_ko, off_en = "목표를 이루었다", "which met it"
    if not reaches(value, target.value, indicator.better):
        off_ko, off_en = _off(value - target.value, indicator, past=True)
    return Words(
        f"{year}년 목표는 {goal_ko}, 관측값은 {seen_ko}이며 {off_ko}.",
        f"The target for {year} was {goal_en}; {seen_en} was observed, {off_en}.",
    )


def _unknown(indicator: Indicator, target: Target, points: Points) -> Words:
    year = year_of(target.year)
    goal_ko, goal_en = (amount(target.value, indicator.unit, language) for language in ("ko", "en"))
    if points.yearly:
        return Words(
            f"{year}년 목표는 {goal_ko}이다. {year}년은 전망이 닿지 않는 해이다.",
            f"The target for {year} is {goal_en}. No line reaches as far as {year}.",
        )
    if points.readings:
        return Words(
            f"{year}년 목표는 {goal_ko}이다. 한 해 전체의 관측값이 없어 그때까지 내다볼 수 없다.",
            f"The target for {year} is {goal_en}. No whole year was observed, so nothing can be said ahead.",
        )
    return Words(
        f"{year}년 목표는 {goal_ko}이지만 기준값도 관측값도 없어 얼마나 남았는지 알 수 없다.",
        f"The target for {year} is {goal_en}, but there is neither a baseline nor an observation, so nobody "
        "can say how far it is.",
    )


def _looking_ahead(indicator: Indicator, target: Target, points: Points, ahead: Ahead, band: Band) -> Words:
    year, unit = year_of(target.year), indicator.unit
    middle = band.middle if ahead.method == "no-change" else shortened(band.middle, unit)
    goal, line = ([amount(v, unit, language) for language in ("ko", "en")] for v in (target.value, middle))
    line_ko, line_en = LINES[ahead.method]
    if reaches(band.middle, target.value, indicator.better):
        off_ko, off_en = "목표를 이룬다", "which meets it"
    else:
        off_ko, off_en = _off(shortened(band.middle - target.value, unit), indicator, past=False)
    odds_ko, odds_en = _odds(ahead.chance)
    now_ko, now_en = _now(points, unit)
    return Words(
        f"{now_ko}{year}년 목표는 {goal[0]}이다. {line_ko} {line[0]}이고, {off_ko}. {odds_ko}",
        f"{now_en}The target for {year} is {goal[1]}. {line_en} {line[1]}, {off_en}. {odds_en}",
    )


def _now(points: Points, unit: str) -> tuple[str, str]:
    if points.last is None:
        return "", ""
    value = points.yearly[points.last]
    return (
        f"{points.last}년 관측값은 {amount(value, unit, 'ko')}이다. ",
        f"In {points.last} it was {amount(value, unit, 'en')}. ",
    )


def _odds(chance: Decimal | None) -> tuple[str, str]:
    if chance is None:
        return (
            "과거 오차를 네 번 이상 잴 수 없어 이룰 가능성은 계산하지 않는다.",
            "Fewer than four past errors are known, so no chance is given.",
        )
    return (
        f"이룰 가능성은 {percent(chance, 'ko')}이다.",
        f"The chance of reaching it is {percent(chance, 'en')}.",
    )


def _off(distance: Decimal, indicator: Indicator, *, past: bool) -> tuple[str, str]:
    """Return 'short of it by …' for a value that misses its target by *distance*."""
    size_ko, size_en = (difference(distance, indicator.unit, language) for language in ("ko", "en"))
    if indicator.better == "range":
        return (
            f"목표에서 {size_ko} {'벗어났다' if past else '벗어난다'}",
            f"{size_en} away from the target",
        )
    if distance < 0:
        return f"목표보다 {size_ko} {'모자랐다' if past else '모자란다'}", f"{size_en} short of the target"
    return f"목표보다 {size_ko} {'많았다' if past else '많다'}", f"{size_en} above the target"
