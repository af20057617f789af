"""Compile the walks in advance, so that the first search does not begin with it."""

from __future__ import annotations

import numpy as np

from bitgil.roadmap.solver.walking.steps import take_up, walk
from bitgil.roadmap.solver.walking.table import NOWHERE, Table, empty_desk, empty_hand


def main() -> None:
    """Walk over one candidate with one start, which takes one of one row."""
    one, both = np.zeros(1, dtype=np.int64), np.arange(2, dtype=np.int64)
    table = Table(
        first=both,
        starts=one,
        owner=one,
        quarter=one,
        worth=np.ones(1),
        prices=np.ones(1),
        column=both,
        rows=one,
        takes=np.ones(1),
        row=both,
        members=one,
        weights=np.ones(1),
        low=np.zeros(1),
        high=np.ones(1),
        wanting=one,
        pair=np.zeros(2, dtype=np.int64),
        partners=one[:0],
        gains=np.zeros(0),
        helps=np.zeros(1, dtype=np.bool_),
    )
    hand = empty_hand(table)
    take_up(table, hand, one)
    kept, _ = walk(table, hand, empty_hand(table), empty_desk(table, 1), 2, 1, 0.0)
    if kept[0] == NOWHERE:
        raise SystemExit("the compiled walk lost its only start; remove __pycache__ and compile again")


if __name__ == "__main__":
    main()
