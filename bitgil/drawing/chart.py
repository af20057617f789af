"""A chart of one indicator: what was observed, what is expected with its band, and the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bitgil.drawing.plane import Frame, Plane, axes, lay_out, path
from bitgil.drawing.svg import Drawing, Heading, element, fill, line, sheet, width_of, write
from bitgil.quantity import Words

WIDTH, HEIGHT = 720.0, 360.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 24.0, 74.0, 34.0
FRAME = Frame(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM)
WORD = {
    "observed": Words("관측값", "observed"),
    "band": Words("전망 범위 10–90 %", "10–90 % band"),
    "middle": Words("전망 중앙값", "median outlook"),
    "scenario": Words("모형 시나리오(가운데)", "model scenario (median)"),
    "same": Words("지금 그대로(무변화)", "no change"),
    "same_low": Words("무변화 10 %", "no change 10 %"),
    "same_high": Words("무변화 90 %", "no change 90 %"),
    "same_band": Words("무변화의 범위 10–90 %", "no change, 10–90 %"),
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
    """What is expected of one year: the 50th percentile, and the 10th and 90th where they are known."""

    year: int
    low: Decimal | None
    middle: Decimal
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. Years that were not observed are simply absent; the line stays open there.

    `scenario` says that the projected line is one possible course and not the forecast to be read first.
    """

    key: str
    title: str
    unit: str
    observed: tuple[Point, ...] = ()
    projected: tuple[Band, ...] = ()
    no_change: tuple[Band, ...] = ()
    target: Point | None = None
    scenario: bool = False


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
    plane = lay_out(FRAME, _values(chart), _years(chart))
    parts = (
        *axes(plane, chart.unit, language),
        *_band(chart, plane),
        *_same(chart, plane),
        *_observed(chart, plane),
        *_goal(chart, plane, language, write_number),
        *_legend(chart, language),
    )
    heading = Heading(chart.key, chart.title, _describe(chart, language, write_number))
    return Drawing(sheet((WIDTH, HEIGHT), heading, *parts), head, rows)


def _values(chart: Chart) -> list[float]:
    bands = (*chart.projected, *chart.no_change)
    ends = [end for band in bands for end in (band.low, band.middle, band.high) if end is not None]
    points = (*chart.observed, *((chart.target,) if chart.target else ()))
    return [float(value) for value in (*ends, *(point.value for point in points))]


def _years(chart: Chart) -> list[int]:
    points = (*chart.observed, *((chart.target,) if chart.target else ()))
    return [*(point.year for point in points), *(b.year for b in (*chart.projected, *chart.no_change))]


