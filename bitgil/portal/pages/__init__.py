"""Public pages, one module and one template each; the folder is the list of pages.

Belongs here: TITLE (Words), PATH (an address), context(current, language, **captured) -> dict, and where
wanted MENU (the place in the main menu) and PARENT (the page above). Query parameters are keyword
arguments of context(). Does not: markup (templates), the writing of figures (spelling), any list of pages.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast

from django.urls import reverse

from bitgil.folder import modules_in
from bitgil.quantity import Words


class NotHere(LookupError):  # noqa: N818  reads as the sentence it is raised for
    """Raised by a page where the plan holds nothing of that name; becomes a 404."""


class Page(Protocol):
    """What every module of this folder offers."""

    TITLE: Words
    PATH: str

    def context(self, current: object, language: str, **captured: object) -> dict[str, Any]:
        """Return what the template shows."""


@cache
def found() -> Mapping[str, Page]:
    """Return every page of the folder by name."""
    return cast("Mapping[str, Page]", modules_in(sys.modules[__name__]))


@cache
def menu() -> tuple[tuple[str, Words], ...]:
    """Return the pages of the main menu in order: name and title."""
    listed = {name: getattr(page, "MENU", None) for name, page in found().items()}
    names = sorted((place, name) for name, place in listed.items() if place is not None)
    return tuple((name, found()[name].TITLE) for _, name in names)


def ancestors(page: str) -> tuple[str, ...]:
    """Return the pages above *page*, the highest first, without the home page."""
    parent = getattr(found()[page], "PARENT", "")
    return (*ancestors(parent), parent) if parent else ()


def trail(page: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return title and address of every page above *page*."""
    return tuple((found()[name].TITLE.in_(language), reverse(name)) for name in ancestors(page))
