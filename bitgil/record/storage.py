"""What the log asks of the places it works with: its memory, the outbox it empties, the lock it holds.

The log knows these shapes only. `sqlite` and `files` fill them here; a database of the store may too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from bitgil.record.tiles import Tile


class Storage(Protocol):
    """The log's memory. Every write is durable when it returns, whole or absent; nothing is ever changed."""

    def size(self) -> int:
        """Return the number of entries, which stand without a gap from 0."""
        ...

    def entries(self, first: int, last: int) -> Sequence[bytes]:
        """Return the entries from *first* up to, not including, *last*."""
        ...

    def places_of(self, leaves: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return where the entries with these leaf hashes stand; those that do not are left out."""
        ...

    def tile(self, level: int, number: int) -> bytes | None:
        """Return a full tile of hashes, None where it is not full yet."""
        ...

    def append(
        self, first: int, entries: Sequence[tuple[bytes, bytes]], tiles: Sequence[tuple[Tile, bytes]]
    ) -> None:
        """Keep (leaf hash, entry) pairs from index *first* on, and the tiles they fill, all or none.

        Raise Refused (overtaken) unless *first* is the size.
        """
        ...

    def checkpoint(self, size: int) -> bytes | None:
        """Return the checkpoint signed at *size*, None where there is none."""
        ...

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the size and the note of the largest checkpoint signed."""
        ...

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint; raise Refused (fork) where another stands at that size."""
        ...

    def cosignatures(self, size: int) -> Sequence[str]:
        """Return the latest line of each witness at *size*, in the order they came."""
        ...

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a witness's line at *size*, beside any that came before."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry that waits to be logged, under the outbox's own number."""

    number: int
    entry: bytes


class Outbox(Protocol):
    """Where a business transaction leaves the entry of what it changed, so that none is lost or invented."""

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Return up to *limit* waiting entries, the oldest first. Each is the same bytes whenever asked."""
        ...

    def settle(self, places: Mapping[int, int]) -> None:
        """Note where the entries of these numbers stand in the log; they wait no longer."""
        ...


class Lock(Protocol):
    """Held by the one writer. Entering raises Refused (busy) where another holds it."""

    def held(self) -> AbstractContextManager[None]:
        """Return a context in which nobody else writes."""
        ...
