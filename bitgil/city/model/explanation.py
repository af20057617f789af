"""Why a figure is what it is: the tree from a quantity down to the assumptions and their sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Unpack

import numpy as np

from bitgil.city.arrays import Array
from bitgil.city.model.block import Observed
from bitgil.city.model.functions import Function, Parameter
from bitgil.city.model.graph import City
from bitgil.city.model.running import Run, Settings, run
from bitgil.plan.types import Assumption, Project
from bitgil.quantity import Grade

WORST_LAST = "ABCX"


@dataclass(frozen=True, slots=True)
class Explained:
    """One node of the tree. `kind` is computed, observed, assumed, table or project.

    `value`, `low` and `high` are the median and the 10th and 90th percentile over the draws. The
    grade of a computed quantity is the worst below it. `again` marks what was explained further up.
    """

    name: str
    kind: str
    year: int
    unit: str
    where: str
    equation: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    grade: Grade | None = None
    source: str = ""
    again: bool = False
    children: tuple[Explained, ...] = ()


def explain(
    city: City,
    name: str,
    year: int,
    *,
    projects: Collection[Project] | None = None,
    **settings: Unpack[Settings],
) -> Explained:
    """Return how *name* comes about in *year*, down to assumptions and the projects that move them.

    *projects* are those carried out, all of the plan's by default; the *settings* are those of
    `run`. Raises ValueError for an unknown name.
    """
    chosen = city.plan.projects if projects is None else tuple(projects)
    known = city.ancestors([name])
    numbers = {n for n in known if n in city.functions or (n in city.inputs and not city.inputs[n].table)}
    done = run(city, sorted(numbers | {name}), projects=chosen, **settings)
    return _Teller(city, done, settings.get("observed") or {}, chosen).tell(name, year)


@dataclass
class _Teller:
    """Walks down from a quantity and tells each thing once."""

    city: City
    done: Run
    seen: Observed
    projects: tuple[Project, ...]
    told: set[str] = field(default_factory=set)

    def tell(self, name: str, year: int) -> Explained:
        if name in self.city.functions:
            return self.tell_function(self.city.functions[name], year)
        return self.tell_assumption(name, self.city.inputs[name], year)

    def tell_function(self, function: Function, year: int) -> Explained:
        value, low, high = _spread(self._in_year(function.name, year))
        told = Explained(
            function.name,
            "computed",
            year,
            function.unit,
            function.where,
            function.formula,
            value,
            low,
            high,
            self._worst_below(function.name),
        )
        if year in self.seen.get(function.name, {}):
            return self._tell_observed(told)
        if function.name in self.told:
            return replace(told, again=True)
        self.told.add(function.name)
        return replace(told, children=tuple(self._children(function, year)))

    def _tell_observed(self, told: Explained) -> Explained:
        """Return a measured value, with grade and source of the plan's series where it holds one."""
        measured = replace(told, kind="observed", equation="", grade=None)
        for indicator in self.city.plan.indicators:
            if indicator.measured_by == told.name and indicator.observed:
                for reading in self.city.plan.series(indicator.observed).readings:
                    if reading.period == str(told.year):
                        where = f"observed/{indicator.observed}.csv"
                        return replace(measured, grade=reading.grade, source=reading.source, where=where)
        return measured

    def _worst_below(self, name: str) -> Grade | None:
        """Return the worst grade among the assumptions and effects on which *name* hangs."""
        inputs = {self.city.inputs[key] for key in self.city.ancestors([name]) if key in self.city.inputs}
        drivers = {assumption.id for assumption in inputs}
        effects = [e.grade for project in self.projects for e in project.effects if e.driver in drivers]
        grades = [*(assumption.grade for assumption in inputs), *effects]
        return max(grades, key=lambda grade: WORST_LAST.index(grade.value), default=None)

    def _children(self, function: Function, year: int) -> Iterator[Explained]:
        for parameter in function.parameters:
            if parameter.name != "years":
                yield self.tell(parameter.refers, _year_of(parameter, year))

    def tell_assumption(self, key: str, assumption: Assumption, year: int) -> Explained:
        told = Explained(
            key,
            "table" if assumption.table else "assumed",
            year,
            assumption.unit,
            f"assumptions/{assumption.table}.csv"
            if assumption.table
            else f"assumptions/{assumption.id.partition('.')[0]}.toml",
            grade=assumption.grade,
            source=assumption.source or assumption.why,
        )
        if assumption.table:
            return told
        value, low, high = _spread(self._in_year(key, year))
        told = replace(told, value=value, low=low, high=high)
        if key in self.told:
            return replace(told, again=True)
        self.told.add(key)
        return replace(told, children=tuple(_movers(self.projects, assumption, year)))

    def _in_year(self, name: str, year: int) -> Array:
        if year < int(self.done.years[0]):
            return np.array([self.seen.get(name, {}).get(year, np.nan)])
        return self.done.in_year(name, year)


