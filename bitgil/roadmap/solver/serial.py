"""Serial schedules, many side by side: each candidate in turn takes the earliest quarter left, or the latest.

Scheduled are the candidates that must be done and what they wait for. Nothing is known here but windows,
lengths, what waits for what, and the persons of offices; a quarter without a limit is open to all.
Source: R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited", European
Journal of Operational Research 90 (1996).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.reading import Reading, Way

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Keys = NDArray[np.float64]
_UNLIMITED = 10**9


class Serial:
    """The candidates of one model as arrays, and the two passes over them.

    A plan is a row: `way` names for each candidate one of `rows`, `start` counts from the quarter `zero`.
    Candidate k has `count[k]` ways from `first[k]` on. A way's time is cut into parts in which it holds the
    same persons.
    """

    def __init__(self, model: Model, reading: Reading) -> None:
        ways = _needed(reading)
        self.names = sorted(ways)
        self.rows = [way for name in self.names for way in ways[name]]
        self.count = np.array([len(ways[name]) for name in self.names], dtype=np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.zero = min(way.starts[0] for way in self.rows)
        ends = [way.starts[-1] + (way.length or 0) for way in self.rows]
        limited = [quarter + 1 for rooms in reading.rooms.values() for quarter in rooms]
        self.span = max([*ends, *limited]) - self.zero
        self.length = np.array([way.length or 0 for way in self.rows], dtype=np.int64)
        self.last = np.array([way.starts[-1] - self.zero for way in self.rows], dtype=np.int64)
        self.quarters = np.arange(self.span + 1, dtype=np.int64)
        self._windows(model)
        self._persons(reading)
        self._order(reading)

    def _windows(self, model: Model) -> None:
        """Fill in where each way may start, and the goal of each start."""
        self.open = np.zeros((len(self.rows), self.span + 1), dtype=np.bool_)
        self.worth = np.zeros((len(self.rows), self.span + 1), dtype=np.int64)
        for number, way in enumerate(self.rows):
            starts = np.array(way.starts) - self.zero
            self.open[number, starts] = True
            self.worth[number, starts] = [model.goal[place] for place in way.places]

    def _persons(self, reading: Reading) -> None:
        """Fill in the room of each office, and what each part of each way holds."""
        offices = sorted(reading.rooms)
        self.room = np.full((len(offices), self.span), _UNLIMITED, dtype=np.int32)
        for number, office in enumerate(offices):
            for quarter, persons in reading.rooms[office].items():
                if quarter >= self.zero:
                    self.room[number, quarter - self.zero] = persons
        parts = [list(_parts(reading, way, offices)) for way in self.rows]
        most = max(map(len, parts))
        self.part = np.zeros((len(self.rows), most, 2), dtype=np.int64)
        self.held = np.zeros((len(self.rows), most, len(offices)), dtype=np.int32)
        for number, own in enumerate(parts):
            for place, (first, until, held) in enumerate(own):
                self.part[number, place] = first, until
                self.held[number, place] = held

    def _order(self, reading: Reading) -> None:
        """Fill in after[i,j]: j waits for i."""
        number = {name: place for place, name in enumerate(self.names)}
        self.after = np.zeros((len(number), len(number)), dtype=np.bool_)
        for before, after in reading.before:
            if before in number and after in number:
                self.after[number[before], number[after]] = True

    def goal(self, start: Whole, way: Whole) -> Whole:
        """Return the goal of each plan."""
        return np.asarray(self.worth[way, start].sum(axis=1), dtype=np.int64)

    def places(self, start: Whole, way: Whole) -> dict[int, int]:
        """Return one plan as the columns of the model."""
        pairs = [(self.rows[row], at + self.zero) for row, at in zip(way, start, strict=True)]
        return {own.places[own.starts.index(at)]: 1 for own, at in pairs}

    def forward(self, key: Keys, way: Whole) -> tuple[Whole, Flags]:
        """Return the starts where each, least key first, takes the earliest quarter; and which plans fit."""
        return self._pass(key, way, self.after, late=False)

    def backward(self, key: Keys, way: Whole) -> tuple[Whole, Flags]:
        """Return the starts where each, least key first, takes the latest quarter; and which plans fit."""
        return self._pass(key, way, self.after.T, late=True)

    def _pass(self, key: Keys, way: Whole, links: Flags, *, late: bool) -> tuple[Whole, Flags]:
        each, key = np.arange(len(key)), key.copy()
        free = np.repeat(self.room[None], len(key), axis=0)
        waits = np.repeat(links.sum(axis=0)[None], len(key), axis=0)
        # what others leave: the earliest start, or backward the latest end
        edge = np.full(key.shape, self.span if late else 0, dtype=np.int64)
        start, fits = np.zeros(key.shape, dtype=np.int64), np.ones(len(key), dtype=np.bool_)
        for _ in range(key.shape[1]):
            turn = np.argmin(np.where(waits == 0, key, np.inf), axis=1)
            key[each, turn] = np.inf
            row = way[each, turn]
            length, allowed = self.length[row], self._room(free, row)
            if late:
                allowed &= self.quarters <= (edge[each, turn] - length)[:, None]
                at = self.span - np.argmax(allowed[:, ::-1], axis=1)
            else:
                allowed &= self.quarters >= edge[each, turn][:, None]
                at = np.argmax(allowed, axis=1)
            fits &= allowed[each, at]
            start[each, turn] = at
            self._take(free, row, at)
            reached, follows = (at if late else at + length)[:, None], links[turn]
            waits = waits - follows
            edge = np.where(follows, np.minimum(edge, reached) if late else np.maximum(edge, reached), edge)
        return start, fits

    def _room(self, free: NDArray[np.int32], row: Whole) -> Flags:
        """Return for each plan the quarters in which that way may start and leaves no office short."""
        allowed = self.open[row]
        for place in range(self.part.shape[1]):
            short = np.zeros((len(row), self.span + 1), dtype=np.int64)
            lacks = (free < self.held[row, place][:, :, None]).any(axis=1)
            np.cumsum(lacks, axis=1, out=short[:, 1:])
            first, until = self.part[row, place].T
            allowed &= self._later(short, until) == (self._later(short, first) if first.any() else short)
        return allowed

    def _later(self, sums: Whole, by: Whole) -> Whole:
        """Return for each quarter what stands that much later, past the end the last."""
        places = np.minimum(self.quarters + by[:, None], self.span)
        places += (np.arange(len(by)) * (self.span + 1))[:, None]
        return np.asarray(sums.ravel()[places], dtype=np.int64)

    def _take(self, free: NDArray[np.int32], row: Whole, at: Whole) -> None:
        """Take the persons that each plan's way holds from that start on."""
        quarters = self.quarters[:-1]
        for place in range(self.part.shape[1]):
            ends = self.part[row, place] + at[:, None]
            inside = (quarters >= ends[:, :1]) & (quarters < ends[:, 1:])
            free -= inside[:, None, :] * self.held[row, place][:, :, None]


def _needed(reading: Reading) -> dict[str, list[Way]]:
    """Return what must be done, and what that waits for, with the ways in which it can be."""
    found: dict[str, list[Way]] = {name: list(reading.ways[name].values()) for name in reading.always}
    left = list(found)
    while left:
        name = left.pop()
        for before in [before for before, after in reading.before if after == name]:
            if before not in found:
                left.append(before)
            found[before] = [way for way in reading.ways[before].values() if way.length is not None]
    return found


def _parts(reading: Reading, way: Way, offices: list[str]) -> list[tuple[int, int, list[int]]]:
    """Return first, until and the persons of each office for each part of a way's time."""
    held = [reading.holds[office].get((way.owner, way.mode), ()) for office in offices]
    cuts = sorted({cut for own in held for hold in own for cut in (hold.first, hold.until)})
    return [
        (first, until, [sum(h.persons for h in own if h.first <= first < h.until) for own in held])
        for first, until in pairwise(cuts)
    ]
