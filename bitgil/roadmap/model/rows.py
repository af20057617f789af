"""The rows of one problem over its columns.

With S[i,t] = Σ_{m, s≤t} x[i,m,s] (started by t), F[i,t] = Σ_{m finishing, s+d[i,m]≤t} x[i,m,s] (finished):

    once        Σ_{m,t} x[i,m,t] ≤ 1
    money       Σ_{i,m,t} C[i,m,t,y,f] x[i,m,t] ≤ B[y,f]        for each year y and source f [won]
    staff       Σ_{i,m,t} r[i,m,k,τ−t] x[i,m,t] ≤ R[k,τ]        for each office k and quarter τ [persons]
    requires    S[j,t] ≤ F[i,t]                                 for each t (disaggregated)
    excludes    Σ x[i,·] + Σ x[j,·] ≤ 1
    together    Σ x[i,·] = Σ x[j,·]
    must, fixed Σ x[i,·] ≥ 1
    gate        Σ_{i ∈ core} F[i,g] ≥ θ                         where it must be met by quarter g
    opens       θ S[j,t] ≤ Σ_{i ∈ core} F[i,t]                  for each t and each j that it opens
    pick        Σ_{i ∈ among} Σ x[i,·] ≥ θ
    portion     Σ_{i,m,t} D[i,m,t] x[i,m,t] ≤ max(D of the facts, 0)    D = q × money to the part − p × money
                                                                of all, for at most p/q; −D for at least [won]
    both        u[a,b,t] ≤ F[a,t], u[a,b,t] ≤ F[b,t]            (value < 0: u ≥ F[a,t] + F[b,t] − 1)

Money rows are divided by the greatest common divisor of their costs and the cap is rounded down, which loses
nothing: every sum of those costs is a multiple of it. Source: C. Artigues, "On the strength of time-indexed
formulations for the resource-constrained project scheduling problem", Operations Research Letters 45 (2017).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from math import gcd

from bitgil.roadmap.model.linear import Column, Row, Rule
from bitgil.roadmap.problem import Candidate, Gate, Mode, MoneyLimit, Portion, Problem

Terms = tuple[tuple[int, int], ...]


def money_rule(cap: MoneyLimit) -> Rule:
    """Return the rule that a money limit makes."""
    return Rule("money", cap.span(), cap.source)


class _Way:
    """The start columns of one way in the order of their starts, as terms that rows share."""

    def __init__(self, way: Mode) -> None:
        self.way = way
        self.starts: list[int] = []
        self.signed: dict[int, list[tuple[int, int]]] = {1: [], -1: []}

    def append(self, place: int, start: int) -> None:
        """Take the next start."""
        self.starts.append(start)
        for sign, terms in self.signed.items():
            terms.append((place, sign))

    def until(self, by: int | None, sign: int) -> list[tuple[int, int]]:
        """Return the terms of the starts up to that quarter, or all."""
        return self.signed[sign][: None if by is None else bisect_right(self.starts, by)]


class Rows:
    """Writes the rows of one problem over its columns, the start columns of a candidate side by side."""

    def __init__(self, problem: Problem, columns: Sequence[Column]) -> None:
        self.problem = problem
        self.candidates = sorted(problem.candidates, key=lambda candidate: candidate.id)
        self.by_id = {each.id: each for each in self.candidates}
        self.ways = {each.id: {way.id: way for way in each.ways()} for each in self.candidates}
        self.places: dict[str, list[tuple[int, int, Mode]]] = {each.id: [] for each in self.candidates}
        self.terms: dict[str, list[_Way]] = {each.id: [] for each in self.candidates}
        self.owners = {place: (column.owner, column.mode) for place, column in enumerate(columns)}
        for place, column in enumerate(columns):
            if column.kind == "start":
                way = self.ways[column.owner][column.mode]
                self.places[column.owner].append((place, column.start, way))
                own = self.terms[column.owner]
                if not own or own[-1].way is not way:
                    own.append(_Way(way))
                own[-1].append(place, column.start)

    def all(self) -> Iterator[Row]:
        """Yield every row, in the order of the candidates' ids."""
        for each in self.candidates:
            yield Row(None, self.started(each.id), high=1)
            yield from self.kept(each)
            yield from self.ordered(each)
        for gate in sorted(self.problem.gates, key=lambda gate: gate.id):
            yield from self.gated(gate)
        for pick in sorted(self.problem.picks, key=lambda pick: pick.id):
            among = tuple(term for name in sorted(set(pick.among)) for term in self.started(name))
            yield Row(Rule("pick", pick.id), among, low=pick.least)
        for part in sorted(self.problem.portions, key=lambda part: part.id):
            yield from self.parted(part)
        yield from self.paid()
        yield from self.staffed()

    def started(self, candidate: str, by: int | None = None, sign: int = 1) -> Terms:
        """Return S[i,by] × sign, or whether it is chosen at all."""
        return tuple(term for own in self.terms[candidate] for term in own.until(by, sign))

    def finished(self, candidate: str, by: int, sign: int = 1) -> Terms:
        """Return F[i,by] × sign."""
        return tuple(
            term
            for own in self.terms[candidate]
            if own.way.finishes
            for term in own.until(by - own.way.duration, sign)
        )

    def moments(self, candidate: str) -> list[int]:
        """Return every quarter in which the candidate may start."""
        return sorted({start for _, start, _ in self.places[candidate]})

    def kept(self, each: Candidate) -> Iterator[Row]:
        """Yield the rows that a fact or a must makes."""
        if each.fixed is not None:
            yield Row(Rule("fixed", each.id), self.started(each.id), low=1)
        elif each.must:
            yield Row(Rule("must", each.id), self.started(each.id), low=1)

    def ordered(self, each: Candidate) -> Iterator[Row]:
        """Yield the rows between this candidate and others."""
        for other in sorted(each.requires):
            rule = Rule("requires", each.id, other)
            for start in self.moments(each.id):
                yield Row(
                    rule, (*self.started(each.id, start), *self.finished(other, start, -1)), high=0, at=start
                )
        for other in sorted(each.excludes):
            rule = Rule("excludes", *sorted((each.id, other)))
            yield Row(rule, (*self.started(each.id), *self.started(other)), high=1)
        for other in sorted(each.together):
            rule = Rule("together", *sorted((each.id, other)))
            yield Row(rule, (*self.started(each.id), *self.started(other, sign=-1)), low=0, high=0)

    def gated(self, gate: Gate) -> Iterator[Row]:
        """Yield the rows of a stage gate: met in time, and met before what it opens."""
        core = sorted(set(gate.core))
        if gate.at is not None:
            done = tuple(term for name in core for term in self.finished(name, gate.at))
            yield Row(Rule("gate", gate.id), done, low=gate.least)
        for opened in sorted(set(gate.opens)):
            for start in self.moments(opened):
                begun = tuple((place, gate.least) for place, _ in self.started(opened, start))
                done = tuple(term for name in core for term in self.finished(name, start, -1))
                yield Row(Rule("opens", gate.id, opened), _merged((*begun, *done)), high=0)

    def parted(self, part: Portion) -> Iterator[Row]:
        """Yield the row of a portion, where anything is paid that it counts."""
        facts = {each.id for each in self.candidates if each.fixed is not None}
        terms, bound = {}, 0
        for place, amounts in self._outlays():
            owner, way = self.owners[place]
            excess = self._excess(part, owner, amounts)
            if excess:
                terms[place] = excess
            if owner in facts and not way:
                bound += excess
        if terms:
            unit = gcd(*terms.values())
            divided = tuple((place, excess // unit) for place, excess in sorted(terms.items()))
            yield Row(Rule("portion", part.id), divided, high=max(bound, 0) // unit, unit=unit)

    def _excess(self, part: Portion, owner: str, amounts: Counter[tuple[int, str]]) -> int:
        """Return q × what the part gets − p × all it is a part of, in won; negated for a least part."""
        horizon = self.problem.horizon
        years = range(horizon.year, horizon.year_of(horizon.quarters - 1) + 1)
        part_of = sum(paid for (year, source), paid in amounts.items() if year in years and source in part.of)
        mine = sum(
            paid
            for (year, source), paid in amounts.items()
            if year in years and source in part.sources and owner in part.projects
        )
        excess = part.ratio.denominator * mine - part.ratio.numerator * part_of
        return -excess if part.at_least else excess

    def paid(self) -> Iterator[Row]:
        """Yield one row for each money limit under which anything is paid."""
        caps = sorted(self.problem.limits.money, key=money_rule)
        spending: list[dict[int, int]] = [{} for _ in caps]
        under: dict[tuple[int, str], list[int]] = {}
        for number, cap in enumerate(caps):
            for year in cap.years():
                under.setdefault((year, cap.source), []).append(number)
        for place, amounts in self._outlays():
            for key, amount in amounts.items():
                for number in under.get(key, ()):
                    spending[number][place] = spending[number].get(place, 0) + amount
        for cap, costs in zip(caps, spending, strict=True):
            if any(costs.values()):
                unit = gcd(*costs.values())
                terms = tuple((place, paid // unit) for place, paid in sorted(costs.items()) if paid)
                yield Row(money_rule(cap), terms, high=cap.amount // unit, unit=unit)

    def _outlays(self) -> Iterator[tuple[int, Counter[tuple[int, str]]]]:
        """Yield what each start column costs, by year and source."""
        horizon = self.problem.horizon
        for each in self.candidates:
            for place, start, way in self.places[each.id]:
                amounts: Counter[tuple[int, str]] = Counter()
                for part in way.cost:
                    amounts[horizon.year_of(start + part.offset), part.source] += way.paid(part.amount)
                for upkeep in way.upkeep:
                    for quarter in range(max(start + way.duration, 0), horizon.quarters):
                        amounts[horizon.year_of(quarter), upkeep.source] += way.paid(upkeep.amount)
                yield place, amounts

    def staffed(self) -> Iterator[Row]:
        """Yield one row for each office and quarter in which persons are limited and held."""
        caps = sorted(self.problem.limits.staff, key=lambda cap: (cap.office, cap.quarter))
        held: dict[tuple[str, int], dict[int, int]] = {(cap.office, cap.quarter): {} for cap in caps}
        for each in self.candidates:
            for place, start, way in self.places[each.id]:
                for need in way.staff:
                    for offset in need.held(way.duration) if need.persons else ():
                        persons = held.get((need.office, start + offset))
                        if persons is not None:
                            persons[place] = persons.get(place, 0) + need.persons
        for cap in caps:
            terms = tuple(sorted(held[cap.office, cap.quarter].items()))
            if terms:
                rule = Rule("staff", cap.office, self.problem.horizon.name_of(cap.quarter))
                yield Row(rule, terms, high=cap.persons, at=cap.quarter)

    def joined(self, place: int, one: str, two: str, quarter: int, *, good: bool) -> Iterator[Row]:
        """Yield the rows that make the column at *place* say whether both have finished by *quarter*."""
        first, second = self.finished(one, quarter, -1), self.finished(two, quarter, -1)
        if good:
            yield Row(None, ((place, 1), *first), high=0)
            yield Row(None, ((place, 1), *second), high=0)
        else:
            yield Row(None, ((place, 1), *first, *second), low=-1)


def _merged(terms: Terms) -> Terms:
    total: Counter[int] = Counter()
    for place, weight in terms:
        total[place] += weight
    return tuple(sorted(total.items()))
