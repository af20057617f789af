"""The city model's sectors by name, as the model's own modules title them."""

from __future__ import annotations

from bitgil.city.model import sectors_of_city
from bitgil.quantity import Words


def sector_title(name: str, language: str) -> str:
    """Return a sector's title, or its key where the model has no such sector."""
    found: Words | None = getattr(sectors_of_city().get(name), "TITLE", None)
    return found.in_(language) if found else name


def left_out(name: str, language: str) -> str:
    """Return what the sector says it leaves out; empty where the model has no such sector."""
    found: Words | None = getattr(sectors_of_city().get(name), "LEAVES_OUT", None)
    return found.in_(language) if found else ""
