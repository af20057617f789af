"""bitgil work: do in the background what waits: publish, compute, remind, send mail."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from threading import Event
from types import FrameType

from bitgil.cli.database import ready
from bitgil.cli.speech import Out
from bitgil.quantity import Words

HELP = Words(
    "뒤에서 하는 일을 합니다: 원장 공개, 계산, 알림, 전자우편",
    "do what waits in the background: publish, compute, remind, send mail",
)
SERVER = "BITGIL_SERVER"
"""The process that started this one; where it is gone, the worker ends too."""


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take whether to go on until stopped."""
    once = Words("한 번씩만 하고 끝냅니다", "do everything once and end")
    parser.add_argument("--once", action="store_true", help=once.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Work until stopped; a second worker beside the first says so and ends at once."""
    ready()
    from bitgil.store import working  # noqa: PLC0415  once Django is ready
    from bitgil.store.duties import found  # noqa: PLC0415  once Django is ready

    def tell(turn: working.Turn) -> None:
        title = found()[turn.duty].TITLE
        done = turn.done or Words(f"못했습니다. {turn.failed}", f"failed. {turn.failed}")
        out.note(f"{title.ko}: {done.ko}", f"{title.en}: {done.in_('en')}")

    worked = working.work_once(tell) if asked.once else working.work(_stopped(), tell)
    if not worked:
        out.note("다른 작업자가 이미 일하고 있습니다.", "Another worker is at it already.")
    return 0


def _stopped() -> Event:
    """Return what is set when the program is told to end, or the server that started it is gone."""
    stop = Event()

    def hear(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signal's own signature
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, hear)
    server = os.environ.get(SERVER)
    if server:
        threading.Thread(target=_watch, args=(int(server), stop), daemon=True).start()
    return stop


def _watch(server: int, stop: Event) -> None:
    while not stop.wait(1.0):
        if os.getppid() != server:
            stop.set()
