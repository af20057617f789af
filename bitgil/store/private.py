"""What is held back from the public and may be erased: documents and certificates with their salts.

Acts and blobs are never changed; so nothing that a law may order destroyed stands in them. An act names its
private part by a salted commitment (`document`, or the mark in `certificate`), and the part itself lies in
a table of its own, whose rows the database lets go only when an act record.erased names them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from bitgil.government.acts import Act
from bitgil.record.canonical import mended
from bitgil.record.commitment import SALT, Opening, PartOpening, in_parts, opening_from
from bitgil.store.models import PrivateRow

NAMES = ("document", "certificate")
"""The public fields that name a private part."""


def sealed(document: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the mark of a document for the field `document` of an act, and what is kept to open it."""
    opening = Opening(mended(dict(document)), secrets.token_bytes(SALT))
    return opening.commitment.hex(), bytes(opening)


def sealed_in_parts(document: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the same of a document whose fields may later be shown one by one (비공개 항목)."""
    salts = {name: secrets.token_bytes(SALT) for name in document}
    opening = in_parts(mended(dict(document)), salts, secrets.token_bytes(SALT))
    return opening.commitment.hex(), bytes(opening)


def keep(acts: Iterable[Act], parts: Mapping[str, bytes]) -> None:
    """Keep the private parts of acts as they are recorded; raise KeyError for one that none names."""
    named = {act.public[name]: act.number for act in acts for name in NAMES if name in act.public}
    PrivateRow.objects.bulk_create(
        PrivateRow(mark=mark, act=named[mark], content=content) for mark, content in parts.items()
    )


def part_of(act: int) -> bytes | None:
    """Return the private part of an act, None where it has none or it was erased."""
    found = PrivateRow.objects.filter(act=act).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def redacted(act: int, closed: Iterable[str]) -> PartOpening:
    """Return an act's document with some fields closed; raise KeyError where it has no such field."""
    content = part_of(act)
    opening = opening_from(content) if content is not None else None
    names = set(closed)
    if not isinstance(opening, PartOpening) or names - opening.document.keys():
        raise KeyError(", ".join(sorted(names)) or str(act))
    return opening.without(names)


def destroy(marks: Iterable[str]) -> int:
    """Delete the private parts of these marks so that their bytes are gone; return how many there were.

    The database refuses where no act record.erased names one. On SQLite the freed pages are overwritten and
    the write-ahead log emptied; what backups hold goes with their own schedule.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    count, _ = PrivateRow.objects.filter(mark__in=list(marks)).delete()
    transaction.on_commit(_scrub)
    return count


def _scrub() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
