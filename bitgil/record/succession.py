"""Which key signs for a log at which size: statements that lead from the trusted key to all others.

    rotation     signed by the old key and the new: the change that was planned
    replacement  signed by the new key and enough root keys: the old one was lost or stolen

A key is valid for the sizes from the statement that brought it to the one that ended it, both included. So
an old proof stays valid under its old key, and nothing that key signs later is believed. Root keys lie away
from every server and sign replacements only; who they are is printed where the policy's hash is.

    bitgil/roots/v1 ⏎ <origin> ⏎ <how many must sign> ⏎ <key line> ⏎ …
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bitgil.record.encoding import LARGEST, from_decimal
from bitgil.record.keys import HEAD, Rotation, rotation_in
from bitgil.record.note import PLAIN, Note, Signature, Signer, VerifierKey, key_from, note_from, verify_note
from bitgil.record.refusal import Fault, Refused

REPLACED = "bitgil/key-replacement/v1"
"""The first line of a statement that a key follows one that was lost or stolen."""

ROOTS = "bitgil/roots/v1"
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Roots:
    """The root keys of a log, and how many of them must sign."""

    origin: str
    least: int
    keys: tuple[VerifierKey, ...]

    def __post_init__(self) -> None:
        plain = all(key.kind == PLAIN and key.name != self.origin for key in self.keys)
        if not plain or len({key.public for key in self.keys}) < len(self.keys):
            raise _refused("roots", "a key stands twice or is the log's own", "give each holder a key")
        if not 1 <= self.least <= len(self.keys):
            raise _refused("roots", f"{self.least} of {len(self.keys)} cannot be", "ask for 2 of 3")

    def __bytes__(self) -> bytes:
        """Return the roots as a file."""
        return "\n".join([ROOTS, self.origin, str(self.least), *map(str, self.keys), ""]).encode()


def roots_from(raw: bytes) -> Roots:
    """Return the roots in a file; raise Refused unless these are its bytes."""
    lines = raw.decode("ascii", "replace").removesuffix("\n").split("\n")
    if len(lines) <= _ABOVE or lines[0] != ROOTS:
        raise _refused("roots", f"it does not begin with '{ROOTS}'", "take the file that was printed")
    roots = Roots(lines[1], from_decimal(lines[2], "roots"), tuple(map(key_from, lines[_ABOVE:])))
    if bytes(roots) != raw:
        raise _refused("roots", "its bytes are others than were written", "take the file that was printed")
    return roots


@dataclass(frozen=True, slots=True)
class Succession:
    """The keys of one log in order; `trusted` is one of them, the rest are believed by statements."""

    trusted: VerifierKey
    changes: tuple[Rotation, ...] = ()

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Return every key, the first one first."""
        if not self.changes:
            return (self.trusted,)
        return (self.changes[0].old, *(change.new for change in self.changes))

    def keys_at(self, size: int) -> tuple[VerifierKey, ...]:
        """Return the keys that may sign a checkpoint of this size: two where one follows the other there."""
        sizes = [change.size for change in self.changes]
        spans = zip(self.keys, [0, *sizes], [*sizes, LARGEST], strict=True)
        return tuple(key for key, first, last in spans if first <= size <= last)


def joined_to(trusted: VerifierKey, statements: Iterable[bytes], roots: Roots | None = None) -> Succession:
    """Return the keys that the statements join to the *trusted* one.

    Raise Refused where one is not signed as it must be, or two contradict each other.
    """
    opened = [open_change(raw, roots) for raw in statements]
    changes = tuple(sorted(opened, key=lambda change: change.size))
    for before, after in pairwise(changes):
        if before.new != after.old:
            raise Refused(
                Fault.FORK,
                f"keys of {trusted.name}",
                "two statements do not follow each other",
                "keep both as evidence, and ask who signed them",
            )
    found = Succession(trusted, changes)
    if trusted not in found.keys:
        raise Refused(
            Fault.CONTEXT,
            f"keys of {trusted.name}",
            "the statements do not lead to the trusted key",
            "take the statements of this log",
        )
    return found


def sign_replacement(change: Rotation, new: Signer) -> Note:
    """Return the statement that *new* follows a lost key, for root keys to sign too."""
    if change.head != REPLACED or change.new != new.key:
        raise _refused("replacement", "it is not about this key", "make a statement about the new key")
    return Note(change.text, (_signature(change.text, new),))


def countersigned(raw: bytes, root: Signer) -> Note:
    """Return a replacement with the signature of a *root* key added; it signs nothing else."""
    note = note_from(raw)
    change = rotation_in(note, REPLACED)
    verify_note(note, change.new)
    if note.of(root.key) is not None:
        raise _refused("replacement", f"{root.name} signed it already", "send it on")
    return note.adding([_signature(note.text, root)])


def open_change(raw: bytes, roots: Roots | None = None) -> Rotation:
    """Return the change in a statement; raise Refused unless all signed it that must."""
    note = note_from(raw)
    if note.text.startswith(f"{HEAD}\n"):
        change = rotation_in(note, HEAD)
        for key in (change.old, change.new):
            verify_note(note, key)
        return change
    change = rotation_in(note, REPLACED)
    verify_note(note, change.new)
    signed = _roots_of(note, roots.keys if roots and roots.origin == change.origin else ())
    if roots is None or len(signed) < roots.least:
        raise Refused(
            Fault.UNSIGNED,
            f"replacement of {change.origin}",
            f"{len(signed)} root keys signed it, and {roots.least if roots else 'known ones'} must",
            "let the holders of the root keys sign it, or name the file of the roots",
        )
    return change


def _roots_of(note: Note, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    signed = [key for key in keys if note.of(key) is not None]
    for key in signed:
        verify_note(note, key)
    return signed


def _signature(text: str, signer: Signer) -> Signature:
    return Signature(signer.name, signer.key.id, signer.private.sign(text.encode()))


def _refused(where: str, what: str, fix: str) -> Refused:
    return Refused(Fault.KEY, where, what, fix)
