"""Dives into a relaxation: what they hold, where they end, and the few columns they look at."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bitgil.roadmap.model import Model, model_of
from bitgil.roadmap.solver import cpsat, highs, simplex
from bitgil.roadmap.solver.cuts import Tight
from bitgil.roadmap.solver.descent import Descent
from bitgil.roadmap.solver.diving import Dives
from bitgil.roadmap.solver.matrix import (
    Matrix,
    Numbers,
    Places,
    completed,
    keeps,
    matrix_of,
    owners_of,
    total_of,
)
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.solver.simplex import Standing
from bitgil.roadmap.solver.sums import NO_PLANS

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from instances.cities import city_of

SEEDS = (0, 1, 2, 4)


def _ground(model: Model) -> tuple[Tight, list[Places], list[int]]:
    matrix = matrix_of(model)
    root = simplex.relax(matrix)
    assert root is not None
    owners = [np.array(own) for own in owners_of(model.columns).values()]
    return Tight(matrix, root), owners, [place for own in owners for place in own.tolist()]


def _starts(model: Model, point: Numbers) -> list[int]:
    return [place for place, c in enumerate(model.columns) if c.kind == "start" and point[place] > 0.5]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dive_to_the_ground_is_a_plan(seed: int) -> None:
    """Given time, all candidates are made whole, and the plan keeps every rule of the model."""
    # without gates, since what they want done may be barred by what was made whole before
    model = model_of(replace(city_of(seed, 24), gates=()))
    tight, owners, starts = _ground(model)
    point = Dives(tight, starts, owners).afresh(np.random.default_rng(seed), lambda: False)
    assert point is not None
    assert all(point[own].max() > 0.999 or point[own].max() < 1e-6 for own in owners)
    columns = completed(model, dict.fromkeys(_starts(model, point), 1))
    assert keeps(model, columns)
    exact = cpsat.search(model, Effort(seconds=60))
    assert exact.total is not None
    assert exact.total * 0.8 < total_of(model, columns) <= exact.total


def _dense(goal: list[float], rows: list[tuple[list[float], float]]) -> Matrix:
    """Return a matrix of dense rows a x ≤ b over columns from 0 to 1."""
    count = len(goal)
    return Matrix(
        goal=np.array(goal),
        lower=np.zeros(count),
        upper=np.ones(count),
        low=np.full(len(rows), -np.inf),
        high=np.array([most for _, most in rows]),
        start=np.arange(len(rows) + 1, dtype=np.int64) * count,
        index=np.tile(np.arange(count, dtype=np.int64), len(rows)),
        value=np.array([weight for weights, _ in rows for weight in weights]),
        scale=1,
    )


def test_what_a_dear_one_requires_is_not_left_out_for_a_cheap_one() -> None:
    """P, used to 0.3 for D's sake, would make room for F, but to leave P out costs more than to put it in."""
    # P worth 1, D 10 and F 2; D requires P, costs 10 of the 3 there are; P and F share one person
    matrix = _dense(
        [1.0, 10.0, 2.0], [([-1.0, 1.0, 0.0], 0.0), ([0.0, 10.0, 0.0], 3.0), ([1.0, 0.0, 1.0], 1.0)]
    )
    standing = Standing(matrix)
    assert standing.root is not None
    assert standing.root.point == pytest.approx([0.3, 0.3, 0.7])
    ended = Descent(standing, [np.array([0])], standing.root.point, matrix.upper).end(lambda: False)
    assert ended == pytest.approx([1.0, 0.3, 0.0])


def test_those_that_are_nearly_in_but_have_no_room_together_are_looked_at_one_by_one() -> None:
    """Three at 0.95 of which two fit are held together first; the dearest two end in, the other out."""
    matrix = _dense([3.0, 2.0, 1.0], [([1.0, 1.0, 1.0], 2.85)])
    standing, at = Standing(matrix), np.full(3, 0.95)
    ended = Descent(standing, [np.array([k]) for k in range(3)], at, matrix.upper).end(lambda: False)
    assert ended == pytest.approx([1.0, 1.0, 0.0])


