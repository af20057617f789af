"""The best plan so far and the bound on every plan, as several searches side by side come to know them."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from threading import Event, Lock
from time import monotonic

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.matrix import Matrix, Numbers, keeps, total_of
from bitgil.roadmap.solver.search import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Found, Listen


class Best:
    """The best plan so far and the bound, kept by several threads."""

    def __init__(self, model: Model, matrix: Matrix, began: float, listen: Listen | None) -> None:
        self.model, self.matrix, self.began, self.listen = model, matrix, began, listen
        self.lock, self.over = Lock(), Event()
        self.columns: dict[int, int] | None = None
        self.total: int | None = None
        self.bound = np.inf
        self.status = UNKNOWN

    def offer(self, point: Numbers | None) -> bool:
        """Take a point that keeps every row in whole numbers and is better; say whether it was."""
        if point is None:
            return False
        columns = highs.columns_of(point)
        total = total_of(self.model, columns)
        with self.lock:
            if (self.total is not None and total <= self.total) or not keeps(self.model, columns):
                return False
            self.columns, self.total = columns, total
        self.tell()
        return True

    def bounded(self, bound: float) -> None:
        """Take a proven bound."""
        if isfinite(bound) and bound < self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Pass on the news of progress."""
        if self.listen is not None:
            bound = highs.whole_bound(self.bound, self.model.scale)
            self.listen(self.total, bound, monotonic() - self.began)

    def newer(self, total: int | None) -> Callable[[], Numbers | None]:
        """Return what gives the best plan as a point where it has another total than it said last."""
        said = [total]

        def known() -> Numbers | None:
            with self.lock:
                columns, total = self.columns, self.total
            if columns is None or total == said[0]:
                return None
            said[0] = total
            return highs.point_of(self.model, columns)

        return known

    @property
    def value(self) -> float:
        """Return the best value, −∞ where there is none."""
        return -np.inf if self.total is None else self.total / self.model.scale

    def settled(self) -> bool:
        """Say whether nothing better can be left."""
        bound = highs.whole_bound(self.bound, self.model.scale)
        closed = self.total is not None and bound is not None and bound <= self.total
        return closed or self.status in {OPTIMAL, IMPOSSIBLE}

    def found(self, seconds: float) -> Found:
        """Return what was found, as every back-end says it."""
        if self.status == IMPOSSIBLE and self.columns is None:
            return Found(IMPOSSIBLE, {}, None, None, seconds)
        bound = highs.whole_bound(self.bound, self.model.scale)
        if self.columns is None or self.total is None:
            return Found(UNKNOWN, {}, None, bound, seconds)
        if self.settled():
            return Found(OPTIMAL, self.columns, self.total, self.total, seconds)
        return Found(FEASIBLE, self.columns, self.total, bound, seconds)
