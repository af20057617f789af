"""Once a day an outside authority says when the log stood so, where one is named."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import anchoring

TITLE = Words("밖의 시각 확인", "time stamp from outside")
EVERY = 1800.0


def run() -> Words | None:
    """Ask for today's time stamp; one that did not come is asked for again at the next turn."""
    if not anchoring.due():
        return None
    kept, _ = anchoring.run()
    return Words(f"{kept.authority}, 항목 {kept.size}건", f"{kept.authority}, {kept.size} entries")
