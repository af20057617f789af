"""The worker: one program that does every duty in its turn, and never two at once on one city's files.

A duty that fails is told and tried again at its next turn; it stops neither the others nor the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event

from django.db import close_old_connections

from bitgil.quantity import Words
from bitgil.record.files import FileLock
from bitgil.record.refusal import Refused
from bitgil.store.clock import ticks
from bitgil.store.duties import Duty, found
from bitgil.store.sequencing import home

BREATH = 0.5
"""Seconds between two looks at what is due; a stop is noticed in this time where no duty is at work."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a duty that did something, or failed: what was done, or why not."""

    duty: str
    done: Words | None = None
    failed: str = ""


Told = Callable[[Turn], None]


def work(stop: Event, told: Told, duties: Mapping[str, Duty] | None = None) -> bool:
    """Do the duties in turn until *stop* is set; return False at once where another worker is at it."""
    with ExitStack() as held:
        if not _locked(held):
            return False
        duties = found() if duties is None else duties
        due = dict.fromkeys(duties, ticks())
        while not stop.is_set():
            for name, duty in duties.items():
                if due[name] <= ticks() and not stop.is_set():
                    _turn(name, duty, told)
                    due[name] = ticks() + duty.EVERY
            stop.wait(BREATH)
        _ended(duties, wait=False)
    return True


def work_once(told: Told, duties: Mapping[str, Duty] | None = None) -> bool:
    """Do every duty once; return False where another worker is at it."""
    with ExitStack() as held:
        if not _locked(held):
            return False
        duties = found() if duties is None else duties
        for name, duty in duties.items():
            _turn(name, duty, told)
        _ended(duties, wait=True)
    return True


def _locked(held: ExitStack) -> bool:
    try:
        held.enter_context(FileLock(home().root.parent / "worker.lock").held())
    except Refused:
        return False
    return True


def _ended(duties: Mapping[str, Duty], *, wait: bool) -> None:
    """Let every duty that leaves something running wait for it, or put it down."""
    for duty in duties.values():
        end = getattr(duty, "end", None)
        if end is not None:
            end(wait=wait)


def _turn(name: str, duty: Duty, told: Told) -> None:
    close_old_connections()
    try:
        done = duty.run()
    except Exception as fault:  # noqa: BLE001  whatever it is, the other duties go on
        told(Turn(name, failed=f"{type(fault).__name__}: {fault}"))
        return
    if done is not None:
        told(Turn(name, done))
