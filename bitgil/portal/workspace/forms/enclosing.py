"""Enclosing: a text or file that is held back goes into a private part, and its mark into the act.

The act says no more than a salted commitment; the part itself may be erased where a law orders it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.inputs import PRIVATE
from bitgil.quantity import Words
from bitgil.record.commitment import opening_from
from bitgil.store import private

ATTACHED = "attached"
"""The name of the input for a file that is held back from the public."""
LARGEST = 10 * 1024 * 1024
"""Bytes that an enclosed file may have."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What is held back of an act: its texts by name, and a file with its name where there is one."""

    texts: dict[str, str]
    name: str = ""
    file: bytes = b""


def enclosed(desk: Desk) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the field `document` and the private part of what was enclosed, both empty where nothing was.

    Raise Unsound where the file is larger than LARGEST.
    """
    document: dict[str, Any] = {}
    if text := desk.posted.one(PRIVATE):
        document["text"] = text
    file = desk.files.get(ATTACHED)
    if file is not None:
        if (file.size or 0) > LARGEST:
            raise Unsound((_too_large(str(file.name)),))
        document |= {"name": str(file.name), "file": b64encode(file.read()).decode()}
    if not document:
        return {}, {}
    mark, content = private.sealed(document)
    return {"document": mark}, {mark: content}


def enclosure_of(act: int) -> Enclosure | None:
    """Return what is held back of an act, None where nothing is or it was erased."""
    content = private.part_of(act)
    if content is None:
        return None
    held = opening_from(content).document
    texts = {name: str(text) for name, text in held.items() if name not in ("name", "file")}
    return Enclosure(texts, str(held.get("name", "")), b64decode(held.get("file", "")))


def _too_large(name: str) -> Problem:
    most = LARGEST // (1024 * 1024)
    return problem(
        name,
        Words(f"파일이 {most} MB보다 큽니다", f"the file is larger than {most} MB"),
        Words("나누거나 줄여서 붙이세요", "split it or make it smaller"),
    )
