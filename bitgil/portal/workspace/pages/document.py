"""What is held back of one act: read by those whom the table of permissions allows, and by nobody else."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import KINDS, Act
from bitgil.government.permissions import Matter, matter_of
from bitgil.portal.naming import value_name
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Closed, Desk, Download
from bitgil.portal.workspace.forms import enclosure_of, text_of_act
from bitgil.quantity import Words
from bitgil.store import access

TITLE = Words("비공개 자료", "What is held back")
PATH = "documents/<int:number>/"
DEED = "workspace.enter"
PARENT = "workspace"
FREE = frozenset({"text"})


def context(desk: Desk, number: int) -> dict[str, Any] | Download:
    """Return the texts and the file of an act's private part; raise Closed where this person may not."""
    act = _act(desk, number)
    matter = Matter(frozenset({act.office, *matter_of(desk.state, act.subject, public=act.public).offices}))
    papers = act.kind == "meeting.papers" and desk.may("papers.read")
    if not (papers or desk.may("documents.read", matter)):
        raise Closed
    held, told = enclosure_of(number), KINDS[act.kind].title
    if held is not None:
        taken = bool(held.name) and "file" in desk.query
        access.note(desk.hand, "document.taken" if taken else "document.read", str(number), told)
        if taken:
            return Download(held.name, held.file, "application/octet-stream")
    texts = held.texts if held else {}
    return {
        "title": f"{TITLE.in_(desk.language)}: {told.in_(desk.language)} {number}",
        "told": text_of_act(act, desk),
        "erased": held is None,
        "texts": [
            (None if name in FREE else value_name("fields", name), text) for name, text in texts.items()
        ],
        "closed": act.public.get("closed", []),
        "file": held.name if held else "",
    }


def _act(desk: Desk, number: int) -> Act:
    if not 0 < number <= len(desk.current.acts):
        raise NotHere(str(number))
    act = desk.current.acts[number - 1]
    if "document" not in act.public:
        raise NotHere(str(number))
    return act
