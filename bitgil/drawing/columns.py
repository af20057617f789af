"""Money by year against its limit: what is bound already, what was chosen on top, the line not to pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bitgil.drawing.scale import Scale, round_ticks, spell_tick
from bitgil.drawing.svg import Drawing, Heading, element, fill, line, sheet, write
from bitgil.quantity import Words

WIDTH, HEIGHT = 640.0, 280.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 56.0, 36.0
NOTHING = Decimal(0)
WORD = {
    "year": Words("연도", "year"),
    "bound": Words("이미 정해진 돈", "bound already"),
    "chosen": Words("고른 사업", "chosen projects"),
    "limit": Words("한도", "limit"),
    "left": Words("남는 돈", "left over"),
    "unlimited": Words("알려지지 않음", "not known"),
    "none": Words("그릴 값이 없습니다", "there are no values to draw"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One year: money bound already, money of chosen projects, and the limit where one is known."""

    label: str
    bound: Decimal
    chosen: Decimal
    limit: Decimal | None

    @property
    def whole(self) -> Decimal:
        """Both together."""
        return self.bound + self.chosen


@dataclass(frozen=True, slots=True)
class Columns:
    """What a drawing of money by year shows; `key` is unique on its page."""

    key: str
    title: str
    unit: str
    columns: tuple[Column, ...]


def draw_columns(
    shown: Columns, language: str = "ko", write_number: Callable[[Decimal], str] = "{:,}".format
) -> Drawing:
    """Return a column a year under its limit, and the table; raise ValueError where a sum is negative."""
    if any(each.bound < 0 or each.chosen < 0 for each in shown.columns):
        raise ValueError("spent money cannot be negative")
    head = tuple(WORD[name].in_(language) for name in ("year", "bound", "chosen", "limit", "left"))
    rows = tuple(_row(each, language, write_number) for each in shown.columns)
    if not shown.columns:
        nothing = WORD["none"].in_(language)
        empty = write(WIDTH / 2, 60, nothing, "soft", text_anchor="middle")
        return Drawing(sheet((WIDTH, 120), Heading(shown.key, shown.title, nothing), empty), head, rows)
    top = max(max(each.whole, each.limit or NOTHING) for each in shown.columns)
    ticks = round_ticks(0.0, float(top) or 1.0)
    y = Scale(0.0, ticks[-1], HEIGHT - BOTTOM, TOP)
    parts = [*_grid(shown.unit, ticks, y), *_legend(language)]
    room = (WIDTH - LEFT - RIGHT) / len(shown.columns)
    for place, each in enumerate(shown.columns):
        parts += _column(each, LEFT + place * room, room, y)
    described = "; ".join(f"{r[0]}: {r[1]} + {r[2]} / {r[3]}" for r in rows) + f" ({shown.unit})"
    return Drawing(sheet((WIDTH, HEIGHT), Heading(shown.key, shown.title, described), *parts), head, rows)


def _row(each: Column, language: str, write_number: Callable[[Decimal], str]) -> tuple[str, ...]:
    sums = (write_number(each.bound), write_number(each.chosen))
    if each.limit is None:
        return (each.label, *sums, WORD["unlimited"].in_(language), "–")
    return (each.label, *sums, write_number(each.limit), write_number(each.limit - each.whole))


def _grid(unit: str, ticks: tuple[float, ...], y: Scale) -> Iterator[str]:
    for tick in ticks:
        yield element("line", x1=LEFT, y1=y(tick), x2=WIDTH - RIGHT, y2=y(tick), **line("grid", 1))
        yield write(LEFT - 8, y(tick) + 4.5, spell_tick(tick), "soft", text_anchor="end")
    yield element("line", x1=LEFT, y1=y(0), x2=WIDTH - RIGHT, y2=y(0), **line("frame", 1))
    yield write(8, TOP - 34, f"({unit})", "soft", font_size=12)


def _legend(language: str) -> Iterator[str]:
    x = LEFT
    for name, look in (("bound", fill("plain")), ("chosen", fill("main"))):
        yield element("rect", x=x, y=TOP - 28, width=14, height=12, **look)
        yield write(x + 20, TOP - 17, WORD[name].in_(language), "ink", font_size=12)
        x += 140
    yield element("line", x1=x, y1=TOP - 22, x2=x + 22, y2=TOP - 22, **line("goal", 3))
    yield write(x + 28, TOP - 17, WORD["limit"].in_(language), "ink", font_size=12)


def _column(each: Column, start: float, room: float, y: Scale) -> Iterator[str]:
    width = min(room * 0.6, 56.0)
    x = start + (room - width) / 2
    bound, whole = y(float(each.bound)), y(float(each.whole))
    yield element("rect", x=x, y=bound, width=width, height=y(0) - bound, **fill("plain"))
    yield element("rect", x=x, y=whole, width=width, height=bound - whole, **fill("main"))
    if each.limit is not None:
        at = y(float(each.limit))
        yield element("line", x1=x - 8, y1=at, x2=x + width + 8, y2=at, **line("goal", 3))
    yield write(start + room / 2, HEIGHT - BOTTOM + 20, each.label, "soft", text_anchor="middle")
