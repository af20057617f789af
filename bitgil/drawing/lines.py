"""Several courses of one quantity over the years: one line each, told apart by dash and by its own label."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

from bitgil.drawing.chart import Point, unbroken
from bitgil.drawing.plane import Frame, Plane, axes, lay_out, path
from bitgil.drawing.svg import Drawing, Heading, element, fill, fit, line, sheet, write
from bitgil.quantity import Words

WIDTH, HEIGHT = 720.0, 320.0
LEFT, LABEL, TOP, BOTTOM = 64.0, 176.0, 34.0, 34.0
FRAME = Frame(WIDTH, HEIGHT, LEFT, LABEL, TOP, BOTTOM, inset=8.0)
LOOKS = (
    ("main", 2.5, ""),
    ("ink", 2.0, "8 4"),
    ("goal", 2.0, "2 3"),
    ("plain", 2.0, "12 4 2 4"),
    ("main", 2.0, "4 2"),
    ("ink", 1.5, "1 4"),
    ("goal", 2.0, "14 3"),
    ("plain", 1.5, ""),
)
"""Colour, width and dash by place; no two have the same dash in the same colour."""
APART = 17.0
WORD = {
    "year": Words("연도", "year"),
    "observed": Words("관측값", "observed"),
    "none": Words("그릴 값이 없습니다", "there are no values to draw"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One course: its label and its values; a year without a value is simply absent."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """What a drawing of several courses shows; `key` is unique on its page."""

    key: str
    title: str
    unit: str
    lines: tuple[Line, ...]
    observed: tuple[Point, ...] = ()


def draw_lines(
    lines: Lines, language: str = "ko", write_number: Callable[[Decimal], str] = "{:,}".format
) -> Drawing:
    """Return the lines with a label at the end of each, and the table of all their values."""
    head, rows = _table(lines, language, write_number)
    points = [point for each in lines.lines for point in each.points]
    if not points:
        nothing = WORD["none"].in_(language)
        empty = write(WIDTH / 2, 60, nothing, "soft", text_anchor="middle")
        return Drawing(sheet((WIDTH, 120), Heading(lines.key, lines.title, nothing), empty), head, rows)
    every = [*points, *lines.observed]
    plane = lay_out(FRAME, [float(p.value) for p in every], [p.year for p in every])
    parts = (
        *axes(plane, lines.unit, language),
        *_courses(lines, plane),
        *_observed(lines, plane, language),
        *_labels(lines, plane),
    )
    heading = Heading(lines.key, lines.title, _describe(lines, write_number))
    return Drawing(sheet((WIDTH, HEIGHT), heading, *parts), head, rows)


def _courses(lines: Lines, plane: Plane) -> Iterator[str]:
    for each, look in zip(lines.lines, cycle(LOOKS)):
        for run in unbroken(each.points):
            yield element("polyline", points=path(_place(p, plane) for p in run), **line(*look))


def _place(point: Point, plane: Plane) -> tuple[float, float]:
    return plane.x(point.year), plane.y(float(point.value))


def _observed(lines: Lines, plane: Plane, language: str) -> Iterator[str]:
    for point in lines.observed:
        x, y = _place(point, plane)
        yield element("circle", cx=x, cy=y, r=3.5, **fill("ink"))
    if lines.observed:
        yield element("circle", cx=WIDTH - LABEL - 80, cy=TOP - 20, r=3.5, **fill("ink"))
        yield write(WIDTH - LABEL - 70, TOP - 16, WORD["observed"].in_(language), "ink", font_size=12)


def _labels(lines: Lines, plane: Plane) -> Iterator[str]:
    """Yield each label beside the end of its line, moved apart where two would touch, with its dash."""
    looks = cycle(LOOKS)
    ends = [
        (each, look, max(each.points, key=lambda p: p.year))
        for each, look in zip(lines.lines, looks, strict=False)
        if each.points
    ]
    ends.sort(key=lambda end: plane.y(float(end[2].value)))
    heights = apart([plane.y(float(end[2].value)) for end in ends], TOP, HEIGHT - BOTTOM)
    for (each, look, last), height in zip(ends, heights, strict=True):
        x, y = _place(last, plane)
        start = WIDTH - LABEL + 4
        yield element("line", x1=x + 2, y1=y, x2=start, y2=height, **line("grid", 1))
        yield element("line", x1=start, y1=height, x2=start + 30, y2=height, **line(*look))
        yield write(start + 36, height + 4.5, fit(each.label, LABEL - 44, 12), "ink", font_size=12)


def apart(heights: list[float], top: float, foot: float) -> list[float]:
    """Return rising *heights* moved so that neighbours stand APART, between *top* and *foot*."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + APART if placed else top))
    over = placed[-1] - foot if placed else 0.0
    for place in reversed(range(len(placed))):
        limit = foot if place == len(placed) - 1 else placed[place + 1] - APART
        if over > 0:
            placed[place] = min(placed[place], limit)
    return placed


def _describe(lines: Lines, write_number: Callable[[Decimal], str]) -> str:
    ends = [(each.label, max(each.points, key=lambda p: p.year)) for each in lines.lines if each.points]
    return "; ".join(f"{label} {p.year}: {write_number(p.value)}" for label, p in ends) + f" ({lines.unit})"


def _table(
    lines: Lines, language: str, write_number: Callable[[Decimal], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    seen = (Line(WORD["observed"].in_(language), lines.observed),) if lines.observed else ()
    columns = (*seen, *lines.lines)
    values = [{point.year: point.value for point in each.points} for each in columns]
    years = sorted({year for column in values for year in column})
    rows = tuple(
        (str(year), *(write_number(c[year]) if year in c else "–" for c in values)) for year in years
    )
    return (WORD["year"].in_(language), *(each.label for each in columns)), rows
