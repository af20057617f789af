"""A model as the arrays that a solver of linear programmes reads, and the exact check of what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bitgil.roadmap.model import Column, Model

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows low ≤ A x ≤ high: the terms of row k stand from start[k] to start[k + 1]."""

    low: Numbers
    high: Numbers
    start: Places
    index: Places
    value: Numbers


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows low ≤ A x ≤ high by rows (start, index, value), bounds of the columns, and the goal to raise.

    The goal is in units of value (goal / scale), the rows are whole numbers as they stand in the model.
    """

    goal: Numbers
    lower: Numbers
    upper: Numbers
    low: Numbers
    high: Numbers
    start: Places
    index: Places
    value: Numbers
    scale: int

    def within(self, upper: Numbers) -> Matrix:
        """Return the matrix with other upper bounds of its columns."""
        return replace(self, upper=np.minimum(self.upper, upper))

    def possible(self) -> Matrix:
        """Return the matrix with those columns held at 0 that are 0 in every plan.

        A relaxation would use some of a start that as a whole breaks a limit.
        """
        places, count = self.able(np.arange(len(self.goal))), len(self.goal)
        while len(places) < count:
            places, count = self.able(places), len(places)
        upper = np.zeros(len(self.goal))
        upper[places] = np.inf
        return self.within(upper)

    def below(self, more: Rows) -> Matrix:
        """Return the matrix with more rows below its own."""
        return replace(
            self,
            low=np.append(self.low, more.low),
            high=np.append(self.high, more.high),
            start=np.append(self.start, self.start[-1] + more.start[1:]),
            index=np.append(self.index, more.index),
            value=np.append(self.value, more.value),
        )

    def among(self, places: Places) -> Matrix:
        """Return the matrix of those columns alone, the others at 0, with the rows that they can break."""
        row = self._row_of_each()
        let = np.zeros(len(self.goal), dtype=bool)
        let[places] = True
        terms = np.where(let[self.index], self.value * self.upper[self.index], 0.0)
        most = np.bincount(row, np.maximum(terms, 0.0), len(self.low))
        least = np.bincount(row, np.minimum(terms, 0.0), len(self.low))
        return self.part(places, np.flatnonzero((most > self.high) | (least < self.low)))

    def part(self, places: Places, rows: Places) -> Matrix:
        """Return the matrix of those columns and rows alone."""
        number, kept = np.full(len(self.goal), -1), np.zeros(len(self.low), dtype=bool)
        number[places], kept[rows] = np.arange(len(places)), True
        row = self._row_of_each()
        inside = (number[self.index] >= 0) & kept[row]
        lengths = np.bincount(row[inside], minlength=len(self.low))[rows]
        return Matrix(
            goal=self.goal[places],
            lower=self.lower[places],
            upper=self.upper[places],
            low=self.low[rows],
            high=self.high[rows],
            start=np.append(0, np.cumsum(lengths)).astype(np.int64),
            index=number[self.index[inside]],
            value=self.value[inside],
            scale=self.scale,
        )

    def able(self, places: Places) -> Places:
        """Return those of *places* that can be above 0 where all other columns are 0."""
        let = np.zeros(len(self.goal), dtype=bool)
        let[places] = True
        row = self._row_of_each()
        terms = np.where(let[self.index], self.value * self.upper[self.index], 0.0)
        least = np.bincount(row, np.minimum(terms, 0.0), len(self.low))
        barred = (self.value > 0) & (least[row] + self.value > self.high[row])
        let[self.index[barred]] = False
        found: Places = np.flatnonzero(let)
        return found

    def _row_of_each(self) -> Places:
        """Return the row of each term."""
        rows: Places = np.repeat(np.arange(len(self.low)), np.diff(self.start))
        return rows

    def activity(self, point: Numbers) -> Numbers:
        """Return A x."""
        if not len(self.low):
            return np.zeros(0)
        terms = np.append(self.value * point[self.index], 0.0)
        sums = np.add.reduceat(terms, np.minimum(self.start[:-1], len(terms) - 1))
        return np.where(np.diff(self.start) > 0, sums, 0.0)


def matrix_of(model: Model) -> Matrix:
    """Return *model* as arrays."""
    lengths = [len(row.terms) for row in model.rows]
    flat = [term for row in model.rows for term in row.terms]
    return Matrix(
        goal=np.array([worth / model.scale for worth in model.goal], dtype=np.float64),
        lower=np.zeros(len(model.columns)),
        upper=np.array([column.high for column in model.columns], dtype=np.float64),
        low=np.array([-np.inf if row.low is None else row.low for row in model.rows], dtype=np.float64),
        high=np.array([np.inf if row.high is None else row.high for row in model.rows], dtype=np.float64),
        start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        index=np.array([place for place, _ in flat], dtype=np.int64),
        value=np.array([weight for _, weight in flat], dtype=np.float64),
        scale=model.scale,
    )


def total_of(model: Model, columns: Mapping[int, int]) -> int:
    """Return the goal of whole *columns*, exactly."""
    return sum(model.goal[place] * value for place, value in columns.items())


def keeps(model: Model, columns: Mapping[int, int]) -> bool:
    """Say whether whole *columns* keep every row, in whole numbers."""
    for row in model.rows:
        total = sum(weight * columns.get(place, 0) for place, weight in row.terms)
        if (row.low is not None and total < row.low) or (row.high is not None and total > row.high):
            return False
    return True


def completed(model: Model, columns: Mapping[int, int]) -> dict[int, int]:
    """Return the chosen starts with the columns that follow from them set to their best, for a full hint."""
    chosen = {place: value for place, value in columns.items() if model.columns[place].kind != "both"}
    joint = [place for place, column in enumerate(model.columns) if column.kind == "both"]
    if not joint:
        return chosen
    limits = dict.fromkeys(joint, 1)
    least = dict.fromkeys(joint, 0)
    free = set(joint)
    for row in model.rows:
        own = next((place for place, weight in row.terms if place in free and weight == 1), None)
        if own is None or row.rule is not None:
            continue
        rest = sum(weight * chosen.get(place, 0) for place, weight in row.terms if place != own)
        if row.high is not None:
            limits[own] = min(limits[own], row.high - rest)
        if row.low is not None:
            least[own] = max(least[own], row.low - rest)
    best = {place: limits[place] if model.goal[place] > 0 else least[place] for place in joint}
    return chosen | {place: value for place, value in best.items() if value}


def owners_of(columns: tuple[Column, ...]) -> dict[str, list[int]]:
    """Return the start columns of each candidate."""
    found: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if column.kind == "start":
            found.setdefault(column.owner, []).append(place)
    return found
