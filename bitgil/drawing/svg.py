"""The pen: SVG elements as text, coordinates that no language can change, and the Drawing."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.w3.org/2000/svg"
FALLBACK = {
    "ink": "#1e2124",
    "soft": "#464c53",
    "grid": "#cdd1d5",
    "frame": "#58616a",
    "paper": "#ffffff",
    "shade": "#f4f5f6",
    "main": "#0b50d0",
    "band": "#b1cefb",
    "plain": "#464c53",
    "goal": "#ab2b36",
    "light": "#d8e5fd",
}
"""What each role of colour looks like where no style sheet is at hand, as on paper.

A page's style sheet names every role (`.draw-fill-main`, `.draw-line-main`) and takes its colour
from the design tokens, so that the same drawing follows light and high contrast.
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG text, and the same numbers as a table: a head and rows of text."""

    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a drawing is called and says; `key` is unique on its page."""

    key: str
    title: str
    description: str


def element(tag: str, /, *inside: str, **attributes: str | float) -> str:
    """Return one SVG element; `class_` becomes class, `text_anchor` becomes text-anchor."""
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(spell(value))}"
        for name, value in attributes.items()
    )
    content = "".join(inside)
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def spell(value: str | float) -> str:
    """Return a coordinate with at most one decimal and a point, or a text as it is."""
    if isinstance(value, str):
        return value
    return (f"{value:.1f}" if abs(value) >= 0.05 else "0").removesuffix(".0")  # noqa: PLR2004  half of the last digit


def fill(role: str) -> dict[str, str]:
    """Return the attributes that fill a shape in the colour of *role*."""
    return {"class_": f"draw-fill-{role}", "fill": FALLBACK[role]}


def line(role: str, width: float = 1.5, dash: str = "") -> dict[str, str]:
    """Return the attributes that stroke a shape in the colour of *role*, dashed where asked."""
    found = {"class_": f"draw-line-{role}", "stroke": FALLBACK[role], "stroke-width": spell(width)}
    return found | {"fill": "none"} | ({"stroke-dasharray": dash} if dash else {})


def write(x: float, y: float, text: str, role: str = "ink", **attributes: str | float) -> str:
    """Return *text* standing at a point, escaped."""
    return element("text", escape(text), x=x, y=y, **{**fill(role), **attributes})


def sheet(size: tuple[float, float], heading: Heading, *inside: str, role: str = "img") -> str:
    """Return the whole SVG with its title and description tied to it for screen readers.

    `role` is img for a picture; a drawing that holds links is a group, for an image has no parts.
    """
    return element(
        "svg",
        element("title", escape(heading.title), id=f"{heading.key}-title"),
        element("desc", escape(heading.description), id=f"{heading.key}-desc"),
        *inside,
        xmlns=NAMESPACE,
        viewBox=f"0 0 {spell(size[0])} {spell(size[1])}",
        role=role,
        aria_labelledby=f"{heading.key}-title {heading.key}-desc",
        class_="drawing",
        font_family="'Pretendard GOV', sans-serif",
        font_size=13,
    )


def width_of(text: str, size: float = 13) -> float:
    """Return about how wide *text* is at a font size: Hangul takes one em, Latin a little over half."""
    return sum(size * (0.92 if east_asian_width(sign) in "WF" else 0.56) for sign in text)


def fit(text: str, room: float, size: float = 13) -> str:
    """Return *text*, cut with an ellipsis where it is wider than *room*."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
