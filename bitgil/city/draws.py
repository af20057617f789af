"""Assumptions with ranges → arrays: one random stream an input, whatever else is drawn and wherever.

A stream is Philox keyed by (seed, name, chunk); a chunk is one Latin-hypercube column of 512 numbers in
(0, 1), turned into values by the inverse distribution function. So an input that is added moves no other,
and a chunk is the same whoever computes it. Correlation rearranges columns and changes no single one's
distribution (Iman and Conover 1982, with the Gaussian copula's scores). Where only one of two is drawn anew
every year, ρ holds between the other and its mean over a few years, so that its years stay independent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

import numpy as np
from scipy.special import ndtri

from bitgil.city.arrays import Array, Years
from bitgil.plan.problems import Problem
from bitgil.plan.types import Assumption, Plan
from bitgil.plan.types.correlation import SLIP
from bitgil.quantity import dimension, year_of

CHUNK = 512
"""Draws computed together: arrays of 512 draws and some forty years stay in the processor's cache."""

SPREAD_5_95 = 2 * 1.6448536269514722
"""The 5th and 95th percentile of a normal distribution lie this many standard deviations apart."""

Correlations = Mapping[tuple[str, str], float]


def stream(seed: int, name: str, chunk: int) -> np.random.Generator:
    """Return the random stream of one input in one chunk."""
    key = blake2b(f"{seed}\0{name}\0{chunk}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(key, "big")))


def hypercube_column(seed: int, name: str, chunk: int) -> Array:
    """Return (draw,) numbers in (0, 1): one in each of 512 equal slices, in random order."""
    source = stream(seed, name, chunk)
    inside = np.clip(source.random(CHUNK), 1e-12, 1 - 1e-12)
    return (source.permutation(CHUNK) + inside) / CHUNK


@dataclass(frozen=True)
class Chunk:
    """One block of 512 draws: where all randomness of a run comes from. `rows` are the first ones used."""

    seed: int
    number: int
    correlations: Correlations = field(default_factory=dict)
    yearly: frozenset[str] = frozenset()
    window: tuple[int, ...] = ()
    rows: int = CHUNK
    _known: dict[tuple[str, str, int | None], Array] = field(default_factory=dict, compare=False, repr=False)

    def uniforms(self, name: str, year: int | None = None) -> Array:
        """Return the (draw,) column of *name*, in *year* where it is drawn anew every year."""
        key = ("", name, year)
        if key not in self._known:
            self._known[key] = self._linked_column(name, year)[: self.rows]
            self._known[key].flags.writeable = False
        return self._known[key]

    def _linked_column(self, name: str, year: int | None) -> Array:
        names = _linked(name, self.correlations, self.yearly)
        place = names.index(name)
        if place == 0:
            return self._column(name, year)
        before = np.stack([self._scores(other, year) for other in names[: place + 1]])
        own = self._column(name, year)
        ranks = np.argsort(np.argsort(_factor(tuple(names), self._pairs())[place, : place + 1] @ before))
        return np.asarray(np.sort(own)[ranks])

    def _column(self, name: str, year: int | None) -> Array:
        return hypercube_column(self.seed, name if year is None else f"{name}@{year}", self.number)

    def _scores(self, name: str, year: int | None) -> Array:
        """Return the normal scores of a linked input's own column, made once.

        Of an input drawn every year, seen by one drawn once, the scores of its mean over the window.
        """
        key = ("scores", name, year)
        if key not in self._known:
            if name in self.yearly and year is None:
                parts = [self._scores(name, each) for each in self.window]
                self._known[key] = np.sum(parts, axis=0) / np.sqrt(len(parts))
            else:
                self._known[key] = ndtri(self._column(name, year))
        return self._known[key]

    def _pairs(self) -> frozenset[tuple[tuple[str, str], float]]:
        return frozenset(self.correlations.items())


def correlations_of(plan: Plan, inputs: Mapping[str, Assumption]) -> dict[tuple[str, str], float]:
    """Return the plan's correlations by the names of streams, where both inputs are drawn here.

    `P13.slip` becomes the stream of that project's slip.
    """
    streams = {assumption.id: key for key, assumption in inputs.items()}
    streams |= {f"{project.id}.{SLIP}": f"project:{project.id}/slip" for project in plan.projects}
    return {
        (streams[link.first], streams[link.second]): float(link.rho)
        for link in plan.correlations
        if link.first in streams and link.second in streams
    }


def window_of(plan: Plan) -> tuple[int, ...]:
    """Return the ten years after the plan's adoption, over which a yearly input's mean is linked."""
    adopted = year_of(plan.adopted)
    return tuple(range(adopted + 1, adopted + 11))


def yearly_inputs(inputs: Mapping[str, Assumption]) -> frozenset[str]:
    """Return the keys of the inputs that are drawn anew every year."""
    return frozenset(key for key, assumption in inputs.items() if assumption.each_year)


def _linked(name: str, correlations: Correlations, yearly: Collection[str] = ()) -> list[str]:
    """Return *name* and every input correlated with it, directly or through others.

    Those drawn every year stand first, so that nothing drawn once can move a single year.
    """
    linked = {name}
    while grown := {other for pair in correlations if linked & set(pair) for other in pair} - linked:
        linked |= grown
    return sorted(linked, key=lambda each: (each not in yearly, each))


@cache
def _factor(names: tuple[str, ...], pairs: frozenset[tuple[tuple[str, str], float]]) -> Array:
    matrix = np.eye(len(names))
    for (one, other), rho in pairs:
        if one in names:
            i, j = names.index(one), names.index(other)
            matrix[i, j] = matrix[j, i] = rho
    try:
        return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
    except np.linalg.LinAlgError as fault:
        raise ValueError(f"the correlations of {', '.join(names)} contradict one another") from fault


def check_correlations(correlations: Correlations, inputs: Mapping[str, Assumption]) -> None:
    """Raise ValueError where correlations name no drawn input or contradict one another."""
    for (one, other), rho in correlations.items():
        unknown = [name for name in (one, other) if name not in inputs and not name.startswith("project:")]
        if unknown:
            raise ValueError(f"a correlation names {unknown[0]}, which is no input")
        if one == other or not -1 < rho < 1:
            raise ValueError(f"{one} and {other}: {rho} is no correlation of two inputs (-1 < ρ < 1)")
    yearly = yearly_inputs(inputs)
    for name in {name for pair in correlations for name in pair}:
        _factor(tuple(_linked(name, correlations, yearly)), frozenset(correlations.items()))


def middle(assumption: Assumption, years: Years) -> Array:
    """Return the (year,) values written in the plan: flat, or linear between the years of a path."""
    if assumption.value is not None:
        return np.full(len(years), float(assumption.value))
    at = [float(point.year) for point in assumption.path]
    return np.interp(years, at, [float(point.value) for point in assumption.path])


def draw(assumption: Assumption, key: str, years: Years, chunk: Chunk) -> Array:
    """Return the (draw, year) array of one assumption, read-only."""
    written = middle(assumption, years)
    shape = (chunk.rows, len(years))
    if assumption.distribution == "fixed":
        return np.broadcast_to(written, shape)
    if assumption.each_year:
        ranks = np.stack([chunk.uniforms(key, int(year)) for year in years], axis=1)
    else:
        ranks = chunk.uniforms(key)[:, np.newaxis]
    drawn = quantile(assumption, ranks)
    values = written * drawn if assumption.relative else np.broadcast_to(drawn, shape)
    values.flags.writeable = False
    return values


def quantile(assumption: Assumption, ranks: Array) -> Array:
    """Return the values below which a share *ranks* of the draws lie (inverse distribution function)."""
    if assumption.distribution == "discrete":
        choices = sorted((float(value), float(weight)) for value, weight in assumption.choices)
        bounds = np.cumsum([weight for _, weight in choices])[:-1]
        return np.array([value for value, _ in choices])[np.searchsorted(bounds, ranks, side="right")]
    low, high = float(assumption.low or 0), float(assumption.high or 0)
    if assumption.distribution == "uniform":
        return low + (high - low) * ranks
    if assumption.distribution == "normal":
        return np.asarray((low + high) / 2 + (high - low) / SPREAD_5_95 * ndtri(ranks))
    mode = 1.0 if assumption.relative or assumption.value is None else float(assumption.value)
    return triangular_quantile(low, mode, high, ranks)


def triangular_quantile(low: float, mode: float, high: float, ranks: Array) -> Array:
    """Return the inverse of the triangular distribution function on *low*, *mode*, *high*."""
    if high <= low:
        return np.full_like(ranks, mode)
    split = (mode - low) / (high - low)
    left = low + np.sqrt(ranks * (high - low) * (mode - low))
    right = high - np.sqrt((1 - ranks) * (high - low) * (high - mode))
    return np.where(ranks < split, left, right)


def chunks_for(draws: int) -> int:
    """Return how many whole chunks hold *draws* draws."""
    return max(1, -(-draws // CHUNK))


def input_problems(plan: Plan) -> Iterator[Problem]:
    """Yield a Problem for every assumption that cannot be drawn from as written."""
    for assumption in plan.assumptions:
        where = f"assumptions/{assumption.id.partition('.')[0]}.toml"
        name = assumption.id
        try:
            dimension(assumption.unit)
        except ValueError as fault:
            yield Problem(
                where,
                f"{name}: {fault}",
                "write a unit such as t/yr, MWh, persons, KRW/yr or 1",
                f"{name}: '{assumption.unit}'은(는) 단위가 아닙니다",
                "t/yr, MWh, persons, KRW/yr, 1 같은 단위를 쓰세요",
            )
        if assumption.distribution == "fixed":
            continue
        if assumption.table or (assumption.path and not assumption.relative):
            yield Problem(
                where,
                f"{name}: a range around a path or table must be a factor on the whole of it",
                "set relative = true and write low and high as factors, or distribution = 'fixed'",
                f"{name}: 경로나 표의 범위는 전체에 곱하는 배수여야 합니다",
                "relative = true로 하고 low와 high를 배수로 쓰거나 distribution = 'fixed'로 두세요",
            )
        elif assumption.distribution == "triangular" and assumption.relative and not _holds_one(assumption):
            yield Problem(
                where,
                f"{name}: the factors {assumption.low} to {assumption.high} leave out 1, the path itself",
                "choose low ≤ 1 ≤ high",
                f"{name}: 배수 {assumption.low}–{assumption.high}에 경로 자체인 1이 없습니다",
                "low ≤ 1 ≤ high가 되게 하세요",
            )
    yield from _contradictions(plan)


def _contradictions(plan: Plan) -> Iterator[Problem]:
    inputs = {assumption.id.partition(".")[2]: assumption for assumption in plan.assumptions}
    try:
        check_correlations(correlations_of(plan, inputs), inputs)
    except ValueError as fault:
        yield Problem(
            "correlations.toml",
            str(fault),
            "bring the stronger ones nearer to 0 until all of them can hold at once",
            f"상관이 서로 모순됩니다: {fault}",
            "모두 함께 성립할 때까지 큰 값을 0에 가깝게 줄이세요",
        )


def _holds_one(assumption: Assumption) -> bool:
    return (assumption.low or 0) <= 1 <= (assumption.high or 0)


def draw_all(
    inputs: Mapping[str, Assumption], wanted: Collection[str], years: Years, chunk: Chunk
) -> dict[str, Array]:
    """Return the arrays of the wanted inputs that are no tables."""
    return {
        key: draw(inputs[key], key, years, chunk)
        for key in sorted(wanted)
        if key in inputs and not inputs[key].table
    }
