"""A staircase of costs: each step as wide as what it gives and as high as what a unit of it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bitgil.drawing.scale import Scale, round_ticks, spell_tick, word_for
from bitgil.drawing.svg import Drawing, Heading, element, fill, fit, line, sheet, write
from bitgil.quantity import Words

WIDTH, HEIGHT = 720.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 72.0, 24.0, 40.0, 56.0
NARROWEST = 3.0
"""A step that gives next to nothing is still this wide, so that it can be seen."""
LABEL = 46.0
WORD = {
    "step": Words("수단", "measure"),
    "none": Words("그릴 값이 없습니다", "there are no values to draw"),
}


@dataclass(frozen=True, slots=True)
class Stair:
    """One step: its name, what it gives, and what a unit of that costs."""

    label: str
    gives: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Stairs:
    """What a staircase shows, from left to right; `key` is unique on its page.

    `gives` and `costs` name the two axes with their units.
    """

    key: str
    title: str
    gives: str
    costs: str
    steps: tuple[Stair, ...]


def draw_stairs(
    stairs: Stairs, language: str = "ko", write_number: Callable[[Decimal], str] = "{:,}".format
) -> Drawing:
    """Return the staircase and the table of all its steps."""
    head = (WORD["step"].in_(language), stairs.gives, stairs.costs)
    rows = tuple((step.label, write_number(step.gives), write_number(step.cost)) for step in stairs.steps)
    if not stairs.steps:
        nothing = WORD["none"].in_(language)
        empty = write(WIDTH / 2, 60, nothing, "soft", text_anchor="middle")
        return Drawing(sheet((WIDTH, 120), Heading(stairs.key, stairs.title, nothing), empty), head, rows)
    heights = [float(step.cost) for step in stairs.steps]
    ups = round_ticks(min(0.0, *heights), max(0.0, *heights))
    total = float(sum(step.gives for step in stairs.steps))
    across = Scale(0, total, LEFT, WIDTH - RIGHT)
    up = Scale(ups[0], ups[-1], HEIGHT - BOTTOM, TOP)
    described = "; ".join(f"{label}: {given} · {cost}" for label, given, cost in rows)
    parts = (*_axes(stairs, across, up, ups, language), *_steps(stairs, across, up))
    return Drawing(sheet((WIDTH, HEIGHT), Heading(stairs.key, stairs.title, described), *parts), head, rows)


def _axes(stairs: Stairs, across: Scale, up: Scale, ups: tuple[float, ...], language: str) -> Iterator[str]:
    foot = HEIGHT - BOTTOM
    divisor, word = word_for(ups, language)
    for tick in ups:
        y = up(tick)
        yield element("line", x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, **line("grid", 1))
        yield write(LEFT - 8, y + 4.5, spell_tick(tick / divisor), "soft", text_anchor="end")
    yield write(8, TOP - 16, _named(stairs.costs, word), "soft", font_size=12)
    broad = tuple(tick for tick in round_ticks(0, across.high) if tick <= across.high)
    divisor, word = word_for(broad, language)
    for tick in broad:
        x = across(tick)
        yield element("line", x1=x, y1=foot, x2=x, y2=foot + 5, **line("frame", 1))
        yield write(x, foot + 20, spell_tick(tick / divisor), "soft", text_anchor="middle")
    yield write(WIDTH - RIGHT, foot + 42, _named(stairs.gives, word), "soft", text_anchor="end", font_size=12)
    yield element("line", x1=LEFT, y1=up(0), x2=WIDTH - RIGHT, y2=up(0), **line("frame", 1))


def _named(axis: str, word: str) -> str:
    return f"{axis} ({word})" if word else axis


def _steps(stairs: Stairs, across: Scale, up: Scale) -> Iterator[str]:
    begin = Decimal(0)
    for place, step in enumerate(stairs.steps):
        x, end = across(float(begin)), across(float(begin + step.gives))
        wide = max(end - x, NARROWEST)
        top, foot = sorted((up(float(step.cost)), up(0)))
        colours = fill("main" if place % 2 == 0 else "band")
        yield element("rect", x=min(x, WIDTH - RIGHT - wide), y=top, width=wide, height=foot - top, **colours)
        if wide > LABEL:
            yield write(x + wide / 2, top - 6, fit(step.label, wide, 12), text_anchor="middle", font_size=12)
        begin += step.gives
