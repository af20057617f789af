"""Checkpoints: what a log says of itself at one size, in three lines, signed.

    <origin>
    <size>
    <base64 of the root>

Source: c2sp.org/tlog-checkpoint v1.0.0. Extension lines, which nobody can audit, are refused here.
"""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.record.encoding import LARGEST, from_base64, from_decimal, to_base64
from bitgil.record.note import Note, Signer, VerifierKey, note_from, signed, verify_note
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import EMPTY, HASH

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The name of a log, its number of entries, and the root of their tree."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        where = f"checkpoint of {self.origin[:80]}"
        if not self.origin or any(sign < " " for sign in self.origin):
            raise Refused(Fault.FORM, "checkpoint", "it names no log", "write the origin in its first line")
        if not 0 <= self.size <= LARGEST or len(self.root) != HASH:
            raise Refused(Fault.FORM, where, "no tree has this size and root", "take the original")
        if self.size == 0 and self.root != EMPTY:
            raise Refused(Fault.FORM, where, "an empty log has another root", "take the original")

    @property
    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"


def checkpoint_in(note: Note) -> Checkpoint:
    """Return what a note says as a checkpoint; raise Refused unless its text is exactly three lines."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) != _LINES:
        raise Refused(Fault.FORM, "checkpoint", f"it has {len(lines)} lines, not three", "take the original")
    origin, size, root = lines
    where = f"checkpoint of {origin[:80]}"
    return Checkpoint(origin, from_decimal(size, where), from_base64(root, where))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> Note:
    """Return the checkpoint signed by the log, whose key name is its origin."""
    _check_origin(checkpoint, signer.key)
    return signed(checkpoint.text, signer)


def open_checkpoint(raw: bytes, key: VerifierKey) -> tuple[Checkpoint, Note]:
    """Return the checkpoint in *raw*; raise Refused unless the log of *key* signed it."""
    note = note_from(raw)
    checkpoint = checkpoint_in(note)
    _check_origin(checkpoint, key)
    verify_note(note, key)
    return checkpoint, note


def _check_origin(checkpoint: Checkpoint, key: VerifierKey) -> None:
    if checkpoint.origin != key.name:
        raise Refused(
            Fault.CONTEXT,
            f"checkpoint of {checkpoint.origin[:80]}",
            f"it is of another log than {key.name}",
            "take the checkpoint of the log that you trust",
        )
