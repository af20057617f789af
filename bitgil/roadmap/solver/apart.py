"""Branching in a program of its own: threads of one would wait for each other at every small step.

It is sent the problem, then what the best plan is worth whenever that changes. It says bounds and plans, a
line each, and last what is closed; it ends with whoever started it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from math import inf
from subprocess import PIPE, Popen
from threading import Thread
from typing import IO, TypeAlias, cast

import numpy as np

from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.branching import Branching
from bitgil.roadmap.solver.matrix import Numbers
from bitgil.roadmap.solver.search import IMPOSSIBLE, OPTIMAL
from bitgil.roadmap.solver.sums import Gathered

_LOOK_SECONDS = 0.1
_BOUND, _PLAN, _CLOSED = "bound", "plan", "closed"

_Work: TypeAlias = tuple[Gathered, float]
"""What is sent: the matrix, and what it leaves out is worth no more than that."""


def branched(
    best: Best, whole: Gathered, least: float, over: Callable[[], bool], *, python: str = sys.executable
) -> None:
    """Branch until it is *over* or nothing better is left, and tell *best* of bounds and plans meanwhile.

    What *whole* leaves out is worth no more than *least*. Where *python* cannot be started it is done here,
    only slower. Raise RuntimeError where the program fails.
    """
    if over():
        return
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        program = Popen([python, "-m", __name__], env=paths, stdin=PIPE, stdout=PIPE)  # noqa: S603  this very program
    except OSError:
        _branched_here(best, whole, least, over)
        return
    told, said = cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout)
    with program, ThreadPoolExecutor(1) as threads:
        heard = threads.submit(_heard, said, best)
        try:
            with suppress(BrokenPipeError):  # it has ended: how, is asked below
                _inform(told, (whole, least), best, heard, over)
            failed = heard.done() and not heard.result()
        finally:
            program.kill()
            with suppress(BrokenPipeError):  # what it was not told any more
                told.close()
    if failed:
        raise RuntimeError(f"branching in a program of its own failed with code {program.returncode}")


def _branched_here(best: Best, whole: Gathered, least: float, over: Callable[[], bool]) -> None:
    branching = Branching(whole, least, _Here(best, over))
    if branching.go():
        _conclude(best, branching.closed)


def _inform(
    program: IO[bytes], work: _Work, best: Best, heard: Future[bool], over: Callable[[], bool]
) -> None:
    """Send the work, and what the best plan is worth whenever that changes, until it is over."""
    said: int | None = None
    pickle.dump(work, program)
    while not (heard.done() or over()):
        total = best.total
        if total is not None and total != said:
            said = total
            program.write(b"%d\n" % said)
        program.flush()
        wait([heard], timeout=_LOOK_SECONDS)


def _heard(program: IO[bytes], best: Best) -> bool:
    """Take what the program says; say whether it came to an end of its own."""
    for line in program:
        what, *said = line.decode().split()
        if what == _BOUND:
            best.bounded(float(said[0]))
        elif what == _PLAN:
            point = np.zeros(len(best.model.columns))
            for each in said:
                place, _, value = each.partition(":")
                point[int(place)] = int(value)
            best.offer(point)
        else:
            _conclude(best, float(said[0]))
            return True
    return False


def _conclude(best: Best, closed: float) -> None:
    """Take it that no plan is worth more than the best one or than what is *closed*."""
    most = highs.whole_bound(closed, best.model.scale)
    if best.total is None:
        best.status = IMPOSSIBLE if closed == -inf else best.status
    elif closed == -inf or (most is not None and most <= best.total):
        best.status = OPTIMAL


class _Here:
    """The news of branching where it is done by whoever asked."""

    def __init__(self, best: Best, over: Callable[[], bool]) -> None:
        self.best, self.over, self.bounded = best, over, best.bounded

    def total(self) -> int | None:
        """Return what the best plan is worth."""
        return self.best.total

    def met(self, point: Numbers) -> None:
        """Offer a plan."""
        self.best.offer(point)


class _Spoken:
    """The news of branching as lines to whoever started it, and from there."""

    def __init__(self, lines: IO[bytes]) -> None:
        self.lines = lines
        self.known: int | None = None
        self.said = inf

    def hear(self) -> None:
        """Take what the best plan is worth, line by line; end where nobody is there any more."""
        for line in self.lines:
            self.known = int(line)
        os._exit(0)

    def total(self) -> int | None:
        """Return what was heard last."""
        return self.known

    def bounded(self, bound: float) -> None:
        """Say a bound that is lower than the last."""
        if bound < self.said:
            self.said = bound
            _say(_BOUND, repr(bound))

    def met(self, point: Numbers) -> None:
        """Say a plan."""
        _say(_PLAN, *(f"{place}:{value}" for place, value in highs.columns_of(point).items()))

    def over(self) -> bool:
        """Go on: whoever started it ends it."""
        return False


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Branch on what is sent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lines = os.fdopen(0, "rb", closefd=False)  # Python's own stdin would be waited for at the end
    whole, least = pickle.load(lines)  # noqa: S301  from the program that started this one
    spoken = _Spoken(lines)
    Thread(target=spoken.hear, daemon=True).start()
    branching = Branching(whole, least, spoken)
    if branching.go():
        _say(_CLOSED, repr(float(branching.closed)))


if __name__ == "__main__":
    main()
