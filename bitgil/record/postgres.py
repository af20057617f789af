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
from bitgil.record.tables import TABLES, Tables, mark_of, overtaken, places_among, signed_already
from bitgil.record.tiles import Tile

SCHEMA = "bitgil_record"

_MADE = """
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


def connected(address: str) -> psycopg.Connection[Any]:
    """Return a connection on which each statement outside a transaction is kept at once.

    *address* is as libpq takes it: key=value pairs or postgresql://…
    """
    try:
        return psycopg.connect(address, autocommit=True)
    except psycopg.Error as error:
        raise _unusable(error) from error


class PostgresStorage(Tables):
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
        self._run(_MADE, None)
        for table in TABLES:
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

    def places_of(self, leaves: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return where the entries with these leaf hashes stand; those that do not are left out."""
        wanted = {leaf: mark_of(leaf) for leaf in leaves}
        asked = "select place, content from {schema}.entry where mark = any(%s)"
        return places_among(self._run(asked, (list(wanted.values()),)), wanted)

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
            raise overtaken(size, first)
        rows = [(first + place, mark_of(leaf), content) for place, (leaf, content) in enumerate(entries)]
        self._copy("copy {schema}.entry(place, mark, content) from stdin (format binary)", rows)
        for tile, content in tiles:
            asked = "insert into {schema}.tile values (%s, %s, %s)"
            self._run(asked, (tile.level, tile.number, content))

    def _copy(self, asked: str, rows: Sequence[tuple[int, int, bytes]]) -> None:
        with self._connection.cursor().copy(sql.SQL(asked).format(schema=self._schema)) as copy:
            copy.set_types(["int8", "int8", "bytea"])
            for row in rows:
                copy.write_row(row)

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint; raise Refused where another stands at that size."""
        asked = "insert into {schema}.checkpoint values (%s, %s) on conflict do nothing"
        self._run(asked, (size, note))
        if self.checkpoint(size) != note:
            raise signed_already(size)

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a witness's line at *size*, beside any that came before."""
        asked = "insert into {schema}.cosignature(size, name, line) values (%s, %s, %s)"
        self._run(asked, (size, name, line))


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
    return mark_of(hashlib.sha256(f"bitgil/record {name}".encode()).digest())


def _unusable(error: psycopg.Error) -> Refused:
    return Refused(
        Fault.FORM,
        "PostgreSQL",
        f"the database can't be used ({str(error).strip()})",
        "check that the server runs, its address and the role's rights",
    )
