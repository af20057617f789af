"""Kill -9 at random points of 500 writes: every acknowledged act is there once, and none is half there.

Prints how many times the writer was killed and what was found; a fault ends the benchmark with an error.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from test_crash import what_is_there  # the same look at the database as in the tests
from writer_to_kill import killed


def main() -> None:
    """Write, kill, write on, and look."""
    wanted = 40 if os.environ.get("BENCH_SMALL") else 500
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "acts.sqlite3"
        environment = {
            "BITGIL_VAR": folder,
            "BITGIL_DATABASE": str(database),
            "BITGIL_SECRET_KEY": "x" * 50,
        }
        begun = time.perf_counter()
        said = killed(environment, wanted, seed=11, longest=0.6)
        acts, problems = what_is_there(database)
        assert not problems, problems  # noqa: S101  a fault is no measurement
        assert len(acts) == wanted  # noqa: S101  the same
        assert all(acts[number] == id_ for number, id_ in said.items())  # noqa: S101  the same
        print(f"{wanted} acts, {len(said)} acknowledged before or between kills, all there once, none half")
        print(f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
