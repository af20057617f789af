"""Notices that wait are sent by mail."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store import notices

TITLE = Words("전자우편", "mail")
EVERY = 30.0


def run() -> Words | None:
    """Send what waits."""
    sent = notices.send()
    return Words(f"알림 {sent}건을 보냈습니다", f"{sent} notices sent") if sent else None
