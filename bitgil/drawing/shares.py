"""Small bars of shares: how one sum falls into named parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.drawing.svg import Drawing, Heading, element, fill, fit, line, sheet, write
from bitgil.quantity import Words

WIDTH, LABEL, ROW, FIGURE = 520.0, 120.0, 30.0, 150.0
WORD = {"part": Words("구분", "part"), "sum": Words("금액", "amount"), "share": Words("비율", "share")}


@dataclass(frozen=True, slots=True)
class Share:
    """One part: its name, its size, and the size as a reader should see it."""

    label: str
    value: Decimal
    written: str


def draw_shares(key: str, title: str, parts: tuple[Share, ...], language: str = "ko") -> Drawing:
    """Return one bar a part, in the order given, and the table; raise ValueError where a part is negative."""
    if any(part.value < 0 for part in parts):
        raise ValueError("a share cannot be negative")
    total = sum((part.value for part in parts), Decimal(0))
    rates = [part.value / total if total else Decimal(0) for part in parts]
    percents = [f"{rate * 100:.1f} %" for rate in rates]
    drawn = (_bar(row, part, rate) for row, (part, rate) in enumerate(zip(parts, rates, strict=True)))
    described = "; ".join(f"{part.label} {part.written}" for part in parts)
    rows = tuple((p.label, p.written, percent) for p, percent in zip(parts, percents, strict=True))
    head = tuple(WORD[name].in_(language) for name in ("part", "sum", "share"))
    size = (WIDTH, ROW * max(len(parts), 1))
    return Drawing(sheet(size, Heading(key, title, described), *drawn), head, rows)


def _bar(row: int, part: Share, rate: Decimal) -> str:
    y, room = row * ROW, WIDTH - LABEL - FIGURE
    frame = element("rect", x=LABEL, y=y + 7, width=room, height=ROW - 14, **line("grid", 1))
    bar = element("rect", x=LABEL, y=y + 7, width=float(rate) * room, height=ROW - 14, **fill("main"))
    label = write(0, y + 19, fit(part.label, LABEL - 8))
    return label + frame + bar + write(WIDTH - FIGURE + 10, y + 19, part.written)
