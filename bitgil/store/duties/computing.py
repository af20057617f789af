"""Outlook, back-test, scenarios and roadmaps follow the plan: computed anew where it has changed."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import computing
from bitgil.store.current import state_in_force

TITLE = Words("전망과 로드맵 계산", "computing outlook and roadmap")
EVERY = 5.0


def run() -> Words | None:
    """Compute where what is stored belongs to another version of the plan."""
    state = state_in_force()
    if state.plan is None or computing.up_to_date():
        return None
    computing.compute()
    return Words(f"버전 {state.version[:12]}", f"version {state.version[:12]}")
