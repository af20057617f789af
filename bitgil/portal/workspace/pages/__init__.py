"""Pages of the workspace, one module and one template each; the folder is the list of pages.

Belongs here: TITLE (Words), PATH below desk/, DEED (what opens it), context(desk, **captured) -> dict, and
where wanted post(desk, **captured) -> Done, MENU, PARENT, and PARTS: the templates by which a script asks
for a part of the page alone, under that part's id. Does not: markup, any list of pages, permissions.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast

from bitgil.folder import modules_in
from bitgil.government.permissions import Person, may
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words


class Page(Protocol):
    """What every module of this folder offers; not every page has a `post`."""

    TITLE: Words
    PATH: str
    DEED: str

    def context(self, desk: Desk, **captured: object) -> dict[str, Any]:
        """Return what the template shows."""

    def post(self, desk: Desk, **captured: object) -> Done:
        """Do what was asked and say where to go on; raise Unsound or Clash where it cannot be done."""


@cache
def found() -> Mapping[str, Page]:
    """Return every page of the folder by name."""
    return cast("Mapping[str, Page]", modules_in(sys.modules[__name__]))


def menu(person: Person) -> tuple[tuple[str, Words], ...]:
    """Return the pages of the workspace's menu that a person may open, in order: name and title."""
    listed = {name: getattr(page, "MENU", None) for name, page in found().items()}
    places = sorted((place, name) for name, place in listed.items() if place is not None)
    return tuple((name, found()[name].TITLE) for _, name in places if may(person, found()[name].DEED))


def ancestors(page: str) -> tuple[str, ...]:
    """Return the pages above *page*, the highest first; the workspace's own first page is above all."""
    parent = getattr(found()[page], "PARENT", "")
    return (*ancestors(parent), parent) if parent else ()
