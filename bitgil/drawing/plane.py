"""The plane that charts share: years to the right, values upwards, with round ticks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bitgil.drawing.scale import Scale, round_ticks, spell_tick, word_for, year_ticks
from bitgil.drawing.svg import element, line, spell, write


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet's size and the room left free around the plane."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    inset: float = 14.0


@dataclass(frozen=True, slots=True)
class Plane:
    """Scales for years and values within a frame, the ticks, and the first and last year."""

    frame: Frame
    x: Scale
    y: Scale
    ticks: tuple[float, ...]
    years: tuple[int, int]


def lay_out(frame: Frame, values: Sequence[float], years: Sequence[int]) -> Plane:
    """Return the plane that holds all *values*; it begins at 0 where they come near it."""
    low, high = min(values), max(values)
    near_zero = low >= 0 and low < 0.5 * high
    ticks = round_ticks(0.0 if near_zero else low, high)
    first, last = min(years), max(*years, min(years) + 1)
    return Plane(
        frame,
        Scale(first, last, frame.left + frame.inset, frame.width - frame.right - frame.inset),
        Scale(ticks[0], ticks[-1], frame.height - frame.bottom, frame.top),
        ticks,
        (first, last),
    )


def axes(plane: Plane, unit: str, language: str) -> Iterator[str]:
    """Yield the grid, the years and the unit with the word that keeps the numbers short."""
    frame = plane.frame
    foot = frame.height - frame.bottom
    divisor, word = word_for(plane.ticks, language)
    for tick in plane.ticks:
        y = plane.y(tick)
        yield element("line", x1=frame.left, y1=y, x2=frame.width - frame.right, y2=y, **line("grid", 1))
        yield write(frame.left - 8, y + 4.5, spell_tick(tick / divisor), "soft", text_anchor="end")
    most = int((frame.width - frame.left - frame.right) // 50)
    for year in year_ticks(*plane.years, most=min(most, 12)):
        yield write(plane.x(year), foot + 20, str(year), "soft", text_anchor="middle")
    yield element("line", x1=frame.left, y1=foot, x2=frame.width - frame.right, y2=foot, **line("frame", 1))
    scaled = f"{word} {unit}".strip() if language == "ko" else f"{unit}, {word}".strip(", ")
    yield write(8, frame.top - 16, f"({scaled})", "soft", font_size=12)


def path(places: Iterable[tuple[float, float]]) -> str:
    """Return places as the points of a line."""
    return " ".join(f"{spell(x)},{spell(y)}" for x, y in places)
