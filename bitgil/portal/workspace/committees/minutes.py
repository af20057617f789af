"""Minutes: their six parts, what of them the record knows already, and which are held back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bitgil.government.acts.committee import MINUTES
from bitgil.government.acts.fields import personal
from bitgil.government.committees import Meeting
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.naming import value_name
from bitgil.portal.workspace.desk import Desk, Sent
from bitgil.quantity import Words
from bitgil.record.canonical import mended
from bitgil.record.commitment import PartOpening, opening_from
from bitgil.store import private
from bitgil.store.filing import Entry

HELD_BACK = ("present", "statements")
"""Parts with persons in them: offered as not public, opened by the secretary's own hand."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the minutes: its code, what it is called, its text, and whether it is held back."""

    code: str
    name: Words
    text: str
    closed: bool


def parts_of(meeting: Meeting, desk: Desk) -> tuple[Part, ...]:
    """Return the parts as the form shows them: as typed, else as the acts of the meeting tell them."""
    typed = desk.posted.one("kind") == "minutes.written"
    told = _told(meeting)
    closed = desk.posted.all("closed") if typed else HELD_BACK
    return tuple(
        Part(
            code,
            value_name("fields", code),
            desk.posted.one(f"part.{code}") if typed else told.get(code, ""),
            code in closed,
        )
        for code in MINUTES
    )


def written(posted: Sent) -> tuple[Entry, dict[str, bytes]]:
    """Return the act of writing the minutes and its private part, each field with a digest of its own.

    Raise Unsound where a part that is to be public holds a number of a person.
    """
    texts = {code: text for code in MINUTES if (text := posted.one(f"part.{code}"))}
    closed = [code for code in texts if code in posted.all("closed")]
    wrong = tuple(_personal(code) for code, text in texts.items() if code not in closed and personal(text))
    if wrong:
        raise Unsound(wrong)
    public: dict[str, Any] = {"fields": list(texts), **({"closed": closed} if closed else {})}
    parts: dict[str, bytes] = {}
    if texts:
        mark, content = private.sealed_in_parts(mended(texts))
        public["document"], parts = mark, {mark: content}
    seen = posted.one("seen")
    entry = Entry(
        "minutes.written",
        posted.one("subject"),
        posted.one("effect"),
        posted.one("reason"),
        public,
        whole(seen),
    )
    return entry, parts


def open_parts(meeting: Meeting) -> tuple[tuple[Words, str], ...]:
    """Return the parts of written minutes that are not held back; none where they were erased."""
    act = meeting.written
    content = private.part_of(act.number) if act else None
    opening = opening_from(content) if content is not None else None
    if act is None or not isinstance(opening, PartOpening):
        return ()
    closed = act.public.get("closed", [])
    return tuple(
        (value_name("fields", code), str(opening.document[code]))
        for code in MINUTES
        if code in opening.document and code not in closed
    )


def _told(meeting: Meeting) -> dict[str, str]:
    called = meeting.called
    if called is None:
        return {}
    agenda = [f"{row['item']}. {row['title']}" for row in meeting.agenda]
    return {
        "date": meeting.day,
        "place": called.public["place"],
        "present": ", ".join(meeting.present),
        "agenda": "\n".join(agenda),
        "result": "\n".join(_result(meeting, row) for row in meeting.agenda),
    }


def _result(meeting: Meeting, row: Any) -> str:  # noqa: ANN401  plain data
    act, vote = meeting.resolutions.get(row["item"]), meeting.votes.get(row["item"])
    if act is None:
        return f"{row['item']}. 보고"
    counted = ""
    if vote is not None:
        cast = vote.public
        counted = f" (찬성 {cast['yes']}, 반대 {cast['no']}, 기권 {cast['abstain']})"
    return f"{row['item']}. {value_name('outcome', act.public['outcome']).ko}{counted}"


def _personal(code: str) -> Problem:
    name = value_name("fields", code)
    return problem(
        name.ko,
        Words(
            "공개되는 항목에 전화번호·주민등록번호·전자우편이 있습니다",
            "a public part holds a personal number",
        ),
        Words("지우거나 비공개로 표시하세요", "take it out, or hold this part back"),
    )
