"""One act through everything it passes: allowed, judged, recorded with its entry, hand and notices.

Prints the median and the 99th percentile in milliseconds for the plan in use, adopted, beside the 50 ms
that a person may wait, and beside a bare insert of one row that is forced to the disk.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALLOWED = 50.0
"""Milliseconds within which a normal act is to be recorded."""


def main() -> None:
    """Adopt the plan, file many acts of three kinds, and measure each."""
    count = 20 if os.environ.get("BENCH_SMALL") else 400
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BITGIL_VAR": folder, "BITGIL_DATABASE": f"{folder}/bench.sqlite3"}
        from bitgil.cli.database import ready  # noqa: PLC0415  once the environment is set

        ready()
        from bitgil.government.permissions import Person  # noqa: PLC0415  beside its store
        from bitgil.store import accounts, importing  # noqa: PLC0415  once Django is ready
        from bitgil.store.current import state_in_force  # noqa: PLC0415  once Django is ready
        from bitgil.store.filing import Entry, file  # noqa: PLC0415  once Django is ready

        state, found = importing.look(ROOT / "plans" / "gwangyang")
        importing.accept(state, found, reason="bench")
        plan = state_in_force().plan
        for number in range(30):
            wanted = accounts.Wanted(f"p{number}", frozenset({"plan-office"}), email=f"p{number}@c.example")
            accounts.open_account(wanted, plan)
        office = Person("bench", frozenset({"department", "plan-office"}), "digital")
        subject = next(project.id for project in found.plan.projects if "digital" in project.offices)
        observed = {"period": "2026-06", "value": "1", "unit": "person", "grade": "A", "source": "bench"}
        took = []
        for number in range(count):
            period = f"{2000 + number % 26}-{number % 12 + 1:02}"
            entries = (
                Entry("progress.reported", subject, "2026-07-05", "bench", {"period": period, "work": "40"}),
                Entry("indicator.observed", "I-P1", "2026-07-01", "bench", observed),
            )
            begun = time.perf_counter()
            file(office, entries[number % 2])
            took.append((time.perf_counter() - begun) * 1000)
        middle, worst = statistics.median(took), statistics.quantiles(took, n=100)[98]
        bare = bare_insert(Path(folder) / "bare.sqlite3", count)
    print(f"{count} acts filed: median {middle:.1f} ms, 99 % within {worst:.1f} ms (allowed {ALLOWED:.0f})")
    print(f"a bare insert forced to the disk: {bare:.1f} ms; filing takes {middle / bare:.1f} × as long")


def bare_insert(path: Path, count: int) -> float:
    """Return the median milliseconds of inserting one row and forcing it to the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("pragma journal_mode=wal; pragma synchronous=full; create table row(text)")
    took = []
    for number in range(count):
        begun = time.perf_counter()
        connection.execute("insert into row values (?)", [f"{number}" * 100])
        took.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return statistics.median(took)


if __name__ == "__main__":
    main()
