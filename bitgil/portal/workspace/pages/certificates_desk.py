"""Certificates at work: which were issued, what each holder is given, and where a new one begins."""

from __future__ import annotations

from typing import Any

from bitgil.government.certificates import issued
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words
from bitgil.record.credentials.kinds import KINDS
from bitgil.store import certifying

TITLE = Words("증명서 발급", "Issue certificates")
PATH = "certificates/"
DEED = "certificates.issue"
MENU = 50


def context(desk: Desk) -> dict[str, Any]:
    """Return the certificates, the latest first, and whether this machine holds the issuer's key."""
    return {
        "ready": certifying.is_ready(),
        "kinds": KINDS.values(),
        "certificates": [(each, KINDS[each.type].title) for each in reversed(issued(desk.current.acts))],
    }
