"""One chunk under computation: which groups are run, and the arrays that are alive meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.draws import CHUNK, Chunk, draw_all
from bitgil.city.model.functions import Function, Parameter, Stepped
from bitgil.city.model.graph import City, Group
from bitgil.city.reforms import reform
from bitgil.plan.types import Project

MODELLED = "__modelled"
Observed = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Step:
    """One group to run, and the arrays that nobody needs after it."""

    group: Group
    spent: tuple[str, ...]


def steps_for(city: City, wanted: frozenset[str]) -> tuple[Step, ...]:
    """Return the groups that *wanted* needs, in order, each with the names that are free after it."""
    needed = city.ancestors(wanted)
    outputs = city.outputs()
    groups = [group for group in city.groups if any(set(outputs[n]) & needed for n in group.nodes)]
    last_use: dict[str, int] = {}
    for place, group in enumerate(groups):
        for node in group.nodes:
            for name in outputs[node]:
                reads = {p.refers for p in city.functions[name].parameters}
                last_use.update(dict.fromkeys((*reads, name), place))
    spent: dict[int, list[str]] = {}
    for name, place in last_use.items():
        if name not in wanted:
            spent.setdefault(place, []).append(name)
    return tuple(Step(group, tuple(spent.get(place, ()))) for place, group in enumerate(groups))


@dataclass
class Block:
    """One chunk under computation: the arrays that are alive now."""

    city: City
    years: Years
    observed: Observed
    projects: Collection[Project]
    chunk: Chunk
    lanes: int = CHUNK
    alive: dict[str, Array] = field(default_factory=dict)

    def compute(self, steps: tuple[Step, ...], kept: tuple[str, ...]) -> Iterator[tuple[str, Array]]:
        """Yield each kept array once it is known, and forget the others after their last use."""
        plain = {name.removesuffix(MODELLED) for name in kept}
        outputs = self.city.outputs()
        names = {name for step in steps for node in step.group.nodes for name in outputs[node]}
        reads = {p.refers for name in names for p in self.city.functions[name].parameters}
        drawn = draw_all(self.city.inputs, reads | plain, self.years, self.chunk)
        self.alive.update(reform(drawn, self.city.inputs, self.projects, self.years, self.chunk))
        yield from ((name, self.alive[name]) for name in kept if name in self.alive)
        for step in steps:
            self.perform(step.group, outputs)
            given = [name for node in step.group.nodes for name in outputs[node]]
            yield from ((n, self.alive[n]) for g in given for n in (g, g + MODELLED) if n in kept)
            for name in (*step.spent, *(g + MODELLED for g in given)):
                self.alive.pop(name, None)

    def perform(self, group: Group, outputs: Mapping[str, tuple[str, ...]]) -> None:
        """Compute the quantities of one group from what is alive."""
        if group.stepped:
            self._run_by_year(group, outputs)
        else:
            self._run_whole(self.city.functions[group.nodes[0]])

    def _run_whole(self, function: Function) -> None:
        given = function.body(**{p.name: self._whole(p) for p in function.parameters})
        try:
            array = np.broadcast_to(np.asarray(given, dtype=np.float64), (self.lanes, len(self.years)))
        except ValueError as fault:
            shape = np.shape(given)
            raise ValueError(f"{function.name} returned shape {shape}, which is no (draw, year)") from fault
        if seen := self.observed.get(function.name):
            self.alive[function.name + MODELLED] = array
            array = array.copy()
            for column, year in enumerate(self.years):
                if int(year) in seen:
                    array[:, column] = seen[int(year)]
        self.alive[function.name] = array

    def _whole(self, parameter: Parameter) -> object:
        """Return what a function on whole arrays receives for *parameter*."""
        if parameter.name == "years":
            return self.years
        if parameter.name == "draws":
            return self.lanes
        if parameter.is_table:
            return self.city.plan.table(self.city.inputs[parameter.refers].table)
        array = self.alive[parameter.refers]
        if not parameter.lagged:
            return array
        shifted = np.empty_like(array)
        shifted[:, 0] = self._before(parameter.refers)
        shifted[:, 1:] = array[:, :-1]
        return shifted

    def _before(self, name: str) -> float:
        """Return the observation of the year before the axis, missing where nobody measured."""
        return self.observed.get(name, {}).get(int(self.years[0]) - 1, np.nan)

    def _run_by_year(self, group: Group, outputs: Mapping[str, tuple[str, ...]]) -> None:
        functions = {node: self.city.functions[outputs[node][0]] for node in group.nodes}
        states = {
            node: self._start(function.stepped) for node, function in functions.items() if function.stepped
        }
        for name in (name for node in group.nodes for name in outputs[node]):
            self._open(name)
        for column, year in enumerate(self.years):
            for node, function in functions.items():
                if function.stepped is None:
                    arguments = self._slices(function.parameters, column)
                    self._put(function.name, column, function.body(**arguments))
                    continue
                arguments = self._slices(function.stepped.step_parameters, column)
                states[node], given = function.stepped.step(states[node], int(year), **arguments)
                for name in function.stepped.outputs:
                    self._put(name, column, getattr(given, name))

    def _start(self, stepped: Stepped) -> object:
        return stepped.start(**{p.name: self._whole(p) for p in stepped.start_parameters})

    def _open(self, name: str) -> None:
        """Make room for *name*, year by year side by side so that a slice of all draws is one block."""
        shape = (len(self.years), self.lanes)
        self.alive[name] = np.full(shape, np.nan).T
        if self.observed.get(name):
            self.alive[name + MODELLED] = np.full(shape, np.nan).T

    def _put(self, name: str, column: int, value: Array) -> None:
        seen = self.observed.get(name)
        try:
            if seen:
                self.alive[name + MODELLED][:, column] = value
            self.alive[name][:, column] = (seen or {}).get(int(self.years[column]), value)
        except ValueError as fault:
            raise ValueError(f"{name} returned shape {np.shape(value)}, which is no (draw,)") from fault

    def _slices(self, parameters: tuple[Parameter, ...], column: int) -> dict[str, Any]:
        return {p.name: self._slice(p, column) for p in parameters}

    def _slice(self, parameter: Parameter, column: int) -> object:
        """Return what a function stepped year by year receives for *parameter*, (draw,) or one year."""
        if parameter.name == "years":
            return int(self.years[column])
        if parameter.is_table or parameter.name == "draws":
            return self._whole(parameter)
        if parameter.lagged and column == 0:
            return np.full(self.lanes, self._before(parameter.refers))
        return self.alive[parameter.refers][:, column - parameter.lagged]