def test_a_candidate_that_fits_in_no_way_is_left_as_it_is() -> None:
    """One that has to be half in, as no plan can, is passed over, and the others are made whole."""
    matrix = _dense(
        [1.0, 3.0, 2.0], [([2.0, 0.0, 0.0], 1.0), ([-2.0, 0.0, 0.0], -1.0), ([0.0, 2.0, 2.0], 3.0)]
    )
    standing = Standing(matrix)
    assert standing.root is not None
    places = [np.array([k]) for k in range(3)]
    ended = Descent(standing, places, standing.root.point, matrix.upper).end(lambda: False)
    assert ended == pytest.approx([0.5, 1.0, 0.0])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_found_elsewhere_is_taken_up(seed: int) -> None:
    """A search that knows a poor plan and is told of the best has the best, though alone it would not yet."""
    matrix = matrix_of(model_of(replace(city_of(seed, 24), gates=())))
    best, poor = highs.run(matrix, seconds=60), np.zeros(len(matrix.goal))
    assert best.point is not None
    told = iter([np.round(best.point)])
    answer = highs.run(
        matrix, seconds=60, nodes=1, start=poor, options=NO_PLANS, known=lambda: next(told, None)
    )
    alone = highs.run(matrix, seconds=60, nodes=1, start=poor, options=NO_PLANS)
    assert answer.value == pytest.approx(best.value)
    assert alone.value < best.value


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dive_holds_most_of_a_plan(seed: int) -> None:
    """At least half of the plan's starts stay where they were, and not always all of them."""
    model = model_of(city_of(seed, 40))
    tight, owners, starts = _ground(model)
    dives, luck = Dives(tight, starts, owners), np.random.default_rng(seed)
    plan = set(_starts(model, highs.point_of(model, cpsat.search(model, Effort(seconds=4)).columns)))
    kept = []
    for _ in range(8):
        point = dives.again(plan, luck, lambda: False)
        assert point is not None
        kept.append(len(plan & set(_starts(model, point))) / len(plan))
    assert min(kept) >= 0.5 - 0.5 / len(plan)
    assert min(kept) < 1


def test_the_same_luck_dives_to_the_same_place() -> None:
    """Nothing but luck and the relaxation decides, however often one has dived before."""
    model = model_of(city_of(1, 40))
    dives = Dives(*_sorted(_ground(model)))
    points = [dives.afresh(np.random.default_rng(luck), lambda: False) for luck in (1, 2, 1)]
    assert points[0] is not None
    assert points[1] is not None
    assert points[2] is not None
    assert np.allclose(points[0], points[2])
    assert not np.allclose(points[0], points[1])


def _sorted(ground: tuple[Tight, list[Places], list[int]]) -> tuple[Tight, list[int], list[Places]]:
    return ground[0], ground[2], ground[1]


def test_a_dive_that_is_over_before_it_begins_ends_at_the_relaxation() -> None:
    """Told that it is over, it makes nothing whole and says what the relaxation says."""
    tight, owners, starts = _ground(model_of(city_of(2, 40)))
    point = Dives(tight, starts, owners).afresh(np.random.default_rng(1), lambda: True)
    assert point is not None
    assert tight.matrix.goal @ point == pytest.approx(tight.root.value)


def test_where_a_relaxation_has_no_optimum_there_is_no_dive() -> None:
    """Among no starts at all a city with gates has no plan, and a dive says so by saying nothing."""
    tight, owners, _ = _ground(model_of(city_of(1, 40)))
    assert Dives(tight, [], owners).afresh(np.random.default_rng(1), lambda: False) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_relaxation_leans_to_is_best_at_the_disturbed_worths(seed: int) -> None:
    """It is worth what one solved from nothing at those worths is; later dives go by the true ones again."""
    tight, owners, starts = _ground(model_of(city_of(seed, 40)))
    dives = Dives(tight, starts, owners)
    before, goal = dives.afresh(np.random.default_rng(7), lambda: False), dives.thin.goal.copy()
    point = dives.leaning(np.random.default_rng(seed), 0.3)
    factors = np.exp(np.random.default_rng(seed).normal(0, 0.3, len(dives.places)))
    for own, factor in zip(dives.places, factors, strict=True):
        goal[own] *= factor
    other = simplex.relax(replace(dives.thin, goal=goal))
    assert point is not None
    assert other is not None
    assert goal @ point[dives.columns] == pytest.approx(other.value)
    assert goal @ point[dives.columns] != pytest.approx(dives.thin.goal @ point[dives.columns])
    after = dives.afresh(np.random.default_rng(7), lambda: False)
    assert before is not None
    assert after is not None
    assert np.allclose(before, after)


def test_among_no_starts_a_relaxation_leans_to_nothing() -> None:
    """A city with gates has no plan among no starts, and the walk that asks begins with no start in."""
    tight, owners, _ = _ground(model_of(city_of(1, 40)))
    assert Dives(tight, [], owners).leaning(np.random.default_rng(1), 0.02) is None


