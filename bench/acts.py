"""Folding many acts into the state, beside the bare cost of reading them from the database.

Prints seconds and acts a second for a plan that is revised over and over.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Adopt the plan, record many meetings after it, fold them all and compare."""
    count = 2_000 if os.environ.get("BENCH_SMALL") else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BITGIL_VAR": folder, "BITGIL_DATABASE": f"{folder}/bench.sqlite3"}
        from bitgil.cli.database import ready  # noqa: PLC0415  once the environment is set

        ready()
        from bitgil.government.acts import Draft  # noqa: PLC0415  beside its store
        from bitgil.store import importing  # noqa: PLC0415  once Django is ready
        from bitgil.store.acts import all_acts, append, last_number  # noqa: PLC0415  once Django is ready
        from bitgil.store.current import state_in_force  # noqa: PLC0415  once Django is ready

        state, found = importing.look(ROOT / "plans" / "gwangyang")
        importing.accept(state, found, reason="bench")
        for batch in range(count // 1_000):
            drafts = [
                Draft(
                    "meeting.held",
                    "위원회",
                    "2026-01-02",
                    "bench",
                    {"history": f"B-{batch}-{n}", "source": "bench"},
                )
                for n in range(1_000)
            ]
            append(drafts, {}, after=last_number())
        begun = time.perf_counter()
        read = sum(1 for _ in all_acts())
        bare = time.perf_counter() - begun
        begun = time.perf_counter()
        folded = state_in_force()
        whole = time.perf_counter() - begun
        assert folded.acts == read  # noqa: S101  a wrong fold is no measurement
        print(f"{read} acts: read {bare:.2f} s, read and folded {whole:.2f} s ({whole / bare:.2f} ×)")
        print(f"{read / whole:,.0f} acts a second; a million would take {1e6 * whole / read:.0f} s")
        begun = time.perf_counter()
        for number in range(20):
            draft = Draft(
                "meeting.held", "위원회", "2026-01-02", "bench", {"history": f"C-{number}", "source": "b"}
            )
            append([draft], {}, after=last_number())
        print(f"one act at a time: {(time.perf_counter() - begun) / 20 * 1000:.1f} ms each, durable")


if __name__ == "__main__":
    main()
