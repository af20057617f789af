"""A packing and a plan in the making as plain arrays, in the form that compiled loops read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.packing import Flags

NOWHERE = -1


class Table(NamedTuple):
    """A packing for compiled loops: its starts [n] by candidate [p], by row [m], and by pair.

    The starts of candidate i are starts[first[i]:first[i+1]]. What start s takes of which row stands from
    column[s] to column[s+1], dear rows first; who takes of row r from row[r] to row[r+1]; what s gains with
    others from pair[s] to pair[s+1]. `wanting` are the rows with a least amount, and `helps` says which
    starts make room for others.
    """

    first: Places
    starts: Places
    owner: Places
    quarter: Places
    worth: Numbers
    prices: Numbers
    column: Places
    rows: Places
    takes: Numbers
    row: Places
    members: Places
    weights: Numbers
    low: Numbers
    high: Numbers
    wanting: Places
    pair: Places
    partners: Places
    gains: Numbers
    helps: Flags


class Hand(NamedTuple):
    """A plan in the making: what each row spends [m], what each start gains by pairs now [n], and who is in.

    `chosen` [p] is each candidate's start or NOWHERE, `inside` lists the candidates that are in, `place` says
    where in that list, `many` [1] how many, `worth` [1] what they are worth. `cost` [n] is what each start
    costs at prices disturbed lately, `liking` [n] each candidate's starts best first at those, and `tight`
    [n] the entry of `rows` in which a start had no room last time.
    """

    spent: Numbers
    gain: Numbers
    chosen: Places
    inside: Places
    place: Places
    many: Places
    worth: Numbers
    cost: Numbers
    liking: Places
    tight: Places


class Desk(NamedTuple):
    """Luck and room to work in: who goes out, what is asked for, whom that marks, and merits in their order.

    Who is marked with `stamp` [1] may not go out in this step.
    """

    luck: np.random.Generator
    stamp: Places
    going: Places
    asked: Places
    marks: Places
    merits: Numbers
    order: Places


def empty_hand(table: Table) -> Hand:
    """Return the plan that chooses nothing."""
    starts, candidates, rows = len(table.worth), len(table.first) - 1, len(table.high)
    nowhere = np.full(candidates, NOWHERE, dtype=np.int64)
    return Hand(
        spent=np.zeros(rows),
        gain=np.zeros(starts),
        chosen=nowhere,
        inside=nowhere.copy(),
        place=nowhere.copy(),
        many=np.zeros(1, dtype=np.int64),
        worth=np.zeros(1),
        cost=np.zeros(starts),
        liking=table.starts.copy(),
        tight=table.column[:-1].copy(),
    )


def empty_desk(table: Table, seed: int) -> Desk:
    """Return room enough for any step."""
    candidates = len(table.first) - 1
    return Desk(
        luck=np.random.default_rng(seed),
        stamp=np.zeros(1, dtype=np.int64),
        going=np.zeros(candidates, dtype=np.int64),
        asked=np.zeros(candidates, dtype=np.int64),
        marks=np.full(candidates, NOWHERE, dtype=np.int64),
        merits=np.zeros(candidates),
        order=np.zeros(candidates, dtype=np.int64),
    )
