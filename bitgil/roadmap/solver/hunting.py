"""The hunt for better plans by rounds: dive and walk, walk among good plans, merge some of them.

A walk keeps to starts that the relaxation with cuts uses or nearly. It begins at what the relaxation leans
to with disturbed worths, where a dive ends, or where one ends that holds most of a good plan. A walk among
the starts of good plans alone is narrower and goes further in its time, and furthest where these were come to
apart: so two hunts side by side tell each other theirs. A merge has HiGHS search the starts of a few good
plans together.
Source: C. Blum, P. Pinacho, M. López-Ibáñez, J. A. Lozano, "Construct, Merge, Solve & Adapt: a new general
algorithm for combinatorial optimization", Computers & Operations Research 68 (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from time import monotonic

import numpy as np

from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.diving import Dives
from bitgil.roadmap.solver.kernel import Looks
from bitgil.roadmap.solver.matrix import Numbers, Places, completed, owners_of, total_of
from bitgil.roadmap.solver.packing import Packing
from bitgil.roadmap.solver.ruin import Ruins, Walk
from bitgil.roadmap.solver.search import Effort

_NEAR, _LOSS = 900, 0.05
"""A walk keeps to so many starts and those of good plans, or to all that lower the relaxation by no more than
such a share of a candidate's mean worth."""
_WIDER = 1_500
"""Among so many starts dives look at least."""
_LEANT, _LEANING = 8_000, 2
"""With up to so many columns a walk from what the relaxation leans to comes in a third of the time as far as
one from a dive. There a round begins with so many of them; with more columns, with a dive."""
_BEGINNINGS, _MINUTE = 7, 60.0
"""And there the first round of a hunt that begins anew has so many beginnings in a search of a minute, fewer
in a shorter one; the last of them is a dive."""
_AGAIN, _AMONG = 4, 3
"""So often a round dives holding most of a good plan, and walks among some."""
_WARM_AGAIN, _WARM_AMONG = 3, 2
"""And so often where there are no cuts to dive by yet."""
_FAR, _NEARER, _FARTHER = 300_000, 50_000, 200_000
"""So many steps goes a walk from what the relaxation leans to, one from a dive, and one among good plans."""
_HOT, _WARM, _COOL = 100.0, 20.0, 10.0
"""These walks, and the last one from a dive that holds some of a plan, begin at so much / candidates² of the
relaxation's value."""
_FIRST, _LONGEST = 4_000, 1.5
"""A walk cannot be interrupted: by the pace of the first few steps it is kept to about so many seconds."""
_OUT_SHARE, _MOST_OUT = 10, 15
_NOISE = 0.02
_USED = 1e-9
_ELITE, _MERGED, _MERGE_SECONDS = 12, 5, 2.0
_TOLD = 4
"""So many of its good plans a hunt tells the one beside it, and keeps of beginnings that it left."""

Plan = frozenset[int]
"""The starts of a plan, by their columns."""


