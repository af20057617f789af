"""Filters of the departments' and plan office's pages: a status's look and word, a gap in points."""

from __future__ import annotations

from decimal import Decimal

from django import template

from bitgil.government.acts import Act
from bitgil.government.acts.progress import STATUSES
from bitgil.portal import spelling
from bitgil.quantity import Words

register = template.Library()
_LOOK = {
    "on-track": "success",
    "done": "success",
    "continues": "success",
    "partial": "warning",
    "late": "danger",
    "lagging": "danger",
    "silent": "danger",
}


@register.filter
def look(status: str) -> str:
    """Return the colour role in which a computed status is shown."""
    return _LOOK.get(status, "gray")


@register.filter
def status_word(status: str) -> Words:
    """Return the word for a computed status."""
    return STATUSES[status]


@register.filter
def points(gap: Decimal) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    sign = "+" if gap > 0 else ""
    return f"{sign}{spelling.write_number(gap * 100, 1)} %p"


@register.filter
def reason(act: Act | None) -> str:
    """Return why an act was done, as its office wrote it."""
    return act.reason if act else ""
