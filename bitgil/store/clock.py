"""The clock: the one place of the store that asks what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

KOREA = timezone(timedelta(hours=9), "KST")


def now() -> str:
    """Return the present moment in UTC, as acts record it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def today() -> str:
    """Return today's date in Korea, as acts take effect."""
    return datetime.now(KOREA).date().isoformat()


def ticks() -> float:
    """Return seconds on a clock that never goes back, for measuring how long."""
    return time.monotonic()
