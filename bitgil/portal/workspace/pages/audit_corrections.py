"""Corrections and withdrawals: the act as it was recorded beside the act as it now stands."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import Act
from bitgil.government.views import standing
from bitgil.portal.naming import field_name, value_words
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import text_of_act
from bitgil.quantity import Words
from bitgil.store import accounts

TITLE = Words("정정과 철회", "Corrections and withdrawals")
PATH = "audit/corrections/"
DEED = "workspace.audit"
PARENT = "audit"


def context(desk: Desk) -> dict[str, Any]:
    """Return every corrected act with its corrections and each field before and after, the latest first."""
    acts = desk.current.acts
    fixes: dict[int, list[Act]] = {}
    for act in acts:
        if act.kind == "act.corrected":
            fixes.setdefault(act.public["act"], []).append(act)
    hands = accounts.authors([fix.number for found in fixes.values() for fix in found])
    return {
        "pairs": [
            (
                text_of_act(acts[number - 1], desk),
                [(fix, hands.get(fix.number, "")) for fix in found],
                _differences(desk, acts[number - 1]),
                any(fix.public.get("withdrawn") for fix in found),
            )
            for number, found in sorted(fixes.items(), reverse=True)
            if 0 < number <= len(acts)
        ]
    }


def _differences(desk: Desk, original: Act) -> list[tuple[Words, Words | None, Words | None]]:
    """Return the fields that a correction changed: the name, what was recorded, what now stands."""
    dossier = desk.state.dossier(original.subject)
    now = next((act for act in standing(dossier) if act.number == original.number), None)
    if now is None:
        return []
    names = sorted(set(original.public) | set(now.public))
    return [
        (
            field_name(original.kind, name),
            _said(original, name),
            _said(now, name),
        )
        for name in names
        if original.public.get(name) != now.public.get(name)
    ]


def _said(act: Act, name: str) -> Words | None:
    return value_words(act.kind, name, act.public[name]) if name in act.public else None
