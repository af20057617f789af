"""bitgil roadmap FOLDER: what cannot be decided and why, then the schedule of what can, and its questions."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from bitgil.checking import sectors_for
from bitgil.city.model import assemble
from bitgil.cli.clock import today
from bitgil.cli.roadmap import answering, telling
from bitgil.cli.roadmap.asked import Asked, understood
from bitgil.cli.roadmap.options import arguments
from bitgil.cli.speech import Out, Progress
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.ground import Survey, survey
from bitgil.roadmap.solver.search import Effort

__all__ = ["HELP", "act", "arguments"]

HELP = Words("어떤 사업을 언제 할지 고르고 이유를 말합니다", "choose which projects start when, and say why")


def act(typed: argparse.Namespace, out: Out) -> int:
    """Print first what cannot be decided, then what was asked."""
    asked = understood(typed, today)
    plan = read_plan(typed.folder)
    city = assemble(sectors_for(plan), plan)
    found = survey(plan, city, as_of=asked.as_of, reference_classes=asked.reference_classes, anew=asked.anew)
    answer(found, asked, out, as_json=typed.json)
    return 0


def answer(found: Survey, asked: Asked, out: Out, *, as_json: bool = False) -> None:
    """Print the answer to what was asked on that ground; Ctrl-C ends the search with the best so far."""
    with stoppable(out) as stop:
        effort = Effort(seconds=asked.seconds, stop=stop)
        heard = telling.Incumbent(out)
        told = answering.answer(found, asked, effort, heard=heard, progress=_counting(out))
    if as_json:
        out.data(told)
    else:
        telling.tell(told, out)


def _counting(out: Out) -> Progress:
    return Progress(out, "로드맵 풀이", "solving the roadmap")


@contextmanager
def stoppable(out: Out) -> Iterator[Event]:
    """Turn the first Ctrl-C into a request to stop with the best so far; the second ends the program."""
    stop = Event()

    def hear(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()
        out.note("멈추고 지금까지 가장 나은 것을 냅니다.", "Stopping with the best so far.")

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
