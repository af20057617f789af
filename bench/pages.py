"""The home page warm, beside the same page when every request folds the acts anew.

Prints the median and the 95th percentile in milliseconds of each, and the ratio of the medians.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each of some calls took."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def main() -> None:
    """Adopt the plan in a database of its own, then ask for the home page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BITGIL_VAR": folder, "BITGIL_DATABASE": f"{folder}/bench.sqlite3"}
        os.environ["BITGIL_ALLOWED_HOSTS"] = "testserver"
        from bitgil.cli.database import ready  # noqa: PLC0415  once the environment is set

        ready(static=True)
        from django.test import Client  # noqa: PLC0415  once Django is ready

        from bitgil.store import computing, current, importing  # noqa: PLC0415  once Django is ready

        state, found = importing.look(ROOT / "plans" / "gwangyang")
        importing.accept(state, found, reason="bench")
        computing.compute()
        client = Client()

        def ask() -> None:
            assert client.get("/").status_code == 200  # noqa: S101  a broken page is no measurement

        def ask_anew() -> None:
            current.forget()
            ask()

        ask()
        times = 10 if os.environ.get("BENCH_SMALL") else 50
        warm, anew = milliseconds(ask, times), milliseconds(ask_anew, max(times // 5, 3))
        for name, taken in (("warm", warm), ("folding anew", anew)):
            late = sorted(taken)[int(0.95 * (len(taken) - 1))]
            print(f"home page, {name}: median {statistics.median(taken):.1f} ms, 95 % {late:.1f} ms")
        print(f"folding anew / warm: {statistics.median(anew) / statistics.median(warm):.1f} ×")


if __name__ == "__main__":
    main()
