"""What is traded for what: the exact front of two objectives; a point is chosen and the plan changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from bitgil.drawing import Drawing, Trade, Traded, draw_trade
from bitgil.portal import spelling
from bitgil.portal.choosing.answers import Answer, front_for, names_of
from bitgil.portal.choosing.rows import changes_between, decimal_in, places_of, spent_by_source
from bitgil.portal.choosing.surroundings import entered
from bitgil.portal.counting import whole
from bitgil.quantity import Words
from bitgil.roadmap.frontier import Front, Point
from bitgil.roadmap.ground import traded
from bitgil.roadmap.wording import source_words
from bitgil.store.current import Current

TITLE = Words("무엇을 얻고 무엇을 내주나", "What is traded for what")
PATH = "roadmap/front/"
PARENT = "roadmap"
TWO = 2


def context(  # noqa: PLR0913, PLR0917  each is one parameter of the address
    current: Current, language: str, reference: str = "", across: str = "", up: str = "", point: str = ""
) -> dict[str, Any]:
    """Return the drawing and table of the front, and the chosen point beside the roadmap that is shown."""
    answer, found = entered("roadmap_front", current, language, reference)
    if answer is None or not answer.free:
        return found
    offered = traded(answer.problem)
    names = {aim.id: aim.name.in_(language) for aim in answer.problem.aims}
    found |= {"objectives": [(name, names[name]) for name in offered], "few": len(offered) < TWO}
    if len(offered) < TWO:
        return found
    pair = _pair(offered, across, up)
    front = front_for(current, answer, pair)
    found |= {"across": pair[0], "up": pair[1], "too_large": front is None}
    if front is None:
        return found
    number = whole(point) or 0
    number = number if number <= len(front.points) else 0
    address = {"across": pair[0], "up": pair[1]} | ({"reference": "1"} if found["by_reference"] else {})
    links = [
        f"{reverse('roadmap_front')}?{urlencode({**address, 'point': place})}#plan"
        for place in range(1, len(front.points) + 1)
    ]
    chosen = front.points[number - 1] if number else None
    return found | {
        "drawing": _draw(front, (names[pair[0]], names[pair[1]]), links, number, language),
        "points": [
            (place, each, [decimal_in(each.values[name]) for name in pair], link)
            for place, (each, link) in enumerate(zip(front.points, links, strict=True), 1)
        ],
        "pair": (names[pair[0]], names[pair[1]]),
        "number": number,
        "whole": front.whole,
        "wrong_point": bool(point) and not number,
        "chosen": None if chosen is None else _beside(current, answer, chosen, language),
    }


def _pair(offered: tuple[str, ...], across: str, up: str) -> tuple[str, str]:
    first = across if across in offered else offered[0]
    second = up if up in offered and up != first else next(name for name in offered if name != first)
    return first, second


def _draw(front: Front, names: tuple[str, str], links: list[str], number: int, language: str) -> Drawing:
    first, second = front.objectives[:2]
    plans = tuple(
        Traded(
            str(place),
            decimal_in(each.values[first]),
            decimal_in(each.values[second]),
            each.proven,
            link,
            chosen=place == number,
        )
        for place, (each, link) in enumerate(zip(front.points, links, strict=True), 1)
    )
    title = TITLE.in_(language)
    return draw_trade(Trade("front", title, *names, plans), language, spelling.write_number)


def _beside(current: Current, answer: Answer, point: Point, language: str) -> dict[str, Any]:
    """Return the point's plan: its projects, what differs from the roadmap shown, and its money."""
    problem = answer.problem
    places = places_of(problem, point.starts)
    plan = replace(answer.roadmap, starts=point.starts, modes=point.modes)
    sources = sorted({part.source for each in problem.candidates for part in each.cost})
    before, after = (spent_by_source(problem, each, sources) for each in (answer.roadmap, plan))
    return {
        "places": [(name, problem.candidate(name).name, at) for name, at in sorted(places.items())],
        "changes": changes_between(places_of(problem, answer.roadmap), places, names_of(current, language)),
        "money": [
            (source_words(source).in_(language), before[source], after[source])
            for source in sources
            if before[source] or after[source]
        ],
        "wish": urlencode(
            {f"p.{name}": places.get(name, "out") for name in answer.free}
            | ({"reference": "1"} if answer.ground.by_reference else {})
        ),
    }
