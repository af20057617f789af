"""A certificate as two texts that fit QR codes: what was signed, and the proof of its issuance.

    BITGIL1C:<base45 of zlib of canonical {"credential", "salt"}>
    BITGIL1P:<base45 of zlib of the proof file>

A scanned code is the certificate itself and no link: whoever has both texts checks them without a network.
Source: RFC 9285 (base45), whose letters are those of a QR code's alphanumeric mode.
"""

from __future__ import annotations

import zlib

from bitgil.record.canonical import canonical_bytes, read_canonical
from bitgil.record.credentials.certificates import Certificate, certificate_in
from bitgil.record.encoding import to_base64
from bitgil.record.refusal import Fault, Refused

CREDENTIAL, PROOF = "BITGIL1C:", "BITGIL1P:"

MOST = 65_536
"""Bytes that a text may unpack to."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE = len(_LETTERS)
_PAIR, _TRIPLE = 2, 3


def packed(certificate: Certificate) -> tuple[str, str]:
    """Return the two texts of a certificate; the second is empty where it has no proof."""
    held = {"credential": certificate.credential, "salt": to_base64(certificate.salt)}
    first = _pack(CREDENTIAL, canonical_bytes(held, "certificate"))
    return first, _pack(PROOF, certificate.proof) if certificate.proof else ""


def unpacked(text: str) -> Certificate:
    """Return the certificate in what was read from its codes, one text a line, in any order; else raise."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line]
    firsts, proofs = ([each for each in lines if each.startswith(head)] for head in (CREDENTIAL, PROOF))
    if len(firsts) != 1 or len(proofs) > 1 or len(lines) != len(firsts) + len(proofs):
        raise _unread("it is not the text of one certificate", "read both codes of one sheet")
    held = read_canonical(_unpack(firsts[0], CREDENTIAL), "certificate")
    proof = _unpack(proofs[0], PROOF) if proofs else b""
    return certificate_in(
        {**held, "proof": proof.decode("utf-8", "replace")} if isinstance(held, dict) else held
    )


def to_base45(raw: bytes) -> str:
    """Return *raw* in base45."""
    pairs = [raw[place : place + 2] for place in range(0, len(raw), 2)]
    return "".join(_letters(int.from_bytes(pair, "big"), len(pair) + 1) for pair in pairs)


def from_base45(text: str) -> bytes:
    """Return the bytes of base45; raise Refused unless it is their one spelling."""
    places = [_LETTERS.find(letter) for letter in text]
    if -1 in places or len(text) % _TRIPLE == 1:
        raise _unread("it holds other letters than a code does", "read the code again")
    found = b""
    for start in range(0, len(text), _TRIPLE):
        some = places[start : start + _TRIPLE]
        number = sum(place * _BASE**power for power, place in enumerate(some))
        size = len(some) - 1
        if number >= 256**size:
            raise _unread("a group of letters stands for no bytes", "read the code again")
        found += number.to_bytes(size, "big")
    return found


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[number // _BASE**power % _BASE] for power in range(count))


def _pack(head: str, content: bytes) -> str:
    return head + to_base45(zlib.compress(content, 9))


def _unpack(text: str, head: str) -> bytes:
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(from_base45(text.removeprefix(head)), MOST)
    except zlib.error as error:
        raise _unread("it does not unpack", "read the code again") from error
    if not reader.eof or reader.unused_data:
        raise _unread("it is cut or too long", "read the code again")
    return content


def _unread(what: str, fix: str) -> Refused:
    return Refused(Fault.FORM, "code", what, fix)