def _year_of(parameter: Parameter, year: int) -> int:
    return year - 1 if parameter.lagged else year


def _spread(values: Array) -> tuple[float | None, float | None, float | None]:
    """Return median, 10th and 90th percentile, None each where a draw is missing."""
    if np.isnan(values).any():
        return None, None, None
    low, middle, high = np.percentile(values, (10, 50, 90))
    return float(middle), float(low), float(high)


def _movers(projects: tuple[Project, ...], assumption: Assumption, year: int) -> Iterator[Explained]:
    """Yield the projects that move a driver, with the change that their files state."""
    for project in projects:
        for effect in project.effects:
            if effect.driver == assumption.id:
                ends = (effect.change, effect.low, effect.high)
                value, low, high = (None if end is None else float(end) for end in ends)
                yield Explained(
                    project.id,
                    "project",
                    year,
                    effect.unit,
                    f"projects/{project.id}.toml",
                    value=value,
                    low=low,
                    high=high,
                    grade=effect.grade,
                    source=effect.source or effect.basis,
                )


_WORDS = {
    "ko": {
        "computed": "계산",
        "observed": "관측",
        "assumed": "가정",
        "table": "표",
        "project": "사업",
        "again": "위에 있음",
        "missing": "값 없음",
        "grade": "등급",
    },
    "en": {
        "computed": "computed",
        "observed": "observed",
        "assumed": "assumed",
        "table": "table",
        "project": "project",
        "again": "see above",
        "missing": "missing",
        "grade": "grade",
    },
}


def to_text(tree: Explained, language: str = "ko") -> str:
    """Return the tree as indented lines in Korean or English, each ending with the file it stands in."""
    return "\n".join(_lines(tree, _WORDS["en" if language == "en" else "ko"], 0)) + "\n"


def _lines(node: Explained, words: dict[str, str], depth: int) -> Iterator[str]:
    indent = "    " * depth
    grade = f", {words['grade']} {node.grade.value}" if node.grade else ""
    note = f" ({words['again']})" if node.again else ""
    what = f"{node.name} {node.year}: {_figure(node, words)}"
    yield f"{indent}{what} [{words[node.kind]}{grade}]{note}  {node.where}"
    if not node.again:
        if node.equation:
            yield f"{indent}  = {node.equation}"
        if node.source:
            yield f"{indent}  ← {node.source}"
    for child in node.children:
        yield from _lines(child, words, depth + 1)


def _figure(node: Explained, words: dict[str, str]) -> str:
    if node.value is None:
        return words[node.kind] if node.kind == "table" else words["missing"]
    sign = "+" if node.kind == "project" else ""
    unit = "" if node.unit == "1" else f" {node.unit}"
    if node.low is None or node.high is None or node.low == node.high:
        return f"{_number(node.value, sign)}{unit}"
    return f"{_number(node.value, sign)} ({_number(node.low, sign)} … {_number(node.high, sign)}){unit}"


def _number(value: float, sign: str) -> str:
    """Return four significant digits, thousands marked, without an exponent."""
    return format(Decimal(f"{value:.4g}"), f"{sign},f")
