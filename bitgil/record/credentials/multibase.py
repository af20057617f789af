"""Multibase and Multikey: the spellings of bytes and of Ed25519 keys that W3C's documents use.

    z<base58btc>       bytes in the alphabet without 0, O, I and l
    u<base64url>       bytes in base64url without padding
    z6Mk…              0xed 0x01 ‖ 32 bytes of an Ed25519 public key, in base58btc

Source: W3C Controlled Identifiers v1.0 §2.2.2 (Multikey) and §2.4 (Multibase).
"""

from __future__ import annotations

import base64
import re

from bitgil.record.refusal import Fault, Refused

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE = len(_ALPHABET)
_ED25519 = b"\xed\x01"
_PUBLIC = 32
_URL = re.compile(r"u[A-Za-z0-9_-]*", re.ASCII)


def to_base58(raw: bytes) -> str:
    """Return *raw* as z and base58btc."""
    number, letters = int.from_bytes(raw, "big"), ""
    while number:
        number, place = divmod(number, _BASE)
        letters = _ALPHABET[place] + letters
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return "z" + _ALPHABET[0] * zeros + letters


def from_base58(text: object, where: str) -> bytes:
    """Return the bytes of z and base58btc; raise Refused where it is something else."""
    if not isinstance(text, str) or not text.startswith("z") or set(text[1:]) - set(_ALPHABET):
        raise Refused(Fault.FORM, where, "it is not z and base58btc", "take the original")
    number, body = 0, text[1:]
    for letter in body:
        number = number * _BASE + _ALPHABET.index(letter)
    zeros = len(body) - len(body.lstrip(_ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_base64url(raw: bytes) -> str:
    """Return *raw* as u and base64url without padding."""
    return "u" + base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def from_base64url(text: object, where: str) -> bytes:
    """Return the bytes of u and base64url; raise Refused unless it is their one spelling."""
    if isinstance(text, str) and _URL.fullmatch(text) and len(text) % 4 != 2:  # noqa: PLR2004  no such length
        raw = base64.urlsafe_b64decode(text[1:] + "=" * (-(len(text) - 1) % 4))
        if to_base64url(raw) == text:
            return raw
    raise Refused(Fault.FORM, where, "it is not u and base64url in its one spelling", "take the original")


def to_multikey(public: bytes) -> str:
    """Return an Ed25519 public key of 32 bytes as a Multikey."""
    return to_base58(_ED25519 + public)


def from_multikey(text: object, where: str) -> bytes:
    """Return the 32 bytes of an Ed25519 Multikey; raise Refused where it is another key."""
    raw = from_base58(text, where)
    if not raw.startswith(_ED25519) or len(raw) != len(_ED25519) + _PUBLIC:
        raise Refused(Fault.KEY, where, "it is no Ed25519 Multikey", "use a key that begins with z6Mk")
    return raw[len(_ED25519) :]
