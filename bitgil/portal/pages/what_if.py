"""What if: the strongest assumptions set by the reader, the outcome beside the plan's own course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from bitgil.city.model import Run
from bitgil.drawing import Drawing, Line, Lines, Point, draw_lines
from bitgil.outlook.forecasts import decimal_of
from bitgil.plan.types import Indicator
from bitgil.portal import spelling
from bitgil.portal.modelled import city_of, indicators_of_model
from bitgil.portal.standing import readings_of
from bitgil.portal.terms import unit_in_words
from bitgil.portal.trying import base_of, draft_of, knobs_for
from bitgil.quantity import Words
from bitgil.store.computing import scale_to
from bitgil.store.current import Current

TITLE = Words("이렇게 바꾸면", "What if")
PATH = "what-if/"
PARENT = "scenarios"
YEARS = (2030, 2035, 2040, 2045, 2050)
SHOWN = (2030, 2040, 2050)
DRAWN_FROM = 2020
BASE = Words("지금 계획", "plan as it is")
DRAFT = Words("초안", "draft")


@dataclass(frozen=True, slots=True)
class Beside:
    """One indicator in one year: low, middle and high on the plan's course and in the draft."""

    indicator: Indicator
    year: int
    base: tuple[Decimal, Decimal, Decimal] | None
    draft: tuple[Decimal, Decimal, Decimal] | None

    @property
    def difference(self) -> Decimal | None:
        """The draft's middle minus the plan's."""
        return None if self.base is None or self.draft is None else self.draft[1] - self.base[1]


def context(current: Current, language: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the form as it was filled and, where every value is sound, both courses side by side."""
    indicators = indicators_of_model(current)
    if not indicators:
        return {"indicators": ()}
    indicator = next((i for i in indicators if i.id == query.get("indicator")), indicators[0])
    asked = query.get("year", "")
    year = int(asked) if asked in map(str, YEARS) else YEARS[0]
    knobs = knobs_for(current, indicator, year, query)
    found: dict[str, Any] = {
        "indicators": indicators,
        "indicator": indicator,
        "years": YEARS,
        "year": year,
        "knobs": knobs,
        "wrong": [knob for knob in knobs if knob.wrong],
        "set": [knob for knob in knobs if knob.value is not None],
    }
    if found["wrong"] or not found["set"]:
        return found
    runs = base_of(current), draft_of(current, knobs)
    return found | {
        "rows": [_beside(current, indicator, each, runs) for each in SHOWN],
        "others": [_beside(current, other, year, runs) for other in indicators if other is not indicator],
        "drawing": _draw(current, indicator, runs, language),
    }


def _beside(current: Current, indicator: Indicator, year: int, runs: tuple[Run, Run]) -> Beside:
    base, draft = (_band(current, indicator, year, done) for done in runs)
    return Beside(indicator, year, base, draft)


def _band(
    current: Current, indicator: Indicator, year: int, done: Run
) -> tuple[Decimal, Decimal, Decimal] | None:
    values = done.in_year(indicator.measured_by, year) * scale_to(city_of(current), indicator)
    if not np.isfinite(values).all():
        return None
    low, middle, high = (decimal_of(float(end)) for end in np.percentile(values, (10, 50, 90)))
    return low, middle, high


def _draw(current: Current, indicator: Indicator, runs: tuple[Run, Run], language: str) -> Drawing:
    scale = scale_to(city_of(current), indicator)
    observed = tuple(
        Point(int(r.period), r.value)
        for r in readings_of(current.plan, indicator)
        if r.value is not None and r.period.isdigit() and int(r.period) >= DRAWN_FROM
    )
    lines = tuple(
        Line(label.in_(language), _middles(done, indicator, scale))
        for label, done in zip((BASE, DRAFT), runs, strict=True)
    )
    shown = Lines(
        "what-if", indicator.name.in_(language), unit_in_words(indicator.unit, language), lines, observed
    )
    return draw_lines(shown, language, lambda v: spelling.write_number(spelling.round_long(v)))


def _middles(done: Run, indicator: Indicator, scale: float) -> tuple[Point, ...]:
    middles = np.median(done[indicator.measured_by], axis=0) * scale
    return tuple(
        Point(int(year), decimal_of(float(value)))
        for year, value in zip(done.years, middles, strict=True)
        if year >= DRAWN_FROM and np.isfinite(value)
    )
