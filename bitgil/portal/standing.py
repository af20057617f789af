"""Where an indicator stands, in the few figures a headline has room for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.drawing import Band, Chart, Point
from bitgil.outlook import Band as Expected
from bitgil.outlook import Outlook
from bitgil.plan.types import Indicator, Plan, Reading, Target
from bitgil.portal import spelling
from bitgil.portal.terms import unit_in_words
from bitgil.quantity import Words
from bitgil.store.current import Current


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator's headline: latest value, target, chance and gap; None where nothing is known."""

    indicator: Indicator
    latest: Reading | None
    latest_short: str
    target: Target | None
    target_short: str
    chance: Decimal | None
    gap: Words | None
    why_missing: Words | None
    modelled: bool = False


def standing_of(current: Current, indicator: Indicator, language: str) -> Standing:
    """Return the headline of one indicator from its outlook and its observed series."""
    outlook = current.outlooks.get(indicator.id)
    latest = latest_of(current.plan, indicator)
    target = indicator.target
    return Standing(
        indicator,
        latest,
        _short(latest.value if latest else None, indicator.unit, language),
        target,
        _short(target.value if target else None, indicator.unit, language),
        outlook.chance if outlook else None,
        outlook.gap if outlook else None,
        outlook.why_missing if outlook else None,
        bool(outlook and outlook.projected and not outlook.rule),
    )


def _short(value: Decimal | None, unit: str, language: str) -> str:
    return "" if value is None else spelling.write_short(value, unit, language)


def readings_of(plan: Plan, indicator: Indicator) -> tuple[Reading, ...]:
    """Return what was observed of an indicator, or its baseline alone where it has no series."""
    known = {series.id: series for series in plan.observed}
    if indicator.observed in known:
        return known[indicator.observed].readings
    if indicator.baseline is None:
        return ()
    start = indicator.baseline
    return (Reading(start.year, start.value, start.grade, start.source),)


def latest_of(plan: Plan, indicator: Indicator) -> Reading | None:
    """Return the last value that was really measured; whole years stand before parts of a year."""
    measured = [r for r in readings_of(plan, indicator) if r.value is not None]
    return max(measured, key=lambda r: (r.period[:4], len(r.period) == 4, r.period), default=None)  # noqa: PLR2004  YYYY


def chart_of(plan: Plan, indicator: Indicator, outlook: Outlook | None, language: str) -> Chart:
    """Return what the indicator's chart shows."""
    observed = tuple(
        Point(int(r.period), r.value)
        for r in readings_of(plan, indicator)
        if r.value is not None and r.period.isdigit()
    )
    goal = indicator.target
    return Chart(
        key=f"chart-{indicator.id}",
        title=indicator.name.in_(language),
        unit=unit_in_words(indicator.unit, language),
        observed=observed,
        projected=_bands(outlook.projected) if outlook else (),
        no_change=_bands(outlook.no_change) if outlook else (),
        target=Point(int(goal.year[:4]), goal.value) if goal else None,
        scenario=bool(outlook and outlook.method not in {"model", "rule"}),
    )


def _bands(bands: tuple[Expected, ...]) -> tuple[Band, ...]:
    return tuple(Band(band.year, band.low, band.middle, band.high) for band in bands)
