"""A new matter: a proposal or a call that no act has spoken of yet gets a code of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.permissions import Person
from bitgil.government.state import State
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import enclosed, entry_from
from bitgil.store.current import state_in_force
from bitgil.store.filing import Clash, file

NEW = "new"
"""The subject under which the form of a new matter travels."""
_TRIES = 5


def fresh_code(state: State, year: str) -> str:
    """Return a code that no matter has yet, such as N2026-003."""
    head = f"N{year}-"
    taken = [int(rest) for each in state.dossiers if (rest := each.removeprefix(head)).isdigit()]
    return f"{head}{max(taken, default=0) + 1:03}"


def opened(desk: Desk, kind: str, fixed: Mapping[str, Any] | None = None) -> Act:
    """Record the first act about a new matter under a fresh code, and return it.

    *fixed* is what the page says of the matter itself, whatever was sent.
    Where somebody takes the code in the same moment the next one is tried; raise as filing does.
    """
    if desk.posted.one("kind") != kind or desk.posted.one("subject") != NEW:
        raise NotHere(desk.posted.one("kind"))
    public, parts = enclosed(desk)
    asked = entry_from(desk.posted)
    entry = replace(asked, public={**asked.public, **(fixed or {}), **public}, seen=0)
    for _ in range(_TRIES):
        code = fresh_code(state_in_force(), desk.today[:4])
        try:
            (act,) = file(desk.person, replace(entry, subject=code), private=parts)
        except Clash:
            continue
        return act
    raise Clash(())


def proposer(person: Person) -> str:
    """Return for whom a person proposes: the committee, a department or a citizen."""
    if person.seats & {"member", "chair", "secretary"}:
        return "committee"
    return "department" if person.seats & {"department", "plan-office"} else "citizen"
