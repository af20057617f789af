"""Running the city: chunk by chunk, group by group, only what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.draws import (
    CHUNK,
    Chunk,
    Correlations,
    check_correlations,
    chunks_for,
    correlations_of,
    window_of,
    yearly_inputs,
)
from bitgil.city.model.block import MODELLED, Block, Observed, steps_for
from bitgil.city.model.graph import City
from bitgil.city.model.span import YEARS
from bitgil.city.reforms import impossible
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Project

__all__ = ["Footing", "Observed", "Progress", "Run", "Settings", "blocks", "check_names", "impact", "run"]

Progress = Callable[[int, int], None]


class Footing(TypedDict, total=False):
    """What runs must have in common so that their figures can be laid beside each other."""

    draws: int
    seed: int
    observed: Observed | None
    correlations: Correlations | None


class Settings(Footing, total=False):
    """How a run is done, apart from what is wanted and which projects are carried out."""

    years: tuple[int, int]
    progress: Progress


@dataclass(frozen=True)
class Run:
    """The wanted quantities, (draw, year) each; `<name>__modelled` is the value before observation."""

    years: Years
    values: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        """Return the (draw, year) array of a wanted quantity or input."""
        if name not in self.values and name.endswith(MODELLED):
            return self.values[name.removesuffix(MODELLED)]
        return self.values[name]

    def percentiles(self, name: str, levels: Sequence[float] = (10, 50, 90)) -> Array:
        """Return the percentiles over the draws, (level, year); NaN where a draw is missing."""
        return np.asarray(np.percentile(self[name], levels, axis=0))

    def in_year(self, name: str, year: int) -> Array:
        """Return the (draw,) values of one year."""
        return self[name][:, year - int(self.years[0])]


def run(  # noqa: PLR0913  each is one independent choice of whoever runs the city
    city: City,
    wanted: Collection[str],
    *,
    draws: int = CHUNK,
    seed: int = 1,
    years: tuple[int, int] = YEARS,
    observed: Observed | None = None,
    projects: Collection[Project] | None = None,
    correlations: Correlations | None = None,
    progress: Progress | None = None,
) -> Run:
    """Return the *wanted* quantities and inputs over all draws, rounded up to whole chunks of 512.

    Up to the last observed year an observation replaces the computed value, and what reads last
    year's value reads the observation. `<name>__last_year` of the first year is the observation of
    the year before, where there is one, and missing (NaN) where there is none. *projects* are those
    that are carried out, all of the plan's by default; *correlations* those of the plan, `{}` none at all.
    Raises Unsound where two of them exclude one
    another or an effect has a unit that is not its driver's, ValueError for an unknown name.
    """
    kept = kept_names(wanted, dict(observed or {}))
    total = chunks_for(draws)
    axis = np.arange(years[0], years[1] + 1)
    values: dict[str, Array] = {}
    for number, name, array in blocks(
        city,
        wanted,
        draws=draws,
        seed=seed,
        years=years,
        observed=observed,
        projects=projects,
        correlations=correlations,
        progress=progress,
    ):
        values = values or {each: np.empty((total * CHUNK, len(axis))) for each in kept}
        values[name][number * CHUNK : (number + 1) * CHUNK] = array
    for array in values.values():
        array.flags.writeable = False
    return Run(axis, values)


def blocks(  # noqa: PLR0913  the choices of `run`
    city: City,
    wanted: Collection[str],
    *,
    draws: int = CHUNK,
    seed: int = 1,
    years: tuple[int, int] = YEARS,
    observed: Observed | None = None,
    projects: Collection[Project] | None = None,
    correlations: Correlations | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[int, str, Array]]:
    """Yield number of the chunk, name and (512, year) array of what `run` would keep, chunk by chunk.

    Whoever reduces each array at once needs no more memory for a million draws than for 512.
    """
    seen = dict(observed or {})
    check_names(city, wanted, seen)
    linked = correlations_of(city.plan, city.inputs) if correlations is None else correlations
    check_correlations(linked, city.inputs)
    chosen = city.plan.projects if projects is None else tuple(projects)
    if problems := tuple(impossible(city.plan, chosen)):
        raise Unsound(problems)
    axis = np.arange(years[0], years[1] + 1)
    total = chunks_for(draws)
    kept = kept_names(wanted, seen)
    steps = steps_for(city, frozenset(name.removesuffix(MODELLED) for name in kept))
    for number in range(total):
        chunk = Chunk(seed, number, linked, yearly_inputs(city.inputs), window_of(city.plan))
        for name, array in Block(city, axis, seen, chosen, chunk).compute(steps, kept):
            yield number, name, array
        if progress:
            progress(number + 1, total)


def check_names(city: City, wanted: Collection[str], observed: Observed) -> None:
    """Raise ValueError where something is wanted or observed that the city does not have."""
    known = set(city.functions) | {key for key, a in city.inputs.items() if not a.table}
    strangers = sorted({name.removesuffix(MODELLED) for name in wanted} - known)
    strangers += sorted(set(observed) - set(city.functions))
    if strangers:
        raise ValueError(f"the city has no quantity {', '.join(strangers)}")


def kept_names(wanted: Collection[str], observed: Observed) -> tuple[str, ...]:
    """Return the arrays to keep: the wanted ones, and the modelled values of those observed."""
    plain = {name.removesuffix(MODELLED) for name in wanted}
    return tuple(sorted(plain | {name + MODELLED for name in plain if observed.get(name)}))


def impact(
    city: City,
    project_id: str,
    wanted: Collection[str],
    *,
    among: Collection[Project] | None = None,
    **settings: Unpack[Settings],
) -> Run:
    """Return what the project changes: the run with it minus the run without it, on the same draws.

    *among* are the other projects carried out: all of the plan's by default, which gives the
    project's effect as the last one in; an empty collection gives its effect as the first one in.
    The *settings* are those of `run`.
    """
    project = city.plan.project(project_id)
    others = [p for p in (city.plan.projects if among is None else among) if p.id != project_id]
    with_it = run(city, wanted, projects=[*others, project], **settings)
    without = run(city, wanted, projects=others, **settings)
    return Run(with_it.years, {name: with_it[name] - without[name] for name in with_it.values})
