"""Contested projects: which of two changes a figure more hangs on a question that no source settles.

Belongs here: projects whose order turns between answers to one question. Does not: how large an impact is
(impacts), or what the answers do to the figures themselves (structures).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.comparing import in_order, span_of
from bitgil.city.impacts import NOTHING, YEARS
from bitgil.city.model import City, Variants, run_variants
from bitgil.city.model.block import Observed
from bitgil.city.structures import changed, on_plan, reached
from bitgil.plan.types import Answer, Project, Structure

DRAWS = 128
"""Worlds in which two projects are compared; all answers share them."""
SURE = 2.0
"""Standard errors by which two means must differ, so that chance turns no order."""


@dataclass(frozen=True, slots=True)
class Contested:
    """Two projects whose order turns: under `above` the first raises the quantity more, under `below` less.

    A difference that nobody could see, or that chance explains, turns no order.
    """

    project: str
    rival: str
    quantity: str
    year: int
    structure: str
    above: tuple[str, ...]
    below: tuple[str, ...]


def contested_in(
    city: City,
    wanted: Collection[str],
    *,
    years: Sequence[int] = YEARS,
    draws: int = DRAWS,
    observed: Observed | None = None,
) -> tuple[Contested, ...]:
    """Return every pair of projects whose impacts on one of *wanted* change places between two answers.

    Equation: i_p - i_q > e under one answer and < -e under another, i = E[run(p alone) - run(none)], e the
    larger of 1e-4 of the quantity's mean and two standard errors of the difference on the same draws. Only
    questions that can change the quantity; NaN turns nothing. Raises what `run` raises.
    """
    acting = [project for project in city.plan.projects if project.effects]
    found: list[Contested] = []
    for structure in in_order(city.plan.structures):
        names = reached(city, structure, wanted)
        if not names or not acting:
            continue
        under: dict[str, Variants] = {
            answer.id: _alone(city, answer, names, acting, years, draws, observed)
            for answer in structure.answers
        }
        for name in names:
            for year in years:
                found.extend(_turned(structure, name, year, acting, under))
    return tuple(found)


def _alone(  # noqa: PLR0913, PLR0917  the choices of whoever compares
    city: City,
    answer: Answer,
    names: Collection[str],
    acting: Sequence[Project],
    years: Sequence[int],
    draws: int,
    observed: Observed | None,
) -> Variants:
    own = on_plan(city, changed(city.plan, answer.overrides))
    return run_variants(
        own, names, [[project] for project in acting], draws=draws, years=span_of(years), observed=observed
    )


def _turned(
    structure: Structure, name: str, year: int, acting: Sequence[Project], under: Mapping[str, Variants]
) -> Iterator[Contested]:
    changes = {answer: _changes(done, name, year) for answer, done in under.items()}
    least = {answer: _least(done, name, year) for answer, done in under.items()}
    for one, other in combinations(range(len(acting)), 2):
        sides = {answer: _side(by[one] - by[other], least[answer]) for answer, by in changes.items()}
        above, below = (tuple(a for a, side in sides.items() if side == way) for way in (1, -1))
        if above and below:
            yield Contested(acting[one].id, acting[other].id, name, year, structure.id, above, below)


def _side(apart: Array, least: float) -> int:
    """Return 1 or -1 where one project surely changes more or less than the other, 0 where none is sure."""
    error = SURE * float(apart.std()) / np.sqrt(len(apart))
    mean = float(apart.mean())
    return int(np.sign(mean)) if abs(mean) > max(least, error) else 0


def _changes(done: Variants, name: str, year: int) -> Array:
    """Return what each project changes alone, (project, draw)."""
    column = year - int(done.years[0])
    return np.asarray(done.values[name][:, :, column] - done.base[name][:, column])


def _least(done: Variants, name: str, year: int) -> float:
    return NOTHING * float(np.abs(done.base[name][:, year - int(done.years[0])]).mean())
