"""Whoever has something due is reminded before the day, and once more when it is past."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import notices
from bitgil.store.clock import today
from bitgil.store.current import state_in_force

TITLE = Words("기한 알림", "reminding of due dates")
EVERY = 900.0


def run() -> Words | None:
    """Leave what is called for today."""
    state = state_in_force()
    left = notices.remind(state, today()) if state.plan else 0
    return Words(f"{left}건", f"{left} left") if left else None
