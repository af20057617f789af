"""Signed notes: text, a blank line, and signature lines; keys written as one line.

    signature line   — <key name> base64(key id ‖ signature)
    key id           SHA-256(key name ‖ 0x0A ‖ type ‖ public key)[:4]
    key line (vkey)  <key name>+<key id in hex>+base64(type ‖ public key)

Source: c2sp.org/signed-note v1.0.0; types 0x01 (Ed25519 over the text) and 0x04 (cosignature, see there).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bitgil.record.encoding import from_base64, to_base64
from bitgil.record.refusal import Fault, Refused

PLAIN = 0x01
"""The type of a signature over the text itself."""

COSIGNATURE = 0x04
"""The type of a witness's signature over the text and a time."""

MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100

_ID = 4
_PUBLIC = 32
_KEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+(.+)", re.DOTALL)
_DASH = "\u2014 "


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """What verifies one signer: name, type and Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name, "key")
        if self.kind not in (PLAIN, COSIGNATURE) or len(self.public) != _PUBLIC:
            raise Refused(
                Fault.KEY,
                f"key {self.name}",
                f"type {self.kind} with {len(self.public)} bytes is not known here",
                "use Ed25519 of type 1 (log) or 4 (witness)",
            )

    @property
    def id(self) -> bytes:
        """Return the four bytes that name the key beside its name."""
        text = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(text).digest()[:_ID]

    def __str__(self) -> str:
        """Return the key in one line."""
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Say whether *signature* is this key's over *message*."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A name and the private key that signs under it. It is never printed."""

    name: str
    kind: int
    private: Ed25519PrivateKey

    @property
    def key(self) -> VerifierKey:
        """Return what verifies this signer."""
        return VerifierKey(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        """Return the public side only."""
        return f"Signer({self.key})"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line, read but not believed."""

    name: str
    id: bytes
    blob: bytes

    @property
    def line(self) -> str:
        """Return the line without its end."""
        return f"{_DASH}{self.name} {to_base64(self.id + self.blob)}"

    def by(self, key: VerifierKey) -> bool:
        """Say whether the line claims to be of *key*."""
        return self.name == key.name and self.id == key.id


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signature lines, read but not believed."""

    text: str
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        """Return the note as it is written."""
        lines = "".join(f"{signature.line}\n" for signature in self.signatures)
        return f"{self.text}\n{lines}".encode()

    def of(self, key: VerifierKey) -> Signature | None:
        """Return the line that claims to be of *key*; raise Refused where there are two."""
        found = [signature for signature in self.signatures if signature.by(key)]
        if len(found) > 1:
            raise Refused(
                Fault.TWICE,
                f"note, key {key.name}",
                "it signed twice",
                "take a note with one signature a key",
            )
        return found[0] if found else None

    def adding(self, signatures: Iterable[Signature]) -> Note:
        """Return the note with more signature lines."""
        return Note(self.text, (*self.signatures, *signatures))


def check_name(name: str, where: str) -> None:
    """Raise Refused unless *name* may name a key: ASCII, so no look-alike letters, no space, no plus."""
    if not name or not name.isascii() or not name.isprintable() or " " in name or "+" in name:
        raise Refused(
            Fault.KEY,
            where,
            f"'{name[:80]}' is no key name",
            "use ASCII letters, digits, '.', '-' and '/', such as ledger.example.org/plan",
        )


def key_from(line: str) -> VerifierKey:
    """Return the key of a key line; raise Refused unless the line is the one spelling of it."""
    match = _KEY.fullmatch(line)
    if match:
        name, mark, encoded = match.groups()
        raw = from_base64(encoded, f"key {name[:80]}")
        key = VerifierKey(name, raw[0], raw[1:])
        if key.id.hex() == mark:
            return key
    raise Refused(
        Fault.KEY, f"key line '{line[:80]}'", "its parts do not belong together", "copy the whole line again"
    )


def signed(text: str, signer: Signer) -> Note:
    """Return *text* as a note signed with a key of type 1; *text* must end with a line end."""
    if signer.kind != PLAIN:
        raise Refused(
            Fault.KEY, f"key {signer.name}", "a witness's key signs no plain text", "use a key of type 1"
        )
    signature = Signature(signer.name, signer.key.id, signer.private.sign(text.encode()))
    return note_from(bytes(Note(text, (signature,))))


def note_from(raw: bytes) -> Note:
    """Return the note in *raw*; raise Refused unless it is well-formed to the byte."""
    text, between, tail = _text_of(raw).rpartition("\n\n")
    lines = tail.removesuffix("\n").split("\n")
    if not between or not tail.endswith("\n") or len(lines) > MOST_SIGNATURES:
        raise Refused(
            Fault.FORM,
            "note",
            "it is not text, one blank line and signature lines, each ended",
            "take the original",
        )
    return Note(f"{text}\n", tuple(signature_from(line) for line in lines))


def signature_from(line: str) -> Signature:
    """Return the signature of one line without its end; raise Refused where it is not well-formed."""
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not name or "+" in name or name.split() != [name]:
        raise Refused(Fault.FORM, "note", f"'{line[:80]}' is no signature line", "take the original")
    raw = from_base64(encoded, f"note, signature of {name[:80]}")
    if len(raw) <= _ID:
        raise Refused(Fault.FORM, f"note, signature of {name[:80]}", "it is too short", "take the original")
    return Signature(name, raw[:_ID], raw[_ID:])


def verify_note(note: Note, key: VerifierKey) -> None:
    """Raise Refused unless *key*, of type 1, signed the text of *note*; other keys' lines are passed over."""
    signature = note.of(key)
    if signature is None:
        raise Refused(
            Fault.UNSIGNED, f"note, key {key.name}", "it did not sign this", "take the note it signed"
        )
    if key.kind != PLAIN or not key.holds(note.text.encode(), signature.blob):
        raise Refused(
            Fault.SIGNATURE, f"note, key {key.name}", "the signature is wrong", "keep the note as evidence"
        )


def _text_of(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(Fault.FORM, "note", "it is no UTF-8", "take the original") from error
    if len(raw) > MOST_BYTES:
        raise Refused(Fault.FORM, "note", f"it has over {MOST_BYTES} bytes", "take the original")
    if any(sign < " " and sign != "\n" for sign in text):
        what = "it has line ends of another system" if "\r" in text else "it has control characters"
        raise Refused(Fault.TEXT if "\r" in text else Fault.FORM, "note", what, "take the original")
    return text
