"""The database as the environment names it: a file of SQLite, or an address postgresql://…."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SERVERS = ("postgresql", "postgres")
NAMED = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
"""Parameters of an address that Django keeps apart; every other goes to the server as it is."""


def database(named: str) -> dict[str, Any]:
    """Return Django's settings of a database; raise ImproperlyConfigured for an address of another sort.

    A file is opened with write-ahead log, forced to the disk at every commit, one writer at a time.
    """
    scheme, mark, _ = named.partition("://")
    if not mark:
        return _file(named)
    if scheme not in SERVERS:
        raise ImproperlyConfigured(
            f"BITGIL_DATABASE: '{scheme}://' is not known; name a file, or postgresql://user@host/name"
        )
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured("BITGIL_DATABASE: PostgreSQL needs pip install 'bitgil[postgres]'")
    return _server(named)


def _file(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }


def _server(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    own = {NAMED[name]: value for name, value in asked.items() if name in NAMED}
    found = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "bitgil",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {name: value for name, value in asked.items() if name not in NAMED},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    return {**found, **own}
