"""The state of one certificate: whether it was revoked, and where its issuance stands in the log."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts.certificates import WHYS
from bitgil.government.certificates import issued
from bitgil.portal import ledger
from bitgil.portal.pages import NotHere
from bitgil.portal.pages.certificates import issuer_name
from bitgil.quantity import Words
from bitgil.record.credentials.kinds import KINDS
from bitgil.record.credentials.status import BITS
from bitgil.store.current import Current
from bitgil.store.outbox import place_of

TITLE = Words("증명서의 상태", "State of a certificate")
PATH = "certificates/<int:number>/"
PARENT = "certificates"


def context(current: Current, language: str, number: int) -> dict[str, Any]:
    """Return the certificate that an act issued; raise NotHere where that act issued none."""
    held = next((each for each in issued(current.acts) if each.act.number == number), None)
    if held is None:
        raise NotHere(f"act {number} issued no certificate")
    kind, place, log = KINDS[held.type], place_of(number), ledger.shown()
    return {
        "title": f"{kind.title.in_(language)} · {number}",
        "held": held,
        "personal": kind.personal,
        "why": WHYS[held.revoked.public["why"]] if held.revoked else None,
        "issuer": issuer_name(),
        "list": held.place // BITS + 1,
        "bit": held.place % BITS,
        "place": place,
        "shown": log is not None and place is not None and place < log.size,
        "log": log,
    }
