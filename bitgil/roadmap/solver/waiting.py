"""Waiting for work in other threads, so that Ctrl-C reaches the one that waits."""

from __future__ import annotations

from collections.abc import Callable


def wait_for(done: Callable[[], bool], look: Callable[[], object], pressed: Callable[[], object]) -> None:
    """Do *look* until it is *done*; each Ctrl-C, in whichever of the two it comes, is told to *pressed*."""
    while True:
        try:
            while not done():
                look()
        except KeyboardInterrupt:
            pressed()
        else:
            return
