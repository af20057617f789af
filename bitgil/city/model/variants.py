"""Many variants of one run at once: what each adds to the same base, recomputing only what it can reach.

Variants are stacked along the axis of draws: lane v·n + d is draw d of variant v. A quantity that no driver
moved by a variant can reach is taken from the base; variants that reach the same ones are run together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.draws import (
    CHUNK,
    Chunk,
    Correlations,
    check_correlations,
    chunks_for,
    correlations_of,
    draw_all,
    window_of,
    yearly_inputs,
)
from bitgil.city.model.block import Block, Observed
from bitgil.city.model.graph import City, Group
from bitgil.city.model.running import check_names
from bitgil.city.model.span import YEARS
from bitgil.city.reforms import impossible, reform
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Project

LANES = 4096
"""Lanes computed together: more of them save calls until the arrays outgrow the processor's cache."""
Variant = Sequence[Project]


@dataclass(frozen=True)
class Variants:
    """The wanted quantities: `base` is (draw, year), `values` (variant, draw, year) each.

    A quantity that a variant cannot reach is the base's own; `reached` says which ones it can.
    """

    years: Years
    base: Mapping[str, Array]
    values: Mapping[str, Array]
    reached: tuple[frozenset[str], ...]


def run_variants(  # noqa: PLR0913  each is one independent choice of whoever runs the city
    city: City,
    wanted: Collection[str],
    variants: Sequence[Variant],
    *,
    projects: Collection[Project] = (),
    draws: int = CHUNK,
    seed: int = 1,
    years: tuple[int, int] = YEARS,
    observed: Observed | None = None,
    correlations: Correlations | None = None,
) -> Variants:
    """Return what `run` returns for *projects*, and for *projects* with those of each variant added.

    The draws are the first ones of the same chunks, not rounded up. Equal to as many single runs, number
    by number. Raises what `run` raises.
    """
    seen = dict(observed or {})
    check_names(city, wanted, seen)
    linked = correlations_of(city.plan, city.inputs) if correlations is None else correlations
    check_correlations(linked, city.inputs)
    for variant in variants:
        if problems := tuple(impossible(city.plan, [*projects, *variant])):
            raise Unsound(problems)
    axis = np.arange(years[0], years[1] + 1)
    batch = _Batch(city, tuple(sorted(set(wanted))), tuple(variants), tuple(projects), axis, seen)
    base = {name: np.empty((draws, len(axis))) for name in batch.wanted}
    values = {name: np.empty((len(variants), draws, len(axis))) for name in batch.wanted}
    for number in range(chunks_for(draws)):
        begin, end = number * CHUNK, min((number + 1) * CHUNK, draws)
        chunk = Chunk(seed, number, linked, yearly_inputs(city.inputs), window_of(city.plan), end - begin)
        for name, place, array in batch.compute(chunk):
            if place is None:
                base[name][begin:end] = array
                values[name][:, begin:end] = array
            else:
                values[name][place, begin:end] = array
    return Variants(axis, base, values, tuple(batch.reach(variant) for variant in batch.variants))


@dataclass
class _Batch:
    """What all chunks share: which groups are needed, and which variants reach the same of them."""

    city: City
    wanted: tuple[str, ...]
    variants: tuple[Variant, ...]
    projects: tuple[Project, ...]
    years: Years
    observed: Observed

    def __post_init__(self) -> None:
        needed = self.city.ancestors(self.wanted)
        self.outputs = self.city.outputs()
        self.groups = [g for g in self.city.groups if any(set(self.outputs[n]) & needed for n in g.nodes)]
        names = [name for group in self.groups for node in group.nodes for name in self.outputs[node]]
        self.needs = {name: self.city.ancestors([name]) for name in names}
        self.keys = {a.id: key for key, a in self.city.inputs.items()}
        self.read = {p.refers for name in names for p in self.city.functions[name].parameters}
        self.read |= set(self.wanted) & set(self.city.inputs)

    def moved(self, variant: Variant) -> frozenset[str]:
        """Return the keys of the drivers that the variant's own projects move and somebody reads."""
        drivers = {effect.driver for project in variant for effect in project.effects}
        return frozenset(self.keys[d] for d in drivers if d in self.keys) & frozenset(self.read)

    def reach(self, variant: Variant) -> frozenset[str]:
        """Return every wanted thing that may differ from the base."""
        moved = self.moved(variant)
        return frozenset(
            name for name in self.wanted if name in moved or moved & self.needs.get(name, frozenset())
        )

    def compute(self, chunk: Chunk) -> Iterator[tuple[str, int | Array | None, Array]]:
        """Yield name, place (None for the base) and (…, draw, year) array of all that is wanted."""
        drawn = draw_all(self.city.inputs, self.read, self.years, chunk)
        base = Block(self.city, self.years, self.observed, (), chunk, chunk.rows)
        base.alive.update(reform(drawn, self.city.inputs, self.projects, self.years, chunk))
        for group in self.groups:
            base.perform(group, self.outputs)
        yield from ((name, None, base.alive[name]) for name in self.wanted)
        alike: dict[tuple[Group, ...], list[int]] = {}
        for place, variant in enumerate(self.variants):
            if moved := self.moved(variant):
                alike.setdefault(self._downstream(moved), []).append(place)
        most = max(1, LANES // chunk.rows)
        for groups, places in alike.items():
            for begin in range(0, len(places), most):
                yield from self._run(groups, places[begin : begin + most], drawn, base, chunk)

    def _downstream(self, moved: frozenset[str]) -> tuple[Group, ...]:
        return tuple(
            group
            for group in self.groups
            if any(moved & self.needs[name] for node in group.nodes for name in self.outputs[node])
        )

    def _run(
        self,
        groups: tuple[Group, ...],
        places: list[int],
        drawn: Mapping[str, Array],
        base: Block,
        chunk: Chunk,
    ) -> Iterator[tuple[str, Array, Array]]:
        lanes, shape = len(places) * chunk.rows, (len(places), chunk.rows, len(self.years))
        block = Block(self.city, self.years, self.observed, (), chunk, lanes)
        block.alive.update(self._reformed(places, drawn, base, chunk))
        made = {name for group in groups for node in group.nodes for name in self.outputs[node]}
        reads = {p.refers for name in made for p in self.city.functions[name].parameters}
        for name in sorted(reads - made - block.alive.keys()):
            if name in base.alive:
                block.alive[name] = _repeated(base.alive[name], len(places))
        for group in groups:
            block.perform(group, self.outputs)
        for name in self.wanted:
            if name in made or name in block.alive:
                yield name, np.array(places), block.alive[name].reshape(shape)

    def _reformed(
        self, places: list[int], drawn: Mapping[str, Array], base: Block, chunk: Chunk
    ) -> dict[str, Array]:
        """Return the drivers that any of these variants moves, stacked variant by variant."""
        keys = sorted({key for place in places for key in self.moved(self.variants[place])})
        stacked: dict[str, list[Array]] = {key: [] for key in keys}
        for place in places:
            own = self.moved(self.variants[place])
            chosen = [*self.projects, *self.variants[place]]
            changed = reform({key: drawn[key] for key in own}, self.city.inputs, chosen, self.years, chunk)
            for key in keys:
                stacked[key].append(changed.get(key, base.alive[key]))
        return {key: np.concatenate(parts) for key, parts in stacked.items()}


def _repeated(array: Array, times: int) -> Array:
    """Return (times·draw, year): the base's rows again and again, without a copy where all are alike."""
    if array.strides[0] == 0:
        return np.broadcast_to(array[0], (times * len(array), array.shape[1]))
    return np.tile(array, (times, 1))
