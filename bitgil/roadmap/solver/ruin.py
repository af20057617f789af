"""Walks over the plans of a packing at a relaxation's prices.

Nothing is proven by a walk, and any plan it comes to is held against the whole model elsewhere. It keeps
rules that only two starts together can keep (`together`) as well as those that one can, but seldom changes
what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.packing import Packing
from bitgil.roadmap.solver.walking.steps import take_up, walk
from bitgil.roadmap.solver.walking.table import NOWHERE, Table, empty_desk, empty_hand

_USED = 1e-6


@dataclass(frozen=True, slots=True)
class Walk:
    """How far to go: so many steps, up to so many starts out at once, and how warm (in units of value)."""

    steps: int
    out: int
    warmth: float


class Ruins:
    """Walks over the plans of one packing at the prices of the model's rows; plans are told by columns."""

    def __init__(self, packing: Packing, prices: Numbers) -> None:
        self.columns = packing.columns
        self.number = {int(column): start for start, column in enumerate(packing.columns)}
        self.table = table_of(packing, prices)

    def leaning(self, point: Numbers) -> list[int]:
        """Return the columns that a relaxation's *point* uses most, as far as they fit together."""
        own = point[self.columns]
        used = np.flatnonzero(own > _USED)
        hand = empty_hand(self.table)
        take_up(self.table, hand, used[np.argsort(-own[used], kind="stable")])
        return self._columns(hand.chosen)

    def walk(self, plan: Iterable[int], far: Walk, seed: int) -> tuple[list[int], float] | None:
        """Return the best plan met on a walk from what fits of *plan*, and its worth; None for none."""
        if not self.number:
            return None
        hand, back = empty_hand(self.table), empty_hand(self.table)
        known = [self.number[column] for column in plan if column in self.number]
        take_up(self.table, hand, np.array(known, dtype=np.int64))
        desk = empty_desk(self.table, seed)
        try:
            kept, worth = walk(self.table, hand, back, desk, far.steps, far.out, far.warmth)
        except SystemError as fault:  # compiled code cannot be interrupted, but a Ctrl-C is noted
            if isinstance(fault.__cause__, KeyboardInterrupt):
                raise KeyboardInterrupt from fault
            raise
        return (self._columns(kept), worth) if np.isfinite(worth) else None

    def _columns(self, chosen: Places) -> list[int]:
        return [int(self.columns[start]) for start in chosen if start != NOWHERE]


def table_of(packing: Packing, prices: Numbers) -> Table:
    """Return *packing* for compiled loops, at *prices* of the model's rows (below 0 taken for 0)."""
    own = np.maximum(prices[packing.rows], 0.0)
    by_row, by_start = packing.by_row.tocsr(), packing.by_row.tocsc()
    joint = packing.joint.tocsr()
    starts = np.argsort(packing.owner, kind="stable")
    candidates = int(packing.owner.max(initial=-1)) + 1
    column = _places(by_start.indptr)
    rows, takes = _dear_first(column, by_start.indices, by_start.data, own)
    return Table(
        first=_places(np.searchsorted(packing.owner[starts], np.arange(candidates + 1))),
        starts=_places(starts),
        owner=_places(packing.owner),
        quarter=_places(packing.quarter),
        worth=_numbers(packing.worth),
        prices=own,
        column=column,
        rows=rows,
        takes=takes,
        row=_places(by_row.indptr),
        members=_places(by_row.indices),
        weights=_numbers(by_row.data),
        low=_numbers(packing.low),
        high=_numbers(packing.high),
        wanting=np.flatnonzero(np.isfinite(packing.low)),
        pair=_places(joint.indptr),
        partners=_places(joint.indices),
        gains=_numbers(joint.data),
        helps=np.array([(takes[a:b] < 0).any() for a, b in pairwise(column)], dtype=np.bool_),
    )


def _dear_first(column: Places, rows: Places, takes: Numbers, prices: Numbers) -> tuple[Places, Numbers]:
    """Return the entries of each start ordered by what they cost, since those are the likely limits."""
    start = np.repeat(np.arange(len(column) - 1), np.diff(column))
    order = np.lexsort((-prices[rows] * takes, start))
    return _places(rows[order]), _numbers(takes[order])


def _places(values: Places) -> Places:
    return np.ascontiguousarray(values, dtype=np.int64)


def _numbers(values: Numbers) -> Numbers:
    return np.ascontiguousarray(values, dtype=np.float64)
