"""The access record for an auditor: who came in, who read what is held back, whose rights were changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bitgil.portal.counting import whole
from bitgil.portal.workspace.desk import Desk, Download
from bitgil.portal.workspace.pages.audit import harmless
from bitgil.quantity import Words
from bitgil.store import access
from bitgil.store.access import DEEDS, Asked
from bitgil.store.models import AccessRow

TITLE = Words("접속과 권한의 기록", "Entries and rights")
PATH = "audit/access/"
DEED = "workspace.audit"
PARENT = "audit"
A_PAGE = 100
FILTERS = ("name", "deed", "since", "until")
TAKEN = "document.taken"
NOBODY, COMMAND_LINE = Words("없는 계정", "no such account"), Words("명령줄", "command line")


def context(desk: Desk) -> dict[str, Any] | Download:
    """Return the lines that the filters let through, the latest first, or all of them as a CSV file."""
    asked = {name: desk.query.get(name, "").strip() for name in FILTERS}
    days = {name: _day(asked[name]) for name in ("since", "until")}
    wrong = [name for name, day in days.items() if asked[name] and day is None]
    rows = access.found(Asked(asked["name"], asked["deed"], days["since"], days["until"]))
    if "csv" in desk.query and not wrong:
        content = _table(rows.iterator()).encode("utf-8-sig")
        return Download("access.csv", content, "text/csv; charset=utf-8")
    found = rows.count()
    last = max(1, -(-found // A_PAGE))
    page = min(max(whole(desk.query.get("page", "1")) or 1, 1), last)
    kept = {name: value for name, value in asked.items() if value}
    month = desk.today[:7]
    return {
        "asked": asked,
        "wrong": wrong,
        "found": found,
        "rows": [_line(row) for row in rows[(page - 1) * A_PAGE : page * A_PAGE]],
        "names": access.names(),
        "deeds": DEEDS.items(),
        "taken": access.found(Asked(deed=TAKEN, since=date.fromisoformat(f"{month}-01"))).count(),
        "this_month": urlencode({"deed": TAKEN, "since": f"{month}-01"}),
        "csv": urlencode({**kept, "csv": "1"}),
        "kept": urlencode(kept),
        "page_number": page,
        "pages": last,
    }


def _day(text: str) -> date | None:
    """Return the day that was written, None for anything else and for a year that no clock here shows."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date.min.year < day.year < date.max.year else None


def _line(row: AccessRow) -> dict[str, Any]:
    """Return one line for the page; what is about an act leads there."""
    act = row.subject if row.deed.startswith("document.") else ""
    return {
        "at": access.in_korea(row.at),
        "account": Words(row.account) if row.account else NOBODY if row.place else COMMAND_LINE,
        "place": row.place,
        "deed": DEEDS.get(row.deed, Words(row.deed)),
        "act": int(act) if act.isdecimal() else 0,
        "subject": "" if act else row.subject,
        "detail": Words(row.ko, row.en) if row.ko else None,
        "alarming": row.deed in ("refused", "locked", "code.refused"),
    }


def _table(rows: Iterable[AccessRow]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["at", "account", "place", "deed", "subject", "detail_ko", "detail_en"])
    for row in rows:
        cells = [row.account, row.place, row.deed, row.subject, row.ko, row.en]
        writer.writerow([access.in_korea(row.at), *map(harmless, cells)])
    return text.getvalue()
