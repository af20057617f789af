"""One act as it was recorded: what, when, by which office and why, and its place in the log."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import KINDS, ROLES, Act
from bitgil.portal import ledger
from bitgil.portal.naming import field_name, value_words
from bitgil.portal.pages import NotHere
from bitgil.quantity import Words
from bitgil.store.current import Current
from bitgil.store.outbox import is_public, offices_of, place_of

TITLE = Words("기록된 행위", "A recorded act")
PATH = "acts/<int:number>/"
PARENT = "history"
COUNTED = frozenset({"changes", "files", "content"})
"""Fields that only machines read; of these the page says how many parts they have."""


def context(current: Current, language: str, number: int) -> dict[str, Any]:
    """Return an act with its public fields in words, and where it stands in the log."""
    act = current.act(number)
    if act is None:
        raise NotHere(f"no act has the number {number}")
    place, log = place_of(number), ledger.shown()
    names = {project.id: project.name for project in current.plan.projects}
    return {
        "title": f"{KINDS[act.kind].title.in_(language)} · {number}",
        "act": act,
        "name": names.get(act.subject),
        "role": ROLES.get(act.role),
        "fields": [(field_name(act.kind, name), *_value(act, name)) for name in sorted(act.public)],
        "place": place,
        "shown": log is not None and place is not None and place < log.size,
        "log": log,
        "open": is_public(act, offices_of(current.plan)),
    }


def _value(act: Act, name: str) -> tuple[Words, bool]:
    """Return a field's value as a reader sees it, and whether it is a source."""
    value = act.public[name]
    if name in COUNTED and isinstance(value, list | dict):
        return Words(f"{len(value)}가지", f"{len(value)}"), False
    return value_words(act.kind, name, value), name == "source"
