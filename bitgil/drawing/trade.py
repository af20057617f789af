"""What is traded for what: each plan a point between two objectives, none of them beaten in both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import dist

from bitgil.drawing.scale import Scale, round_ticks, spell_tick
from bitgil.drawing.svg import Drawing, Heading, element, fill, line, sheet, spell, write
from bitgil.quantity import Words

WIDTH, HEIGHT = 640.0, 420.0
LEFT, RIGHT, TOP, BOTTOM, INSET = 64.0, 24.0, 40.0, 56.0, 20.0
TOUCH = 24.0
"""How wide a point's target is at most, so that a finger finds it."""
DOT, APART = 6.0, 22.0
WORD = {
    "number": Words("번호", "number"),
    "unproven": Words("증명되지 않음", "not proven"),
    "none": Words("그릴 점이 없습니다", "there are no points to draw"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One point: its two values, whether none beats it for certain, and where it leads."""

    label: str
    x: Decimal
    y: Decimal
    proven: bool
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Trade:
    """What the drawing shows; `key` is unique on its page, the names are those of the two objectives."""

    key: str
    title: str
    across: str
    up: str
    plans: tuple[Plan, ...]


def draw_trade(
    trade: Trade, language: str = "ko", write_number: Callable[[Decimal], str] = "{:,}".format
) -> Drawing:
    """Return the points, joined in steps where none lies beyond, and the table of their values."""
    unsure = WORD["unproven"].in_(language)
    head = (WORD["number"].in_(language), trade.across, trade.up)
    rows = tuple(
        (p.label if p.proven else f"{p.label} ({unsure})", write_number(p.x), write_number(p.y))
        for p in trade.plans
    )
    if not trade.plans:
        nothing = WORD["none"].in_(language)
        empty = write(WIDTH / 2, 60, nothing, "soft", text_anchor="middle")
        return Drawing(sheet((WIDTH, 120), Heading(trade.key, trade.title, nothing), empty), head, rows)
    across, up = (round_ticks(min(ends), max(ends)) for ends in _ends(trade.plans))
    x = Scale(across[0], across[-1], LEFT + INSET, WIDTH - RIGHT - INSET)
    y = Scale(up[0], up[-1], HEIGHT - BOTTOM - INSET, TOP + INSET)
    described = "; ".join(f"{row[0]}: {trade.across} {row[1]}, {trade.up} {row[2]}" for row in rows)
    parts = (*_axes(trade, x, y, across, up), *_steps(trade.plans, x, y), *_points(trade.plans, x, y))
    heading = Heading(trade.key, trade.title, described)
    return Drawing(sheet((WIDTH, HEIGHT), heading, *parts, role="group"), head, rows)


def _ends(plans: tuple[Plan, ...]) -> tuple[list[float], list[float]]:
    return [float(p.x) for p in plans], [float(p.y) for p in plans]


def _axes(
    trade: Trade, x: Scale, y: Scale, across: tuple[float, ...], up: tuple[float, ...]
) -> Iterator[str]:
    foot = HEIGHT - BOTTOM
    for tick in up:
        yield element("line", x1=LEFT, y1=y(tick), x2=WIDTH - RIGHT, y2=y(tick), **line("grid", 1))
        yield write(LEFT - 8, y(tick) + 4.5, spell_tick(tick), "soft", text_anchor="end")
    for tick in across:
        yield element("line", x1=x(tick), y1=TOP, x2=x(tick), y2=foot, **line("grid", 1))
        yield write(x(tick), foot + 20, spell_tick(tick), "soft", text_anchor="middle")
    yield element("line", x1=LEFT, y1=foot, x2=WIDTH - RIGHT, y2=foot, **line("frame", 1))
    yield element("line", x1=LEFT, y1=TOP, x2=LEFT, y2=foot, **line("frame", 1))
    yield write(8, TOP - 18, f"↑ {trade.up}", "ink", font_size=13)
    yield write(WIDTH - RIGHT, foot + 44, f"{trade.across} →", "ink", font_size=13, text_anchor="end")


def _steps(plans: tuple[Plan, ...], x: Scale, y: Scale) -> Iterator[str]:
    """Yield the stairs below which every plan is beaten."""
    placed = sorted(((x(float(p.x)), y(float(p.y))) for p in plans), key=lambda at: (at[0], -at[1]))
    corners = []
    for place, (right, height) in enumerate(placed):
        if place:
            corners.append((placed[place - 1][0], height))
        corners.append((right, height))
    yield element(
        "polyline", points=" ".join(f"{spell(a)},{spell(b)}" for a, b in corners), **line("band", 2, "6 4")
    )


def _points(plans: tuple[Plan, ...], x: Scale, y: Scale) -> Iterator[str]:
    """Yield every point as a link, the chosen one above the others; a label where it touches no other."""
    places = [(x(float(plan.x)), y(float(plan.y))) for plan in plans]
    labelled: list[tuple[float, float]] = []
    inked = sorted(range(len(plans)), key=lambda place: not plans[place].chosen)
    written = {}
    for place in inked:
        if all(dist(places[place], other) > APART for other in labelled):
            labelled.append(places[place])
            written[place] = (places[place][0] + 10, places[place][1] - 10)
    for place in sorted(inked, key=lambda place: (plans[place].chosen, place)):
        plan, at = plans[place], places[place]
        role = "goal" if plan.chosen else "main"
        clear = fill("light") | ({} if plan.chosen else {"fill-opacity": "0"})
        around = element("circle", cx=at[0], cy=at[1], r=_room(at, places), **clear)
        hollow = line(role, 2.5) | {"fill": "none"}
        dot = element("circle", cx=at[0], cy=at[1], r=DOT, **(fill(role) if plan.proven else hollow))
        label = write(*written[place], plan.label, "ink", font_size=13) if place in written else ""
        yield element("a", around, dot, label, href=plan.href, class_="draw-row", aria_label=_spoken(plan))


def _room(at: tuple[float, float], places: list[tuple[float, float]]) -> float:
    """Return how far a point's target reaches: half-way to its neighbour, no less than its dot."""
    others = [dist(at, other) for other in places if other != at]
    return max(DOT, min([TOUCH, *others]) / 2)


def _spoken(plan: Plan) -> str:
    return f"{plan.label}: {plan.x:,.2f}, {plan.y:,.2f}"
