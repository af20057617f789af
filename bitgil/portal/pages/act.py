"""One act as it was recorded: what, when, by which office and why, and its place in the log."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import KINDS, ROLES, Act
from bitgil.portal import ledger
from bitgil.portal.pages import NotHere
from bitgil.quantity import Words
from bitgil.store.current import Current
from bitgil.store.outbox import is_public, offices_of, place_of

TITLE = Words("기록된 행위", "A recorded act")
PATH = "acts/<int:number>/"
PARENT = "history"

FIELDS = {
    "before": Words("바뀌기 전 계획 버전", "plan version before"),
    "changes": Words("바뀐 것", "changes"),
    "document": Words("비공개 문서의 지문", "digest of the private document"),
    "field": Words("바뀐 항목", "field"),
    "files": Words("달라진 계획 파일", "plan files that differ"),
    "history": Words("이력 번호", "number in the history"),
    "minor": Words("경미한 변경", "minor change"),
    "new": Words("바뀐 뒤", "after"),
    "old": Words("바뀌기 전", "before"),
    "plan": Words("계획 전문의 지문", "digest of the whole plan"),
    "resolution": Words("근거 의결", "resolution it rests on"),
    "source": Words("출처", "source"),
    "version": Words("계획 버전", "plan version"),
    "warnings": Words("규칙이 남긴 경고", "warnings of the rules"),
}
"""What the public fields of the commonest kinds are called; any other stands under its own name."""
_YES_NO = {True: Words("예", "yes"), False: Words("아니오", "no")}


def context(current: Current, language: str, number: int) -> dict[str, Any]:
    """Return an act with its public fields in words, and where it stands in the log."""
    if not 0 < number <= len(current.acts):
        raise NotHere(f"no act has the number {number}")
    act = current.acts[number - 1]
    place, log = place_of(number), ledger.shown()
    names = {project.id: project.name for project in current.plan.projects}
    return {
        "title": f"{KINDS[act.kind].title.in_(language)} · {number}",
        "act": act,
        "name": names.get(act.subject),
        "role": ROLES.get(act.role),
        "fields": [(FIELDS.get(name, Words(name, name)), *_value(act, name)) for name in sorted(act.public)],
        "place": place,
        "shown": log is not None and place is not None and place < log.size,
        "log": log,
        "open": is_public(act, offices_of(current.plan)),
    }


def _value(act: Act, name: str) -> tuple[Words, bool]:
    """Return a field's value as a reader sees it, and whether it is a source."""
    value = act.public[name]
    if isinstance(value, bool):
        return _YES_NO[value], False
    if isinstance(value, list | dict):
        return Words(f"{len(value)}가지", f"{len(value)}"), False
    return Words(str(value), str(value)), name == "source"
