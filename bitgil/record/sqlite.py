"""The log's memory in one SQLite file: rows are added, and the database refuses to change them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bitgil.record.refusal import Fault, Refused
from bitgil.record.tiles import Tile
from bitgil.record.tree import leaf_hash

_AT_ONCE = 500
"""Leaves that are looked up in one question."""

_TABLES = """
create table if not exists entry(place integer primary key, mark integer not null, content blob not null);
create index if not exists entry_mark on entry(mark);
create table if not exists tile(level integer, number integer, content blob not null,
  primary key(level, number));
create table if not exists checkpoint(size integer primary key, note blob not null);
create table if not exists cosignature(number integer primary key, size integer not null, name text not null,
  line text not null);
create index if not exists cosignature_size on cosignature(size);
"""


def connected(path: Path | str) -> sqlite3.Connection:
    """Return a connection on which a commit has reached the disk when it returns."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma recursive_triggers = on")
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    return connection


def unreadable(path: Path | str, error: sqlite3.Error) -> Refused:
    """Return what is raised where SQLite cannot do its work."""
    return Refused(
        Fault.FORM,
        Path(path).name,
        f"the database can't be used ({error})",
        "check the file, its folder's rights and the disk, or restore the latest backup",
    )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the right to write; keep everything that is written inside, or nothing."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


def guard(connection: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Make the database refuse to change or delete rows of these tables: stops accidents, not the owner."""
    for table in tables:
        for verb in ("update", "delete"):
            connection.execute(
                f"create trigger if not exists {table}_{verb} before {verb} on {table} "
                f"begin select raise(abort, 'rows of {table} are never changed'); end"
            )


class SQLiteStorage:
    """A Storage in the SQLite file *path*."""

    def __init__(self, path: Path | str) -> None:
        self._connection = connected(path)
        try:
            self._connection.executescript(_TABLES)
            guard(self._connection, ("entry", "tile", "checkpoint", "cosignature"))
        except sqlite3.Error as error:
            self._connection.close()
            raise unreadable(path, error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def size(self) -> int:
        """Return the number of entries."""
        last = self._one("select max(place) from entry")
        return 0 if last is None else int(last) + 1

    def entries(self, first: int, last: int) -> Sequence[bytes]:
        """Return the entries from *first* up to, not including, *last*."""
        asked = "select content from entry where place >= ? and place < ? order by place"
        return [bytes(row[0]) for row in self._connection.execute(asked, (first, last))]

    def places_of(self, leaves: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return where the entries with these leaf hashes stand; those that do not are left out."""
        found: dict[bytes, int] = {}
        for first in range(0, len(leaves), _AT_ONCE):
            some = {leaf: _mark(leaf) for leaf in leaves[first : first + _AT_ONCE]}
            marks = ",".join("?" * len(some))
            asked = f"select place, content from entry where mark in ({marks})"  # noqa: S608  question marks only
            for place, content in self._connection.execute(asked, tuple(some.values())):
                leaf = leaf_hash(content)
                if leaf in some:
                    found[leaf] = int(place)
        return found

    def tile(self, level: int, number: int) -> bytes | None:
        """Return a full tile of hashes, None where it is not full yet."""
        return self._bytes("select content from tile where level = ? and number = ?", level, number)

    def append(
        self, first: int, entries: Sequence[tuple[bytes, bytes]], tiles: Sequence[tuple[Tile, bytes]]
    ) -> None:
        """Keep entries from index *first* on, and the tiles they fill, all or none."""
        with transaction(self._connection):
            if self.size() != first:
                raise Refused(
                    Fault.OVERTAKEN,
                    "log",
                    f"it has {self.size()} entries, not {first}",
                    "let one program write; open the log again",
                )
            self._connection.executemany(
                "insert into entry values (?, ?, ?)",
                ((first + place, _mark(leaf), content) for place, (leaf, content) in enumerate(entries)),
            )
            self._connection.executemany(
                "insert into tile values (?, ?, ?)",
                ((tile.level, tile.number, content) for tile, content in tiles),
            )

    def checkpoint(self, size: int) -> bytes | None:
        """Return the checkpoint signed at *size*."""
        return self._bytes("select note from checkpoint where size = ?", size)

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the size and the note of the largest checkpoint signed."""
        asked = "select size, note from checkpoint order by size desc limit 1"
        row = self._connection.execute(asked).fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint; raise Refused where another stands at that size."""
        with transaction(self._connection):
            known = self.checkpoint(size)
            if known is None:
                self._connection.execute("insert into checkpoint values (?, ?)", (size, note))
            elif known != note:
                raise Refused(
                    Fault.FORK,
                    f"checkpoint at {size}",
                    "another one was signed already",
                    "stop, keep both as evidence, and find out who signed",
                )

    def cosignatures(self, size: int) -> Sequence[str]:
        """Return the latest line of each witness at *size*, in the order they came."""
        asked = (
            "select line from cosignature where number in "
            "(select max(number) from cosignature where size = ? group by name) order by number"
        )
        return [str(row[0]) for row in self._connection.execute(asked, (size,))]

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a witness's line at *size*, beside any that came before."""
        with transaction(self._connection):
            self._connection.execute(
                "insert into cosignature(size, name, line) values (?, ?, ?)", (size, name, line)
            )

    def _one(self, asked: str, *values: object) -> Any:  # noqa: ANN401  a cell of a row
        row = self._connection.execute(asked, values).fetchone()
        return None if row is None else row[0]

    def _bytes(self, asked: str, *values: object) -> bytes | None:
        found = self._one(asked, *values)
        return None if found is None else bytes(found)


def _mark(leaf: bytes) -> int:
    """Return a number that an index finds faster than a hash; what it finds is compared in full."""
    return int.from_bytes(leaf[:8], "big", signed=True)
