"""Long runs of the roadmap that somebody asked for."""

from __future__ import annotations

from bitgil.quantity import Words
from bitgil.store.jobs.running import Runner

TITLE = Words("긴 계산", "long runs")
EVERY = 1.0
_runner = Runner()


def run() -> Words | None:
    """Take up the next job where none is at work; it runs beside the other duties."""
    number = _runner.turn()
    return None if number is None else Words(f"{number}번 계산을 시작", f"run {number} begun")


def end(*, wait: bool) -> None:
    """Wait for the job at work, or let it go back into the queue with its best so far."""
    if wait:
        _runner.wait()
    else:
        _runner.end()
