"""Outlooks and scenarios in the long format of the Integrated Assessment Modeling Consortium (IAMC).

One line a value: model, scenario, region, variable, unit, year, value, as pyam and the scenario explorers
read it. A variable is a path of words from the general to the special, ending in the percentile.
Source: the IAMC time-series template, https://pyam-iamc.readthedocs.io/en/stable/data.html.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from itertools import pairwise

from bitgil import __version__
from bitgil.city.model import City
from bitgil.city.scenarios import Outcome
from bitgil.outlook import Outlook
from bitgil.plan.types import Plan
from bitgil.quantity import dimension

MODEL = f"Bitgil {__version__}"
OBSERVED, OUTLOOK, NO_CHANGE = "Observed", "Outlook", "Outlook No Change"
PERCENTILES = ("10th Percentile", "Median", "90th Percentile")
TOPICS = (("tCO2e/yr", "Emissions|Kyoto Gases"), ("person", "Population"), ("MWh/yr", "Energy"))
"""The template's own first words, by a unit of the same dimension."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One value of one variable in one year of one scenario."""

    model: str
    scenario: str
    region: str
    variable: str
    unit: str
    year: int
    value: float


def lines_of_scenarios(plan: Plan, city: City, outcomes: Iterable[Outcome]) -> Iterator[Line]:
    """Yield the bands of scenarios, three lines a quantity and year; what is missing has no line."""
    names = {scenario.id: _title(scenario.name.in_("en")) for scenario in plan.scenarios}
    for each in outcomes:
        variable = variable_of(city, each.quantity)
        for percentile, value in zip(PERCENTILES, (each.low, each.middle, each.high), strict=True):
            if value is not None:
                yield Line(
                    MODEL,
                    names.get(each.scenario, each.scenario),
                    region_of(plan),
                    f"{variable}|{percentile}",
                    each.unit,
                    each.year,
                    value,
                )


def lines_of_outlooks(plan: Plan, outlooks: Iterable[Outlook]) -> Iterator[Line]:
    """Yield each indicator: what was observed in whole years, what is projected, and no change beside it."""
    named = {indicator.id: indicator.name.in_("en") for indicator in plan.indicators}
    for outlook in outlooks:
        variable = f"Indicator|{_title(named[outlook.indicator])}"
        for reading in outlook.observed:
            if reading.value is not None and reading.period.isdigit():
                yield _line(plan, OBSERVED, variable, outlook.unit, int(reading.period), reading.value)
        for scenario, bands in ((OUTLOOK, outlook.projected), (NO_CHANGE, outlook.no_change)):
            for band in bands:
                for percentile, value in zip(PERCENTILES, (band.low, band.middle, band.high), strict=True):
                    if value is not None:
                        name = f"{variable}|{percentile}"
                        yield _line(plan, scenario, name, outlook.unit, band.year, value)


def _line(plan: Plan, scenario: str, variable: str, unit: str, year: int, value: object) -> Line:  # noqa: PLR0913, PLR0917  a line's own fields
    return Line(MODEL, scenario, region_of(plan), variable, unit, year, float(str(value)))


def region_of(plan: Plan) -> str:
    """Return the city's English name, as regions are called."""
    return plan.city.in_("en")


def variable_of(city: City, quantity: str) -> str:
    """Return a quantity of the model as a variable: Emissions|Kyoto Gases|Steel|Territorial.

    The first words are the template's own where the unit has one, then the sector, then the quantity's
    words without those already said.
    """
    function = city.functions[quantity]
    topic = next((name for unit, name in TOPICS if dimension(unit) == dimension(function.unit)), "")
    sector = _title(function.sector.replace("_", " "))
    said = {word.lower() for word in f"{topic} {sector}".replace("|", " ").split()}
    words = [word for word in quantity.split("_") if word not in said]
    return "|".join(part for part in (topic, sector, _title(" ".join(words))) if part)


def to_csv(lines: Iterable[Line]) -> str:
    """Return *lines* in order as CSV with the template's header; lines that differ only in value are refused.

    Raises ValueError naming the first variable that stands twice in one scenario and year.
    """
    ordered = sorted(set(lines))
    for one, other in pairwise(ordered):
        if astuple(one)[:-1] == astuple(other)[:-1]:
            raise ValueError(f"{one.variable} has two values in {one.scenario} {one.year}")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(Line))
    writer.writerows((*astuple(line)[:-1], f"{line.value:.10g}") for line in ordered)
    return text.getvalue()


def _title(text: str) -> str:
    """Return words with capitals and without the sign that separates the parts of a variable."""
    return " ".join(word[:1].upper() + word[1:] for word in text.replace("|", "/").split())
