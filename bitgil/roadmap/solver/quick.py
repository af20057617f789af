"""A good schedule soon: plans bred from one another, each made by serial passes forward, backward, forward.

A generation is many plans side by side. The first goes by the latest start that each candidate has, more
and more disturbed. Every later plan has its order from two parents, the middle of it from the second, and a
third of them are shaken a little. The best of old and new live on. Nothing is proven by it: it gives a search
a plan to better. How much is done depends on the size and the seconds asked for, not on the clock (unless the
machine is so busy that it would take half of them).
Source: V. Valls, F. Ballestín, S. Quintanilla, "A hybrid genetic algorithm for the resource-constrained
project scheduling problem", European Journal of Operational Research 185 (2008).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.matrix import completed, keeps
from bitgil.roadmap.solver.reading import Reading
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.solver.serial import Keys, Serial, Whole

_MANY = 48
_WORK = 25_000_000
"""Candidates × quarters × passes a second asked for: some two fifths of it on a core of its own."""
_MOST, _STALE = 400, 50
_SHAKE, _SHAKEN, _OTHER_WAY = 0.02, 0.3, 0.05
_UNFIT = -(2**62)


@dataclass(frozen=True, slots=True)
class _Plans:
    """Some plans side by side, their starts and ways and their goals."""

    start: Whole
    way: Whole
    goal: Whole


def quick_plan(model: Model, reading: Reading, effort: Effort) -> tuple[dict[int, int] | None, bool]:
    """Return the columns of a good plan of what must be done, and whether Ctrl-C ended the breeding.

    There are none where nothing must be done, or no plan was met that keeps every row.
    """
    if not reading.always:
        return None, False
    serial, luck = Serial(model, reading), np.random.default_rng(effort.seed)
    rest = replace(model, rows=reading.rest)
    plans = _bred(serial, *_first(serial, luck), None)
    if _best(serial, plans, rest) is None:
        return None, False
    rounds = int(_WORK * effort.seconds / (3 * _MANY * len(serial.names) * serial.span))
    began, stale = monotonic(), 0
    try:
        for _ in range(min(_MOST, rounds)):
            if _over(effort, began) or stale > _STALE:
                break
            known, plans = plans, _bred(serial, *_children(serial, plans, luck), plans)
            stale = 0 if plans.goal[0] > known.goal[0] else stale + 1
    except KeyboardInterrupt:
        return _best(serial, plans, rest), True
    return _best(serial, plans, rest), False


def _over(effort: Effort, began: float) -> bool:
    return (effort.stop is not None and effort.stop.is_set()) or monotonic() - began > effort.seconds / 2


def _first(serial: Serial, luck: np.random.Generator) -> tuple[Keys, Whole]:
    """Return the first orders: by the latest start, more and more disturbed; every second in any ways."""
    shape = (_MANY, len(serial.names))
    picked = luck.integers(0, serial.count, shape)
    picked[::2] = 0
    way = serial.first + picked
    spread = 0.25 * max(1, int(np.ptp(serial.last)))
    return serial.last[way] + luck.random(shape) * spread * np.linspace(0, 1, _MANY)[:, None], way


def _bred(serial: Serial, key: Keys, way: Whole, parents: _Plans | None) -> _Plans:
    """Return the best of the parents and of the plans that those orders make, best first, none twice."""
    start, fits = serial.forward(key, way)
    late, fit_late = serial.backward(-(start + serial.length[way]).astype(np.float64), way)
    again, fit_again = serial.forward(late.astype(np.float64), way)
    better = fits & fit_late & fit_again
    start = np.where(better[:, None], again, start)
    goal = np.where(fits, serial.goal(start, way), _UNFIT)
    if parents is not None:
        start, way = np.concatenate([parents.start, start]), np.concatenate([parents.way, way])
        goal = np.concatenate([parents.goal, goal])
    _, alone = np.unique(np.concatenate([start, way], axis=1), axis=0, return_index=True)
    kept = alone[np.argsort(-goal[alone], kind="stable")][:_MANY]
    return _Plans(start[kept], way[kept], goal[kept])


def _children(serial: Serial, plans: _Plans, luck: np.random.Generator) -> tuple[Keys, Whole]:
    """Return the orders and ways of the next plans, each of two parents, both the better of two."""
    count, shape = len(plans.goal), (_MANY, len(serial.names))
    one, two = (np.minimum(*luck.integers(0, count, (2, _MANY))) for _ in range(2))
    rank, end = _ranks(plans.start), shape[1]
    first, until = np.sort(luck.integers(0, end + 1, (2, _MANY, 1)), axis=0)
    head = rank[one] < first
    middle = ~head & (_ranks(np.where(head, end, rank[two])) < until - first)
    mixed = np.where(head, rank[one], np.where(middle, end + rank[two], 2 * end + rank[one]))
    shaken = luck.random((_MANY, 1)) < _SHAKEN
    key = _ranks(mixed) + luck.normal(0, 1, shape) * _SHAKE * end * shaken
    other = luck.random(shape) < _OTHER_WAY
    way = np.where(other, serial.first + luck.integers(0, serial.count, shape), plans.way[one])
    return key, np.where(middle & ~other, plans.way[two], way)


def _ranks(values: Whole) -> Whole:
    """Return each candidate's place in the order of its plan."""
    return np.argsort(np.argsort(values, axis=1, kind="stable"), axis=1)


def _best(serial: Serial, plans: _Plans, rest: Model) -> dict[int, int] | None:
    """Return the best plan, with what follows from it, if it fits and keeps the other rows."""
    if plans.goal[0] == _UNFIT:
        return None
    columns = completed(rest, serial.places(plans.start[0], plans.way[0]))
    return columns if keeps(rest, columns) else None
