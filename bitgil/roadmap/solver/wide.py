"""Large plans: a hunt for plans and a bounding search side by side, each on one core.

One thread lets HiGHS search the whole model: what it proves is the bound. The other solves the model again
and again with most of it held fast (`hunting`). Below the largest sizes the hunt also walks and has a head
start, since a bound falls sooner where a good plan is known; HiGHS then leaves finding plans to it, hears of
every better one, and has more columns to branch on (`sums`).

What is found depends on the time given and on the machine; the plan itself is what is kept, with its proof.
Source: E. Angelelli, R. Mansini, M. G. Speranza, "Kernel search: a general heuristic for the
multi-dimensional knapsack problem", Computers & Operations Research 37 (2010).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import Event, Thread
from time import monotonic

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.hunting import Hunt
from bitgil.roadmap.solver.matrix import Numbers, completed, matrix_of
from bitgil.roadmap.solver.search import IMPOSSIBLE, OPTIMAL, Effort, Found, Listen
from bitgil.roadmap.solver.sums import KEEPING, NO_PLANS

_LARGER = 6_000
"""Up to so many columns walks and sums help; above, a kernel of the relaxation is better than a walk."""
_KERNEL_SHARE, _LESS_SHARE = 0.25, 0.08
"""Of the time so much goes to a kernel: the more where it is most of what is found."""
_HEAD_START, _HEAD_START_OF_FEW = 0.12, 0.06


def search(
    model: Model, effort: Effort, *, hint: Mapping[int, int] | None = None, listen: Listen | None = None
) -> Found:
    """Return the best columns of *model* found within *effort*, with a bound proven over all of it."""
    began, matrix = monotonic(), matrix_of(model)
    effort = effort if effort.stop is not None else replace(effort, stop=Event())
    root = highs.relax(matrix, seconds=effort.seconds)
    if root is None:
        return highs.search(model, effort, hint=hint, listen=listen)
    best = Best(model, matrix, began, listen)
    best.bounded(root.value)
    if hint is not None:
        best.offer(highs.point_of(model, completed(model, hint)))
    hunt = Hunt(best, root, effort, walking=len(model.columns) <= _LARGER)
    bounding = Thread(target=_bound, args=(best, hunt, effort), daemon=True)
    try:
        if hunt.ruins is not None:
            _head_start(hunt, effort)
            bounding.start()
        else:
            bounding.start()
            hunt.first(effort.seconds * (_KERNEL_SHARE if len(model.columns) > _LARGER else _LESS_SHARE))
        hunt.go()
    except KeyboardInterrupt:
        pass  # Ctrl-C between two looks: what was found until then is the answer
    finally:
        best.over.set()
        if bounding.ident is not None:
            bounding.join()
    return best.found(monotonic() - began)


def _head_start(hunt: Hunt, effort: Effort) -> None:
    """Hunt on both cores; with many candidates a kernel is searched on one of them."""
    seconds = effort.seconds * (_HEAD_START_OF_FEW if hunt.few else _HEAD_START)
    twin = Hunt(hunt.best, hunt.root, replace(effort, seed=effort.seed + 1), walking=True)
    look = twin.warm if hunt.few else twin.first
    first = Thread(target=look, args=(seconds,), daemon=True)
    first.start()
    try:
        hunt.warm(seconds)
    except KeyboardInterrupt:
        if effort.stop is not None:
            effort.stop.set()  # the other thread hears of it by this alone
        raise
    finally:
        first.join()
    hunt.join(twin)


def _bound(best: Best, hunt: Hunt, effort: Effort) -> None:
    """Search the whole model in the background; its bound is the proof."""
    whole = hunt.whole

    def heard(_value: float, bound: float, point: Numbers | None) -> None:
        best.bounded(bound)
        best.offer(None if point is None else whole.plain(point))
        if effort.stop is not None and effort.stop.is_set():
            best.over.set()

    columns, newer = best.columns, best.newer(best.total)
    start = None if columns is None else whole.point(highs.point_of(best.model, columns))

    def known() -> Numbers | None:
        point = newer()
        return None if point is None else whole.point(point)

    answer = highs.run(
        whole.matrix,
        seconds=effort.seconds - (monotonic() - best.began),
        seed=effort.seed,
        start=start,
        stop=best.over,
        heard=heard,
        options=KEEPING | NO_PLANS if whole.sums else {},
        known=known if whole.sums else None,
    )
    best.bounded(answer.bound)
    best.offer(None if answer.point is None else whole.plain(answer.point))
    if answer.status == IMPOSSIBLE or (
        answer.status == OPTIMAL and best.value >= answer.value - abs(answer.value) * 1e-9
    ):
        best.status = answer.status
