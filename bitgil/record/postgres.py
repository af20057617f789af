"""The log's memory in a PostgreSQL database, in a schema of its own, and the lock of the one writer.

A commit is on the server's disk when it returns, unless the server's own settings say otherwise. Where two
write in spite of the lock, the table is locked for the moment of writing and the second one is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from bitgil.record.refusal import Fault, Refused
from bitgil.record.tiles import Tile
from bitgil.record.tree import leaf_hash

SCHEMA = "bitgil_record"

_TABLES = """
create schema if not exists {schema};
create table if not exists {schema}.entry(place bigint primary key, mark bigint not null,
  content bytea not null);
create index if not exists entry_mark on {schema}.entry(mark);
create table if not exists {schema}.tile(level integer, number bigint, content bytea not null,
  primary key(level, number));
create table if not exists {schema}.checkpoint(size bigint primary key, note bytea not null);
create table if not exists {schema}.cosignature(number bigint generated always as identity primary key,
  size bigint not null, name text not null, line text not null);
create index if not exists cosignature_size on {schema}.cosignature(size);
create or replace function {schema}.keep() returns trigger language plpgsql as
  $$ begin raise exception 'rows of % are never changed', tg_table_name; end $$;
"""
_GUARD = """
create or replace trigger kept before update or delete or truncate on {schema}.{table}
  for each statement execute function {schema}.keep()
