"""From a plan's series to points: every reading to be shown, whole years alone to be modelled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types import Indicator, Plan, Reading

YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Points:
    """What is known of one indicator: `readings` in order of time, `yearly` those of whole years."""

    readings: tuple[Reading, ...]
    yearly: dict[int, Decimal]

    @property
    def last(self) -> int | None:
        """The last whole year with a value."""
        return max(self.yearly, default=None)


def points_of(plan: Plan, indicator: Indicator) -> Points:
    """Return the indicator's readings; its baseline stands in where it has no series.

    Halves, quarters and months are shown and never turned into years. Missing values stay missing.
    """
    series = {series.id: series for series in plan.observed}.get(indicator.observed)
    if series is not None:
        readings = tuple(sorted(series.readings, key=lambda reading: reading.period))
    elif indicator.baseline is not None:
        start = indicator.baseline
        readings = (Reading(start.year, start.value, start.grade, start.source, "기준값"),)
    else:
        readings = ()
    yearly = {
        int(r.period): r.value for r in readings if r.value is not None and len(r.period) == YEAR_DIGITS
    }
    return Points(readings, yearly)


def known_until(plan: Plan) -> int:
    """Return the last whole year of which the plan has observed anything: every year before it is past."""
    return max((year for series in plan.observed for year in series.yearly()), default=0)


def is_past(points: Points, year: int, known: int) -> bool:
    """Return whether nothing is left to forecast of *year*: it was observed, or others were after it."""
    return points.last is not None and (year <= points.last or year < known)
