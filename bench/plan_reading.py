"""Reading and checking a plan of many projects, beside parsing the same files with the parser alone.

Prints seconds for 1,000 projects (10,000 too unless BENCH_SMALL is set) and the ratio to bare TOML.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import tomli

from bitgil.checking import soundness
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.version import version_of

FOLDER = Path(__file__).parents[1] / "plans" / "gwangyang"


def enlarged(count: int) -> dict[str, bytes]:
    """Return the plan's files with its projects repeated up to *count*, each with its own relations."""
    files = read_files(FOLDER)
    shelf = {path: text for path, text in files.items() if path.startswith("projects/")}
    names = sorted(path.split("/")[1].removesuffix(".toml") for path in shelf)
    for copy in range(1, -(-count // len(names))):
        for name in names[: count - copy * len(names)]:
            text = shelf[f"projects/{name}.toml"]
            for other in names:
                text = text.replace(f'other = "{other}"'.encode(), f'other = "{other}-{copy}"'.encode())
            files[f"projects/{name}-{copy}.toml"] = text
    kept = {path for path in files if path.startswith("projects/")}
    return {path: text for path, text in files.items() if path in kept or not path.startswith("projects/")}


def main() -> None:
    """Print one line a size."""
    for count in (300,) if os.environ.get("BENCH_SMALL") else (1_000, 10_000):
        files = enlarged(-(-count // 60) * 60)
        begun = time.perf_counter()
        for path, text in files.items():
            if path.endswith(".toml"):
                tomli.loads(text.decode())
        bare = time.perf_counter() - begun
        begun = time.perf_counter()
        plan = plan_of(files)
        read = time.perf_counter() - begun
        problems = soundness(plan)
        checked = time.perf_counter() - begun
        version_of(plan)
        versioned = time.perf_counter() - begun
        print(
            f"{len(plan.projects):6} projects: parser alone {bare:.2f} s, read {read:.2f} s "
            f"({read / bare:.1f} ×), read and checked {checked:.2f} s, with version {versioned:.2f} s, "
            f"{len(problems)} problems"
        )


if __name__ == "__main__":
    main()
