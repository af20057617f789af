"""Acts that wait are logged and shown, and what a quorum has not cosigned yet is shown once it has."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import sequencing
from bitgil.store.outbox import Waited

TITLE = Words("기록 원장 공개", "publishing the log")
EVERY = 10.0


def run() -> Words | None:
    """Publish where an act waits, or was logged and is not shown."""
    if not Waited().waiting(1) and not sequencing.hidden():
        return None
    done = sequencing.run()
    return Words(f"원장 항목 {done.size}건", f"{done.size} entries in the log") if done.shown else None
