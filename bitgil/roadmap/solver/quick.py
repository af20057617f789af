"""A good schedule soon: plans bred from one another, each made by serial passes forward, backward, forward.

A generation is many plans side by side. The first goes by the latest start that each candidate has, more and
more disturbed. Every later plan has its order from two parents: the first few candidates as the one has them,
the others as the other, and most are then shaken a little. The best of old and new live on. Nothing is proven
by it: it gives a search a plan to better. How much is done depends on the size and the seconds asked for, not
on the clock (unless the machine is so busy that it would take half of them).
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
_WORK = 12_000_000
"""Candidates × quarters × passes a second asked for: about a fifth of it on a core of its own."""
_MOST, _STALE = 150, 25
_SHAKE, _SHAKEN, _OTHER_WAY = 0.02, 0.7, 0.05
_UNFIT = -(2**62)


@dataclass(frozen=True, slots=True)
class _Plans:
    """Some plans side by side, their starts and ways and their goals."""

    start: Whole
    way: Whole
    goal: Whole


def quick_plan(model: Model, reading: Reading, effort: Effort) -> dict[int, int] | None:
    """Return the columns of a good plan of what must be done; None where none was met that keeps the rows."""
    if not reading.always:
        return None
    began, serial = monotonic(), Serial(model, reading)
    luck = np.random.default_rng(effort.seed)
    rest = replace(model, rows=reading.rest)
    key, way = _first(serial, luck)
    plans, stale = _bred(serial, key, way, None), 0
    if _best(serial, plans, rest) is None:
        return None
    rounds = _WORK * effort.seconds / (3 * _MANY * len(serial.names) * serial.span)
    for _ in range(min(_MOST, int(rounds))):
        if _over(effort, began) or stale > _STALE:
            break
        key, way = _children(serial, plans, luck)
        known, plans = plans, _bred(serial, key, way, plans)
        stale = 0 if plans.goal[0] > known.goal[0] else stale + 1
    return _best(serial, plans, rest)


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
    rank = np.argsort(np.argsort(plans.start, axis=1, kind="stable"), axis=1)
    ahead = rank[one] < luck.integers(1, shape[1] + 1, _MANY)[:, None]
    mixed = np.where(ahead, rank[one], shape[1] + rank[two])
    order = np.argsort(np.argsort(mixed, axis=1, kind="stable"), axis=1)
    shaken = luck.random((_MANY, 1)) < _SHAKEN
    key = order + luck.normal(0, 1, shape) * _SHAKE * shape[1] * shaken
    other = luck.random(shape) < _OTHER_WAY
    way = np.where(other, serial.first + luck.integers(0, serial.count, shape), plans.way[one])
    return key, np.where(ahead | other, way, plans.way[two])


def _best(serial: Serial, plans: _Plans, rest: Model) -> dict[int, int] | None:
    """Return the best plan, with what follows from it, if it fits and keeps the other rows."""
    if plans.goal[0] == _UNFIT:
        return None
    columns = completed(rest, serial.places(plans.start[0], plans.way[0]))
    return columns if keeps(rest, columns) else None
