"""The access record for an auditor: who came in, who read what is held back, whose rights were changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bitgil.portal.workspace.desk import Desk, Download
from bitgil.portal.workspace.listing import part_of, table
from bitgil.quantity import Words
from bitgil.store import access
from bitgil.store.access import DEEDS, Asked
from bitgil.store.models import AccessRow

TITLE = Words("접속과 권한의 기록", "Entries and rights")
PATH = "audit/access/"
DEED = "workspace.audit"
PARENT = "audit"
A_PAGE = 100
COLUMNS = ("at", "account", "place", "deed", "subject", "detail_ko", "detail_en")
FILTERS = ("name", "deed", "since", "until")
TAKEN = "document.taken"
NOBODY, COMMAND_LINE = Words("없는 계정", "no such account"), Words("명령줄", "command line")


def context(desk: Desk) -> dict[str, Any] | Download:
    """Return the lines that the filters let through, the latest first, or all of them as a CSV file."""
    asked = {name: desk.asked.one(name) for name in FILTERS}
    days = {name: _day(asked[name]) for name in ("since", "until")}
    wrong = [name for name, day in days.items() if asked[name] and day is None]
    rows = access.found(Asked(asked["name"], asked["deed"], days["since"], days["until"]))
    if "csv" in desk.query and not wrong:
        return table("access", COLUMNS, _lines(rows.iterator()))
    found = rows.count()
    part = part_of(desk.query.get("page", ""), found, A_PAGE)
    kept = {name: value for name, value in asked.items() if value}
    month = desk.today[:7]
    return {
        "asked": asked,
        "wrong": wrong,
        "found": found,
        "rows": [_line(row) for row in rows[part.places]],
        "names": access.names(),
        "deeds": DEEDS.items(),
        "taken": access.found(Asked(deed=TAKEN, since=date.fromisoformat(f"{month}-01"))).count(),
        "this_month": urlencode({"deed": TAKEN, "since": f"{month}-01"}),
        "csv": urlencode({**kept, "csv": "1"}),
        "kept": urlencode(kept),
        "part": part,
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


def _lines(rows: Iterable[AccessRow]) -> Iterator[list[str]]:
    for row in rows:
        yield [access.in_korea(row.at), row.account, row.place, row.deed, row.subject, row.ko, row.en]
