"""When a search ends before its time: told from outside or by what is beside it, or coming to little."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import isfinite
from threading import Event
from time import monotonic

from bitgil.roadmap.solver.best import Best


class Ending(Event):
    """Set where it is set itself or any of *others* is."""

    def __init__(self, *others: Event) -> None:
        super().__init__()
        self.others = others

    def is_set(self) -> bool:
        """Say whether it is over."""
        return super().is_set() or any(other.is_set() for other in self.others)


class Standstill(Ending):
    """Set where *seconds* bring the bound nearer to the best plan by less than *share* of what is between."""

    def __init__(self, best: Best, stop: Event, *, seconds: float, share: float) -> None:
        super().__init__(stop)
        self.best, self.seconds, self.share = best, seconds, share
        self.since, self.bound = monotonic(), best.bound

    def is_set(self) -> bool:
        """Say whether it is over; hold the bound against the last one when that was long enough ago."""
        now, bound = monotonic(), self.best.bound
        if now - self.since >= self.seconds and isfinite(self.best.value):
            if self.bound - bound < self.share * (bound - self.best.value):
                self.set()
            self.since, self.bound = now, bound
        return super().is_set()


def beside(work: Callable[[], None], hunting: Callable[[Callable[[], bool]], None], best: Best) -> None:
    """Do *work* in a thread of its own and hunt meanwhile; what goes wrong there is raised here.

    Where the hunt ends first all is over, and the other thread hears of it.
    """
    with ThreadPoolExecutor(1) as threads:
        done = threads.submit(work)
        try:
            hunting(done.done)
        finally:
            if not done.done():
                best.over.set()
        done.result()
