"""Branching for a bound: boxes narrowed, what dividing gains, and a proof in a program of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from math import inf
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from bitgil.roadmap.model import Model, model_of
from bitgil.roadmap.solver import cpsat, highs, simplex
from bitgil.roadmap.solver.apart import branched
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.branching import Branching
from bitgil.roadmap.solver.cuts import Tight, tightened
from bitgil.roadmap.solver.fall import Fall
from bitgil.roadmap.solver.gains import Gains, worth_of
from bitgil.roadmap.solver.matrix import Matrix, Numbers, completed, matrix_of
from bitgil.roadmap.solver.narrowing import Box, Narrowing
from bitgil.roadmap.solver.packing import packing_of
from bitgil.roadmap.solver.ruin import Ruins, Walk
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.solver.sums import Gathered, gathered

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from instances.cities import city_of

SEEDS = (0, 1, 2, 3)


class Kept:
    """Keeps the news of branching, and knows of *known*; it is over after so many bounds."""

    def __init__(self, known: int | None = None, many: float = inf) -> None:
        self.known, self.many = known, many
        self.bounds: list[float] = []
        self.points: list[Numbers] = []

    def total(self) -> int | None:
        """Return what is known."""
        return self.known

    def bounded(self, bound: float) -> None:
        """Keep a bound."""
        self.bounds.append(bound)

    def met(self, point: Numbers) -> None:
        """Keep a plan."""
        self.points.append(point)

    def over(self) -> bool:
        """Say whether there were so many bounds."""
        return len(self.bounds) >= self.many


def _model(seed: int, projects: int = 18) -> Model:
    return model_of(city_of(seed, projects))


def _plain(model: Model) -> Tight:
    matrix = matrix_of(model).possible()
    root = simplex.relax(matrix)
    assert root is not None
    return Tight(matrix, root)


def _optimum(model: Model) -> int:
    exact = cpsat.search(model, Effort(seconds=60))
    assert exact.status == "optimal"
    assert exact.total is not None
    return exact.total


def _best(model: Model) -> Best:
    return Best(model, matrix_of(model).possible(), monotonic(), None)


def _impossible() -> Model:
    """Return a city that must do all its projects and has money for some."""
    town = city_of(1, 20)
    return model_of(replace(town, candidates=tuple(replace(c, must=True) for c in town.candidates)))


def _walked(model: Model, matrix: Matrix, prices: Numbers) -> list[Numbers]:
    packing = packing_of(model)
    assert packing is not None
    far = Walk(steps=300, out=6, warmth=0.05 * float(matrix.goal.sum()) / 100)
    came = [Ruins(packing, prices).walk([], far, luck) for luck in range(6)]
    plans = [each[0] for each in came if each is not None]
    return [highs.point_of(model, completed(model, dict.fromkeys(plan, 1))) for plan in plans]


@pytest.mark.parametrize("seed", SEEDS)
def test_narrowing_by_rows_keeps_every_plan_within_the_box(seed: int) -> None:
    """Whatever some columns of a plan are held at, the plan itself is still there, and others are not."""
    model = _model(seed)
    plain = _plain(model)
    plans = _walked(model, plain.matrix, plain.root.prices)
    narrowing, luck = Narrowing(plain.matrix), np.random.default_rng(seed)
    narrowed = 0
    assert plans
    for point in plans:
        for share in (0.05, 0.3, 0.9):
            box = Box(plain.matrix.lower, plain.matrix.upper)
            for place in np.flatnonzero(luck.random(len(point)) < share).tolist():
                box = box.held(place, point[place], point[place])
            left = narrowing.of(box)
            assert left is not None
            assert (left.lower <= point).all()
            assert (point <= left.upper).all()
            narrowed += int((left.upper - left.lower).sum() < (box.upper - box.lower).sum())
    assert narrowed


def test_narrowing_sees_that_rows_leave_nothing() -> None:
    """Of two that exclude each other both cannot be demanded, and one that is demanded bars the other."""
    row = np.array([0, 2], dtype=np.int64)
    matrix = Matrix(
        goal=np.ones(2),
        lower=np.zeros(2),
        upper=np.ones(2),
        low=np.array([-np.inf]),
        high=np.array([1.0]),
        start=row,
        index=np.array([0, 1], dtype=np.int64),
        value=np.ones(2),
        scale=1,
    )
    narrowing, box = Narrowing(matrix), Box(matrix.lower, matrix.upper)
    left = narrowing.of(box.held(0, 1.0, 1.0))
    assert left is not None
    assert left.upper.tolist() == [1.0, 0.0]
    assert narrowing.of(box.held(0, 1.0, 1.0).held(1, 1.0, 1.0)) is None
    assert box.lower.tolist() == [0.0, 0.0]


def test_what_costs_more_than_there_is_room_for_stays_where_it_is() -> None:
    """With room for 5: a start out that costs 6 stays out, one in that brings 6 stays in, others are open."""
    box = Box(np.zeros(4), np.ones(4)).worthwhile(np.array([-6.0, 6.0, -4.0, 0.0]), 5.0)
    assert box.lower.tolist() == [0.0, 1.0, 0.0, 0.0]
    assert box.upper.tolist() == [0.0, 1.0, 1.0, 1.0]


def test_gains_are_guessed_until_looked_at_and_averaged_after() -> None:
    """A column worth 200 is guessed to gain 10 a step; noted gains of 4 and 8 make 6."""
    gains = Gains(np.array([200.0, 100.0]))
    assert gains.expected(np.array([0]), np.array([0.5])) == pytest.approx([worth_of(5.0, 5.0)])
    gains.note(0, 0, 4.0)
    gains.note(0, 0, 8.0)
    assert not gains.known(0)
    gains.note(0, 1, 20.0)
    assert gains.known(0)
    assert not gains.known(1)
    assert gains.expected(np.array([0]), np.array([0.25])) == pytest.approx([worth_of(1.5, 15.0)])


@pytest.mark.parametrize("known", ["nothing", "the best", "something"])
@pytest.mark.parametrize("seed", SEEDS)
def test_branching_to_the_end_proves_what_another_solver_proves(seed: int, known: str) -> None:
    """Bounds fall, never below the best plan; it is met where it was not known, and nothing above is left."""
    model = _model(seed)
    best = _optimum(model)
    totals = {"nothing": None, "the best": best, "something": best - 20 * model.scale}
    news = Kept(totals[known])
    branching = Branching(gathered(model, _plain(model).matrix), -inf, news)
    assert branching.go()
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(news.bounds))
    assert min(news.bounds, default=inf) >= best / model.scale - 1e-6
    assert branching.closed <= best / model.scale + 1e-6
    if known != "the best":
        met = [round(float(_plain(model).matrix.goal @ point) * model.scale) for point in news.points]
        assert max(met) == best


@pytest.mark.parametrize("seed", SEEDS)
def test_branching_below_cuts_ends_at_the_best_too(seed: int) -> None:
    """What cuts left out is worth no more than the plan met beside them, and counts as closed."""
    model = _model(seed)
    plain = _plain(model)
    tight = tightened(plain.matrix, plain.root, seconds=30)
    best = _best(model)
    best.offer(tight.point)
    branched(best, gathered(model, tight.matrix), tight.least, lambda: False)
    assert best.settled()
    assert best.total == _optimum(model)


def test_branching_that_is_ended_early_says_so_and_keeps_its_bound() -> None:
    """Told to end after some bounds it returns at once: nothing is proven, and the bound lies between."""
    model = _model(0, 60)
    plain = _plain(model)
    news = Kept(many=3)
    assert not Branching(gathered(model, plain.matrix), -inf, news).go()
    assert len(news.bounds) == 3
    assert news.bounds[-1] < plain.root.value


def test_a_program_of_its_own_proves_that_there_is_no_plan() -> None:
    """All projects demanded without the money for them: impossible, where nothing was cut off."""
    model = _impossible()
    best = _best(model)
    whole = gathered(model, matrix_of(model))
    branched(best, whole, -inf, lambda: False)
    assert best.status == "impossible"
    unsure = _best(model)
    branched(unsure, whole, 100.0, lambda: False)
    assert unsure.status == "unknown"


def test_a_relaxation_without_an_optimum_proves_nothing() -> None:
    """Where a column could grow for ever nothing is known of the rest: a plan is not said to be the best."""
    model = _model(1)
    matrix = _plain(model).matrix
    part = matrix.part(np.arange(len(matrix.goal)), np.zeros(0, dtype=np.int64))
    endless = replace(part, goal=np.abs(part.goal) + 1.0, upper=np.full(len(part.goal), inf))
    best, exact = _best(model), cpsat.search(model, Effort(seconds=60))
    best.offer(highs.point_of(model, exact.columns))
    branched(best, Gathered(endless, ()), -inf, lambda: False)
    assert best.total is not None
    assert best.status == "unknown"
    assert not best.settled()


def test_a_program_of_its_own_ends_when_it_is_told() -> None:
    """It is not waited for, its bound holds, and where all is over already none is started."""
    model = _model(3, 100)
    plain, best = _plain(model), _best(model)
    best.bounded(plain.root.value)
    until = monotonic() + 6
    branched(best, gathered(model, plain.matrix), -inf, lambda: monotonic() > until)
    assert monotonic() < until + 2
    assert best.bound < plain.root.value
    assert not best.settled()
    branched(best, Gathered(plain.matrix, ((10**6,),)), -inf, lambda: True)


def test_a_program_of_its_own_ends_with_whoever_started_it() -> None:
    """Nobody is there to tell it any more, as after a kill: it ends by itself, long before its work would."""
    model = _model(3, 100)
    work = (gathered(model, _plain(model).matrix), -inf)
    command = [sys.executable, "-m", "bitgil.roadmap.solver.apart"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as program:  # noqa: S603  ours
        assert program.stdin is not None
        pickle.dump(work, program.stdin)
        program.stdin.flush()
        assert program.poll() is None
        program.stdin.close()
        assert program.wait(timeout=20) == 0


def test_where_no_program_can_be_started_the_same_is_proven_here(tmp_path: Path) -> None:
    """Without an interpreter to start, branching is done in the thread that asked for it."""
    model = _model(1)
    best = _best(model)
    branched(best, gathered(model, matrix_of(model)), -inf, lambda: False, python=str(tmp_path / "python"))
    assert best.settled()
    assert best.total == _optimum(model)


def test_a_program_of_its_own_that_fails_is_heard_of() -> None:
    """A sum of columns that there are not: the failure is raised here, with the program's code."""
    model = _model(1)
    broken = Gathered(_plain(model).matrix, ((10**6,),))
    with pytest.raises(RuntimeError, match="failed with code 1"):
        branched(_best(model), broken, -inf, lambda: False)


def test_a_bound_falls_for_as_long_as_it_came_down_by_much_lately() -> None:
    """At first nothing is known of it; ten in four seconds of a hundred thousand are enough, nine are not."""
    fall = Fall(100_000.0, 50.0)
    told = ((100_000.0, 53.9), (99_990.0, 54.0), (99_990.0, 57.9), (99_981.0, 58.0), (99_000.0, 61.9))
    assert [fall.goes_on(bound, now) for bound, now in told] == [False, True, True, False, False]
    assert fall.goes_on(99_000.0, 62.0)


def test_a_bound_below_nothing_falls_as_one_above_it_does() -> None:
    """Costs alone make every value negative: what counts is the size of the bound, not its sign."""
    fall = Fall(-100_000.0, 0.0)
    assert fall.goes_on(-100_020.0, 4.0)
    assert not fall.goes_on(-100_021.0, 8.0)
