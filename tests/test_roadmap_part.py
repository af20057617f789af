"""A part of a large plan: what may not move stays, and what is found is the best of the part."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bitgil.roadmap.model import model_of
from bitgil.roadmap.solver import highs
from bitgil.roadmap.solver.answer import columns_for, solve
from bitgil.roadmap.solver.matrix import keeps, matrix_of, owners_of, total_of
from bitgil.roadmap.solver.part import better
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.soundness import problems_of

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from instances.cities import city_of

QUICK = Effort(seconds=10, workers=1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_part_is_searched_to_its_own_optimum(seed: int) -> None:
    """Eight of sixteen projects may move: the best so is that of the whole model with the others held."""
    problem = city_of(seed, 18)
    poor = replace(problem, aims=(problem.aims[0],), synergies=())
    poor = replace(poor, candidates=tuple(replace(c, value=c.value[:1]) for c in poor.candidates))
    plan = solve(poor, QUICK)
    model = model_of(problem)
    matrix = matrix_of(model)
    assert plan.starts
    known = columns_for(model, plan.starts, plan.modes) or {}
    places, upper = owners_of(model.columns), np.zeros(len(model.columns))
    free = np.random.default_rng(seed).choice(sorted(places), 8, replace=False)
    for name in free:
        upper[places[name]] = 1
    held = highs.point_of(model, known)
    allowed = np.maximum(upper, held)
    for place, column in enumerate(model.columns):
        allowed[place] = 1 if column.kind != "start" else allowed[place]
    lower = np.where((upper == 0) & np.array([c.kind == "start" for c in model.columns]), held, 0.0)
    whole = highs.run(replace(matrix.within(allowed), lower=lower), seconds=20)
    found = better(model, matrix, known, upper, seconds=20, seed=1)
    best = total_of(model, known)
    if found.point is None:
        assert found.status == "impossible"
        assert whole.value == pytest.approx(best)
        return
    columns = highs.columns_of(found.point)
    assert keeps(model, columns)
    assert total_of(model, columns) == pytest.approx(whole.value)
    assert total_of(model, columns) > best
    assert all(columns.get(p, 0) == known.get(p, 0) for n in set(places) - set(free) for p in places[n])


def test_a_plan_found_by_parts_stays_between_value_and_bound() -> None:
    """The wide search of a city that can be solved to proof: never above the best, its bound never below."""
    problem = city_of(3, 25)
    exact = solve(problem, Effort(seconds=60))
    found = solve(problem, Effort(seconds=3, backend="wide"))
    assert exact.value is not None
    assert found.value is not None
    assert found.bound is not None
    assert exact.value * 8 / 10 <= found.value <= exact.value <= found.bound


@pytest.mark.parametrize("months", [False, True])
def test_a_city_of_published_parameters_is_sound_and_the_same_every_time(months: bool) -> None:  # noqa: FBT001
    """Every kind of rule is in it, in quarters and in months, and a seed makes one city."""
    problem = city_of(4, 30, months=months)
    assert problems_of(problem) == ()
    assert problem == city_of(4, 30, months=months)
    assert problem.horizon.quarters == (60 if months else 20)
    assert len(problem.gates) == 3
    assert problem.synergies
    assert any(c.excludes for c in problem.candidates)
    assert any(c.requires for c in problem.candidates)
