"""What each office can do alone, as rows that every plan keeps.

The limits of an office's persons tie its own candidates together; money and what requires what tie offices to
one another. At the prices y of all rows that are not an office's own, its candidates are worth
c' = c - A'y, and the best whole choice of them within its own rows, z = max c'x, says of every plan:
c'x ≤ z. A relaxation with these rows lies no higher than the Lagrangian bound at the same prices.
Source: A. M. Geoffrion, "Lagrangean relaxation for integer programming", Mathematical Programming Study 2
(1974).
"""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from time import monotonic

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs, simplex
from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.matrix import Matrix, Numbers, Places, Rows
from bitgil.roadmap.solver.search import IMPOSSIBLE

_LOOKS = 0.7
"""Of the time so much goes to the pieces, the rest to the relaxation with what they say."""
_LOOK_SECONDS = 2.0
_GAINED = 1e-5
"""A piece that lowers the relaxation by less than such a share of it says nothing new."""
_ROUNDING = 1e-7
_NONE = -1


def pieces_of(model: Model) -> Places:
    """Return for each column which piece it is of: those that limits of staff tie together; −1 for none."""
    first: dict[str, str] = {}
    for row in model.rows:
        if row.rule is not None and row.rule.kind == "staff":
            _tie(first, {model.columns[place].owner for place, _ in row.terms})
    names = sorted({_head(first, name) for name in first})
    number = {name: k for k, name in enumerate(names)}
    known = [each.owner if each.kind == "start" else "" for each in model.columns]
    return np.array([number[_head(first, own)] if own in first else _NONE for own in known], dtype=np.int64)


def _head(first: dict[str, str], name: str) -> str:
    while first[name] != name:
        name = first[name]
    return name


def _tie(first: dict[str, str], owners: set[str]) -> None:
    heads = {_head(first, first.setdefault(owner, owner)) for owner in owners}
    for head in heads:
        first[head] = min(heads)


def _alone(matrix: Matrix, columns: Places) -> Places:
    """Return the piece of each row all of whose columns are of one piece."""
    found = np.full(len(matrix.low), _NONE)
    filled = np.flatnonzero(np.diff(matrix.start) > 0)
    if len(filled):
        least = np.minimum.reduceat(columns[matrix.index], matrix.start[filled])
        most = np.maximum.reduceat(columns[matrix.index], matrix.start[filled])
        found[filled] = np.where(least == most, least, _NONE)
    return found


def pieced(model: Model, tight: Tight, *, seconds: float, stop: Event | None = None) -> Tight:
    """Return *tight* with a row of each piece below its own, and the optimum of that.

    The rows hold for every plan, since they follow from the model's own. Without several pieces, or in no
    time, all stays as it was. At the prices that the rows lead to the pieces say next to nothing new.
    """
    until, plain = monotonic() + seconds, tight.own(len(model.rows))
    pieces = pieces_of(model)
    if pieces.max(initial=_NONE) < 1:
        return tight
    rows = _said(pieces, plain, tight, until - (1 - _LOOKS) * seconds, stop)
    left = max(until - monotonic(), 0.0)
    root = simplex.relax(tight.matrix.below(rows), seconds=left) if len(rows.low) else None
    return tight if root is None else replace(tight, matrix=tight.matrix.below(rows), root=root)


def _said(pieces: Places, plain: Matrix, tight: Tight, until: float, stop: Event | None) -> Rows:
    """Return a row for each piece whose best is less than its share of the relaxation."""
    alone, count = _alone(tight.matrix, pieces), int(pieces.max()) + 1
    least = _GAINED / count * abs(tight.root.value)
    places: list[Places] = []
    values: list[Numbers] = []
    most: list[float] = []
    for piece in range(count):
        left = until - monotonic()
        if left <= 0 or (stop is not None and stop.is_set()):
            break
        columns, own = np.flatnonzero(pieces == piece), np.flatnonzero(alone == piece)
        worth = _worth(tight, own)[columns]
        part = replace(plain.part(columns, own[own < len(plain.low)]), goal=worth)
        bound = _best(part, min(left, _LOOK_SECONDS), stop)
        if bound < float(worth @ tight.root.point[columns]) - least:
            places.append(columns[worth != 0])
            values.append(worth[worth != 0])
            most.append(bound + _ROUNDING * max(1.0, abs(bound)))
    lengths = [len(each) for each in places]
    return Rows(
        low=np.full(len(places), -np.inf),
        high=np.array(most),
        start=np.append(0, np.cumsum(lengths)).astype(np.int64),
        index=np.concatenate([np.zeros(0, dtype=np.int64), *places]),
        value=np.concatenate([np.zeros(0), *values]),
    )


def _worth(tight: Tight, own: Places) -> Numbers:
    """Return what each column is worth at the prices of all rows but *own*."""
    matrix, prices = tight.matrix, tight.root.prices.copy()
    prices[own] = 0.0
    each = np.repeat(prices, np.diff(matrix.start))
    priced: Numbers = matrix.goal - np.bincount(matrix.index, each * matrix.value, len(matrix.goal))
    return priced


def _best(part: Matrix, seconds: float, stop: Event | None) -> float:
    """Return what whole columns are worth at most."""
    answer = highs.run(part, seconds=seconds, stop=stop)
    return np.inf if answer.status == IMPOSSIBLE else answer.bound
