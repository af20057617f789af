"""What offices can do alone as rows of every plan, and what goes on side by side."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from threading import Event
from time import monotonic

import numpy as np
import pytest

from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Model, model_of
from bitgil.roadmap.problem import Limits, Need, Problem
from bitgil.roadmap.solver import cpsat, highs, simplex
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight, tightened
from bitgil.roadmap.solver.ending import Ending, beside
from bitgil.roadmap.solver.matrix import Matrix, completed, keeps, matrix_of
from bitgil.roadmap.solver.packing import packing_of
from bitgil.roadmap.solver.pieces import pieced, pieces_of
from bitgil.roadmap.solver.ruin import Ruins, Walk
from bitgil.roadmap.solver.search import Effort

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from instances.cities import city_of

SEEDS = (0, 1, 2, 4)


def _plain(model: Model) -> Tight:
    matrix = matrix_of(model)
    root = simplex.relax(matrix)
    assert root is not None
    return Tight(matrix, root)


def _keeps(matrix: Matrix, point: np.ndarray) -> bool:
    spent = matrix.activity(point)
    return bool((spent <= matrix.high + 1e-6).all() and (spent >= matrix.low - 1e-6).all())


def _crowded(seed: int) -> Problem:
    """Return a city whose offices are short of people, so that they and not money decide."""
    town = city_of(seed, 40)
    staff = tuple(replace(each, persons=max(each.persons // 2, 8)) for each in town.limits.staff)
    money = tuple(replace(each, amount=type(each.amount)(3 * each.amount)) for each in town.limits.money)
    return replace(town, limits=Limits(money, staff))


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_of_the_offices_lower_the_bound_and_hold_for_every_plan(seed: int) -> None:
    """The relaxation falls, never below the proven best, and plans by any walk keep the offices' rows."""
    problem = _crowded(seed)
    model = model_of(problem)
    plain = _plain(model)
    tight = pieced(model, plain, seconds=60)
    assert len(tight.matrix.low) > len(model.rows)
    assert tight.root.value < plain.root.value - 1e-5 * abs(plain.root.value)
    exact = cpsat.search(model, Effort(seconds=10))
    assert exact.total is not None
    assert exact.total / model.scale <= tight.bound + 1e-6
    assert _keeps(tight.matrix, highs.point_of(model, exact.columns))
    packing = packing_of(model)
    assert packing is not None
    ruins, far = Ruins(packing, plain.root.prices), Walk(steps=500, out=6, warmth=0.05 * plain.root.value)
    plans = [came[0] for came in (ruins.walk([], far, luck) for luck in range(8)) if came is not None]
    assert plans
    for plan in plans:
        columns = completed(model, dict.fromkeys(plan, 1))
        assert keeps(model, columns)
        assert _keeps(tight.matrix, highs.point_of(model, columns))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_search_below_cuts_and_rows_of_the_offices_proves_the_same_best(seed: int) -> None:
    """Rows stand below the cuts, and what is cut off is worth no more than a plan that was met."""
    model = model_of(_crowded(seed))
    plain = _plain(model)
    tight = tightened(plain.matrix, plain.root, seconds=30)
    lower = pieced(model, tight, seconds=60)
    cuts = len(tight.matrix.low)
    assert len(lower.matrix.low) >= cuts > len(model.rows)
    assert len(lower.matrix.low) > cuts or seed in {2, 4}  # where offices say nothing that cuts do not
    assert (lower.matrix.high[:cuts] == tight.matrix.high).all()
    assert lower.root.value <= tight.root.value
    exact = cpsat.search(model, Effort(seconds=60))
    answer = highs.run(lower.matrix, seconds=60)
    assert exact.status == "optimal"
    assert exact.total is not None
    assert answer.status in {"optimal", "impossible"}
    assert max(answer.bound, lower.least) == pytest.approx(exact.total / model.scale)


