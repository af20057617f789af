"""Large plans: a hunt for plans and a bounding search side by side, each on one core.

First one thread looks for cuts while the other walks. After that the one searches the whole model, and what
it proves is the bound, while the other hunts by the relaxation with cuts. At most sizes the bound is branched
for below the cuts, in a program of its own (`apart`); at some of them after a look at what the offices can do
alone, and only for nearly half of the time unless the bound still falls fast: then that core hunts too.
Elsewhere HiGHS searches: it leaves finding plans to the hunt, hears of every better one, and has more columns
to branch on (`sums`). A model that cannot be walked over is bettered in parts instead.

What is found depends on the time given and on the machine; the plan itself is what is kept, with its proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import Event
from time import monotonic

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs, simplex
from bitgil.roadmap.solver.apart import branched
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight, tightened
from bitgil.roadmap.solver.ending import Ending, beside
from bitgil.roadmap.solver.fall import Fall
from bitgil.roadmap.solver.hunting import Hunt
from bitgil.roadmap.solver.matrix import Numbers, completed, matrix_of
from bitgil.roadmap.solver.packing import packing_of
from bitgil.roadmap.solver.parting import Parting
from bitgil.roadmap.solver.pieces import pieced
from bitgil.roadmap.solver.search import IMPOSSIBLE, OPTIMAL, Effort, Found, Listen
from bitgil.roadmap.solver.sums import EAGER, KEEPING, NO_PLANS, Gathered, gathered

_CUTS, _PIECES = 0.55, 0.2
"""At most so much of the time goes to cuts, and so much more to what the offices can do alone."""
_BRANCHED = range(3_000, 20_000)
"""With so many columns the bound is branched for. With fewer HiGHS's own search comes further in some cities
and less far in others; with more a relaxation takes too long to be solved time and again."""
_BY_OFFICES, _SHARE = range(3_000, 8_000), 0.45
"""With so many, offices are looked at, and after such a share of the time both cores hunt as soon as the
bound falls slowly. With more columns offices are too large to look at, and there is no such time."""


def search(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return the best columns of *model* found within *effort*, with a bound proven over all of it."""
    began, matrix = monotonic(), matrix_of(model).possible()
    root = simplex.relax(matrix, seconds=effort.seconds)
    if root is None:
        return highs.search(model, effort, hint=hint, listen=listen)
    best = Best(model, matrix, began, listen)
    stop = Ending(best.over) if effort.stop is None else Ending(best.over, effort.stop)
    try:
        best.bounded(root.value)
        if hint is not None:
            best.offer(highs.point_of(model, completed(model, hint)))
        _hunted(best, Tight(matrix, root), replace(effort, stop=stop), stop)
    except KeyboardInterrupt:  # between two looks: what was found until then is the answer
        if effort.stop is not None:
            effort.stop.set()
        _first(best, Tight(matrix, root), effort)
    return best.found(monotonic() - began)


def _first(best: Best, plain: Tight, effort: Effort) -> None:
    """Walk once where there is no plan yet: whoever presses Ctrl-C at the very first is still answered."""
    packing = packing_of(best.model) if best.columns is None else None
    if packing is not None:
        Hunt(best, packing, plain, effort).warm(lambda: True)


def _hunted(best: Best, plain: Tight, effort: Effort, stop: Event) -> None:
    """Hunt and bound side by side until the time is over."""
    packing = packing_of(best.model)
    if packing is None:
        parting, whole = Parting(best, plain, effort), Gathered(best.matrix, ())
        beside(lambda: _bound(best, whole, effort, stop), parting.go, best)
        return
    hunt = Hunt(best, packing, plain, effort)
    lower = _head_start(hunt, effort)
    if stop.is_set():
        return
    twin = Hunt(best, packing, hunt.tight, replace(effort, seed=effort.seed + 1))
    hunt.beside, twin.beside = twin, hunt

    def bound() -> None:
        if _size(best) in _BRANCHED:
            _branched(best, lower, effort, stop)
        else:
            _bound(best, gathered(best.model, best.matrix), effort, stop)
        twin.go()

    beside(bound, hunt.go, best)


def _head_start(hunt: Hunt, effort: Effort) -> Tight:
    """Walk while another thread looks for cuts, then hunt by them while it looks at the offices.

    Returns what is to be branched on: with cuts, and what the offices can do alone where that was looked at.
    """
    best, tight = hunt.best, hunt.tight
    lower = tight
    hunt.take_up_best()

    def cut() -> None:
        nonlocal tight
        tight = tightened(tight.matrix, tight.root, seconds=effort.seconds * _CUTS, stop=effort.stop)

    def part() -> None:
        nonlocal lower
        lower = pieced(best.model, tight, seconds=effort.seconds * _PIECES, stop=effort.stop)
        best.bounded(lower.bound)

    beside(cut, hunt.warm, best)
    best.offer(tight.point)
    best.bounded(tight.bound)
    hunt.lean_on(tight, effort)
    lower = tight
    if _size(best) in _BY_OFFICES and not hunt.looks.over():
        beside(part, hunt.go, best)
    return lower


def _size(best: Best) -> int:
    return len(best.model.columns)


def _branched(best: Best, lower: Tight, effort: Effort, stop: Event) -> None:
    """Branch below the cuts, for as much of the time as a bound is worth at that size."""
    end = best.began + effort.seconds
    until = best.began + effort.seconds * _SHARE if _size(best) in _BY_OFFICES else end
    whole, fall = gathered(best.model, lower.matrix), Fall(best.bound, monotonic())

    def over() -> bool:
        now = monotonic()
        falls = fall.goes_on(best.bound, now)
        return stop.is_set() or best.settled() or now >= end or (now >= until and not falls)

    branched(best, whole, lower.least, over)


def _bound(best: Best, whole: Gathered, effort: Effort, stop: Event) -> None:
    """Have HiGHS search the whole model; its bound is the proof."""

    def heard(_value: float, bound: float, point: Numbers | None) -> None:
        best.bounded(bound)
        best.offer(None if point is None else whole.plain(point))

    columns, newer = best.columns, best.newer(best.total)

    def known() -> Numbers | None:
        point = newer()
        return None if point is None else whole.point(point)

    answer = highs.run(
        whole.matrix,
        seconds=effort.seconds - (monotonic() - best.began),
        seed=effort.seed,
        start=None if columns is None else whole.point(highs.point_of(best.model, columns)),
        stop=stop,
        heard=heard,
        options=KEEPING | NO_PLANS | EAGER if whole.sums else {},
        known=known if whole.sums else None,
    )
    best.bounded(answer.bound)
    best.offer(None if answer.point is None else whole.plain(answer.point))
    if (answer.status == IMPOSSIBLE and best.columns is None) or (
        answer.status == OPTIMAL and best.value >= answer.value - abs(answer.value) * 1e-9
    ):
        best.status = answer.status
