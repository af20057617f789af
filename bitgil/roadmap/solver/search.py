"""What every back-end takes and gives, so that one can stand in for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import numpy as np
from numpy.typing import NDArray

OPTIMAL, FEASIBLE, IMPOSSIBLE, UNKNOWN = "optimal", "feasible", "impossible", "unknown"

Listen = Callable[[int | None, int | None, float], None]
"""Called with the best total so far, the proven bound and the seconds gone."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how a back-end searches. `repeatable` gives the same plan every time, a little slower.

    `first_look` is how much work one worker does first, in the back-end's own repeatable measure of time
    (about seconds); with `only_look` nothing follows it. `backend` names one back-end ("cpsat", "highs" or
    "wide"); without it the number of columns decides.
    """

    seconds: float = 60.0
    workers: int = 8
    seed: int = 1
    repeatable: bool = True
    first_look: float = 5.0
    only_look: bool = False
    stop: Event | None = None
    backend: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the search of a part came to: a whole point, None where it found nothing better."""

    status: str
    point: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a back-end found: the columns above 0, their total of the goal, and a bound on any total."""

    status: str
    columns: dict[int, int]
    total: int | None
    bound: int | None
    seconds: float
