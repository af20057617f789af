"""Status lists are signed anew before they grow old."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import certifying

TITLE = Words("증명서 상태 목록", "status lists of certificates")
EVERY = 3600.0


def run() -> Words | None:
    """Sign the lists where a week has passed since; nothing where this city issues no certificates."""
    if not certifying.lists_are_due():
        return None
    count = len(certifying.publish_lists())
    return Words(f"상태 목록 {count}개", f"{count} status lists")
