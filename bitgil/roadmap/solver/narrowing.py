"""What bounds of some columns say of the others: by the rows, and by what they would cost (reduced costs)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bitgil.roadmap.solver.matrix import Matrix, Numbers

_SLACK = 1e-6
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A lower and an upper bound for every column, all of them whole."""

    lower: Numbers
    upper: Numbers

    def held(self, place: int, least: float, most: float) -> Box:
        """Return the box with one column held within other bounds."""
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[place], upper[place] = least, most
        return Box(lower, upper)

    def worthwhile(self, reduced: Numbers, room: float) -> Box:
        """Return the box without what would cost more than *room* to move by one from where it stands.

        *reduced*: at a relaxation's optimum, what one more of each column would bring.
        """
        upper = np.where(reduced < -room, self.lower, self.upper)
        return Box(np.where(reduced > room, self.upper, self.lower), upper)


class Narrowing:
    """Narrows boxes by a matrix's rows; columns of more than one step are left alone."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix, self.count = matrix, len(matrix.low)
        self.row = np.repeat(np.arange(self.count), np.diff(matrix.start))
        self.up = matrix.value > 0
        self.weight = np.abs(matrix.value)
        self.high = matrix.high + _SLACK * np.maximum(1.0, np.abs(matrix.high))
        self.low = matrix.low - _SLACK * np.maximum(1.0, np.abs(matrix.low))

    def of(self, box: Box) -> Box | None:
        """Return what rows leave of a box; None where they leave nothing."""
        for _ in range(_ROUNDS):
            least, most = self._activity(box.lower, box.upper), self._activity(box.upper, box.lower)
            if (least > self.high).any() or (most < self.low).any():
                return None
            index = self.matrix.index
            step = self.weight * (box.upper - box.lower)[index]
            open_ones = (step > 0) & ((box.upper - box.lower)[index] <= 1.0)
            above = open_ones & (step > (self.high - least)[self.row])
            below = open_ones & (step > (most - self.low)[self.row])
            if not (above.any() or below.any()):
                break
            lower, upper = box.lower.copy(), box.upper.copy()
            down, up = (
                index[(above & self.up) | (below & ~self.up)],
                index[(below & self.up) | (above & ~self.up)],
            )
            upper[down], lower[up] = box.lower[down], box.upper[up]
            if (lower > upper).any():
                return None
            box = Box(lower, upper)
        return box

    def _activity(self, low: Numbers, high: Numbers) -> Numbers:
        """Return what each row comes to with what lowers it most, or raises it most."""
        terms = self.matrix.value * np.where(self.up, low[self.matrix.index], high[self.matrix.index])
        found: Numbers = np.bincount(self.row, terms, self.count).astype(np.float64)
        return found
