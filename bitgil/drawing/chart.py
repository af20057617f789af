"""A chart of one indicator: what was observed, what is expected with its band, and the target."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bitgil.drawing.scale import Scale, round_ticks, spell_tick, word_for, year_ticks
from bitgil.drawing.svg import Drawing, Heading, element, fill, line, sheet, spell, width_of, write
from bitgil.quantity import Words

WIDTH, HEIGHT = 720.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 24.0, 52.0, 34.0
WORD = {
    "observed": Words("관측값", "observed"),
    "band": Words("전망 범위 10–90 %", "10–90 % band"),
    "middle": Words("전망 중앙값", "median outlook"),
    "same": Words("지금 그대로(무변화)", "no change"),
    "target": Words("목표", "target"),
    "year": Words("연도", "year"),
    "low": Words("전망 10 %", "outlook 10 %"),
    "high": Words("전망 90 %", "outlook 90 %"),
    "none": Words("그릴 값이 없습니다", "there are no values to draw"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one year."""

    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """What is expected of one year: the 10th, 50th and 90th percentile."""

    year: int
    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. Years that were not observed are simply absent; the line stays open there."""

    key: str
    title: str
    unit: str
    observed: tuple[Point, ...] = ()
    projected: tuple[Band, ...] = ()
    no_change: tuple[Point, ...] = ()
    target: Point | None = None


@dataclass(frozen=True, slots=True)
class _Plane:
    x: Scale
    y: Scale
    ticks: tuple[float, ...]
    years: tuple[int, int]


def draw_chart(
    chart: Chart, language: str = "ko", write_number: Callable[[Decimal], str] = "{:,}".format
) -> Drawing:
    """Return the chart and its table; every kind of value differs by shape or dash, not colour alone."""
    head, rows = _table(chart, language, write_number)
    if not _values(chart):
        empty = write(WIDTH / 2, 60, WORD["none"].in_(language), "soft", text_anchor="middle")
        return Drawing(
            sheet((WIDTH, 120), Heading(chart.key, chart.title, WORD["none"].in_(language)), empty),
            head,
            rows,
        )
    plane = _lay_out(chart)
    parts = (
        *_axes(plane, chart.unit, language),
        *_band(chart, plane),
        *_same(chart, plane),
        *_observed(chart, plane),
        *_goal(chart, plane, language, write_number),
        *_legend(chart, language),
    )
    heading = Heading(chart.key, chart.title, _describe(chart, language, write_number))
    return Drawing(sheet((WIDTH, HEIGHT), heading, *parts), head, rows)


def _values(chart: Chart) -> list[float]:
    points = [p.value for p in (*chart.observed, *chart.no_change)]
    ends = [end for band in chart.projected for end in (band.low, band.high)]
    return [float(v) for v in (*points, *ends, *((chart.target.value,) if chart.target else ()))]


def _years(chart: Chart) -> list[int]:
    points = [p.year for p in (*chart.observed, *chart.no_change)]
    bands = [band.year for band in chart.projected]
    return [*points, *bands, *((chart.target.year,) if chart.target else ())]


def _lay_out(chart: Chart) -> _Plane:
    values, years = _values(chart), _years(chart)
    low, high = min(values), max(values)
    near_zero = low >= 0 and low < 0.5 * high
    ticks = round_ticks(0.0 if near_zero else low, high)
    first, last = min(years), max(*years, min(years) + 1)
    return _Plane(
        Scale(first, last, LEFT + 14, WIDTH - RIGHT - 14),
        Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP),
        ticks,
        (first, last),
    )


def _axes(plane: _Plane, unit: str, language: str) -> Iterator[str]:
    divisor, word = word_for(plane.ticks, language)
    for tick in plane.ticks:
        y = plane.y(tick)
        yield element("line", x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, **line("grid", 1))
        yield write(LEFT - 8, y + 4.5, spell_tick(tick / divisor), "soft", text_anchor="end")
    for year in year_ticks(*plane.years, most=12):
        yield write(plane.x(year), HEIGHT - BOTTOM + 20, str(year), "soft", text_anchor="middle")
    foot = HEIGHT - BOTTOM
    yield element("line", x1=LEFT, y1=foot, x2=WIDTH - RIGHT, y2=foot, **line("frame", 1))
    scaled = f"{word} {unit}".strip() if language == "ko" else f"{unit}, {word}".strip(", ")
    yield write(8, TOP - 16, f"({scaled})", "soft", font_size=12)


def _path(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{spell(x)},{spell(y)}" for x, y in places)


def _band(chart: Chart, plane: _Plane) -> Iterator[str]:
    bands = chart.projected
    if not bands:
        return
    upper = [(plane.x(b.year), plane.y(float(b.high))) for b in bands]
    lower = [(plane.x(b.year), plane.y(float(b.low))) for b in reversed(bands)]
    yield element("polygon", points=_path((*upper, *lower)), fill_opacity=0.65, **fill("band"))
    middle = [(plane.x(b.year), plane.y(float(b.middle))) for b in bands]
    yield element("polyline", points=_path(middle), **line("main", 2))


def _same(chart: Chart, plane: _Plane) -> Iterator[str]:
    if chart.no_change:
        places = [(plane.x(p.year), plane.y(float(p.value))) for p in chart.no_change]
        yield element("polyline", points=_path(places), **line("plain", 1.5, "2 4"))


def unbroken(points: tuple[Point, ...]) -> list[list[Point]]:
    """Return the points in runs of consecutive years, so that a gap stays a gap."""
    runs: list[list[Point]] = []
    for point in sorted(points, key=lambda p: p.year):
        if runs and runs[-1][-1].year == point.year - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _observed(chart: Chart, plane: _Plane) -> Iterator[str]:
    for run in unbroken(chart.observed):
        places = [(plane.x(p.year), plane.y(float(p.value))) for p in run]
        if len(places) > 1:
            yield element("polyline", points=_path(places), **line("ink", 2))
        for x, y in places:
            yield element("circle", cx=x, cy=y, r=3.5, **fill("ink"))


def _diamond(x: float, y: float, size: float = 7) -> str:
    corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return element("polygon", points=_path(corners), **fill("goal"))


def _goal(
    chart: Chart, plane: _Plane, language: str, write_number: Callable[[Decimal], str]
) -> Iterator[str]:
    if chart.target is None:
        return
    x, y = plane.x(chart.target.year), plane.y(float(chart.target.value))
    yield element("line", x1=LEFT, y1=y, x2=x, y2=y, **line("goal", 1, "8 4"))
    yield _diamond(x, y)
    label = f"{WORD['target'].in_(language)} {chart.target.year}: {write_number(chart.target.value)}"
    above = y - 12 if y - 12 > TOP + 6 else y + 22
    half = width_of(label) / 2
    centre = min(max(x, LEFT + half), WIDTH - RIGHT - half)
    yield write(centre, above, label, "goal", text_anchor="middle", font_weight="700")


def _legend(chart: Chart, language: str) -> Iterator[str]:
    x = LEFT
    for name, shown, mark in (
        ("observed", bool(chart.observed), _mark_observed),
        ("band", bool(chart.projected), _mark_band),
        ("middle", bool(chart.projected), _mark_middle),
        ("same", bool(chart.no_change), _mark_same),
        ("target", chart.target is not None, _mark_target),
    ):
        if not shown:
            continue
        yield mark(x)
        yield write(x + 32, 18.5, WORD[name].in_(language), "ink", font_size=12)
        x += 32 + width_of(WORD[name].in_(language), 12) + 20


def _mark_observed(x: float) -> str:
    return element("line", x1=x, y1=14, x2=x + 26, y2=14, **line("ink", 2)) + element(
        "circle", cx=x + 13, cy=14, r=3.5, **fill("ink")
    )


def _mark_band(x: float) -> str:
    return element("rect", x=x, y=8, width=26, height=12, fill_opacity=0.65, **fill("band"))


def _mark_middle(x: float) -> str:
    return element("line", x1=x, y1=14, x2=x + 26, y2=14, **line("main", 2))


def _mark_same(x: float) -> str:
    return element("line", x1=x, y1=14, x2=x + 26, y2=14, **line("plain", 1.5, "2 4"))


def _mark_target(x: float) -> str:
    return _diamond(x + 13, 14, 6)


def _describe(chart: Chart, language: str, write_number: Callable[[Decimal], str]) -> str:
    said = []
    if chart.observed:
        last = max(chart.observed, key=lambda p: p.year)
        said.append(f"{WORD['observed'].in_(language)} {last.year}: {write_number(last.value)}")
    if chart.projected:
        end = chart.projected[-1]
        said.append(
            f"{WORD['middle'].in_(language)} {end.year}: {write_number(end.middle)} "
            f"({write_number(end.low)}–{write_number(end.high)})"
        )
    if chart.target:
        said.append(f"{WORD['target'].in_(language)} {chart.target.year}: {write_number(chart.target.value)}")
    return "; ".join(said) + f" ({chart.unit})"


def _table(
    chart: Chart, language: str, write_number: Callable[[Decimal], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    columns: list[tuple[str, dict[int, Decimal]]] = [
        ("observed", {p.year: p.value for p in chart.observed}),
        ("low", {b.year: b.low for b in chart.projected}),
        ("middle", {b.year: b.middle for b in chart.projected}),
        ("high", {b.year: b.high for b in chart.projected}),
        ("same", {p.year: p.value for p in chart.no_change}),
        ("target", {chart.target.year: chart.target.value} if chart.target else {}),
    ]
    kept = [(name, values) for name, values in columns if values]
    head = (WORD["year"].in_(language), *(WORD[name].in_(language) for name, _ in kept))
    rows = tuple(
        (str(year), *(write_number(values[year]) if year in values else "–" for _, values in kept))
        for year in sorted(set(_years(chart)))
    )
    return head, rows
