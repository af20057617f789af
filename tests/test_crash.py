"""A power cut at any moment: every acknowledged act is there once, and none is half there."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from writer_to_kill import killed

WANTED, LONGEST = 25, 0.5


def test_what_was_acknowledged_survives_being_killed_at_random_moments(tmp_path: Path) -> None:
    """Kill -9 again and again; act, log entry and hand are there together or not at all."""
    database = tmp_path / "acts.sqlite3"
    environment = {
        "BITGIL_VAR": str(tmp_path),
        "BITGIL_DATABASE": str(database),
        "BITGIL_SECRET_KEY": "x" * 50,
    }
    said = killed(environment, WANTED, seed=7, longest=LONGEST)
    acts, problems = what_is_there(database)
    assert problems == []
    assert said
    assert len(acts) == WANTED
    assert {number: acts[number] for number in said} == said


def what_is_there(database: Path) -> tuple[dict[int, str], list[str]]:
    """Return the id of every act by its number, and everything that is half there or there twice."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("select number, id, kind, public, salt from act order by number").fetchall()
        entries = {number for (number,) in connection.execute("select act from outbox")}
        hands = {number for (number,) in connection.execute("select act from filing")}
        blobs = {digest for (digest,) in connection.execute("select digest from blob")}
    connection.close()
    problems = []
    if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
        problems.append("numbers are missing or there twice")
    if entries != {row[0] for row in rows}:
        problems.append("acts and entries of the log differ")
    filed = {row[0] for row in rows if row[2] == "indicator.observed"}
    if hands != filed:
        problems.append("acts and the hands that filed them differ")
    adopted = json.loads(rows[0][3])
    if not {adopted["plan"], *adopted["files"].values()} <= blobs:
        problems.append("the adoption's content is not all there")
    problems += [f"act {row[0]} has no salt" for row in rows if len(row[4]) != 64]
    return {row[0]: row[1] for row in rows}, problems
