"""Announcing: an act that names the checking page the portal serves, so that its hash stands in the log."""

from __future__ import annotations

import json

from bitgil.government.acts import Act, Draft
from bitgil.record import page
from bitgil.store.acts import append, last_number, turn
from bitgil.store.clock import today
from bitgil.store.models import ActRow

KIND = "page.published"
REASON = (
    "시민이 증명을 스스로 확인하는 화면의 새 판을 내놓습니다. 받은 파일의 SHA-256이 이 값과 같아야 합니다."
)


def announce() -> Act | None:
    """Record which checking page is served, once for each version of it; return the act, None without one.

    Nothing is announced before a plan was adopted: the adoption is the first act.
    """
    with turn():
        if not last_number() or announced_by():
            return None
        draft = Draft(KIND, page.NAME, today(), REASON, {"sha256": page.digest()}, role="plan-office")
        (act,) = append((draft,), {}, after=last_number())
    return act


def announced_by() -> int | None:
    """Return the number of the act that announced the page as it is served now, None without one."""
    row = _last()
    return row.number if row and _digest(row) == page.digest() else None


def _last() -> ActRow | None:
    return ActRow.objects.filter(kind=KIND).order_by("-number").first()


def _digest(row: ActRow) -> str:
    return str(json.loads(row.public)["sha256"])
