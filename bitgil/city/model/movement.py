"""What moves a figure between two years: each thing that changed, held back at its first year's value.

Belongs here: the split of a change, from one run and without another. Does not: what projects change
(impacts), or which assumption decides the spread (sensitivity).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Unpack

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.model.block import MODELLED
from bitgil.city.model.functions import Function
from bitgil.city.model.graph import City
from bitgil.city.model.running import Run, Settings, run
from bitgil.city.model.span import YEARS
from bitgil.plan.types import Project

SAME = 1e-9
"""Two values that differ by less than this share are the same."""


@dataclass(frozen=True, slots=True)
class Mover:
    """One thing that changed: its means in both years, and its part in the figure's change.

    `part` is the mean over the draws, `low` and `high` the 10th and 90th percentile, in the figure's unit.
    """

    name: str
    unit: str
    was: float
    now: float
    part: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Movement:
    """A figure's change between two years: means over the draws, which add up where medians do not.

    now - was = sum of the movers' parts + interaction. All None and no mover where a draw is missing.
    `measured` says that there is a measurement of either year; was and now are what the model made of it.
    """

    name: str
    unit: str
    first: int
    last: int
    was: float | None
    now: float | None
    interaction: float | None
    movers: tuple[Mover, ...]
    measured: bool = False

    @property
    def whole(self) -> bool:
        """Whether the figure can't be split: it is carried on from year to year, or read from a table."""
        return [mover.name for mover in self.movers] == [self.name]


def what_moves(
    city: City,
    name: str,
    first: int,
    last: int,
    *,
    projects: Collection[Project] | None = None,
    **settings: Unpack[Settings],
) -> Movement:
    """Return how the change of *name* from *first* to *last* is made up, the largest part first.

    Equation: part of c = mean[F(all of last) - F(all of last, c of first)]; interaction = change - Σ parts.
    F unfolds the figure's functions as far as they know only their own year; a thing that reads last year's
    values, a table or the calendar moves as one. Of a measured figure the model's own value is split.
    *projects* and *settings* are those of `run`. Raises ValueError for an unknown name.
    """
    known = city.ancestors([name])
    numbers = {n for n in known if n in city.functions or (n in city.inputs and not city.inputs[n].table)}
    begin, _ = settings.get("years", YEARS)
    settings["years"] = (min(begin, first, last), max(first, last))
    done = run(city, sorted(numbers | {name}), projects=projects, **settings)
    return _Splitter(city, done, name, first, last).split()


@dataclass(frozen=True)
class _Splitter:
    """The functions below one figure, and what they knew in two years."""

    city: City
    done: Run
    name: str
    first: int
    last: int

    def split(self) -> Movement:
        was, now = self._at(self.name, self.first), self._at(self.name, self.last)
        blank = Movement(self.name, self.city.unit_of(self.name), self.first, self.last, None, None, None, ())
        if not (np.isfinite(was).all() and np.isfinite(now).all()):
            return blank
        movers = tuple(sorted(self._movers(now), key=lambda mover: (-abs(mover.part), mover.name)))
        change = float(np.mean(now - was))
        rest = change - sum(mover.part for mover in movers)
        return replace(
            blank,
            was=float(was.mean()),
            now=float(now.mean()),
            interaction=rest,
            movers=movers,
            measured=self._own != self.name and any(self._replaced(year) for year in (self.first, self.last)),
        )

    def _movers(self, now: Array) -> Iterator[Mover]:
        for leaf in self._leaves:
            was, is_now = self._at(leaf, self.first), self._at(leaf, self.last)
            if np.allclose(was, is_now, rtol=SAME, atol=0):
                continue
            part = now - self._value(self.name, {leaf: was})
            if np.any(part):
                low, high = (float(end) for end in np.percentile(part, (10, 90)))
                means = float(was.mean()), float(is_now.mean()), float(part.mean())
                yield Mover(leaf, self.city.unit_of(leaf), *means, low, high)

    @cached_property
    def _leaves(self) -> tuple[str, ...]:
        """Return where unfolding ends, each thing once."""
        found: dict[str, None] = {}
        waiting, seen = [self.name], set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self._unfolded:
                waiting.extend(p.refers for p in self.city.functions[name].parameters)
            else:
                found[name] = None
        return tuple(found)

    @cached_property
    def _unfolded(self) -> frozenset[str]:
        names = (name for name in self.done.values if name in self.city.functions)
        return frozenset(name for name in names if self._unfolds(self.city.functions[name]))

    def _unfolds(self, function: Function) -> bool:
        """Return whether *function*, given its own year's values alone, gives what the run gave."""
        needs = function.parameters
        if function.stepped or any(p.is_table or p.lagged or p.name in {"years", "draws"} for p in needs):
            return False
        for year in (self.first, self.last):
            given = {p.name: self._at(p.refers, year) for p in needs}
            if not all(np.isfinite(value).all() for value in given.values()):
                return False
            if not np.allclose(function.body(**given), self._at(function.name, year), rtol=SAME, atol=0):
                return False
        return True

    def _value(self, name: str, held: Mapping[str, Array]) -> Array:
        """Return the last year's value of *name* with those of *held* as they were."""
        known = dict(held)

        def told(wanted: str) -> Array:
            if wanted not in known:
                if wanted in self._unfolded:
                    function = self.city.functions[wanted]
                    known[wanted] = function.body(**{p.name: told(p.refers) for p in function.parameters})
                else:
                    known[wanted] = self._at(wanted, self.last)
            return known[wanted]

        return told(name)

    @property
    def _own(self) -> str:
        """Return under which name the run kept what the model itself made of the figure."""
        modelled = self.name + MODELLED
        return modelled if modelled in self.done.values else self.name

    def _replaced(self, year: int) -> bool:
        column = year - int(self.done.years[0])
        return not np.array_equal(self.done[self.name][:, column], self.done[self._own][:, column])

    def _at(self, name: str, year: int) -> Array:
        column = year - int(self.done.years[0])
        return self.done[self._own if name == self.name else name][:, column : column + 1]
