"""What a log and a witness say to each other: a request, an answer, and the ways to carry them.

    old <size the witness last saw>
    <base64 of each hash of the consistency proof>

    <checkpoint with its signatures>

Source: c2sp.org/tlog-witness v1.0.0, add-checkpoint.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from bitgil.record.encoding import from_base64, from_decimal, to_base64
from bitgil.record.note import MOST_BYTES, Note, note_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import HASH

MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Request:
    """A log asks a witness to cosign a checkpoint that extends the tree of size `old`."""

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: Note

    def __bytes__(self) -> bytes:
        """Return the request's body."""
        lines = [f"old {self.old}", *map(to_base64, self.hashes), "", ""]
        return "\n".join(lines).encode() + bytes(self.checkpoint)


@dataclass(frozen=True, slots=True)
class Answer:
    """A witness's answer: HTTP's number, and cosignature lines, or the size it knows, or words."""

    status: int
    body: bytes


class Link(Protocol):
    """A way to a witness. Both calls raise Refused (witness) where it can't be reached."""

    def add(self, request: bytes) -> Answer:
        """Hand in a request to cosign."""
        ...

    def latest(self, origin: str) -> bytes | None:
        """Return the last checkpoint it cosigned for a log, None where it never did."""
        ...


def request_from(raw: bytes) -> Request:
    """Return the request in *raw*; raise Refused unless it is well-formed to the byte."""
    head, between, checkpoint = raw.partition(b"\n\n")
    lines = head.decode("utf-8", errors="replace").split("\n")
    first = lines.pop(0)
    if not between or not first.startswith("old ") or len(lines) > MOST_HASHES or len(raw) > MOST_BYTES:
        raise Refused(
            Fault.FORM,
            "request",
            "it is no request to cosign",
            "write 'old', hashes, a blank line, a checkpoint",
        )
    hashes = tuple(from_base64(line, "request, hash") for line in lines)
    if any(len(each) != HASH for each in hashes):
        raise Refused(Fault.FORM, "request", f"a hash has not {HASH} bytes", "send the proof again")
    return Request(from_decimal(first.removeprefix("old "), "request"), hashes, note_from(checkpoint))


def mark_of(origin: str) -> str:
    """Return the hex that a witness's address names a log by."""
    return hashlib.sha256(origin.encode()).hexdigest()
