"""The clock of the verbs that read a folder without a database."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


def today() -> str:
    """Return today's date in Korea."""
    return datetime.now(timezone(timedelta(hours=9), "KST")).date().isoformat()
