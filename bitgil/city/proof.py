"""The proof that nothing is counted twice: all projects of a plan at once pass no driver's potential.

Belongs here: running every driver of one plan under all of its projects and looking. Does not: the rules by
which effects combine (reforms), whose law this holds against the plan at hand.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.draws import Chunk, correlations_of, draw_all, middle, window_of, yearly_inputs
from bitgil.city.model import City
from bitgil.city.model.span import FIRST, LAST
from bitgil.city.reforms import impossible, reform
from bitgil.plan.problems import Problem
from bitgil.plan.types import Assumption

ROUNDING = 1e-9
"""How far beyond the potential, as a share of its distance from the base, a sum in floats may land."""


def beyond_potential(city: City) -> Iterator[Problem]:
    """Yield a Problem for every driver that the projects of the plan together take past its potential.

    Looked at in 512 draws of every year: toward·(d - U) must not be above 0 where the driver's own base is
    not, toward the sign of U - base. A plan whose effects cannot be run at all has that Problem instead.
    """
    plan = city.plan
    if any(impossible(plan, plan.projects)):
        return
    moved_ids = {effect.driver for project in plan.projects for effect in project.effects}
    keys = [key for key, a in city.inputs.items() if a.driver and a.id in moved_ids and not a.table]
    years = np.arange(FIRST, LAST + 1)
    linked = correlations_of(plan, city.inputs)
    chunk = Chunk(1, 0, linked, yearly_inputs(city.inputs), window_of(plan))
    drawn = draw_all(city.inputs, keys, years, chunk)
    moved = reform(drawn, city.inputs, plan.projects, years, chunk)
    for key in keys:
        yield from passed(city.inputs[key], drawn[key], moved[key], years)


def passed(assumption: Assumption, base: Array, moved: Array, years: Years) -> Iterator[Problem]:
    """Yield a Problem where a driver at *base* was *moved* past its potential, (draw, year) each."""
    if assumption.driver is None:
        return
    potential = float(assumption.driver.potential)
    toward = np.sign(potential - middle(assumption, years))
    slack = ROUNDING * np.maximum(np.abs(potential - base), abs(potential))
    fault = (toward * (moved - potential) > slack) & (toward * (base - potential) <= 0)
    if fault.any():
        draw, column = (int(place) for place in np.argwhere(fault)[0])
        yield _passed(assumption.id, int(years[column]), float(moved[draw, column]), potential)


def _passed(name: str, year: int, value: float, potential: float) -> Problem:
    return Problem(
        f"assumptions/{name.partition('.')[0]}.toml",
        f"{name}: all projects together take it to {value:g} in {year}, past its potential {potential:g}",
        "its combine rule counts something twice; report this, for no plan file can bring it about",
        f"{name}: 모든 사업을 합치면 {year}년에 {value:g}이(가) 되어 잠재량 {potential:g}을(를) 넘습니다",
        "combine 규칙이 무언가를 두 번 셉니다. 계획 파일로는 생길 수 없는 일이니 알려 주세요",
    )