"""
_GUARDED = ("entry", "tile", "checkpoint", "cosignature")


def connected(address: str) -> psycopg.Connection[Any]:
    """Return a connection on which each statement outside a transaction is kept at once.

    *address* is as libpq takes it: key=value pairs or postgresql://…
    """
    try:
        return psycopg.connect(address, autocommit=True)
    except psycopg.Error as error:
        raise _unusable(error) from error


class PostgresStorage:
    """A Storage in the schema *schema* of the database at *address*."""

    def __init__(self, address: str, schema: str = SCHEMA) -> None:
        self._schema = sql.Identifier(schema)
        self._connection = connected(address)
        try:
            with self._connection.transaction():
                self._make(schema)
        except Refused:
            self._connection.close()
            raise

    def _make(self, schema: str) -> None:
        """Make what is missing; two that start at once do so one after the other."""
        self._run("select pg_advisory_xact_lock(%s)", (number_of(f"{schema} tables"),))
        self._run(_TABLES, None)
        for table in _GUARDED:
            self._run(_GUARD, table=sql.Identifier(table))

    def _run(
        self, asked: str, values: Sequence[object] | None = None, **names: sql.Composable
    ) -> psycopg.Cursor[Any]:
        try:
            return self._connection.execute(sql.SQL(asked).format(schema=self._schema, **names), values)
        except psycopg.Error as error:
            raise _unusable(error) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def size(self) -> int:
        """Return the number of entries."""
        last = self._one("select max(place) from {schema}.entry")
        return 0 if last is None else int(last) + 1

    def entries(self, first: int, last: int) -> Sequence[bytes]:
        """Return the entries from *first* up to, not including, *last*."""
        asked = "select content from {schema}.entry where place >= %s and place < %s order by place"
        return [bytes(row[0]) for row in self._run(asked, (first, last))]

    def places_of(self, leaves: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return where the entries with these leaf hashes stand; those that do not are left out."""
        wanted = set(leaves)
        asked = "select place, content from {schema}.entry where mark = any(%s)"
        found: dict[bytes, int] = {}
        for place, content in self._run(asked, ([_mark(leaf) for leaf in wanted],)):
            leaf = leaf_hash(bytes(content))
            if leaf in wanted:
                found[leaf] = int(place)
        return found

    def tile(self, level: int, number: int) -> bytes | None:
        """Return a full tile of hashes, None where it is not full yet."""
        return self._bytes(
            "select content from {schema}.tile where level = %s and number = %s", level, number
        )

    def append(
        self, first: int, entries: Sequence[tuple[bytes, bytes]], tiles: Sequence[tuple[Tile, bytes]]
    ) -> None:
        """Keep entries from index *first* on, and the tiles they fill, all or none."""
        try:
            with self._connection.transaction():
                self._append(first, entries, tiles)
        except psycopg.Error as error:
            raise _unusable(error) from error

    def _append(
        self, first: int, entries: Sequence[tuple[bytes, bytes]], tiles: Sequence[tuple[Tile, bytes]]
    ) -> None:
        self._run("lock table {schema}.entry in share row exclusive mode")
        size = self.size()
        if size != first:
            raise Refused(
                Fault.OVERTAKEN,
                "log",
                f"it has {size} entries, not {first}",
                "let one program write; open the log again",
            )
        rows = [(first + place, _mark(leaf), content) for place, (leaf, content) in enumerate(entries)]
        self._copy("copy {schema}.entry(place, mark, content) from stdin (format binary)", rows)
        for tile, content in tiles:
            asked = "insert into {schema}.tile values (%s, %s, %s)"
            self._run(asked, (tile.level, tile.number, content))

    def _copy(self, asked: str, rows: Sequence[tuple[int, int, bytes]]) -> None:
        with self._connection.cursor().copy(sql.SQL(asked).format(schema=self._schema)) as copy:
            copy.set_types(["int8", "int8", "bytea"])
            for row in rows:
                copy.write_row(row)

    def checkpoint(self, size: int) -> bytes | None:
        """Return the checkpoint signed at *size*."""
        return self._bytes("select note from {schema}.checkpoint where size = %s", size)

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the size and the note of the largest checkpoint signed."""
        asked = "select size, note from {schema}.checkpoint order by size desc limit 1"
        row = self._run(asked).fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint; raise Refused where another stands at that size."""
        asked = "insert into {schema}.checkpoint values (%s, %s) on conflict do nothing"
        self._run(asked, (size, note))
        if self.checkpoint(size) != note:
            raise Refused(
                Fault.FORK,
                f"checkpoint at {size}",
                "another one was signed already",
                "stop, keep both as evidence, and find out who signed",
            )

    def cosignatures(self, size: int) -> Sequence[str]:
        """Return the latest line of each witness at *size*, in the order they came."""
        asked = (
            "select line from {schema}.cosignature where number in "
            "(select max(number) from {schema}.cosignature where size = %s group by name) order by number"
        )
        return [str(row[0]) for row in self._run(asked, (size,))]

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a witness's line at *size*, beside any that came before."""
        asked = "insert into {schema}.cosignature(size, name, line) values (%s, %s, %s)"
        self._run(asked, (size, name, line))

    def _one(self, asked: str, *values: object) -> Any:  # noqa: ANN401  a cell of a row
        row = self._run(asked, values).fetchone()
        return None if row is None else row[0]

    def _bytes(self, asked: str, *values: object) -> bytes | None:
        found = self._one(asked, *values)
        return None if found is None else bytes(found)


class AdvisoryLock:
    """A lock that the server holds for one writer, on whatever machine, while its connection lives."""

    def __init__(self, address: str, schema: str = SCHEMA) -> None:
        self._address, self._schema = address, schema

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raise Refused where another program holds it."""
        with connected(self._address) as connection:
            row = connection.execute("select pg_try_advisory_lock(%s)", (number_of(self._schema),)).fetchone()
            if row is None or not row[0]:
                raise Refused(
                    Fault.BUSY, self._schema, "another program writes to this log", "wait until it ends"
                )
            yield


def number_of(name: str) -> int:
    """Return the number under which the server knows a lock."""
    return _mark(hashlib.sha256(f"bitgil/record {name}".encode()).digest())


def _mark(leaf: bytes) -> int:
    """Return a number that an index finds faster than a hash; what it finds is compared in full."""
    return int.from_bytes(leaf[:8], "big", signed=True)


def _unusable(error: psycopg.Error) -> Refused:
    return Refused(
        Fault.FORM,
        "PostgreSQL",
        f"the database can't be used ({str(error).strip()})",
        "check that the server runs, its address and the role's rights",
    )
