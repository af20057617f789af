"""The store on a PostgreSQL server of its own: the same tests, and several writers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ImproperlyConfigured
from postgres_cluster import HOW, cluster, programs

from bitgil.portal.databases import database

HERE = Path(__file__).parent
WRITERS, WANTED = 6, 90
CHOSEN = (
    "byte_for_byte or refuses or half or tampered or several or second or hand or only_by_an_act or erasure"
)
WAITS = """
import os, psycopg
from bitgil.cli.database import ready
ready()
from bitgil.government.acts import Draft
from bitgil.store import acts
acts.PATIENCE = 0.1
draft = Draft("minutes.written", "4ir/1", "2026-11-25", "x", {"fields": []}, role="secretary")
def record():
    try:
        print(len(acts.append((draft,), {}, after=acts.last_number())))
    except acts.Crowded:
        print("crowded")
with psycopg.connect(os.environ["ADDRESS"]) as other:
    other.execute("SELECT pg_advisory_xact_lock(%s)", [acts.WRITER])
    record()
record()
"""
"""Records while another program has its turn, and once more when that has ended."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Run a server for this module and return the environment that names it; skip where there is none."""
    if programs() is None:
        pytest.skip(HOW)
    with cluster(durable=False) as address:
        named = dict(part.split("=", 1) for part in address.split())
        query = urlencode({"host": named["host"], "user": named["user"]})
        yield {
            **os.environ,
            "ADDRESS": address,
            "BITGIL_DATABASE": f"postgresql:///postgres?{query}",
            "BITGIL_VAR": str(tmp_path_factory.mktemp("var")),
            "BITGIL_SECRET_KEY": "x" * 50,
        }


def test_the_stores_tests_hold_on_a_server(server: dict[str, str]) -> None:
    """What is refused, what is all or nothing, and what two people do at once is true of PostgreSQL too."""
    files = ("test_store.py", "test_filing.py", "test_store_certificates.py", "test_access.py")
    asked = [*(str(HERE / name) for name in files), "-k", CHOSEN]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *asked]
    done = subprocess.run(command, env=server, capture_output=True, text=True, check=False)  # noqa: S603  ours
    assert done.returncode == 0, done.stdout[-4000:]
    assert " skipped" not in done.stdout


def test_writers_on_a_server_number_their_acts_one_after_the_other(server: dict[str, str]) -> None:
    """Of programs that file at once none is sent away, loses an act or gives a number twice."""
    command = [sys.executable, str(HERE / "writer_to_kill.py"), str(WANTED)]
    first = subprocess.run([*command[:2], "1"], env=server, check=False)  # noqa: S603  adopts the plan
    writers = [
        subprocess.Popen(command, env=server, stdout=subprocess.PIPE, text=True)  # noqa: S603  ours
        for _ in range(WRITERS)
    ]
    lines = [line.split() for writer in writers for line in writer.communicate(timeout=120)[0].splitlines()]
    assert [first.returncode, *(writer.returncode for writer in writers)] == [0] * (WRITERS + 1)
    numbers = [int(line[0]) for line in lines if len(line) == 2]
    assert len(numbers) == len(set(numbers))
    assert sorted(numbers) == list(range(min(numbers), max(numbers) + 1))


def test_who_waits_too_long_for_a_turn_is_told_so_and_takes_the_next(server: dict[str, str]) -> None:
    """A turn that another program keeps is waited for only so long, and nothing is recorded meanwhile."""
    command = [sys.executable, "-c", WAITS]
    done = subprocess.run(command, env=server, capture_output=True, text=True, check=False)  # noqa: S603  ours
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["crowded", "1"]


def test_an_address_is_read_as_servers_write_it() -> None:
    """Names, passwords with signs in them, sockets and options all arrive; a file stays a file."""
    found = database("postgresql://kim:p%40ss@db.example:5433/city?sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("city", "kim", "p@ss")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})
    assert database("postgresql:///city?host=/run/pg")["HOST"] == "/run/pg"
    assert database("/tmp/acts.sqlite3")["NAME"] == "/tmp/acts.sqlite3"  # noqa: S108  only a name


def test_another_sort_of_database_is_refused_in_words() -> None:
    """The address says what may be named instead."""
    with pytest.raises(ImproperlyConfigured, match="postgresql://user@host/name"):
        database("mysql://somewhere/city")
