"""The worker: every duty in turn, one worker at a time, no failure that stops it, and a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from bitgil.quantity import Words
from bitgil.store import working
from bitgil.store.duties import found

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test files of its own, for the lock lies beside the log."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path))


@dataclass
class Tried:
    """A duty that counts its turns, fails at some of them, and may end the worker."""

    fails: tuple[int, ...] = ()
    stops: Event | None = None
    last: int = 1
    TITLE: Words = field(default_factory=lambda: Words("해 보기", "trying"))
    EVERY: float = 0.0
    turns: int = 0

    def run(self) -> Words | None:
        """Count, fail where told to, stop at the last turn."""
        self.turns += 1
        if self.stops and self.turns >= self.last:
            self.stops.set()
        if self.turns in self.fails:
            raise OSError("the server of mail is away")
        return Words(f"{self.turns}번째", f"turn {self.turns}")


def quiet(turn: working.Turn) -> None:
    """Hear of a turn and do nothing about it."""


def test_a_duty_that_fails_is_told_and_tried_again_and_stops_nothing() -> None:
    """The first turn fails, the second does it; the other duty never waits."""
    stop, told = Event(), []
    first, second = Tried(fails=(1,)), Tried(stops=stop, last=2)
    assert working.work(stop, told.append, {"first": first, "second": second})
    assert (first.turns, second.turns) == (2, 2)
    assert [(turn.duty, bool(turn.failed)) for turn in told] == [
        ("first", True),
        ("second", False),
        ("first", False),
        ("second", False),
    ]


def test_a_second_worker_ends_at_once_and_does_nothing() -> None:
    """While one worker holds the city's files another finds it there."""
    inner = Tried()

    class Meets(Tried):
        """A duty during which somebody starts another worker."""

        def run(self) -> Words | None:
            """Start it."""
            super().run()
            assert not working.work_once(quiet, {"inner": inner})
            return None

    assert working.work_once(quiet, {"outer": Meets()})
    assert inner.turns == 0
    assert working.work_once(quiet, {"inner": inner})
    assert inner.turns == 1


def test_every_duty_without_a_plan_has_nothing_to_do() -> None:
    """On an empty record no duty does or breaks anything."""
    told: list[working.Turn] = []
    assert working.work_once(told.append)
    assert told == []
    assert all(duty.EVERY > 0 and duty.TITLE.en for duty in found().values())


def test_a_worker_told_to_end_ends_cleanly(tmp_path: Path) -> None:
    """SIGTERM ends the program with 0 and lets go of the lock."""
    settings = {"BITGIL_VAR": str(tmp_path), "BITGIL_SECRET_KEY": "x" * 50, "LANG": "C"}
    command = [sys.executable, "-m", "bitgil.cli", "work"]
    worker = subprocess.Popen(command, env={**os.environ, **settings})  # noqa: S603  our own verb
    until = time.monotonic() + 40
    while not (tmp_path / "worker.lock").exists() and time.monotonic() < until:
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    once = [*command, "--once"]
    again = subprocess.run(once, env={**os.environ, **settings}, timeout=60, check=False)  # noqa: S603  the same
    assert again.returncode == 0
