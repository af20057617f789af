"""A roadmap that also minds its bad futures: mean and conditional value at risk (CVaR) together.

With the plan's value V^s(x) in each of S equally likely futures, a worst share β and a mixture λ,

    max  (1 − λ) · 1/S Σ_s V^s(x) + λ · (η − 1/(βS) Σ_s q_s)    s.t. q_s ≥ η − V^s(x), q_s ≥ 0

whose second part is, at its best η, the mean of the worst β of all futures. Every number is whole after
scaling and the best η is one of the V^s, so the model is exact for every back-end. Effects that are bad
together stay together, as every future is one draw of the city for all projects, in which a bid is won or
lost.
Source: R. T. Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import Unsound
from bitgil.roadmap.model import Column, Model, Row, model_of
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.soundness import EXACT
from bitgil.roadmap.tail.futures import Futures


def worst_mean(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the mean of the worst *share* of equally likely *values*; the last one counts in part."""
    left = weight = share * len(values)
    total = Fraction(0)
    for value in sorted(values):
        part = min(left, Fraction(1))
        total, left = total + part * value, left - part
    return total / weight


class Mixture:
    """The model over all futures: the base model's columns, then η − lowest, then one q a future."""

    def __init__(
        self, problem: Problem, futures: Futures, count: int, worst: Fraction, mix: Fraction
    ) -> None:
        self.base, self.worst, self.mix, self.count = model_of(problem), worst, mix, count
        rows = _in_futures(problem, self.base, futures, count)
        self.scale = lcm(*{value.denominator for row in rows for value in row})
        self.values = [[int(value * self.scale) for value in row] for row in rows]
        reach = [self._reach(row) for row in self.values]
        self.lowest, highest = min(low for low, _ in reach), max(high for _, high in reach)
        self.share = worst * count
        self.model = self._model(highest - self.lowest)

    def _reach(self, row: list[int]) -> tuple[int, int]:
        """Return the least and the most that a future can give: one column a candidate, or none."""
        low: dict[str, int] = {}
        high: dict[str, int] = {}
        for column, value in zip(self.base.columns, row, strict=True):
            key = column.owner if column.kind == "start" else f"{column.kind} {column.owner} {column.start}"
            low[key], high[key] = min(low.get(key, 0), value), max(high.get(key, 0), value)
        return sum(low.values()), sum(high.values())

    def _model(self, span: int) -> Model:
        first, top, whole = len(self.base.columns), self.share.numerator, self.mix.denominator
        columns = (*self.base.columns, Column("eta", high=span, kind="tail"))
        columns += tuple(Column(f"future {s}", high=span, kind="tail") for s in range(self.count))
        rows = tuple(
            Row(
                None,
                (
                    *((place, value) for place, value in enumerate(row) if value),
                    (first, -1),
                    (first + 1 + s, 1),
                ),
                low=self.lowest,
            )
            for s, row in enumerate(self.values)
        )
        mean = (whole - self.mix.numerator) * top
        tail = self.mix.numerator * self.count
        goal = [mean * sum(row[place] for row in self.values) for place in range(first)]
        goal += [tail * top, *([-tail * self.share.denominator] * self.count)]
        sums = max(sum(map(abs, goal[:first])), tail * top * span, tail * self.share.denominator * span)
        if sums > EXACT:
            raise Unsound((_too_fine(sums),))
        return Model(columns, (*self.base.rows, *rows), tuple(goal), 1)

    def hint(self, chosen: Mapping[int, int]) -> dict[int, int]:
        """Return all columns of a plan: its own, then the best η and what each future falls short of it."""
        gives = [sum(row[place] * times for place, times in chosen.items()) for row in self.values]
        eta = sorted(gives)[ceil(self.share) - 1]
        first = len(self.base.columns)
        tail = {first: eta - self.lowest} | {first + 1 + s: max(eta - v, 0) for s, v in enumerate(gives)}
        return dict(chosen) | {place: value for place, value in tail.items() if value}

    def measured(self, columns: Mapping[int, int]) -> tuple[Fraction, Fraction]:
        """Return the mean and the mean of the worst futures of a plan, from its own columns alone."""
        own = self.own(columns).items()
        gives = [Fraction(sum(row[p] * times for p, times in own), self.scale) for row in self.values]
        return sum(gives, Fraction(0)) / self.count, worst_mean(gives, self.worst)

    def mixed(self, columns: Mapping[int, int]) -> Fraction:
        """Return the mixture of a plan, from its own columns alone."""
        mean, tail = self.measured(columns)
        return (1 - self.mix) * mean + self.mix * tail

    def badness(self, columns: Mapping[int, int]) -> list[int]:
        """Return how far each future counts among the worst of a plan, in denominators of the worst share."""
        gives = [sum(row[place] * times for place, times in self.own(columns).items()) for row in self.values]
        left, found = self.share.numerator, [0] * self.count
        for future in sorted(range(self.count), key=lambda s: (gives[s], s)):
            found[future] = min(left, self.share.denominator)
            left -= found[future]
        return found

    def weighed(self, bad: Sequence[int], times: int) -> tuple[int, ...]:
        """Return the goal over the base model's columns with futures weighed by *times* summed badnesses."""
        mean = (self.mix.denominator - self.mix.numerator) * self.share.numerator * times
        weights = [mean + self.mix.numerator * self.count * each for each in bad]
        return tuple(
            sum(weight * row[place] for weight, row in zip(weights, self.values, strict=True))
            for place in range(len(self.base.columns))
        )

    def weighed_mixture(self, total: int, times: int) -> Fraction:
        """Return a sum of the goal so weighed as a mixture of means."""
        return Fraction(total, self.mix.denominator * self.count * self.share.numerator * self.scale * times)

    def own(self, columns: Mapping[int, int]) -> dict[int, int]:
        """Return the columns of the plan itself, without those of the futures."""
        return {place: times for place, times in columns.items() if place < len(self.base.columns)}

    def mixture(self, total: int) -> Fraction:
        """Return a sum of the goal as a mixture of means."""
        top, whole = self.share.numerator, self.mix.denominator
        shifted = total + self.mix.numerator * self.count * top * self.lowest
        return Fraction(shifted, whole * self.count * top * self.scale)


def _in_futures(problem: Problem, model: Model, futures: Futures, count: int) -> list[list[Fraction]]:
    """Return the weighed value of every column in every future."""
    weights = {aim.id: Fraction(aim.weight) for aim in problem.aims}
    by_id = {each.id: each for each in problem.candidates}
    same = [Fraction(worth, model.scale) for worth in model.goal]
    rows = [list(same) for _ in range(count)]
    for place, column in enumerate(model.columns):
        mine = futures.get(column.owner)
        if column.kind != "start" or column.mode or mine is None or by_id[column.owner].fixed is not None:
            continue
        call = by_id[column.owner].call
        chance = Fraction(1) if call is None else Fraction(call.chance)
        for s, row in enumerate(rows):
            row[place] = sum(
                (
                    chance * weights.get(aim, Fraction(0)) * Fraction(many[s][column.start])
                    for aim, many in mine.items()
                ),
                Fraction(0),
            )
    return rows


def _too_fine(total: int) -> Complaint:
    return Complaint(
        "futures",
        f"add up to {total} in their smallest common unit, past the {EXACT} a solver keeps exact",
        "take fewer futures, or round values, weights and the worst share to fewer digits",
        f"미래별 값의 합이 {total}으로 정확히 계산할 수 있는 {EXACT}을 넘습니다",
        "미래의 수를 줄이거나 값·가중치·나쁜 경우의 비율의 자릿수를 줄이세요",
    )