class Hunt:
    """Looks for better plans until the time is over or nothing better can be left."""

    def __init__(self, best: Best, packing: Packing, tight: Tight, effort: Effort) -> None:
        self.best, self.packing = best, packing
        self.places = [np.array(own) for own in owners_of(best.model.columns).values()]
        self.candidates = len(self.places)
        self.luck = np.random.default_rng(effort.seed)
        self.pace = np.inf
        self.leant = len(best.model.columns) <= _LEANT
        self.beginnings = max(1, round(_BEGINNINGS * min(effort.seconds / _MINUTE, 1.0)))
        self.elite: list[tuple[int, Plan]] = []
        self.recent: list[Plan] = []
        self.left: list[tuple[int, Plan]] = []
        self.beside: Hunt | None = None
        self.lean_on(tight, effort)

    def lean_on(self, tight: Tight, effort: Effort) -> None:
        """Go by that relaxation from now on, and begin anew."""
        self.due = self.beginnings
        self.tight, self.looks = tight, Looks(self.best, tight, effort)
        self.near = max(_NEAR, self.looks.count(_LOSS * abs(tight.root.value) / self.candidates))
        self.dives = Dives(tight, self.looks.nearest(max(_WIDER, self.near)), self.places)

    def go(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Hunt until it is enough or the time is over.

        After a round that bettered nothing of its own a hunt begins anew, far from what it knows; walks among
        good plans and merges then bring what it comes to together with what it left.
        """
        reached = 0
        while not (self.looks.over() or enough()):
            self._round(enough)
            now = self.elite[0][0] if self.elite else 0
            if now > reached:
                reached = now
            else:
                reached, self.left = 0, _best_of([*self.left, *self.elite[:1]], _TOLD)
                self.elite, self.due = [], self.beginnings

    def warm(self, enough: Callable[[], bool]) -> None:
        """Walk until it is enough, and once in any case."""
        self._walk_afresh()
        while not (self.looks.over() or enough()):
            self._walks(enough, _WARM_AGAIN, _WARM_AMONG)

    def take_up_best(self) -> None:
        """Count the best plan among the good ones, whoever found it."""
        columns, kinds = self.best.columns, self.best.model.columns
        if columns is not None:
            starts = frozenset(place for place in columns if kinds[place].kind == "start")
            self._elect(total_of(self.best.model, columns), starts)

    def _round(self, enough: Callable[[], bool]) -> None:
        """Begin, go on from good plans in every way, and merge."""
        self._walks(enough, _AGAIN, _AMONG)
        if not (self.looks.over() or enough()):
            self._merge()

    def _walks(self, enough: Callable[[], bool], again: int, among: int) -> None:
        """Begin, and go on from good plans in either way so many times; look wider where there is no plan."""
        self.recent.clear()
        further = [*[self._dive_again] * again, *[self._walk_among] * among]
        for way in chain(self._ways_to_begin(), further):
            if self.looks.over() or enough():
                break
            way()
        if self.best.columns is None:
            self.near *= 2
            self.looks.wider()
        elif not self.elite:
            self.take_up_best()

    def _ways_to_begin(self) -> Iterator[Callable[[], None]]:
        """Yield how to begin a round: in every way that is due where the hunt begins anew, or in a few."""
        if not self.leant:
            yield self._dive_afresh
            return
        if self.due == 0:
            yield from [self._walk_afresh] * _LEANING
        while self.due > 0:
            yield self._walk_afresh if self.due > 1 else self._dive_afresh
            self.due -= 1

    def _ground(self, columns: Iterable[int]) -> Ruins:
        """Return where to walk: among those starts alone."""
        starts: Places = np.flatnonzero(np.isin(self.packing.columns, list(set(columns))))
        return Ruins(self.packing.among(starts), self.tight.root.prices)

    def _walk_from(self, point: Numbers | None, steps: int, warmth: float) -> None:
        """Walk from what a relaxation's *point* leans to."""
        used = [] if point is None else self.packing.columns[point[self.packing.columns] > _USED].tolist()
        good = [start for _, plan in self.elite for start in plan]
        ground = self._ground([*self.looks.nearest(self.near), *used, *good])
        self._walk(ground, [] if point is None else ground.leaning(point), steps, warmth)

    def _walk_afresh(self) -> None:
        """Walk from what the relaxation leans to with disturbed worths."""
        self._walk_from(self.dives.leaning(self.luck, _NOISE), _FAR, _HOT)

    def _dive_afresh(self) -> None:
        """Walk from where a dive ends."""
        self._walk_from(self.dives.afresh(self.luck, self.looks.over), _NEARER, _WARM)

    def _dive_again(self) -> None:
        """Walk from where a dive ends that holds most of a good plan."""
        if self.elite:
            point = self.dives.again(self._good(), self.luck, self.looks.over)
            self._walk_from(point, _NEARER, _COOL)

    def _walk_among(self) -> None:
        """Walk from a good plan among the starts of all good plans that are known."""
        if self.elite:
            self._walk(self._ground(self.known()), self._good(), _FARTHER, _WARM)

    def known(self) -> Plan:
        """Return the starts of all good plans it knows, and of its last walks."""
        told = [] if self.beside is None else self.beside.told()
        plans = [plan for _, plan in [*self.elite, *self.left, *told]]
        return frozenset[int]().union(*plans, *self.recent)

    def told(self) -> list[tuple[int, Plan]]:
        """Return a few good plans, and those that it left, for the hunt beside it."""
        return [*self.elite[:_TOLD], *self.left]

    def _good(self) -> Plan:
        """Return a good plan, the better the oftener."""
        return self.elite[min(int(self.luck.exponential(len(self.elite) / 4)), len(self.elite) - 1)][1]

    def _walk(self, ground: Ruins, plan: Iterable[int], steps: int, warmth: float) -> None:
        """Walk, and note the plan it came to."""
        seconds = min(_LONGEST, max(self.looks.left(), 0.0))
        steps = _FIRST if np.isinf(self.pace) else max(min(steps, int(self.pace * seconds)), 1)
        far = Walk(
            steps=steps,
            out=max(2, min(self.candidates // _OUT_SHARE, _MOST_OUT)),
            warmth=warmth / self.candidates**2 * abs(self.tight.root.value),
        )
        began = monotonic()
        came = ground.walk(plan, far, int(self.luck.integers(2**31)))
        self.pace = steps / max(monotonic() - began, 1e-9)
        if came is None:
            return
        columns = completed(self.best.model, dict.fromkeys(came[0], 1))
        self.recent.append(frozenset(came[0]))
        self._elect(total_of(self.best.model, columns), frozenset(came[0]))
        self.best.offer(highs.point_of(self.best.model, columns))

    def _elect(self, total: int, plan: Plan) -> None:
        """Keep a few of the best plans that differ."""
        self.elite = _best_of([*self.elite, (total, plan)], _ELITE)

    def _merge(self) -> None:
        """Search the starts of the best plan, of the last walks and of some good plans together."""
        if self.best.columns is None:
            return
        others = [plan for _, plan in self.elite]
        self.luck.shuffle(others)
        opened = frozenset[int]().union(*[*self.recent, *others][:_MERGED])
        if self.looks.among(opened, self.looks.briefly(_MERGE_SECONDS)):
            self.take_up_best()


def _best_of(plans: list[tuple[int, Plan]], count: int) -> list[tuple[int, Plan]]:
    """Return so many of the best that differ."""
    return sorted(dict.fromkeys(plans), key=lambda each: -each[0])[:count]
