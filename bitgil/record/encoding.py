"""Strict readings of the two spellings that the public formats share: base64 and decimal numbers.

A lax decoder lets two texts stand for one value, and then one changed byte can go unseen.
"""

from __future__ import annotations

import base64
import binascii
import re

from bitgil.record.refusal import Fault, Refused

LARGEST = 2**63 - 1
"""The largest size or time that the formats allow."""

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def to_base64(raw: bytes) -> str:
    """Return the standard base64 of RFC 4648 §4, with padding."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: str, where: str) -> bytes:
    """Return the bytes of *text*; raise Refused unless it is exactly the one spelling of them."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raw = b""
    if not raw or to_base64(raw) != text:
        raise Refused(
            Fault.FORM, where, f"'{text[:80]}' is not base64 in its one spelling", "take the original"
        )
    return raw


def from_decimal(text: str, where: str) -> int:
    """Return the number of *text*: ASCII digits, no sign, no leading zero, at most 2^63-1; else raise."""
    if not _DECIMAL.fullmatch(text) or int(text) > LARGEST:
        raise Refused(
            Fault.FORM, where, f"'{text[:40]}' is no whole number from 0", "write it in digits, no zero first"
        )
    return int(text)
