"""From a modelled figure down to its sources, as a reader unfolds it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from bitgil.city.model import City
from bitgil.city.model.explanation import Explained, explain
from bitgil.city.model.span import FIRST, LAST
from bitgil.outlook.forecasts import decimal_of
from bitgil.plan.types import Plan
from bitgil.portal import spelling
from bitgil.portal.modelled import city_of, once, seen_of
from bitgil.portal.quantities import name_of
from bitgil.portal.sectors import sector_title
from bitgil.quantity import Grade, Words
from bitgil.store.current import Current

USUAL = 2030
OPEN_TO = 2
"""How many levels stand open when the page arrives."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the tree as the page shows it; `href` leads to where it can be checked."""

    title: str
    tongue: str
    name: str
    kind: str
    year: int
    figure: str
    spread: str
    grade: Grade | None
    equation: str
    source: str
    href: str
    sector: str
    again: bool
    open: bool
    children: tuple[Node, ...]


def year_asked(text: str, usual: int = USUAL) -> tuple[int, Words | None]:
    """Return the year that was asked for, or the usual one with the reason."""
    if not text:
        return usual, None
    if text.isascii() and text.isdigit() and FIRST <= int(text) <= LAST:
        return int(text), None
    return usual, Words(
        f"연도는 {FIRST}년부터 {LAST}년까지 고를 수 있습니다. {usual}년을 보여 드립니다.",
        f"Choose a year from {FIRST} to {LAST}; this is {usual}.",
    )


def tree_of(current: Current, quantity: str, year: int, language: str) -> Node:
    """Return the tree of a quantity in a year, on the same draws every time."""
    city = city_of(current)
    told = once(
        current, ("explain", quantity, year), lambda: explain(city, quantity, year, observed=seen_of(current))
    )
    return _node(told, current.plan, city, language, 0)


def _node(told: Explained, plan: Plan, city: City, language: str, depth: int) -> Node:
    title, tongue = _title(told, plan, city, language)
    function = city.functions.get(told.name)
    return Node(
        title=title,
        tongue=tongue,
        name=told.name,
        kind=told.kind,
        year=told.year,
        figure=_figure(told, language),
        spread=_spread(told, language),
        grade=told.grade,
        equation=told.equation,
        source=told.source,
        href=_href(told, city),
        sector=sector_title(function.sector, language) if function else "",
        again=told.again,
        open=depth < OPEN_TO,
        children=tuple(_node(child, plan, city, language, depth + 1) for child in told.children),
    )


def title_of(name: str, city: City, language: str) -> tuple[str, str]:
    """Return what a quantity or an assumption is called, and the language of it."""
    if name in city.functions:
        return name_of(city.functions[name], city.plan, language)
    meaning = city.inputs[name].meaning
    return (meaning, "ko") if meaning else (name.replace("_", " "), "en")


def href_of(name: str, year: int, city: City) -> str:
    """Return where a quantity or an assumption can be checked."""
    if name in city.functions:
        return f"{reverse('quantity', args=[name])}?year={year}"
    assumption = city.inputs[name].id
    return f"{reverse('sector', args=[assumption.partition('.')[0]])}#{assumption}"


def _title(told: Explained, plan: Plan, city: City, language: str) -> tuple[str, str]:
    if told.kind == "project":
        name = plan.project(told.name).name
        return name.in_(language), "en" if language == "en" and name.en else "ko"
    return title_of(told.name, city, language)


def _figure(told: Explained, language: str) -> str:
    if told.value is None:
        return ""
    sign = "+" if told.kind == "project" and told.value > 0 else ""
    return sign + spelling.write_short(decimal_of(told.value), told.unit, language)


def _spread(told: Explained, language: str) -> str:
    """Return the ends of the range; empty where there is none."""
    if told.low is None or told.high is None or told.low == told.high:
        return ""
    low, high = (_bare(decimal_of(end), told.unit, language) for end in (told.low, told.high))
    return f"{low} ~ {high}" if language == "ko" else f"{low} to {high}"


def _bare(value: Decimal, unit: str, language: str) -> str:
    return spelling.write_short(value, unit if unit == "KRW" else "1", language)


def _href(told: Explained, city: City) -> str:
    if told.kind == "project":
        return reverse("project", args=[told.name])
    return href_of(told.name, told.year, city)
