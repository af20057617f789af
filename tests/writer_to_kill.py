"""A program that files acts and says the number of each once it is acknowledged, until somebody kills it.

Run as `python writer_to_kill.py HOW_MANY`, with BITGIL_VAR and BITGIL_DATABASE set; it adopts Toytown first.
"""

# ruff: noqa: T201  what it prints is what it acknowledges

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve()
SUBJECT = "toy-record"


def main(wanted: int) -> None:
    """File acts one after the other until there are *wanted* of them, saying each."""
    from bitgil.cli.database import ready  # noqa: PLC0415  a program of its own

    ready()
    from bitgil.government.permissions import Person  # noqa: PLC0415  once Django is ready
    from bitgil.government.planning import compare  # noqa: PLC0415  once Django is ready
    from bitgil.plan.reading import plan_of, read_files  # noqa: PLC0415  once Django is ready
    from bitgil.store import importing  # noqa: PLC0415  once Django is ready
    from bitgil.store.current import state_in_force  # noqa: PLC0415  once Django is ready
    from bitgil.store.filing import Entry, file  # noqa: PLC0415  once Django is ready

    state = state_in_force()
    if state.plan is None:
        files = read_files(HERE.parent / "toytown" / "plan")
        importing.accept(state, compare(state, plan_of(files), files), reason="처음")
    person = Person("writer", frozenset({"plan-office"}))
    print("ready", flush=True)
    while state_in_force().acts < wanted:
        public = {"period": "2026-06", "value": "1", "unit": "person", "grade": "A", "source": "시험"}
        (act,) = file(person, Entry("indicator.observed", SUBJECT, "2026-07-01", "시험", public))
        print(act.number, act.id, flush=True)
    print("done", flush=True)


def killed(environment: dict[str, str], wanted: int, seed: int, longest: float) -> dict[int, str]:
    """Run the program again and again, kill -9 it at random moments, and return what it acknowledged.

    Each run is killed up to *longest* seconds after it began to write; the last one ends by itself.
    """
    chance, said = random.Random(seed), dict[int, str]()  # noqa: S311  moments, not secrets
    while True:
        lines, ended = _one_run(environment, wanted, chance.uniform(0, longest))
        said |= {int(number): id_ for number, _, id_ in (line.partition(" ") for line in lines) if id_}
        if ended:
            return said


def _one_run(environment: dict[str, str], wanted: int, after: float) -> tuple[Sequence[str], bool]:
    command = [sys.executable, str(HERE), str(wanted)]
    with subprocess.Popen(  # noqa: S603  this very program
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first == "ready\n", "the writer could not begin"
        time.sleep(after)
        program.kill()
        lines = [line.strip() for line in program.stdout.read().splitlines()]
    return [line for line in lines if line != "done"], "done" in lines


if __name__ == "__main__":
    main(int(sys.argv[1]))
