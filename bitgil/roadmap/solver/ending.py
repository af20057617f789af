"""When a search ends before its time: told from outside or by what is beside it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from bitgil.roadmap.solver.best import Best


class Ending(Event):
    """Set where it is set itself or any of *others* is."""

    def __init__(self, *others: Event) -> None:
        super().__init__()
        self.others = others

    def is_set(self) -> bool:
        """Say whether it is over."""
        return super().is_set() or any(other.is_set() for other in self.others)


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
