"""A Gantt chart of projects by direction and task: a bar is a period, a dash what is not settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bitgil.drawing.scale import Scale, year_ticks
from bitgil.drawing.svg import Drawing, Heading, element, fill, fit, line, sheet, write
from bitgil.quantity import Words

WIDTH, LABEL, STATUS = 1152.0, 432.0, 96.0
ROW, HEADER, FOOT = 28.0, 60.0, 12.0
WORD = {
    "project": Words("세부사업", "project"),
    "direction": Words("전략방향", "direction"),
    "task": Words("전략과제", "task"),
    "first": Words("시작", "start"),
    "last": Words("끝", "end"),
    "status": Words("상태", "status"),
    "settled": Words("확정", "settled"),
    "yes": Words("확정", "settled"),
    "no": Words("미확정", "not settled"),
    "unknown": Words("기간이 보도되지 않음", "no period reported"),
    "open": Words("미보도", "not reported"),
    "empty": Words("찾은 세부사업이 없음", "no project found"),
    "firm": Words("실선 막대: 확정된 사업", "solid bar: settled"),
    "unsure": Words(
        "점선 막대: 확정되지 않은 사업(요청·공모·미착수·불명)",
        "dashed bar: not settled (requested, bid, not started, unknown)",
    ),
    "arrow": Words("▷ 시작이나 끝이 보도되지 않음", "▷ start or end not reported"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One project's row: its period as far as known, whether it is settled, and its status in a word."""

    label: str
    first: int | None
    last: int | None
    settled: bool
    status: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """One task with its projects, under one direction; a task without projects is shown empty."""

    direction: str
    task: str
    bars: tuple[Bar, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A named span of years drawn as a background band, such as the plan's period or a stage."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Gantt:
    """What the roadmap shows, and the years it spans."""

    key: str
    title: str
    description: str
    sections: tuple[Section, ...]
    first: int
    last: int
    windows: tuple[Window, ...] = ()


def draw_gantt(gantt: Gantt, language: str = "ko") -> Drawing:
    """Return the roadmap and its table; each row is a link, so a keyboard reaches every project."""
    scale = Scale(gantt.first, gantt.last + 1, LABEL, WIDTH - STATUS)
    rows = list(_rows(gantt, scale, language))
    height = HEADER + ROW * len(rows) + FOOT
    parts = (*_windows(gantt, scale, height), *_years(gantt, scale, height), *_legend(language), *rows)
    svg = sheet((WIDTH, height), Heading(gantt.key, gantt.title, gantt.description), *parts, role="group")
    return Drawing(svg, *_table(gantt, language))


def _windows(gantt: Gantt, scale: Scale, height: float) -> Iterator[str]:
    for window in gantt.windows:
        left = scale(max(window.first, gantt.first))
        right = scale(min(window.last, gantt.last) + 1)
        yield element(
            "rect", x=left, y=HEADER - 4, width=right - left, height=height - HEADER, **fill("shade")
        )
        yield write((left + right) / 2, HEADER - 26, window.label, "soft", text_anchor="middle", font_size=12)


def _years(gantt: Gantt, scale: Scale, height: float) -> Iterator[str]:
    for year in range(gantt.first, gantt.last + 2):
        x = scale(year)
        yield element("line", x1=x, y1=HEADER - 4, x2=x, y2=height - FOOT, **line("grid", 1))
    for year in year_ticks(gantt.first, gantt.last, most=20):
        yield write(scale(year + 0.5), HEADER - 9, str(year), "ink", text_anchor="middle", font_size=12)


def _legend(language: str) -> Iterator[str]:
    yield element("rect", x=8, y=6, width=26, height=12, rx=2, **fill("main"))
    yield write(42, 17, WORD["firm"].in_(language), font_size=12)
    yield _dashed(220, 6, 26, 12)
    yield write(254, 17, WORD["unsure"].in_(language), font_size=12)
    yield write(700, 17, WORD["arrow"].in_(language), font_size=12)


def _dashed(x: float, y: float, width: float, height: float) -> str:
    ground = element("rect", x=x, y=y, width=width, height=height, rx=2, **fill("light"))
    edge = element("rect", x=x, y=y, width=width, height=height, rx=2, **line("main", 1.5, "4 3"))
    return ground + edge


def _rows(gantt: Gantt, scale: Scale, language: str) -> Iterator[str]:
    y, direction = HEADER, ""
    for section in gantt.sections:
        if section.direction != direction:
            direction = section.direction
            yield _direction_row(y, direction)
            y += ROW
        yield _task_row(y, section)
        y += ROW
        for bar in section.bars:
            yield _bar_row(y, bar, gantt, scale, language)
            y += ROW
        if not section.bars:
            yield write(32, y + 19, WORD["empty"].in_(language), "soft")
            y += ROW


def _direction_row(y: float, direction: str) -> str:
    ground = element("rect", x=0, y=y + 2, width=WIDTH, height=ROW - 4, **fill("light"))
    return ground + write(8, y + 19, direction, font_weight="700", font_size=14)


def _task_row(y: float, section: Section) -> str:
    text = write(16, y + 19, fit(section.task, LABEL - 24), font_weight="700")
    rule = element("line", x1=8, y1=y + ROW - 1, x2=WIDTH, y2=y + ROW - 1, **line("grid", 1))
    return _linked(section.href, section.task, y, text) + rule


def _linked(href: str, name: str, y: float, *inside: str) -> str:
    if not href:
        return "".join(inside)
    target = element("rect", x=8, y=y + 1, width=WIDTH - 8, height=ROW - 2, fill="transparent")
    return element("a", element("title", escape(name)), target, *inside, href=href, class_="draw-row")


def _bar_row(y: float, bar: Bar, gantt: Gantt, scale: Scale, language: str) -> str:
    label = write(32, y + 19, fit(bar.label, LABEL - 44))
    status = write(WIDTH - STATUS + 10, y + 19, fit(bar.status, STATUS - 12, 12), font_size=12)
    full = f"{bar.label}: {_span(bar, language)}, {bar.status}"
    return _linked(bar.href, full, y, label, _bar(y, bar, gantt, scale, language), status)


def _bar(y: float, bar: Bar, gantt: Gantt, scale: Scale, language: str) -> str:
    if bar.first is None and bar.last is None:
        return write(LABEL + 8, y + 19, WORD["unknown"].in_(language), "soft", font_size=12)
    first = bar.first if bar.first is not None else bar.last
    last = bar.last if bar.last is not None else bar.first
    left = scale(max(first or 0, gantt.first)) + 1
    right = scale(min(last or 0, gantt.last) + 1) - 1
    if right <= left:
        return write(LABEL + 8, y + 19, _span(bar, language), "soft", font_size=12)
    shape = (
        element("rect", x=left, y=y + 7, width=right - left, height=ROW - 14, rx=2, **fill("main"))
        if bar.settled
        else _dashed(left, y + 7, right - left, ROW - 14)
    )
    before = write(left - 14, y + 19, "◁", "soft", font_size=12) if bar.first is None else ""
    after = write(right + 3, y + 19, "▷", "soft", font_size=12) if bar.last is None else ""
    return before + shape + after


def _span(bar: Bar, language: str) -> str:
    missing = WORD["open"].in_(language)
    if bar.first is None and bar.last is None:
        return WORD["unknown"].in_(language)
    return f"{bar.first or missing}–{bar.last or missing}"


def _table(gantt: Gantt, language: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    names = ("direction", "task", "project", "first", "last", "settled", "status")
    missing = WORD["open"].in_(language)
    rows = [
        (
            section.direction,
            section.task,
            bar.label,
            str(bar.first or missing),
            str(bar.last or missing),
            WORD["yes" if bar.settled else "no"].in_(language),
            bar.status,
        )
        for section in gantt.sections
        for bar in section.bars
    ]
    return tuple(WORD[name].in_(language) for name in names), tuple(rows)
