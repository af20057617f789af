"""Large plans: a hunt for plans and a bounding search side by side, each on one core.

First one thread looks for cuts while the other walks; then both hunt for a moment by the relaxation with
cuts, since a bound falls sooner where a good plan is known. After that HiGHS searches the whole model: what
it proves is the bound. It leaves finding plans to the hunt, hears of every better one, and has more columns
to branch on (`sums`). A model that cannot be walked over, or is very large, is bettered in parts instead.

What is found depends on the time given and on the machine; the plan itself is what is kept, with its proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Event, Thread
from time import monotonic

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight, tightened
from bitgil.roadmap.solver.hunting import Hunt
from bitgil.roadmap.solver.matrix import Numbers, completed, matrix_of
from bitgil.roadmap.solver.packing import packing_of
from bitgil.roadmap.solver.parting import Parting
from bitgil.roadmap.solver.search import IMPOSSIBLE, OPTIMAL, Effort, Found, Listen
from bitgil.roadmap.solver.sums import KEEPING, NO_PLANS, Gathered, gathered

_CUTS, _HEAD_START = 0.3, 0.05
"""At most so much of the time goes to cuts, and so much more to both hunting by them."""
_LARGEST = 20_000
"""Above so many columns HiGHS by its own ways and parts come further than walks."""


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
    hunt, whole = _prepared(best, root, effort)
    bounding = Thread(target=_bound, args=(best, whole, effort), daemon=True)
    try:
        if isinstance(hunt, Hunt):
            _head_start(hunt, effort)
        bounding.start()
        hunt.go()
    except KeyboardInterrupt:
        pass  # Ctrl-C between two looks: what was found until then is the answer
    finally:
        best.over.set()
        if bounding.ident is not None:
            bounding.join()
    return best.found(monotonic() - began)


def _prepared(best: Best, root: highs.Relaxed, effort: Effort) -> tuple[Hunt | Parting, Gathered]:
    """Return how plans are hunted for, and what is branched on."""
    packing = packing_of(best.model) if len(best.model.columns) <= _LARGEST else None
    plain = Tight(best.matrix, root)
    if packing is None:
        return Parting(best, plain, effort), Gathered(best.matrix, ())
    return Hunt(best, packing, plain, effort), gathered(best.model, best.matrix)


def _head_start(hunt: Hunt, effort: Effort) -> None:
    """Walk while another thread looks for cuts, then hunt by them in both."""
    best, tight = hunt.best, hunt.tight
    hunt.take_up_best()

    def look() -> None:
        nonlocal tight
        tight = tightened(tight.matrix, tight.root, seconds=effort.seconds * _CUTS, stop=effort.stop)

    _beside(look, hunt, effort)
    best.offer(tight.point)
    best.bounded(tight.bound)
    hunt.lean_on(tight, effort)
    twin = Hunt(best, hunt.packing, tight, replace(effort, seed=effort.seed + 1))
    until = monotonic() + effort.seconds * _HEAD_START
    _beside(lambda: twin.warm(lambda: monotonic() >= until), hunt, effort)
    hunt.join(twin)


def _beside(work: Callable[[], None], hunt: Hunt, effort: Effort) -> None:
    """Do *work* in a thread of its own and walk as long as it takes."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        hunt.warm(lambda: not thread.is_alive())
    except KeyboardInterrupt:
        if effort.stop is not None:
            effort.stop.set()  # the other thread hears of it by this alone
        raise
    finally:
        thread.join()


def _bound(best: Best, whole: Gathered, effort: Effort) -> None:
    """Search the whole model in the background; its bound is the proof."""

    def heard(_value: float, bound: float, point: Numbers | None) -> None:
        best.bounded(bound)
        best.offer(None if point is None else whole.plain(point))
        if effort.stop is not None and effort.stop.is_set():
            best.over.set()

    columns, newer = best.columns, best.newer(best.total)

    def known() -> Numbers | None:
        point = newer()
        return None if point is None else whole.point(point)

    answer = highs.run(
        whole.matrix,
        seconds=effort.seconds - (monotonic() - best.began),
        seed=effort.seed,
        start=None if columns is None else whole.point(highs.point_of(best.model, columns)),
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
