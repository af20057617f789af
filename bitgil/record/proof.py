"""Proof files: everything that shows one entry to be in the log, in one text file that needs no network.

    c2sp.org/tlog-proof@v1
    extra <base64>                       (here the entry itself; trusted only once its leaf leads to the root)
    index <number of the entry>
    <base64 of each hash, from the leaf's sibling up>

    <checkpoint with its signatures>

Source: c2sp.org/tlog-proof at commit 5ba5ee8 (no version is tagged yet).
"""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.record.checkpoint import checkpoint_in
from bitgil.record.encoding import from_base64, from_decimal, to_base64
from bitgil.record.note import MOST_BYTES, Note, note_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import HASH

HEAD = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """One entry's place in the log: index, hashes up to the root, the signed checkpoint, and the entry."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Note
    entry: bytes | None = None

    def __bytes__(self) -> bytes:
        """Return the proof as a file."""
        extra = [] if self.entry is None else [f"extra {to_base64(self.entry)}"]
        lines = [HEAD, *extra, f"index {self.index}", *map(to_base64, self.hashes), "", ""]
        return "\n".join(lines).encode() + bytes(self.checkpoint)


def proof_from(raw: bytes) -> Proof:
    """Return the proof in *raw*; raise Refused unless it is well-formed to the byte. Nothing is verified."""
    head, between, checkpoint = raw.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise _misshapen("it holds other than ASCII") from error
    if not between or lines.pop(0) != HEAD or len(raw) > MOST_BYTES:
        raise _misshapen(f"it does not begin with '{HEAD}'")
    entry = None
    if lines and lines[0].startswith("extra "):
        entry = from_base64(lines.pop(0).removeprefix("extra "), "proof, line extra")
    if not lines or not lines[0].startswith("index "):
        raise _misshapen("it has no line 'index'")
    index = from_decimal(lines.pop(0).removeprefix("index "), "proof, line index")
    hashes = tuple(from_base64(line, "proof, hash") for line in lines)
    if len(hashes) > MOST_HASHES or any(len(each) != HASH for each in hashes):
        raise _misshapen(f"its hashes are not up to {MOST_HASHES} of {HASH} bytes")
    note = note_from(checkpoint)
    checkpoint_in(note)
    return Proof(index, hashes, note, entry)


def _misshapen(what: str) -> Refused:
    return Refused(Fault.FORM, "proof", what, "take the whole file again")
