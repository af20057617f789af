"""Acts that wait are logged and shown."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import sequencing
from bitgil.store.outbox import Waited

TITLE = Words("기록 원장 공개", "publishing the log")
EVERY = 10.0


def run() -> Words | None:
    """Publish where an act waits."""
    if not Waited().waiting(1):
        return None
    size = sequencing.run().size
    return Words(f"원장 항목 {size}건", f"{size} entries in the log")
