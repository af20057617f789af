"""Signing keys: made, kept encrypted in one file each, and changed in a statement that both keys sign.

A file is PKCS#8 in PEM, encrypted by PBES2 with scrypt (N = 2^14, r = 8, p = 5) and AES-256-CBC, so that
`openssl pkey` opens it too. It is put together here because the library would write PBKDF2 with 2,048
rounds, which a stolen file does not withstand. Source: RFC 5208, RFC 8018 §6.2, RFC 7914 §7.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
import textwrap
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from bitgil.record.encoding import from_decimal
from bitgil.record.note import PLAIN, Note, Signature, Signer, VerifierKey, key_from, note_from, verify_note
from bitgil.record.refusal import Fault, Refused

SHORTEST = 12
"""Characters that a passphrase must have."""

HEAD = "bitgil/key-rotation/v1"
"""The first line of a statement that one key follows another; no checkpoint begins so."""

_N, _R, _P = 2**14, 8, 5
_KEY_LENGTH = 32
_BLOCK = 16
_LABEL = "ENCRYPTED PRIVATE " + "KEY"
_PBES2 = bytes.fromhex("2a864886f70d01050d")
_SCRYPT = bytes.fromhex("2b06010401da47040b")
_AES256_CBC = bytes.fromhex("60864801650304012a")
_LINES = 5


def new_signer(name: str, kind: int = PLAIN) -> Signer:
    """Return a signer with a fresh key; type 1 for a log, type 4 for a witness."""
    signer = Signer(name, kind, Ed25519PrivateKey.generate())
    return Signer(signer.key.name, kind, signer.private)


def save_signer(signer: Signer, path: Path, passphrase: str) -> None:
    """Write the private key, encrypted, to a new file that only its owner may read.

    Raise Refused where the passphrase is too short or the file is there already: a key is never overwritten.
    """
    if len(passphrase) < SHORTEST:
        raise _unusable(path, "the passphrase is too short", f"use {SHORTEST} characters or more")
    content = _encrypted(signer.private, passphrase.encode())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise _unusable(path, "there is a key already", "move it away or name another file") from error
    except OSError as error:
        raise _unusable(path, f"it can't be written ({error.strerror})", "name a folder of yours") from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def load_signer(name: str, kind: int, path: Path, passphrase: str) -> Signer:
    """Return the signer whose private key is in *path*; raise Refused where it can't be opened."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unusable(path, f"it can't be read ({error.strerror})", "name the file of the key") from error
    if _LABEL.encode() not in content:
        raise _unusable(path, "it is not an encrypted key", "keep keys encrypted; make one with this program")
    try:
        private = load_pem_private_key(content, passphrase.encode())
    except (ValueError, TypeError) as error:
        raise _unusable(path, "this passphrase does not open it", "type the passphrase again") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _unusable(path, "it holds no Ed25519 key", "use a key that this program made")
    return Signer(name, kind, private)


@dataclass(frozen=True, slots=True)
class Rotation:
    """From `size` entries on, `new` signs for the log in the place of `old`; `head` says on whose word."""

    origin: str
    size: int
    old: VerifierKey
    new: VerifierKey
    head: str = HEAD

    def __post_init__(self) -> None:
        proper = self.old.kind == self.new.kind == PLAIN and self.old.name == self.new.name == self.origin
        if not proper or self.old.public == self.new.public or self.size < 0:
            raise Refused(
                Fault.KEY,
                f"rotation of {self.origin}",
                "these two keys can't follow each other",
                "take two different keys of type 1 that bear the log's origin as their name",
            )

    @property
    def text(self) -> str:
        """Return the statement that both keys sign."""
        return f"{self.head}\n{self.origin}\n{self.size}\n{self.old}\n{self.new}\n"


def sign_rotation(origin: str, size: int, old: Signer, new: Signer) -> Note:
    """Return the statement that *new* follows *old* from *size* entries on, signed by both."""
    rotation = Rotation(origin, size, old.key, new.key)
    signatures = (
        Signature(signer.name, signer.key.id, signer.private.sign(rotation.text.encode()))
        for signer in (old, new)
    )
    return Note(rotation.text, tuple(signatures))


def rotation_in(note: Note, head: str) -> Rotation:
    """Return what a statement with this first line says; nothing is verified."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) != _LINES or lines[0] != head:
        raise Refused(Fault.CONTEXT, "rotation", "it is no such statement about keys", "take the original")
    size, old, new = from_decimal(lines[2], "rotation"), key_from(lines[3]), key_from(lines[4])
    return Rotation(lines[1], size, old, new, head)


def open_rotation(raw: bytes, trusted: VerifierKey) -> Rotation:
    """Return a rotation away from the *trusted* key; raise Refused unless both keys signed it."""
    note = note_from(raw)
    rotation = rotation_in(note, HEAD)
    if rotation.old != trusted:
        raise Refused(
            Fault.CONTEXT,
            "rotation",
            f"it does not start from the trusted key {trusted}",
            "take the right one",
        )
    for key in (rotation.old, rotation.new):
        verify_note(note, key)
    return rotation


def _encrypted(private: Ed25519PrivateKey, passphrase: bytes) -> bytes:
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    salt, start = secrets.token_bytes(_BLOCK), secrets.token_bytes(_BLOCK)
    key = Scrypt(salt, _KEY_LENGTH, _N, _R, _P).derive(passphrase)
    padder, encryptor = PKCS7(8 * _BLOCK).padder(), Cipher(AES(key), CBC(start)).encryptor()
    sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    numbers = b"".join(_number(each) for each in (_N, _R, _P, _KEY_LENGTH))
    derivation = _sequence(_der(0x06, _SCRYPT), _sequence(_der(0x04, salt), numbers))
    cipher = _sequence(_der(0x06, _AES256_CBC), _der(0x04, start))
    method = _sequence(_der(0x06, _PBES2), _sequence(derivation, cipher))
    body = textwrap.fill(base64.b64encode(_sequence(method, _der(0x04, sealed))).decode(), 64)
    return f"-----BEGIN {_LABEL}-----\n{body}\n-----END {_LABEL}-----\n".encode()


def _sequence(*parts: bytes) -> bytes:
    return _der(0x30, b"".join(parts))


def _number(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _der(tag: int, content: bytes) -> bytes:
    """Return one DER value; up to 255 bytes of content is all that a key needs."""
    short = 0x80
    length = bytes([len(content)]) if len(content) < short else bytes([short + 1, len(content)])
    return bytes([tag]) + length + content


def _unusable(path: Path, what: str, fix: str) -> Refused:
    return Refused(Fault.KEY, re.sub(r"^.*/", "", path.as_posix()), what, fix)
