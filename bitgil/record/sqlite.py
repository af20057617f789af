"""The log's memory in one SQLite file: rows are added, and the database refuses to change them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bitgil.record.refusal import Fault, Refused
from bitgil.record.tables import TABLES, Tables, mark_of, overtaken, places_among, signed_already
from bitgil.record.tiles import Tile

_AT_ONCE = 500
"""Leaves that are looked up in one question."""

_MADE = """
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


class SQLiteStorage(Tables):
    """A Storage in the SQLite file *path*."""

    def __init__(self, path: Path | str) -> None:
        self._connection = connected(path)
        try:
            self._connection.executescript(_MADE)
            guard(self._connection, TABLES)
        except sqlite3.Error as error:
            self._connection.close()
            raise unreadable(path, error) from error

    def _run(self, asked: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(asked.format(schema="main").replace("%s", "?"), values)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def places_of(self, leaves: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return where the entries with these leaf hashes stand; those that do not are left out."""
        found: dict[bytes, int] = {}
        for first in range(0, len(leaves), _AT_ONCE):
            some = {leaf: mark_of(leaf) for leaf in leaves[first : first + _AT_ONCE]}
            marks = ",".join("?" * len(some))
            asked = f"select place, content from entry where mark in ({marks})"  # noqa: S608  question marks only
            found |= places_among(self._connection.execute(asked, tuple(some.values())), some)
        return found

    def append(
        self, first: int, entries: Sequence[tuple[bytes, bytes]], tiles: Sequence[tuple[Tile, bytes]]
    ) -> None:
        """Keep entries from index *first* on, and the tiles they fill, all or none."""
        with transaction(self._connection):
            size = self.size()
            if size != first:
                raise overtaken(size, first)
            self._connection.executemany(
                "insert into entry values (?, ?, ?)",
                ((first + place, mark_of(leaf), content) for place, (leaf, content) in enumerate(entries)),
            )
            self._connection.executemany(
                "insert into tile values (?, ?, ?)",
                ((tile.level, tile.number, content) for tile, content in tiles),
            )

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint; raise Refused where another stands at that size."""
        with transaction(self._connection):
            known = self.checkpoint(size)
            if known is None:
                self._connection.execute("insert into checkpoint values (?, ?)", (size, note))
            elif known != note:
                raise signed_already(size)

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a witness's line at *size*, beside any that came before."""
        with transaction(self._connection):
            self._connection.execute(
                "insert into cosignature(size, name, line) values (?, ?, ?)", (size, name, line)
            )
