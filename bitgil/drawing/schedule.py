"""When each project runs, quarter by quarter: what was chosen, and what runs already and cannot be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bitgil.drawing.scale import Scale
from bitgil.drawing.svg import Drawing, Heading, element, fill, fit, line, sheet, write
from bitgil.quantity import Words

WIDTH, LABEL, RIGHT = 1152.0, 360.0, 16.0
ROW, HEADER, FOOT = 28.0, 56.0, 10.0
QUARTERS = 4
WORD = {
    "project": Words("사업", "project"),
    "first": Words("시작", "start"),
    "last": Words("끝", "end"),
    "what": Words("구분", "kind"),
    "chosen": Words("고른 사업", "chosen"),
    "bound": Words("진행 중", "running already"),
    "open": Words("알려지지 않음", "not known"),
    "none": Words("그릴 사업이 없습니다", "there is no project to draw"),
}


@dataclass(frozen=True, slots=True)
class Spell:
    """One project's row: its first and last quarter counted from the axis' first, None for an unknown end.

    `first` and `last` as they are written stand in the table.
    """

    label: str
    begin: int
    end: int | None
    chosen: bool
    first: str
    last: str
    href: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the drawing shows: so many `quarters` from the first of `year`; `key` is unique on its page."""

    key: str
    title: str
    year: int
    quarters: int
    spells: tuple[Spell, ...]


def draw_schedule(schedule: Schedule, language: str = "ko") -> Drawing:
    """Return a bar a project on an axis of quarters, and the table; each row is a link."""
    head = tuple(WORD[name].in_(language) for name in ("project", "what", "first", "last"))
    rows = tuple(
        (
            each.label,
            WORD["chosen" if each.chosen else "bound"].in_(language),
            each.first,
            each.last or WORD["open"].in_(language),
        )
        for each in schedule.spells
    )
    described = "; ".join(f"{row[0]}: {row[1]}, {row[2]} – {row[3]}" for row in rows)
    if not rows:
        described = WORD["none"].in_(language)
        empty = write(WIDTH / 2, 60, described, "soft", text_anchor="middle")
        return Drawing(
            sheet((WIDTH, 120), Heading(schedule.key, schedule.title, described), empty), head, rows
        )
    height = HEADER + ROW * len(rows) + FOOT
    scale = Scale(0, schedule.quarters, LABEL, WIDTH - RIGHT)
    parts = (
        *_axis(schedule, scale, height),
        *_legend(language),
        *(_row(each, place, scale, schedule.quarters) for place, each in enumerate(schedule.spells)),
    )
    heading = Heading(schedule.key, schedule.title, described)
    return Drawing(sheet((WIDTH, height), heading, *parts, role="group"), head, rows)


def _axis(schedule: Schedule, scale: Scale, height: float) -> Iterator[str]:
    for quarter in range(schedule.quarters + 1):
        role, width = ("frame", 1.0) if quarter % QUARTERS == 0 else ("grid", 0.6)
        x = scale(quarter)
        yield element("line", x1=x, y1=HEADER - 6, x2=x, y2=height - FOOT, **line(role, width))
    for quarter in range(0, schedule.quarters, QUARTERS):
        middle = scale(quarter + QUARTERS / 2)
        year = str(schedule.year + quarter // QUARTERS)
        yield write(middle, HEADER - 12, year, "ink", text_anchor="middle", font_size=12)


def _legend(language: str) -> Iterator[str]:
    for place, (name, look) in enumerate((("chosen", "main"), ("bound", "plain"))):
        x = 8 + place * 150
        yield element("rect", x=x, y=8, width=26, height=12, rx=2, **fill(look))
        yield write(x + 34, 19, WORD[name].in_(language), "ink", font_size=12)


def _row(each: Spell, place: int, scale: Scale, quarters: int) -> str:
    y = HEADER + place * ROW
    left = scale(max(each.begin, 0))
    right = scale(min(quarters if each.end is None else each.end + 1, quarters))
    look = fill("main" if each.chosen else "plain")
    label = write(8, y + 18, fit(each.label, LABEL - 16), "ink", font_size=13)
    bar = element("rect", x=left, y=y + 6, width=max(right - left, 0.0), height=14, rx=2, **look)
    cover = element("rect", x=0, y=y, width=WIDTH, height=ROW, fill_opacity="0", **fill("paper"))
    named = element("title", escape(f"{each.label}: {each.first} – {each.last}".rstrip(" –")))
    return element("a", named, cover, label, bar, href=each.href, class_="draw-row")
