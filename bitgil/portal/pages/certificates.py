"""Every certificate that was issued: which kind, about what, when, and whether it holds; never to whom."""

from __future__ import annotations

from typing import Any

from bitgil.government.certificates import issued
from bitgil.quantity import Words
from bitgil.record.credentials.kinds import KINDS
from bitgil.record.refusal import Refused
from bitgil.store import certifying
from bitgil.store.current import Current

TITLE = Words("증명서", "Certificates")
PATH = "certificates/"
PARENT = "record"


def context(current: Current, language: str) -> dict[str, Any]:  # noqa: ARG001  every page has one shape
    """Return the certificates, the latest first, and who issues them."""
    found = [(each, KINDS[each.type].title) for each in reversed(issued(current.acts))]
    return {"certificates": found, "issuer": issuer_name()}


def issuer_name() -> str:
    """Return the issuer's did:web name, empty where there is none."""
    try:
        return certifying.issuer().did
    except Refused:
        return ""
