"""Handing in: what a page's own forms ask for is read, enclosed, judged and recorded in one step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bitgil.government.acts import Act
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import enclosed, entry_from
from bitgil.store.filing import file


def handed_in(desk: Desk, kinds: Collection[str], subjects: Collection[str]) -> Act:
    """Record the one act that a form of this page asks for, with what it encloses, and return it.

    Raise NotHere for a kind or a subject that the page does not offer, Unsound or Clash as filing does.
    """
    if desk.posted.one("kind") not in kinds or desk.posted.one("subject") not in subjects:
        raise NotHere(desk.posted.one("kind"))
    entry = entry_from(desk.posted)
    public, parts = enclosed(desk)
    (act,) = file(desk.person, replace(entry, public={**entry.public, **public}), private=parts)
    return act
