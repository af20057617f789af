"""감사: every act with whose hand filed it, filtered, and the same as a table to keep; read only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from bitgil.government.acts import KINDS, ROLES, Act
from bitgil.portal.workspace.desk import Desk, Download
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.portal.workspace.listing import part_of, table
from bitgil.quantity import Words
from bitgil.store import accounts

TITLE = Words("감사", "Audit")
PATH = "audit/"
DEED = "workspace.audit"
PARENT = "workspace"
MENU = 60
A_PAGE = 50
MARKS = {
    "warned": Words("규칙이 경고를 남긴 것", "with warnings of the rules"),
    "later": Words("나중에 입력한 것", "entered later"),
    "corrected": Words("정정·철회된 것", "corrected or withdrawn"),
    "enclosed": Words("비공개 자료가 있는 것", "with a part held back"),
    "nobody": Words("명령줄에서 기록한 것", "filed from the command line"),
}
COLUMNS = (
    "number",
    "kind",
    "subject",
    "effect",
    "recorded",
    "office",
    "role",
    "hand",
    "entered_later",
    "warnings",
    "reason",
)
FILTERS = ("kind", "office", "subject", "hand", "mark", "since", "until")


def context(desk: Desk) -> dict[str, Any] | Download:
    """Return the acts that the filters let through, the latest first, or all of them as a CSV file."""
    asked = {name: desk.query.get(name, "").strip() for name in FILTERS}
    acts = desk.current.acts
    hands = accounts.authors([act.number for act in acts])
    fixed = {act.public["act"] for act in acts if act.kind == "act.corrected"}
    found = [act for act in reversed(acts) if _lets_through(act, asked, hands, fixed)]
    if "csv" in desk.query:
        return table("acts", COLUMNS, _lines(found, hands))
    part = part_of(desk.query.get("page", ""), len(found), A_PAGE)
    kept = {name: value for name, value in asked.items() if value}
    return {
        "asked": asked,
        "found": len(found),
        "total": len(acts),
        "rows": [
            (
                act,
                KINDS[act.kind].title,
                office_name(desk.plan, act.office),
                ROLES.get(act.role),
                hands.get(act.number, ""),
                act.number in fixed,
            )
            for act in found[part.places]
        ],
        "kinds": sorted({act.kind for act in acts}),
        "titles": {name: kind.title for name, kind in KINDS.items()},
        "offices": sorted({act.office for act in acts if act.office}),
        "hands": sorted(set(hands.values())),
        "marks": MARKS.items(),
        "csv": urlencode({**kept, "csv": "1"}),
        "part": part,
        "kept": urlencode(kept),
    }


def _lets_through(act: Act, asked: dict[str, str], hands: dict[int, str], fixed: set[int]) -> bool:
    marks = {
        "warned": bool(act.public.get("warnings")),
        "later": act.entered_later,
        "corrected": act.number in fixed,
        "enclosed": "document" in act.public,
        "nobody": act.number not in hands,
    }
    return (
        asked["kind"] in ("", act.kind)
        and asked["office"] in ("", act.office)
        and asked["subject"] in act.subject
        and asked["hand"] in ("", hands.get(act.number, ""))
        and marks.get(asked["mark"], True)
        and (not asked["since"] or act.recorded[:10] >= asked["since"])
        and (not asked["until"] or act.recorded[:10] <= asked["until"])
    )


def _lines(acts: list[Act], hands: dict[int, str]) -> Iterator[list[str]]:
    for act in acts:
        plain = [act.kind, act.subject, act.effect, act.recorded, act.office, act.role]
        rest = ["yes" if act.entered_later else "no", " ".join(act.public.get("warnings", [])), act.reason]
        yield [str(act.number), *plain, hands.get(act.number, ""), *rest]
