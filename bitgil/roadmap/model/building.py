"""A problem → its model; and the few changes of a model that questions about it need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm

from bitgil.roadmap.model.linear import Column, Model, Row, Rule
from bitgil.roadmap.model.rows import Rows
from bitgil.roadmap.problem import Candidate, Problem, Synergy


def scale_of(problem: Problem) -> int:
    """Return the least whole number that makes every weighed value whole."""
    return lcm(
        *(
            problem.worth(each, start, mode).denominator
            for each in problem.candidates
            for mode, start in problem.options(each)
        ),
        *(value.denominator for pair in problem.synergies for _, value, _ in _gains(problem, pair)),
    )


def weighed(problem: Problem, candidate: Candidate, start: int, scale: int, mode: str = "") -> int:
    """Return the weighed value of that start × *scale*, a whole number."""
    return _whole(problem.worth(candidate, start, mode), scale)


def model_of(problem: Problem) -> Model:
    """Return the time-indexed model of *problem*; candidates go in by id, so their order is no matter."""
    candidates = sorted(problem.candidates, key=lambda candidate: candidate.id)
    columns, worths = [], []
    for each in candidates:
        ways = {way.id: way for way in each.ways()}
        for mode, start in problem.options(each):
            ends = start + ways[mode].duration if ways[mode].finishes else None
            columns.append(Column(each.id, start, mode=mode, ends=ends))
            worths.append(problem.worth(each, start, mode))
    pairs = [
        (pair, quarter, value, good)
        for pair in sorted(problem.synergies, key=lambda pair: (pair.one, pair.two, pair.objective))
        for quarter, value, good in _gains(problem, pair)
    ]
    starts = len(columns)
    columns += [Column(f"{pair.one}+{pair.two}", quarter, kind="both") for pair, quarter, _, _ in pairs]
    worths += [value for _, _, value, _ in pairs]
    scale = lcm(*(worth.denominator for worth in worths))
    writer = Rows(problem, columns)
    rows = list(writer.all())
    for place, (pair, quarter, _, good) in enumerate(pairs, start=starts):
        rows += writer.joined(place, pair.one, pair.two, quarter, good=good)
    return Model(tuple(columns), tuple(rows), tuple(_whole(worth, scale) for worth in worths), scale)


def _gains(problem: Problem, pair: Synergy) -> Iterator[tuple[int, Fraction, bool]]:
    """Yield each quarter with a value of that pair, weighed, and whether it is a gain."""
    weight = {aim.id: Fraction(aim.weight) for aim in problem.aims}.get(pair.objective, Fraction(0))
    for quarter, value in enumerate(pair.by_quarter):
        if value:
            yield quarter, weight * Fraction(value), value > 0


def _whole(worth: Fraction, scale: int) -> int:
    exact = worth * scale
    if exact.denominator != 1:
        raise ValueError(f"scale {scale} leaves a fraction of {exact}")
    return exact.numerator


def thrift(problem: Problem, model: Model) -> tuple[int, ...]:
    """Return the goal that, between plans of equal value, prefers the cheaper, then the earlier."""
    amounts = {
        (each.id, way.id): sum(way.paid(part.amount) for part in way.cost)
        for each in problem.candidates
        for way in each.ways()
    }
    unit = gcd(*amounts.values()) or 1
    last: dict[str, int] = {}
    first: dict[str, int] = {}
    for column in model.columns:
        if column.kind == "start":
            last[column.owner] = max(last.get(column.owner, 0), column.start)
            first[column.owner] = min(first.get(column.owner, column.start), max(column.start, 0))
    quarters = sum(last[name] - first[name] for name in last) + 1
    return tuple(
        -(amounts[column.owner, column.mode] // unit * quarters + max(column.start, 0))
        if column.kind == "start"
        else 0
        for column in model.columns
    )


def at_least(model: Model, value: int) -> Model:
    """Return *model* with the row goal ≥ *value*."""
    terms = tuple((place, worth) for place, worth in enumerate(model.goal) if worth)
    return replace(model, rows=(*model.rows, Row(None, terms, low=value)))


def elastic(model: Model) -> tuple[Model, Mapping[int, Rule]]:
    """Return *model* with a slack on each money row and the goal to keep slacks low, and whose each is."""
    columns, rows, owners = list(model.columns), [], {}
    for row in model.rows:
        if row.rule is None or row.rule.kind != "money" or row.high is None:
            rows.append(row)
            continue
        owners[len(columns)] = row.rule
        rows.append(replace(row, terms=(*row.terms, (len(columns), -1))))
        columns.append(Column(row.rule.subject, high=sum(weight for _, weight in row.terms), kind="slack"))
    prices = {
        place: row.unit for row in rows for place, weight in row.terms if weight == -1 and place in owners
    }
    shared = gcd(*prices.values()) or 1
    goal = tuple(-prices[place] // shared if place in owners else 0 for place in range(len(columns)))
    return Model(tuple(columns), tuple(rows), goal, 1), owners


def value_of(model: Model, total: int) -> Fraction:
    """Return a sum of the goal as the problem's value."""
    return Fraction(total, model.scale)
