"""A model's starts as sparse arrays: what each takes of every row, and what two of them are worth together.

Rows about two projects having finished are folded into a table of what two starts add to each other, so a
plan is its starts alone. A model with other unknowns (slacks), or other rows about pairs (a least value), has
no such form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bitgil.roadmap.model import Model, Row
from bitgil.roadmap.solver.matrix import Numbers, Places, owners_of

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Packing:
    """Starts [n] with their candidate, quarter and worth; rows [m] low ≤ A s ≤ high; `joint` [n, n].

    `columns` and `rows` are their places in the model, and A is `by_row`. The worth of a plan s is
    Σ worth s + ½ s' joint s, in units of value.
    """

    columns: Places
    rows: Places
    owner: Places
    quarter: Places
    worth: Numbers
    low: Numbers
    high: Numbers
    by_row: csr_matrix
    joint: csr_matrix

    def among(self, starts: Places) -> Packing:
        """Return the packing of those starts alone, with the rows that they can break."""
        taken = self.by_row[:, starts].tocsr()
        most = np.asarray(taken.maximum(0).sum(axis=1)).ravel()
        rows = np.flatnonzero((most > self.high) | np.isfinite(self.low))
        return Packing(
            columns=self.columns[starts],
            rows=self.rows[rows],
            owner=self.owner[starts],
            quarter=self.quarter[starts],
            worth=self.worth[starts],
            low=self.low[rows],
            high=self.high[rows],
            by_row=taken[rows],
            joint=self.joint[starts][:, starts],
        )


def packing_of(model: Model) -> Packing | None:
    """Return *model* by its starts; None where it has no such form."""
    places = [place for place, column in enumerate(model.columns) if column.kind == "start"]
    number = {place: k for k, place in enumerate(places)}
    if any(column.kind not in {"start", "both"} for column in model.columns):
        return None
    if not all(_says_both(row, number) for row in model.rows):
        return None
    names = {name: k for k, name in enumerate(sorted(owners_of(model.columns)))}
    own = [k for k, row in enumerate(model.rows) if all(place in number for place, _ in row.terms)]
    rows = [model.rows[k] for k in own]
    by_row = _sparse(
        [(k, number[place], weight) for k, row in enumerate(rows) for place, weight in row.terms],
        (len(rows), len(places)),
    )
    return Packing(
        columns=np.array(places, dtype=np.int64),
        rows=np.array(own, dtype=np.int64),
        owner=np.array([names[model.columns[place].owner] for place in places], dtype=np.int64),
        quarter=np.array([model.columns[place].start for place in places], dtype=np.int64),
        worth=np.array([model.goal[place] / model.scale for place in places], dtype=np.float64),
        low=np.array([-np.inf if row.low is None else row.low for row in rows], dtype=np.float64),
        high=np.array([np.inf if row.high is None else row.high for row in rows], dtype=np.float64),
        by_row=by_row,
        joint=_joint(model, number),
    )


def _says_both(row: Row, number: Mapping[int, int]) -> bool:
    """Say whether a row is about starts alone, or only says of one pair whether both have finished."""
    pairs = sum(place not in number for place, _ in row.terms)
    defines = row.rule is None and (row.low, row.high) in {(None, 0), (-1, None)}
    return pairs == 0 or (pairs == 1 and defines)


def _joint(model: Model, number: dict[int, int]) -> csr_matrix:
    """Return what any two starts add to each other: Σ goal of the pairs of which they finish both."""
    finished: dict[int, dict[str, set[int]]] = {}
    for row in model.rows:
        for pair in (place for place, _ in row.terms if place not in number):
            for place, _ in row.terms:
                if place in number:
                    owner = model.columns[place].owner
                    finished.setdefault(pair, {}).setdefault(owner, set()).add(number[place])
    terms = []
    for pair, owners in finished.items():
        if len(owners) == 2:  # noqa: PLR2004  a pair in which one never finishes is never worth anything
            one, two = owners.values()
            gain = model.goal[pair] / model.scale
            terms += [(a, b, gain) for x in one for y in two for a, b in ((x, y), (y, x))]
    return _sparse(terms, (len(number), len(number)))


def _sparse(terms: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> csr_matrix:
    rows, columns, values = zip(*terms, strict=True) if terms else ((), (), ())
    return csr_matrix((np.array(values, dtype=np.float64), (rows, columns)), shape=shape)
