"""Whole numbers as addresses and forms spell them: a few plain digits, and nothing else is one."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,15}")


def whole(text: str) -> int | None:
    """Return the number that up to fifteen digits spell, None for any other text.

    Python takes ² for a digit that int() refuses, and int() refuses more digits than a few thousand.
    """
    return int(text) if _WHOLE.fullmatch(text) else None