def _some(seed: int) -> tuple[Tight, Numbers, Places]:
    """Return a relaxation, which of its columns are let in, and which of these can be above 0."""
    model = model_of(city_of(seed, 40))
    tight, _, starts = _ground(model)
    let = np.array([float(c.kind != "start") for c in model.columns])
    let[np.random.default_rng(seed).choice(starts, round(len(starts) * 0.7), replace=False)] = 1.0
    return tight, let, tight.matrix.able(np.flatnonzero(let))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_matrix_of_some_columns_is_the_whole_one_with_the_others_at_nothing(seed: int) -> None:
    """Its relaxation is worth the same, with fewer columns and only the rows that these can break."""
    tight, _, places = _some(seed)
    matrix, only = tight.matrix, np.zeros(len(tight.matrix.goal))
    only[places] = 1.0
    thin = matrix.among(places)
    assert len(thin.low) < len(matrix.low)
    one, two = simplex.relax(thin), simplex.relax(matrix.within(only))
    assert one is not None
    assert two is not None
    assert one.value == pytest.approx(two.value)
    only[places] = one.point
    spent = matrix.activity(only)
    assert (spent <= matrix.high + 1e-6).all()
    assert (spent >= matrix.low - 1e-6).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_able_is_in_no_plan(seed: int) -> None:
    """Of the columns let in, those left out for good are 0 in every plan, whatever one asks for."""
    tight, let, places = _some(seed)
    out = np.setdiff1d(np.flatnonzero(let), places)
    assert len(out)
    wish = np.zeros(len(let))
    wish[out] = 1.0
    answer = highs.run(replace(tight.matrix.within(let), goal=wish), seconds=60)
    assert answer.status in {"optimal", "impossible"}
    assert answer.point is None or answer.value == pytest.approx(0.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_no_plan_can_use_a_relaxation_does_not_use_either(seed: int) -> None:
    """Starts that alone break a limit are held at 0: no plan is lost, and the relaxation lies no higher."""
    model = model_of(city_of(seed, 40))
    matrix = matrix_of(model)
    possible = matrix.possible()
    out = np.flatnonzero(possible.upper < matrix.upper)
    assert len(out)
    wish = np.zeros(len(matrix.goal))
    wish[out] = 1.0
    assert highs.run(replace(matrix, goal=wish), seconds=60).value == pytest.approx(0.0)
    one, two = simplex.relax(matrix), simplex.relax(possible)
    assert one is not None
    assert two is not None
    assert two.value <= one.value + 1e-6


def test_who_needs_what_is_impossible_is_impossible_too() -> None:
    """C requires B, B requires A, and A costs 3 where there are 2: none of them can be, but D still can."""
    chain = Matrix(
        goal=np.array([1.0, 2.0, 3.0, 4.0]),
        lower=np.zeros(4),
        upper=np.ones(4),
        low=np.full(3, -np.inf),
        high=np.array([2.0, 0.0, 0.0]),
        start=np.array([0, 2, 4, 6]),
        index=np.array([0, 3, 1, 0, 2, 1]),
        value=np.array([3.0, 1.0, 1.0, -1.0, 1.0, -1.0]),
        scale=1,
    )
    assert chain.possible().upper.tolist() == [0.0, 0.0, 0.0, 1.0]
    relaxed = simplex.relax(chain.possible())
    assert relaxed is not None
    assert relaxed.value == pytest.approx(4.0)


def test_a_relaxation_stands_where_it_stood_after_columns_were_held() -> None:
    """Held columns lower it, its own bounds bring it back, and bounds that bar everything leave none."""
    tight, owners, _ = _ground(model_of(city_of(4, 40)))
    matrix = tight.matrix
    standing = Standing(matrix)
    assert standing.root is not None
    assert standing.root.value == pytest.approx(tight.root.value)
    dear = max(owners, key=lambda own: float(tight.matrix.goal[own] @ tight.root.point[own]))
    standing.let(dear, np.zeros(len(dear)), np.zeros(len(dear)))
    lower = standing.again()
    assert lower is not None
    assert lower.value < standing.root.value
    standing.anew(matrix.lower, matrix.upper)
    again = standing.again()
    assert again is not None
    assert again.value == pytest.approx(standing.root.value)
    standing.let(dear, np.ones(len(dear)), np.ones(len(dear)))  # two starts of one project at once
    assert standing.again() is None


def test_a_plan_whose_starts_are_not_looked_at_is_dived_from_afresh() -> None:
    """Of a plan that lies among other starts nothing is held, and the dive ends somewhere all the same."""
    model = model_of(city_of(1, 40))
    tight, owners, starts = _ground(model)
    some = [start for start in starts if tight.root.point[start] > 1e-9]
    others = sorted(set(starts) - set(some))[:10]
    point = Dives(replace(tight), some, owners).again(others, np.random.default_rng(1), lambda: False)
    assert point is not None
    assert point[others].max() == 0
