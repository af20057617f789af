"""The problem as a time-indexed linear model of whole numbers, for any solver.

Column x[i,t] ∈ {0,1}: candidate i starts in quarter t. With S[i,t] = Σ_{s≤t} x[i,s] (started by t):

    once        Σ_t x[i,t] ≤ 1
    money       Σ_{i,t} C[i,t,y,f] x[i,t] ≤ B[y,f]                for each year y and source f [won]
    staff       Σ_i r[i,k] (S[i,τ] − S[i,τ−d_i]) ≤ R[k,τ]         for each office k and quarter τ [persons]
    requires    S[j,t] ≤ S[i,t−d_i]                               for each t (disaggregated)
    excludes    Σ_t x[i,t] + Σ_t x[j,t] ≤ 1
    together    Σ_t x[i,t] = Σ_t x[j,t]
    must, fixed Σ_t x[i,t] ≥ 1

Money rows are divided by the greatest common divisor of their costs and the cap is rounded down, which loses
nothing: every sum of those costs is a multiple of it. Source: C. Artigues, "On the strength of time-indexed
formulations for the resource-constrained project scheduling problem", Operations Research Letters 45 (2017).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from bitgil.roadmap.problem import Candidate, MoneyLimit, Problem


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """One rule of the problem that a sentence can name; its rows stand or fall together."""

    kind: str
    subject: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One whole unknown from 0 to `high`: a start of a candidate, or a slack that names its rule."""

    owner: str
    start: int = 0
    high: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ coefficient × column ≤ high; None leaves a side open. `rule` is None for what is no choice."""

    rule: Rule | None
    terms: tuple[tuple[int, int], ...]
    low: int | None = None
    high: int | None = None
    unit: int = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Columns, rows and a goal to raise: Σ goal × column, which is the problem's value × `scale`."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    goal: tuple[int, ...]
    scale: int

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule that could be lifted, sorted."""
        return tuple(sorted({row.rule for row in self.rows if row.rule is not None}))

    def only(self, rules: frozenset[Rule]) -> Model:
        """Return the model in which only *rules* hold, beside what is no choice."""
        return replace(self, rows=tuple(row for row in self.rows if row.rule is None or row.rule in rules))


def scale_of(problem: Problem) -> int:
    """Return the least whole number that makes every weighed value whole."""
    return lcm(
        *(
            problem.worth(candidate, start).denominator
            for candidate in problem.candidates
            for start in candidate.starts()
        )
    )


def weighed(problem: Problem, candidate: Candidate, start: int, scale: int) -> int:
    """Return the weighed value of that start × *scale*, a whole number."""
    exact = problem.worth(candidate, start) * scale
    if exact.denominator != 1:
        raise ValueError(f"scale {scale} leaves a fraction of {exact}")
    return exact.numerator


def model_of(problem: Problem) -> Model:
    """Return the time-indexed model of *problem*; candidates go in by id, so their order is no matter."""
    candidates = sorted(problem.candidates, key=lambda candidate: candidate.id)
    scale = scale_of(problem)
    columns = tuple(Column(each.id, start) for each in candidates for start in each.starts())
    goal = tuple(weighed(problem, each, start, scale) for each in candidates for start in each.starts())
    return Model(columns, tuple(_Rows(problem, columns).all()), goal, scale)


def thrift(problem: Problem, model: Model) -> tuple[int, ...]:
    """Return the goal that, between plans of equal value, prefers the cheaper, then the earlier."""
    amounts = {each.id: each.money() for each in problem.candidates}
    unit = gcd(*amounts.values()) or 1
    quarters = sum(each.last - each.first for each in problem.candidates if each.fixed is None) + 1
    return tuple(
        -(amounts[column.owner] // unit * quarters + max(column.start, 0) * (column.high == 1))
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
        columns.append(Column(row.rule.subject, high=sum(weight for _, weight in row.terms)))
    prices = {
        place: row.unit for row in rows for place, weight in row.terms if weight == -1 and place in owners
    }
    shared = gcd(*prices.values()) or 1
    goal = tuple(-prices[place] // shared if place in owners else 0 for place in range(len(columns)))
    return Model(tuple(columns), tuple(rows), goal, 1), owners


def money_rule(cap: MoneyLimit) -> Rule:
    """Return the rule that a money limit makes."""
    return Rule("money", str(cap.year), cap.source)


class _Rows:
    """Writes the rows of one problem over its columns."""

    def __init__(self, problem: Problem, columns: tuple[Column, ...]) -> None:
        self.problem = problem
        self.candidates = sorted(problem.candidates, key=lambda candidate: candidate.id)
        self.places: dict[str, list[tuple[int, int]]] = {each.id: [] for each in problem.candidates}
        for place, column in enumerate(columns):
            self.places[column.owner].append((place, column.start))

    def all(self) -> Iterator[Row]:
        for each in self.candidates:
            yield Row(None, self.started(each.id), high=1)
            yield from self.kept(each)
            yield from self.ordered(each)
        for cap in sorted(self.problem.limits.money, key=money_rule):
            yield from self.paid(cap)
        yield from self.staffed()

    def started(self, candidate: str, by: int | None = None, sign: int = 1) -> tuple[tuple[int, int], ...]:
        return tuple((place, sign) for place, start in self.places[candidate] if by is None or start <= by)

    def kept(self, each: Candidate) -> Iterator[Row]:
        if each.fixed is not None:
            yield Row(Rule("fixed", each.id), self.started(each.id), low=1)
        elif each.must:
            yield Row(Rule("must", each.id), self.started(each.id), low=1)

    def ordered(self, each: Candidate) -> Iterator[Row]:
        for other in sorted(each.requires):
            rule = Rule("requires", each.id, other)
            length = self.problem.candidate(other).duration
            for start in each.starts():
                before = self.started(other, start - length, -1)
                yield Row(rule, (*self.started(each.id, start), *before), high=0)
        for other in sorted(each.excludes):
            rule = Rule("excludes", *sorted((each.id, other)))
            yield Row(rule, (*self.started(each.id), *self.started(other)), high=1)
        for other in sorted(each.together):
            rule = Rule("together", *sorted((each.id, other)))
            yield Row(rule, (*self.started(each.id), *self.started(other, sign=-1)), low=0, high=0)

    def paid(self, cap: MoneyLimit) -> Iterator[Row]:
        year_of = self.problem.horizon.year_of
        costs = []
        for each in self.candidates:
            for place, start in self.places[each.id]:
                paid = sum(
                    part.amount
                    for part in each.cost
                    if part.source == cap.source and year_of(start + part.offset) == cap.year
                )
                if paid:
                    costs.append((place, paid))
        if costs:
            unit = gcd(*(paid for _, paid in costs))
            terms = tuple((place, paid // unit) for place, paid in costs)
            yield Row(money_rule(cap), terms, high=cap.amount // unit, unit=unit)

    def staffed(self) -> Iterator[Row]:
        for cap in sorted(self.problem.limits.staff, key=lambda cap: (cap.office, cap.quarter)):
            terms = []
            for each in self.candidates:
                persons = sum(need.persons for need in each.staff if need.office == cap.office)
                held = range(cap.quarter - each.duration + 1, cap.quarter + 1)
                terms += [
                    (place, persons) for place, start in self.places[each.id] if persons and start in held
                ]
            if terms:
                rule = Rule("staff", cap.office, self.problem.horizon.name_of(cap.quarter))
                yield Row(rule, tuple(terms), high=cap.persons)


def value_of(model: Model, total: int) -> Fraction:
    """Return a sum of the goal as the problem's value."""
    return Fraction(total, model.scale)
