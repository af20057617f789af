"""The two spellings of a record, derived from its fields: no hand-written twin of any record.

FILE is what a person edits (money in 억원, numbers as numbers). CANONICAL is what is hashed and
kept (money in won, decimals as text), so that a version covers values only.
"""

from __future__ import annotations

import types
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


class Spelling(Enum):
    """How values are written: for people (FILE) or for hashing and keeping (CANONICAL)."""

    FILE = "file"
    CANONICAL = "canonical"


@cache
def hints_of(kind: Any) -> dict[str, Any]:  # noqa: ANN401  a record class
    """Return the type of every field of a record."""
    return get_type_hints(kind)


@cache
def without_none(hint: Any) -> Any:  # noqa: ANN401  a type hint has no narrower type
    """Return X for `X | None`, any other type as it is."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint
