"""The log's memory: a file beside its key, or where the acts are in PostgreSQL, a schema of that database.

The lock of the one writer lies where the memory does: on this machine, or with the server for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from bitgil.record.files import FileLock
from bitgil.record.sqlite import SQLiteStorage
from bitgil.record.storage import Lock, Storage
from bitgil.store.housing import Home

if TYPE_CHECKING:
    from bitgil.record.postgres import PostgresStorage


@contextmanager
def memory_of(place: Home) -> Iterator[Storage]:
    """Open the log's memory, and close it again."""
    storage = _opened(place)
    try:
        yield storage
    finally:
        storage.close()


def lock_of(place: Home) -> Lock:
    """Return the lock of whoever writes to the log."""
    address = _server()
    if not address:
        return FileLock(place.root / "lock")
    from bitgil.record.postgres import AdvisoryLock  # noqa: PLC0415  only where there is a server

    return AdvisoryLock(address)


def _opened(place: Home) -> SQLiteStorage | PostgresStorage:
    address = _server()
    if not address:
        return SQLiteStorage(place.memory)
    from bitgil.record.postgres import PostgresStorage  # noqa: PLC0415  only where there is a server

    return PostgresStorage(address)


def _server() -> str:
    """Return how to reach the server that the acts are in, nothing where they are in a file."""
    if connection.vendor != "postgresql":
        return ""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415  only where there is a server

    held = connection.settings_dict
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    asked = {name: value for name, value in held["OPTIONS"].items() if isinstance(value, str)}
    return make_conninfo("", **asked, **{name: held[key] for name, key in named.items() if held.get(key)})
