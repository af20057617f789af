"""Things and the links between them: boxes on a ring, an arrow a link, told apart by dash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from xml.sax.saxutils import escape

from bitgil.drawing.svg import Drawing, Heading, element, fill, fit, line, sheet, width_of, write
from bitgil.quantity import Words

WIDTH, BOX = 960.0, 40.0
BEND = 0.16
"""How far a link bends aside, as a share of its length, so that two opposite ones stay apart."""
WORD = {
    "from": Words("주는 쪽", "from"),
    "to": Words("받는 쪽", "to"),
    "now": Words("같은 해에 이어짐", "within the same year"),
    "later": Words("이듬해에 이어짐", "a year later"),
    "none": Words("그릴 것이 없습니다", "there is nothing to draw"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: its key, the label in its box, and where a click on it leads."""

    key: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How many things go from one node to another within the year, and how many a year later."""

    start: str
    end: str
    now: int
    later: int


@dataclass(frozen=True, slots=True)
class Network:
    """What the drawing shows; nodes stand on a ring in the order given."""

    key: str
    title: str
    description: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def draw_network(network: Network, language: str = "ko") -> Drawing:
    """Return the network and the table of its links; raise KeyError where a link names no node."""
    names = {node.key: node.label for node in network.nodes}
    head = tuple(WORD[name].in_(language) for name in ("from", "to", "now", "later"))
    rows = tuple(
        (names[each.start], names[each.end], str(each.now), str(each.later)) for each in network.links
    )
    heading = Heading(network.key, network.title, network.description)
    if not network.nodes:
        nothing = write(WIDTH / 2, 60, WORD["none"].in_(language), "soft", text_anchor="middle")
        return Drawing(sheet((WIDTH, 120), heading, nothing), head, rows)
    height = 320.0 + 26.0 * len(network.nodes)
    places = _ring(network.nodes, height)
    parts = (*_legend(language), *_links(network, places), *_boxes(network.nodes, places))
    return Drawing(sheet((WIDTH, height), heading, *parts, role="group"), head, rows)


def _ring(nodes: tuple[Node, ...], height: float) -> dict[str, tuple[float, float]]:
    """Return the middle of each box on an ellipse, the first at the top, clockwise."""
    centre = (WIDTH / 2, height / 2 + 16)
    radii = (WIDTH / 2 - 132, height / 2 - 66)
    turns = [2 * pi * place / len(nodes) - pi / 2 for place in range(len(nodes))]
    return {
        node.key: (centre[0] + radii[0] * cos(turn), centre[1] + radii[1] * sin(turn))
        for node, turn in zip(nodes, turns, strict=True)
    }


def _width(node: Node) -> float:
    return min(max(width_of(node.label, 14) + 28, 84.0), 250.0)


def _boxes(nodes: tuple[Node, ...], places: dict[str, tuple[float, float]]) -> Iterator[str]:
    for node in nodes:
        (x, y), width = places[node.key], _width(node)
        frame = {"x": x - width / 2, "y": y - BOX / 2, "width": width, "height": BOX, "rx": 8.0}
        ground = element("rect", **frame, **fill("light"))
        edge = element("rect", **frame, **line("frame", 1))
        text = write(
            x, y + 5, fit(node.label, width - 12, 14), text_anchor="middle", font_size=14, font_weight="700"
        )
        inside = ground + edge + text
        if node.href:
            title = element("title", escape(node.label))
            inside = element("a", title, inside, href=node.href, class_="draw-row")
        yield inside


def _links(network: Network, places: dict[str, tuple[float, float]]) -> Iterator[str]:
    widths = {node.key: _width(node) for node in network.nodes}
    for each in network.links:
        if each.start != each.end:
            ends = places[each.start], places[each.end]
            yield from _arrow(ends, widths[each.end], each.now + each.later, lagged=not each.now)


def _arrow(
    ends: tuple[tuple[float, float], tuple[float, float]], width: float, number: int, *, lagged: bool
) -> Iterator[str]:
    """Yield a bent line from box to box and its head; the line is thicker the more it carries."""
    (x1, y1), (x2, y2) = ends
    aside = (-(y2 - y1) * BEND, (x2 - x1) * BEND)
    bend = ((x1 + x2) / 2 + aside[0], (y1 + y2) / 2 + aside[1])
    x2, y2 = _edge(bend, (x2, y2), width)
    role, dash = ("goal", "6 4") if lagged else ("main", "")
    thick = min(1.2 + 0.35 * number, 4.0)
    d = f"M{x1:.1f} {y1:.1f} Q{bend[0]:.1f} {bend[1]:.1f} {x2:.1f} {y2:.1f}"
    yield element("path", d=d, **line(role, thick, dash))
    yield _head((x2 - bend[0], y2 - bend[1]), (x2, y2), role)


def _edge(before: tuple[float, float], middle: tuple[float, float], width: float) -> tuple[float, float]:
    """Return where the way from *before* to the *middle* of a box meets the box, a little outside."""
    dx, dy = before[0] - middle[0], before[1] - middle[1]
    reach = min(
        (width / 2 + 3) / abs(dx) if dx else float("inf"), (BOX / 2 + 3) / abs(dy) if dy else float("inf")
    )
    return middle[0] + dx * reach, middle[1] + dy * reach


def _head(along: tuple[float, float], tip: tuple[float, float], role: str) -> str:
    size = hypot(*along) or 1.0
    ux, uy = along[0] / size, along[1] / size
    back = (tip[0] - 11 * ux, tip[1] - 11 * uy)
    corners = (tip, (back[0] - 5 * uy, back[1] + 5 * ux), (back[0] + 5 * uy, back[1] - 5 * ux))
    return element("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners), **fill(role))


def _legend(language: str) -> Iterator[str]:
    for x, role, dash, name in ((8.0, "main", "", "now"), (240.0, "goal", "6 4", "later")):
        yield element("line", x1=x, y1=14.0, x2=x + 36, y2=14.0, **line(role, 2, dash))
        yield _head((1.0, 0.0), (x + 44, 14.0), role)
        yield write(x + 52, 18.5, WORD[name].in_(language), font_size=12)
