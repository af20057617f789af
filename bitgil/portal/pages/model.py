"""The city model as a whole: its sectors, how they hang together, and what each leaves out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.urls import reverse

from bitgil.city.model import City
from bitgil.drawing import Drawing, Link, Network, Node, draw_network
from bitgil.portal.modelled import city_of, once
from bitgil.portal.quantities import name_of
from bitgil.portal.sectors import left_out, sector_title
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("도시 모형", "City model")
PATH = "model/"
MENU = 65
DESCRIBED = Words(
    "부문은 상자로, 다른 부문의 값을 받아 쓰는 것은 화살표로 그렸습니다. 같은 내용이 아래 표에 있습니다.",
    "Sectors as boxes, and an arrow where one takes values from another. The same is in the table below.",
)


def context(current: Current, language: str) -> dict[str, Any]:
    """Return the sectors with their quantities, neighbours and gaps, and the drawing of their links."""
    city = city_of(current)
    links = once(current, "links", lambda: links_between(city))
    names = tuple(dict.fromkeys(city.functions[name].sector for name in city.order))
    assumed = Counter(a.id.partition(".")[0] for a in current.plan.assumptions)
    return {
        "drawing": _draw(names, links, language),
        "quantities": len(city.functions),
        "assumptions": len(current.plan.assumptions),
        "sectors": [
            {
                "name": name,
                "title": sector_title(name, language),
                "leaves_out": left_out(name, language),
                "assumed": assumed[name],
                "takes": [(sector_title(each.start, language), each) for each in links if each.end == name],
                "gives": [(sector_title(each.end, language), each) for each in links if each.start == name],
                "quantities": [
                    (function.name, *name_of(function, current.plan, language), function.unit)
                    for function in city.functions.values()
                    if function.sector == name
                ],
            }
            for name in names
        ],
    }


def links_between(city: City) -> tuple[Link, ...]:
    """Return, for each pair of sectors, how many quantities go from one to the other, now or a year later.

    An assumption of another sector counts as a link from that sector.
    """
    now: Counter[tuple[str, str]] = Counter()
    later: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str, bool]] = set()
    for function in city.functions.values():
        for parameter in function.parameters:
            start = _sector_of(city, parameter.refers)
            question = (parameter.refers, function.sector, parameter.lagged)
            if start and start != function.sector and question not in seen:
                seen.add(question)
                (later if parameter.lagged else now)[start, function.sector] += 1
    return tuple(Link(*pair, now[pair], later[pair]) for pair in sorted({*now, *later}))


def _sector_of(city: City, name: str) -> str:
    if name in city.functions:
        return city.functions[name].sector
    owner = city.inputs[name].id.partition(".")[0] if name in city.inputs else ""
    return owner if any(function.sector == owner for function in city.functions.values()) else ""


def _draw(names: tuple[str, ...], links: tuple[Link, ...], language: str) -> Drawing:
    nodes = tuple(Node(name, sector_title(name, language), reverse("sector", args=[name])) for name in names)
    network = Network("sectors", TITLE.in_(language), DESCRIBED.in_(language), nodes, links)
    return draw_network(network, language)
