"""The status list: one bit for each certificate ever issued, 1 where it was revoked.

The bit's place is how many certificates were issued before, so anybody who reads the log can make the list
again and compare. Lists hold 131,072 bits, the smallest size that hides who asks.
Source: W3C Bitstring Status List v1.0 §3: bits from the left, GZIP, multibase base64url.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bitgil.record.canonical import is_object
from bitgil.record.credentials.issuers import Issuer
from bitgil.record.credentials.multibase import from_base64url, to_base64url
from bitgil.record.entries import Entry
from bitgil.record.refusal import Fault, Refused

BITS = 131_072
"""Bits of a list."""

ISSUED, CHANGED = "credential.issued", "credential.status"
"""The kinds of entry that give a bit and that set it."""

_CONTEXT = ["https://www.w3.org/ns/credentials/v2"]
_WHERE = "status list"
_SUBJECT = ("id", "type", "statusPurpose", "encodedList")


def address(issuer: Issuer, number: int) -> str:
    """Return where list *number*, from 1, is published."""
    return f"{issuer.site}/credentials/status/{number}"


def reference(issuer: Issuer, place: int) -> dict[str, str]:
    """Return what a certificate says of its bit; *place*: how many certificates were issued before."""
    number, bit = divmod(place, BITS)
    listed = address(issuer, number + 1)
    return {
        "id": f"{listed}#{bit}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(bit),
        "statusListCredential": listed,
    }


def encoded(revoked: Collection[int]) -> str:
    """Return a list in which these bits are set; the same bits give the same text everywhere."""
    bits = bytearray(BITS // 8)
    for place in revoked:
        bits[place // 8] |= 0x80 >> place % 8
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as file:
        file.write(bits)
    return to_base64url(packed.getvalue())


def decoded(text: object) -> bytes:
    """Return the bits of a list; raise Refused where it is no list of that size."""
    packed = from_base64url(text, _WHERE)
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        bits = reader.decompress(packed, BITS // 8 + 1)
    except zlib.error as error:
        raise Refused(Fault.FORM, _WHERE, "it does not unpack", "take the published list") from error
    if len(bits) != BITS // 8 or not reader.eof or reader.unused_data:
        raise Refused(Fault.FORM, _WHERE, f"it has not {BITS:,} bits", "take the published list")
    return bits


def list_of(issuer: Issuer, number: int, revoked: Collection[int], times: tuple[str, str]) -> dict[str, Any]:
    """Return list *number* as a credential to sign; *times*: from when and until when it may be relied on."""
    listed = address(issuer, number)
    return {
        "@context": _CONTEXT,
        "id": listed,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": times[0],
        "validUntil": times[1],
        "credentialSubject": {
            "id": f"{listed}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    }


def bits_in(listed: Mapping[str, Any], issuer: Issuer, wanted: str) -> bytes:
    """Return the bits of a list credential; raise Refused unless it is the list at *wanted* of *issuer*.

    Its signature is verified elsewhere.
    """
    subject = listed.get("credentialSubject")
    if listed.get("@context") != _CONTEXT:
        raise Refused(Fault.CONTEXT, _WHERE, "it has other contexts", "take the published list")
    if not is_object(subject, _SUBJECT) or not isinstance(subject, dict):
        raise Refused(Fault.FORM, _WHERE, "it is no status list", "take the published list")
    kind = (subject["type"], subject["statusPurpose"])
    if listed.get("id") != wanted or listed.get("issuer") != issuer.did:
        raise Refused(Fault.STATUS, _WHERE, "it is another list", f"take {wanted}")
    if kind != ("BitstringStatusList", "revocation"):
        raise Refused(Fault.STATUS, _WHERE, "it is not about revocation", f"take {wanted}")
    return decoded(subject["encodedList"])


def is_set(bits: bytes, place: int) -> bool:
    """Say whether the bit at *place* is 1."""
    return bool(bits[place // 8] & 0x80 >> place % 8)


def revoked_by(entries: Iterable[Entry]) -> dict[int, set[int]]:
    """Return, from the log alone, the revoked places of every list by its number."""
    places: dict[str, int] = {}
    found: dict[int, set[int]] = {}
    for entry in entries:
        mark = str(entry.public.get("certificate"))
        if entry.kind == ISSUED:
            found.setdefault(len(places) // BITS + 1, set())
            places[mark] = len(places)
        elif entry.kind == CHANGED and mark in places:
            number, bit = divmod(places[mark], BITS)
            found[number + 1].add(bit)
    return found
