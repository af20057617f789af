"""Commitments: what the public log holds of a private document, and what opens it.

    commit          = SHA-256("bitgil/commit/v1" ‖ 0x00 ‖ salt ‖ canonical(document))
    digest of field = SHA-256("bitgil/field/v1" ‖ 0x00 ‖ salt ‖ canonical([name, value]))
    commit of a document with closed parts = the first over {"fields": [sorted digests in base64]}

A salt is 32 random bytes, one for each version of a record and one for each field: a guessed phone number
can't be tried against the log, and a field left out of a copy stays closed. Destroying document and salt
leaves bytes that tell nothing; a holder of both can still prove what was committed to.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.record.canonical import canonical_bytes, is_object, read_canonical
from bitgil.record.encoding import from_base64, to_base64
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import HASH

SALT = 32
"""Bytes of a salt."""

COMMIT = b"bitgil/commit/v1\x00"
FIELD = b"bitgil/field/v1\x00"


def commitment_to(document: Any, salt: bytes) -> bytes:  # noqa: ANN401  any JSON value
    """Return the 32 bytes that commit to *document* under *salt*."""
    return _digest(COMMIT, salt, canonical_bytes(document, "document"))


@dataclass(frozen=True, slots=True)
class Opening:
    """A whole document and its salt: whoever holds both can show what the log committed to."""

    document: Any
    salt: bytes

    @property
    def commitment(self) -> bytes:
        """Return what the log must hold for this document."""
        return commitment_to(self.document, self.salt)

    def __bytes__(self) -> bytes:
        """Return the opening as a file."""
        return canonical_bytes({"document": self.document, "salt": to_base64(self.salt)}, "opening")


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a document with closed parts, and the salt of this field alone."""

    name: str
    value: Any
    salt: bytes

    @property
    def digest(self) -> bytes:
        """Return the digest that stands for the field, open or closed."""
        return _digest(FIELD, self.salt, canonical_bytes([self.name, self.value], f"field {self.name}"))


@dataclass(frozen=True, slots=True)
class PartOpening:
    """The open fields of a document, and the digests alone of the closed ones (비공개)."""

    parts: tuple[Part, ...]
    closed: tuple[bytes, ...]
    salt: bytes

    def __post_init__(self) -> None:
        names = [part.name for part in self.parts]
        if len(set(names)) < len(names):
            raise _unopened("a field stands twice", "give each field one value")

    @property
    def commitment(self) -> bytes:
        """Return what the log must hold for this document, however many of its fields are shown."""
        digests = sorted(to_base64(each) for each in (*self.closed, *(part.digest for part in self.parts)))
        return commitment_to({"fields": digests}, self.salt)

    @property
    def document(self) -> dict[str, Any]:
        """Return the open fields."""
        return {part.name: part.value for part in self.parts}

    def without(self, names: Collection[str]) -> PartOpening:
        """Return the copy in which these fields are closed; its commitment is the same."""
        shut = tuple(part.digest for part in self.parts if part.name in names)
        left = tuple(part for part in self.parts if part.name not in names)
        return PartOpening(left, (*self.closed, *shut), self.salt)

    def __bytes__(self) -> bytes:
        """Return the opening as a file."""
        parts = [
            {"name": each.name, "salt": to_base64(each.salt), "value": each.value} for each in self.parts
        ]
        closed = sorted(map(to_base64, self.closed))
        return canonical_bytes({"closed": closed, "parts": parts, "salt": to_base64(self.salt)}, "opening")


def in_parts(document: Mapping[str, Any], salts: Mapping[str, bytes], salt: bytes) -> PartOpening:
    """Return a document cut into fields, each under its own salt; raise Refused where one has none."""
    if set(document) != set(salts) or len({salt, *salts.values()}) != len(salts) + 1:
        raise _unopened("each field needs a salt of its own", "draw 32 random bytes for each")
    return PartOpening(tuple(Part(name, value, salts[name]) for name, value in document.items()), (), salt)


def opening_from(raw: bytes) -> Opening | PartOpening:
    """Return the opening in a file; raise Refused unless it is well-formed."""
    held = read_canonical(raw, "opening")
    if is_object(held, ("document", "salt")):
        return Opening(held["document"], _bytes(held["salt"]))
    if not is_object(held, ("closed", "parts", "salt")) or not all(
        isinstance(each, list) for each in (held["closed"], held["parts"])
    ):
        raise _unopened("it is no opening of a document", "take the file that came with the document")
    if not all(is_object(part, ("name", "salt", "value")) for part in held["parts"]):
        raise _unopened("a field lacks its name, salt or value", "take the original")
    parts = tuple(Part(str(part["name"]), part["value"], _bytes(part["salt"])) for part in held["parts"])
    return PartOpening(parts, tuple(map(_bytes, held["closed"])), _bytes(held["salt"]))


def verify_opening(opening: Opening | PartOpening, commitment: bytes) -> None:
    """Raise Refused unless *opening* is of the document that was committed to."""
    if not hmac.compare_digest(opening.commitment, commitment):
        raise Refused(
            Fault.COMMITMENT,
            "document",
            "this is not the document and salt that the log committed to",
            "use the document as it was when it was recorded, to the letter",
        )


def _digest(domain: bytes, salt: bytes, content: bytes) -> bytes:
    if len(salt) != SALT:
        raise _unopened(f"the salt has {len(salt)} bytes, not {SALT}", "draw 32 random bytes")
    return hashlib.sha256(domain + salt + content).digest()


def _bytes(text: object) -> bytes:
    raw = from_base64(text, "opening") if isinstance(text, str) else b""
    if len(raw) != HASH:
        raise _unopened(f"a salt or digest has not {HASH} bytes", "take the original")
    return raw


def _unopened(what: str, fix: str) -> Refused:
    return Refused(Fault.COMMITMENT, "opening", what, fix)
