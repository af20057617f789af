"""What the worker does in the background, one module a duty; the folder is the list of duties.

Belongs here: EVERY (seconds between two turns), TITLE (Words), run() -> what was done, or None; where
a turn leaves something at work, end(wait=...) too, which waits for it or puts it down.
Does not: when and by whom a duty is done (store.working), what a page or a verb asks for at once.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from bitgil.folder import modules_in
from bitgil.quantity import Words


class Duty(Protocol):
    """What every module of this folder offers; a turn that did nothing leaves nothing behind."""

    TITLE: Words
    EVERY: float

    def run(self) -> Words | None:
        """Do what waits; raise where it cannot be done, and it is tried again at the next turn."""


@cache
def found() -> Mapping[str, Duty]:
    """Return every duty of the folder by name."""
    return cast("Mapping[str, Duty]", modules_in(sys.modules[__name__]))
