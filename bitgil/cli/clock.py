"""The clock of the verbs that read a folder without a database."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone


def today() -> str:
    """Return today's date in Korea."""
    return datetime.now(timezone(timedelta(hours=9), "KST")).date().isoformat()


def seconds() -> int:
    """Return the seconds since 1970, as witnesses sign them."""
    return int(time.time())
