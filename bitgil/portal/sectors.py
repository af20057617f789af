"""The city model's sectors by name, as the model's own modules title them."""

from __future__ import annotations

from bitgil.city import sectors_of_city


def sector_title(name: str, language: str) -> str:
    """Return a sector's title, or its key where the model has no such sector."""
    sectors = sectors_of_city()
    if name not in sectors:
        return name
    title: str = sectors[name].TITLE.in_(language)
    return title


def left_out(name: str, language: str) -> str:
    """Return what the sector says it leaves out; empty where the model has no such sector."""
    sectors = sectors_of_city()
    if name not in sectors:
        return ""
    text: str = sectors[name].LEAVES_OUT.in_(language)
    return text
