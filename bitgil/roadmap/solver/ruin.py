"""Ruin and recreate: some starts of a plan are taken out, and what fits best then is put in, again and again.

What fits best goes by worth beside the relaxation's prices of what it takes, each time a little disturbed.
Worse plans are gone on from while it is warm; it cools to nothing within one walk. Nothing is proven by it,
and any plan it comes to is held against the whole model elsewhere. A rule that only two starts together can
keep (`together`) stays as it is in the plan it walks from.
Source: G. Schrimpf, J. Schneider, H. Stamm-Wilbrandt, G. Dueck, "Record breaking optimization results using
the ruin and recreate principle", Journal of Computational Physics 159 (2000).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bitgil.roadmap.solver.matrix import Numbers, Places
from bitgil.roadmap.solver.packing import Flags, Packing

_PRICES, _NOISE = 0.3, 0.3
"""How much prices and worths are disturbed: the standard deviation of their logarithm."""
_BY_RATIO = 0.7
_FREE = 0.1
"""So much of its worth is added to what a start costs, or what costs nothing would be worth without end."""
_FIRST = 1e12
_PASSES = 3
_LEAST = 2
_USED = 1e-6


@dataclass(frozen=True, slots=True)
class Walk:
    """How far to go: so many rounds, up to so many starts out at once, and how warm (share of the worth)."""

    rounds: int
    out: int
    warmth: float


class Ruins:
    """Walks over the plans of one packing at the prices of the model's rows."""

    def __init__(self, packing: Packing, prices: Numbers, luck: np.random.Generator) -> None:
        self.packing, self.luck = packing, luck
        self.prices = np.maximum(prices[packing.rows], 0.0)
        self.costs = packing.by_row.T.tocsr()
        self.takes = (packing.by_row > 0).astype(np.float64)
        self.owners = int(packing.owner.max(initial=-1)) + 1

    def leaning(self, point: Numbers) -> list[int]:
        """Return the starts that a relaxation's *point* [n] uses most, as far as they fit together."""
        spent = self.packing.spent(())
        kept: list[int] = []
        inside = np.zeros(self.owners, dtype=np.bool_)
        used = np.flatnonzero(point > _USED)
        self._filled(used[np.argsort(-point[used], kind="stable")], kept, spent, inside)
        return kept

    def walk(
        self, plan: Sequence[int], walk: Walk, over: Callable[[], bool]
    ) -> tuple[list[int], float] | None:
        """Return the best plan met from *plan*, which may break rules, and its worth; None for none."""
        here, spent = list(plan), self.packing.spent(plan)
        sound = not len(self.packing.lacking(spent)) and not len(self.packing.broken(spent))
        now = best = self.packing.value(here) if sound else -np.inf
        kept = here if sound else None
        for step in range(walk.rounds):
            if over():
                break
            found = self._again(here, spent, walk.out)
            if found is None:
                continue
            value = self.packing.value(found[0])
            warmth = walk.warmth * abs(best if np.isfinite(best) else value) * (1 - step / walk.rounds) ** 2
            if value >= now + warmth * np.log(self.luck.random()):
                (here, spent), now = found, value
                if value > best:
                    kept, best = here, value
        return None if kept is None else (kept, best)

    def _again(self, plan: list[int], spent: Numbers, out: int) -> tuple[list[int], Numbers] | None:
        """Return the plan after one ruin and recreation; None where a rule could not be kept."""
        gone = set(self._chosen(plan, out))
        kept = [start for start in plan if start not in gone]
        spent = spent.copy()
        self._take_out(gone, spent)
        self._clear(kept, spent)
        self._put_in(kept, spent)
        whole = not len(self.packing.lacking(spent)) and not len(self.packing.broken(spent))
        return (kept, spent) if whole else None

    def _take_out(self, gone: set[int], spent: Numbers) -> None:
        for start in gone:
            spent[self.packing.rows_of[start]] -= self.packing.weights_of[start]
        spent[-1] = 0.0

    def _chosen(self, plan: list[int], out: int) -> list[int]:
        """Return which starts to take out: any, those near one quarter, or those that press on one row."""
        if not plan:
            return []
        starts, luck = np.array(plan), self.luck
        count = min(int(luck.integers(_LEAST, out + 1)), len(plan))
        far = luck.random(len(plan))
        kind = int(luck.integers(3))
        if kind:
            one = starts[int(luck.integers(len(plan)))]
            if kind == 1:
                far = np.abs(self.packing.quarter[starts] - self.packing.quarter[one]) + 4 * far
            else:
                far += self._elsewhere(starts, one)
        return [plan[k] for k in np.argsort(far)[:count]]

    def _elsewhere(self, starts: Places, one: int) -> Numbers:
        """Return 0 for those that take of one dear row which *one* takes of too, and 1 for the others."""
        rows = self.packing.rows_of[one]
        dear = rows[(rows < len(self.prices)) & (np.append(self.prices, 0.0)[rows] > 0)]
        if not len(dear):
            return np.zeros(len(starts))
        row = int(dear[int(self.luck.integers(len(dear)))])
        shares = (self.packing.rows_of[starts] == row).any(axis=1)
        return np.where(shares, 0.0, 1.0)

    def _clear(self, kept: list[int], spent: Numbers) -> None:
        """Take out what cannot stay without what went: it breaks a row now."""
        while len(broken := self.packing.broken(spent)):
            rows = self.packing.rows_of[kept]
            pressing = ((rows == broken[0]) & (self.packing.weights_of[kept] > 0)).any(axis=1)
            gone = {kept[k] for k in np.flatnonzero(pressing)}
            if not gone:
                return
            self._take_out(gone, spent)
            kept[:] = [start for start in kept if start not in gone]

    def _put_in(self, kept: list[int], spent: Numbers) -> None:
        """Put in what fits, the best first, until nothing does."""
        packing, inside = self.packing, np.zeros(self.owners, dtype=np.bool_)
        inside[packing.owner[kept]] = True
        merit = self._merits(kept)
        for _ in range(_PASSES):
            free = np.flatnonzero(~inside[packing.owner])
            free = free[packing.fits(free, spent)]
            wanted = merit[free] + self._needed(free, spent)
            order = free[np.argsort(-wanted, kind="stable")][: np.count_nonzero(wanted > -_FIRST / 2)]
            if not self._filled(order, kept, spent, inside):
                return

    def _filled(self, order: Places, kept: list[int], spent: Numbers, inside: Flags) -> bool:
        packing, grown = self.packing, False
        for start, owner in zip(order.tolist(), packing.owner[order].tolist(), strict=True):
            rows = packing.rows_of[start]
            if inside[owner]:
                continue
            after = spent[rows] + packing.weights_of[start]
            if (after <= packing.high[rows]).all():
                spent[rows] = after
                inside[owner] = grown = True
                kept.append(start)
        spent[-1] = 0.0
        return grown

    def _merits(self, kept: list[int]) -> Numbers:
        """Return how well each start would do now: worth by cost, or worth less cost, both disturbed.

        What is worth nothing, or less beside what is there, is only put in where a row wants it.
        """
        packing, luck = self.packing, self.luck
        chosen = np.zeros(len(packing.columns))
        chosen[kept] = 1.0
        worth: Numbers = packing.worth + packing.joint @ chosen
        cost: Numbers = self.costs @ (self.prices * np.exp(luck.normal(0.0, _PRICES, len(self.prices))))
        noise = np.exp(luck.normal(0.0, _NOISE, self.owners))[packing.owner]
        if luck.random() < _BY_RATIO:
            merit: Numbers = worth * noise / (np.maximum(cost, 0.0) + _FREE * np.abs(worth) + 1e-9)
        else:
            merit = (worth - cost) * noise
        return np.where(worth > 0, merit, -_FIRST)

    def _needed(self, free: Places, spent: Numbers) -> Numbers:
        """Return a preference before all others for what a row still wants."""
        lacking = self.packing.lacking(spent)
        if not len(lacking):
            return np.zeros(len(free))
        helps = np.asarray(self.takes[lacking][:, free].sum(axis=0)).ravel() > 0
        return np.where(helps, 2 * _FIRST, 0.0)