def _edges(
    bands: tuple[Band, ...], plane: Plane
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return the upper and the lower edge of the bands, for the years in which both are known."""
    known = [(plane.x(b.year), b.low, b.high) for b in bands if b.low is not None and b.high is not None]
    upper = [(x, plane.y(float(high))) for x, _, high in known]
    return upper, [(x, plane.y(float(low))) for x, low, _ in known]


def _middle(bands: tuple[Band, ...], plane: Plane) -> str:
    return path((plane.x(band.year), plane.y(float(band.middle))) for band in bands)


def _band(chart: Chart, plane: Plane) -> Iterator[str]:
    if not chart.projected:
        return
    upper, lower = _edges(chart.projected, plane)
    if upper:
        yield element("polygon", points=path((*upper, *reversed(lower))), fill_opacity=0.65, **fill("band"))
    yield element("polyline", points=_middle(chart.projected, plane), **line("main", 2))


def _same(chart: Chart, plane: Plane) -> Iterator[str]:
    if not chart.no_change:
        return
    for edge in _edges(chart.no_change, plane):
        if edge:
            yield element("polyline", points=path(edge), **line("frame", 1, "1 3"))
    yield element("polyline", points=_middle(chart.no_change, plane), **line("plain", 2, "6 4"))


def unbroken(points: tuple[Point, ...]) -> list[list[Point]]:
    """Return the points in runs of consecutive years, so that a gap stays a gap."""
    runs: list[list[Point]] = []
    for point in sorted(points, key=lambda p: p.year):
        if runs and runs[-1][-1].year == point.year - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _observed(chart: Chart, plane: Plane) -> Iterator[str]:
    for run in unbroken(chart.observed):
        places = [(plane.x(p.year), plane.y(float(p.value))) for p in run]
        if len(places) > 1:
            yield element("polyline", points=path(places), **line("ink", 2))
        for x, y in places:
            yield element("circle", cx=x, cy=y, r=3.5, **fill("ink"))


def _diamond(x: float, y: float, size: float = 7) -> str:
    corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return element("polygon", points=path(corners), **fill("goal"))


def _goal(chart: Chart, plane: Plane, language: str, write_number: Callable[[Decimal], str]) -> Iterator[str]:
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
    x, y = LEFT, 14.0
    for name, mark in _marks(chart):
        word = WORD[name].in_(language)
        room = 32 + width_of(word, 12) + 14
        if x + room > WIDTH and x > LEFT:
            x, y = LEFT, y + 20
        yield mark(x, y)
        yield write(x + 32, y + 4.5, word, "ink", font_size=12)
        x += room


def _marks(chart: Chart) -> Iterator[tuple[str, Callable[[float, float], str]]]:
    """Yield what the chart really shows, with the sign that stands for it."""
    if chart.observed:
        yield "observed", _mark_observed
    if any(band.low is not None for band in chart.projected):
        yield "band", _mark_band
    if chart.projected:
        yield "scenario" if chart.scenario else "middle", _mark_middle
    if chart.no_change:
        yield "same", _mark_same
    if any(band.low is not None for band in chart.no_change):
        yield "same_band", _mark_same_band
    if chart.target:
        yield "target", _mark_target


def _mark_line(x: float, y: float, role: str, dash: str = "") -> str:
    return element("line", x1=x, y1=y, x2=x + 26, y2=y, **line(role, 2, dash))


def _mark_observed(x: float, y: float) -> str:
    return _mark_line(x, y, "ink") + element("circle", cx=x + 13, cy=y, r=3.5, **fill("ink"))


def _mark_band(x: float, y: float) -> str:
    return element("rect", x=x, y=y - 6, width=26, height=12, fill_opacity=0.65, **fill("band"))


def _mark_middle(x: float, y: float) -> str:
    return _mark_line(x, y, "main")


def _mark_same(x: float, y: float) -> str:
    return _mark_line(x, y, "plain", "6 4")


def _mark_same_band(x: float, y: float) -> str:
    edges = (y - 5, y + 5)
    return "".join(element("line", x1=x, y1=at, x2=x + 26, y2=at, **line("frame", 1, "1 3")) for at in edges)


def _mark_target(x: float, y: float) -> str:
    return _diamond(x + 13, y, 6)


def _describe(chart: Chart, language: str, write_number: Callable[[Decimal], str]) -> str:
    said = []
    if chart.observed:
        last = max(chart.observed, key=lambda p: p.year)
        said.append(f"{WORD['observed'].in_(language)} {last.year}: {write_number(last.value)}")
    for name, bands in (
        ("scenario" if chart.scenario else "middle", chart.projected),
        ("same", chart.no_change),
    ):
        if bands:
            said.append(f"{WORD[name].in_(language)} {bands[-1].year}: {_span(bands[-1], write_number)}")
    if chart.target:
        said.append(f"{WORD['target'].in_(language)} {chart.target.year}: {write_number(chart.target.value)}")
    return "; ".join(said) + f" ({chart.unit})"


def _span(band: Band, write_number: Callable[[Decimal], str]) -> str:
    if band.low is None or band.high is None:
        return write_number(band.middle)
    return f"{write_number(band.middle)} ({write_number(band.low)}–{write_number(band.high)})"


def _table(
    chart: Chart, language: str, write_number: Callable[[Decimal], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    projected, same = chart.projected, chart.no_change
    columns: list[tuple[str, dict[int, Decimal | None]]] = [
        ("observed", {p.year: p.value for p in chart.observed}),
        ("low", {b.year: b.low for b in projected}),
        ("scenario" if chart.scenario else "middle", {b.year: b.middle for b in projected}),
        ("high", {b.year: b.high for b in projected}),
        ("same_low", {b.year: b.low for b in same}),
        ("same", {b.year: b.middle for b in same}),
        ("same_high", {b.year: b.high for b in same}),
        ("target", {chart.target.year: chart.target.value} if chart.target else {}),
    ]
    kept = [(name, values) for name, values in columns if any(v is not None for v in values.values())]
    head = (WORD["year"].in_(language), *(WORD[name].in_(language) for name, _ in kept))
    rows = tuple(
        (str(year), *(_cell(values.get(year), write_number) for _, values in kept))
        for year in sorted(set(_years(chart)))
    )
    return head, rows


def _cell(value: Decimal | None, write_number: Callable[[Decimal], str]) -> str:
    return "–" if value is None else write_number(value)
