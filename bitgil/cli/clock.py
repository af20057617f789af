"""The clock of the verbs that read a folder without a database."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone


def today() -> str:
    """Return today's date in Korea."""
    return datetime.now(timezone(timedelta(hours=9), "KST")).date().isoformat()


def seconds() -> int:
    """Return the seconds since 1970, as witnesses sign them."""
    return int(time.time())


def moment() -> str:
    """Return the present second in UTC, as certificates write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
