"""The record of task 6 in plain words: how large it is, who has witnessed it, how to check it alone."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import KINDS
from bitgil.portal import ledger
from bitgil.quantity import Words
from bitgil.record import page
from bitgil.store import anchoring, announcing
from bitgil.store.current import Current

TITLE = Words("기록 원장", "The record")
PATH = "record/"
PARENT = "history"
LATEST = 10


def context(current: Current, language: str) -> dict[str, Any]:  # noqa: ARG001  every page has one shape
    """Return the log as it is shown and the latest acts."""
    latest = [(act, KINDS[act.kind].title) for act in current.acts[: -LATEST - 1 : -1]]
    return {
        "log": ledger.shown(),
        "acts": latest,
        "recorded": len(current.acts),
        "verifier": page.digest(),
        "announced": announcing.announced_by(),
        "anchor": anchoring.latest(),
    }
