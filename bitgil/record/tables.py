"""The log's memory as four tables, whichever database holds them: what is asked of them, and their refusals.

Belongs here: every question that both databases answer in the same words. Does not: connections, locks and
how a row is added (sqlite, postgres).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Protocol

from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import leaf_hash

TABLES = ("entry", "tile", "checkpoint", "cosignature")
"""Their rows are added and never changed."""


class Rows(Protocol):
    """What a database answers with."""

    def fetchone(self) -> Any:  # noqa: ANN401  a row of any shape
        """Return the next row, None after the last."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows that are left."""
        ...


class Tables(ABC):
    """What a Storage reads, where its memory is these tables."""

    @abstractmethod
    def _run(self, asked: str, values: Sequence[object] = ()) -> Rows:
        """Answer a question that writes {schema} before a table's name and %s for each value."""

    def size(self) -> int:
        """Return the number of entries."""
        last = self._one("select max(place) from {schema}.entry")
        return 0 if last is None else int(last) + 1

    def entries(self, first: int, last: int) -> Sequence[bytes]:
        """Return the entries from *first* up to, not including, *last*."""
        asked = "select content from {schema}.entry where place >= %s and place < %s order by place"
        return [bytes(row[0]) for row in self._run(asked, (first, last))]

    def tile(self, level: int, number: int) -> bytes | None:
        """Return a full tile of hashes, None where it is not full yet."""
        return self._bytes(
            "select content from {schema}.tile where level = %s and number = %s", level, number
        )

    def checkpoint(self, size: int) -> bytes | None:
        """Return the checkpoint signed at *size*."""
        return self._bytes("select note from {schema}.checkpoint where size = %s", size)

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the size and the note of the largest checkpoint signed."""
        asked = "select size, note from {schema}.checkpoint order by size desc limit 1"
        row = self._run(asked).fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def cosignatures(self, size: int) -> Sequence[str]:
        """Return the latest line of each witness at *size*, in the order they came."""
        asked = (
            "select line from {schema}.cosignature where number in "
            "(select max(number) from {schema}.cosignature where size = %s group by name) order by number"
        )
        return [str(row[0]) for row in self._run(asked, (size,))]

    def _one(self, asked: str, *values: object) -> Any:  # noqa: ANN401  a cell of a row
        row = self._run(asked, values).fetchone()
        return None if row is None else row[0]

    def _bytes(self, asked: str, *values: object) -> bytes | None:
        found = self._one(asked, *values)
        return None if found is None else bytes(found)


def mark_of(leaf: bytes) -> int:
    """Return a number that an index finds faster than a hash; what it finds is compared in full."""
    return int.from_bytes(leaf[:8], "big", signed=True)


def places_among(rows: Iterable[tuple[int, bytes]], wanted: Collection[bytes]) -> dict[bytes, int]:
    """Return where the wanted leaves stand among (place, entry) rows that were found by their marks."""
    hashed = ((leaf_hash(bytes(content)), place) for place, content in rows)
    return {leaf: int(place) for leaf, place in hashed if leaf in wanted}


def overtaken(size: int, first: int) -> Refused:
    """Return what is raised where the log has grown since entries were made for index *first*."""
    return Refused(
        Fault.OVERTAKEN,
        "log",
        f"it has {size} entries, not {first}",
        "let one program write; open the log again",
    )


def signed_already(size: int) -> Refused:
    """Return what is raised where another checkpoint of the same size stands."""
    return Refused(
        Fault.FORK,
        f"checkpoint at {size}",
        "another one was signed already",
        "stop, keep both as evidence, and find out who signed",
    )
