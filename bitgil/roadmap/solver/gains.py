"""What dividing on a column gains, taken from what it gained before (pseudo-costs)."""

from __future__ import annotations

import numpy as np

from bitgil.roadmap.solver.matrix import Numbers, Places

_EITHER = 0.1
"""What the half that gains more counts beside the one that gains less."""
_GUESS = 0.05
"""Before a column was looked at it is taken to gain such a share of its worth."""


class Gains:
    """For each column and side, down and up, what a whole step of it gained on average so far."""

    def __init__(self, worths: Numbers) -> None:
        self.sums, self.times = np.zeros((2, len(worths))), np.zeros((2, len(worths)))
        self.guess = _GUESS * worths

    def note(self, place: int, side: int, gain: float) -> None:
        """Take note of what a whole step of that column gained."""
        self.sums[side, place] += gain
        self.times[side, place] += 1

    def known(self, place: int) -> bool:
        """Say whether both sides were looked at."""
        return bool(self.times[:, place].all())

    def expected(self, places: Places, shares: Numbers) -> Numbers:
        """Return what dividing on each of *places* comes to by what is known."""
        times = self.times[:, places]
        each = np.where(times > 0, self.sums[:, places] / np.maximum(times, 1), self.guess[places])
        down = shares - np.floor(shares)
        return np.array([worth_of(*both) for both in zip(each[0] * down, each[1] * (1 - down), strict=True)])


def worth_of(down: float, up: float) -> float:
    """Return what two gains come to: the bound falls by the lesser at once, and by more later."""
    return min(down, up) + _EITHER * max(down, up)