def test_a_piece_is_what_limits_of_staff_tie_together() -> None:
    """By office: whoever needs two offices ties both to one piece, and who needs none is of none."""
    town = city_of(0, 29)
    staff = {need.office for each in town.candidates for need in each.staff}
    pieces = pieces_of(model_of(town))
    assert pieces.max() + 1 == len(staff) > 2
    one, two, *others = town.candidates
    both = replace(one, staff=tuple(Need(office, 1) for office in sorted(staff)[:2]))
    free = replace(two, staff=())
    model = model_of(replace(town, candidates=(both, free, *others)))
    tied = pieces_of(model)
    assert tied.max() + 1 == len(staff) - 1
    assert {int(p) for p, c in zip(tied, model.columns, strict=True) if c.owner == free.id} == {-1}
    assert {int(p) for p, c in zip(tied, model.columns, strict=True) if c.kind != "start"} == {-1}


@pytest.mark.parametrize("how", ["no staff", "one office", "no time", "stopped"])
def test_where_offices_say_nothing_all_stays_as_it_was(how: str) -> None:
    """Without limits of staff, with one office, in no time or when stopped, no row is added."""
    town, stop = city_of(2, 29), Event()
    if how == "no staff":
        town = replace(town, limits=Limits(town.limits.money, ()))
    if how == "one office":
        own = tuple(
            replace(c, staff=tuple(Need("office 0", n.persons) for n in c.staff)) for c in town.candidates
        )
        town = replace(town, candidates=own)
    if how == "stopped":
        stop.set()
    model = model_of(town)
    plain = _plain(model)
    assert pieced(model, plain, seconds=0.0 if how == "no time" else 30.0, stop=stop) is plain


def _standing(total: int | None, bound: float) -> Best:
    model = model_of(city_of(1, 20))
    best = Best(model, matrix_of(model), monotonic(), None)
    best.total = None if total is None else total * model.scale
    best.bounded(bound)
    return best


def test_an_ending_hears_of_others_and_tells_them_nothing() -> None:
    """Set where any of the others is; set by itself it leaves them as they are."""
    other, more = Event(), Event()
    ending = Ending(other, more)
    assert not ending.is_set()
    more.set()
    assert ending.is_set()
    own = Ending(other)
    own.set()
    assert own.is_set()
    assert not other.is_set()


def test_what_goes_wrong_beside_a_hunt_is_not_lost() -> None:
    """An error in the other thread is raised where the two end, whether the hunt was done or not."""
    best = _standing(None, 200.0)

    def broken() -> None:
        raise ArithmeticError("no cut")

    def hunting(enough: Callable[[], bool]) -> None:
        while not enough():
            best.over.wait(0.01)

    with pytest.raises(ArithmeticError, match="no cut"):
        beside(broken, hunting, best)
    assert not best.over.is_set()


def test_a_hunt_that_ends_first_ends_what_is_beside_it() -> None:
    """Interrupted or at its end, it says that all is over, and the other thread has ended when it returns."""
    ends: list[str] = []
    for how in ("end", "ctrl-c"):
        best = _standing(None, 200.0)

        def bounding(best: Best = best) -> None:
            assert best.over.wait(20)
            ends.append("bounded")

        def hunting(_enough: Callable[[], bool], how: str = how) -> None:
            if how == "ctrl-c":
                raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            beside(bounding, hunting, best)
            ends.append("returned")
    assert ends == ["bounded", "returned", "bounded"]


def test_a_large_city_is_hunted_on_both_threads_to_the_end() -> None:
    """Cuts, offices, branching and hunts fill the time, and the plan is sound under its bound."""
    problem = city_of(1, 220)
    assert 3_000 < len(model_of(problem).columns) < 8_000
    began = monotonic()
    roadmap = solve(problem, Effort(seconds=12))
    assert 11 < monotonic() - began < 24
    assert roadmap.value is not None
    assert roadmap.bound is not None
    assert roadmap.value < roadmap.bound < roadmap.value * Fraction(11, 10)
    assert evaluate(problem, roadmap.starts, roadmap.modes).violations == ()
