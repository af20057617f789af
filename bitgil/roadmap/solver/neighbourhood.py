"""Which part of a plan to search again: four kinds of neighbourhood, wider or narrower as they succeed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.matrix import Matrix, Numbers, owners_of

_GROW, _SHRINK = 1.25, 0.6
_SMALLEST, _LARGEST_FIRST, _PROJECTS = 0.02, 0.3, 30
_USED = 1e-6
_FAR = 1_000
_LEAST_MERIT = 0.1


class Neighbourhoods:
    """Proposes what may move around the best plan so far; everything else keeps its start or drops out.

    A kind that has not bettered the plan for long is asked less often.
    """

    def __init__(
        self, model: Model, matrix: Matrix, point: Numbers, reduced: Numbers, luck: np.random.Generator
    ) -> None:
        self.model, self.luck, self.reduced = model, luck, reduced
        self.places = owners_of(model.columns)
        self.names = sorted(self.places)
        self.starts = np.array([column.start for column in model.columns])
        self.used = point > _USED
        self.tight = self._tight_rows(matrix, point)
        self.kinds = [self._anywhere, self._around_a_quarter, self._under_a_limit, self._a_little]
        self.sizes = [min(max(_PROJECTS / len(self.names), _SMALLEST), _LARGEST_FIRST)] * len(self.kinds)
        self.merits = [1.0] * len(self.kinds)
        self.turn = 0

    def propose(self, columns: Mapping[int, int]) -> Numbers:
        """Return upper bounds that leave the next neighbourhood open."""
        self.turn = int(self.luck.choice(len(self.kinds), p=np.array(self.merits) / sum(self.merits)))
        upper = np.zeros(len(self.model.columns))
        for place, column in enumerate(self.model.columns):
            if column.kind != "start":
                upper[place] = column.high
        for place in columns:
            upper[place] = max(upper[place], columns[place])
        self.kinds[self.turn](upper, columns, self.sizes[self.turn])
        return upper

    def learn(self, *, better: bool, full: bool) -> None:
        """Widen a neighbourhood that was searched to its end, narrow one that took too long for nothing."""
        self.merits[self.turn] = 1.0 if better else max(self.merits[self.turn] / 2, _LEAST_MERIT)
        if full:
            self.sizes[self.turn] = min(self.sizes[self.turn] * _GROW, 1.0)
        elif not better:
            self.sizes[self.turn] = max(self.sizes[self.turn] * _SHRINK, _SMALLEST)

    def _count(self, size: float) -> int:
        return max(2, round(size * len(self.names)))

    def _free(self, upper: Numbers, names: list[str]) -> None:
        for name in names:
            upper[self.places[name]] = 1.0

    def _anywhere(self, upper: Numbers, columns: Mapping[int, int], size: float) -> None:
        """Free some candidates at random, oftener those on which plan and relaxation differ."""
        weight = np.array(
            [1.0 + 3.0 * any(self.used[p] and p not in columns for p in self.places[n]) for n in self.names]
        )
        chosen = self.luck.choice(len(self.names), self._count(size), replace=False, p=weight / weight.sum())
        self._free(upper, [self.names[k] for k in chosen])

    def _around_a_quarter(self, upper: Numbers, columns: Mapping[int, int], size: float) -> None:
        """Free the candidates that start, in the plan or in the relaxation, nearest to one quarter."""
        when = self.luck.choice(self.starts)
        distance = np.array(
            [
                min(
                    (
                        abs(int(self.starts[p]) - int(when))
                        for p in self.places[n]
                        if p in columns or self.used[p]
                    ),
                    default=99,
                )
                for n in self.names
            ]
        )
        order = np.lexsort((self.luck.random(len(self.names)), distance))[: self._count(size)]
        self._free(upper, [self.names[k] for k in order])

    def _under_a_limit(self, upper: Numbers, _columns: Mapping[int, int], size: float) -> None:
        """Free candidates that press on one limit, and some others to fill up."""
        names = list(self.names)
        self.luck.shuffle(names)
        if self.tight:
            pressed = set(self.tight[int(self.luck.integers(len(self.tight)))])
            names.sort(key=lambda name: name not in pressed)
        self._free(upper, names[: self._count(size)])

    def _a_little(self, upper: Numbers, columns: Mapping[int, int], size: float) -> None:
        """Let every chosen project move a little, and those left out take what the relaxation nearly used."""
        reach = max(1, round(size * 8))
        near = np.argsort(np.abs(self.reduced), kind="stable")[: int(len(self.names) * (1 + 2 * size))]
        upper[near] = np.maximum(upper[near], 1.0)
        upper[self.used] = np.maximum(upper[self.used], 1.0)
        for place in columns:
            if self.model.columns[place].kind == "start":
                mine = np.array(self.places[self.model.columns[place].owner])
                upper[mine[np.abs(self.starts[mine] - self.starts[place]) <= reach]] = 1.0

    def _tight_rows(self, matrix: Matrix, point: Numbers) -> list[tuple[str, ...]]:
        """Return who stands under each money or staff limit that the relaxation uses up."""
        spent = matrix.activity(point)
        found = []
        for number, row in enumerate(self.model.rows):
            limited = row.rule is not None and row.rule.kind in {"money", "staff"}
            if limited and row.high is not None and spent[number] >= 0.98 * row.high:
                owners = {self.model.columns[place].owner for place, _ in row.terms}
                found.append(tuple(sorted(owners & self.places.keys())))
        return found
