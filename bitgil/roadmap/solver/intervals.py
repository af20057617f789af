"""A model for CP-SAT as a schedule: when a candidate begins, in which way, and an interval for what it holds.

With begin[i] the quarter in which candidate i starts, way[i,m] whether it is done in way m, d[i,m] how long:

    requires    begin[j] ≥ begin[i] + d[i,m]                where j is chosen and i done in way m
    staff       Σ persons of the intervals over τ ≤ R[k,τ]   one cumulative an office

What R[k,τ] lacks of its greatest is held by an interval that cannot move. Any other row, and the goal, is put
by way and begin where it can be, else by the model's own columns: x[i,m,t] is way[i,m] and begin[i] = t. Both
forms of a model allow the same plans.
Source: P. Baptiste, C. Le Pape, W. Nuijten, "Constraint-Based Scheduling" (Kluwer, 2001), chapters 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ortools.sat.python import cp_model

from bitgil.roadmap.model import Model
from bitgil.roadmap.solver.columns import span
from bitgil.roadmap.solver.reading import Hold, Reading, Way


class Intervals:
    """The programme of a model by its intervals, a hint for it, and what an answer means."""

    def __init__(self, model: Model, reading: Reading) -> None:
        self.model, self.reading = model, reading
        self.program = cp_model.CpModel()
        self.yes = self.program.new_constant(1)
        self.begin: dict[str, cp_model.IntVar] = {}
        self.chosen: dict[str, cp_model.IntVar] = {}
        self.way: dict[tuple[str, str], cp_model.IntVar] = {}
        self.columns = {
            place: self.program.new_int_var(0, column.high, column.owner)
            for place, column in enumerate(model.columns)
            if column.kind != "start"
        }
        for owner, ways in reading.ways.items():
            self._candidate(owner, ways)
        for before, after in reading.before:
            self._order(before, after)
        for office in reading.rooms:
            self._office(office)
        for row in reading.rest:
            self.program.add_linear_constraint(self._total(row.terms), *span(row.low, row.high))
        self.program.maximize(self._total([(p, worth) for p, worth in enumerate(model.goal) if worth]))

    def hint(self, columns: Mapping[int, int]) -> None:
        """Start from that plan."""
        self.program.clear_hints()  # type: ignore[no-untyped-call]
        owned = {
            self.model.columns[place].owner: self.model.columns[place]
            for place, value in columns.items()
            if value and self.model.columns[place].kind == "start"
        }
        said = {chosen.index: (chosen, owner in owned) for owner, chosen in self.chosen.items()}
        for (owner, mode), way in self.way.items():
            said[way.index] = (way, owner in owned and owned[owner].mode == mode)
        for literal, value in said.values():
            if literal is not self.yes:
                self.program.add_hint(literal, value)
        for owner, column in owned.items():
            self.program.add_hint(self.begin[owner], column.start)
        for place, unknown in self.columns.items():
            self.program.add_hint(unknown, columns.get(place, 0))

    def found(self, solver: cp_model.CpSolver) -> dict[int, int]:
        """Return the columns above 0 of the solver's answer."""
        found = {place: solver.value(column) for place, column in self.columns.items()}
        for (owner, mode), literal in self.way.items():
            way = self.reading.ways[owner][mode]
            found |= dict.fromkeys(way.places, 0)
            if solver.value(literal):
                found[way.places[way.starts.index(solver.value(self.begin[owner]))]] = 1
        return {place: value for place, value in sorted(found.items()) if value}

    def _candidate(self, owner: str, ways: Mapping[str, Way]) -> None:
        """Add when it begins, whether it is chosen, and in which way."""
        starts = sorted({start for way in ways.values() for start in way.starts})
        begin = self.begin[owner] = self.program.new_int_var_from_domain(
            cp_model.Domain.from_values(starts), f"{owner} begins"
        )
        must = owner in self.reading.always
        chosen = self.chosen[owner] = self.yes if must else self.program.new_bool_var(f"{owner} chosen")
        for mode, way in ways.items():
            literal = chosen if len(ways) == 1 else self.program.new_bool_var(f"{owner} {mode}")
            self.way[owner, mode] = literal
            if len(way.starts) < len(starts):
                allowed = cp_model.Domain.from_values(list(way.starts))
                self.program.add_linear_expression_in_domain(begin, allowed).only_enforce_if(literal)
        if len(ways) > 1:
            self.program.add(sum(self.way[owner, mode] for mode in ways) == chosen)

    def _order(self, before: str, after: str) -> None:
        """Add that one has ended where the other begins."""
        self.program.add_implication(self.chosen[after], self.chosen[before])
        for mode, way in self.reading.ways[before].items():
            both = [each for each in (self.chosen[after], self.way[before, mode]) if each is not self.yes]
            if way.length is None:
                self.program.add_bool_or([~self.chosen[after], ~self.way[before, mode]])
            else:
                begins = self.begin[after] >= self.begin[before] + way.length
                self.program.add(begins).only_enforce_if(both)

    def _office(self, office: str) -> None:
        """Add that nowhere more persons of that office are held than there are."""
        rooms, spans, persons = self.reading.rooms[office], [], []
        free: set[int] = set()
        for (owner, mode), holds in self.reading.holds[office].items():
            for hold in _limited(holds, self.reading.ways[owner][mode], rooms):
                spans.append(self._span(owner, mode, hold))
                persons.append(hold.persons)
                for start in self.reading.ways[owner][mode].starts:
                    free.update(range(start + hold.first, start + hold.until))
        open_quarters = free - rooms.keys()
        capacity = max([*rooms.values(), sum(persons) if open_quarters else 0])
        for first, until, room in _stretches(rooms):
            if room < capacity:
                spans.append(self.program.new_fixed_size_interval_var(first, until - first, ""))
                persons.append(capacity - room)
        self.program.add_cumulative(spans, persons, capacity)

    def _span(self, owner: str, mode: str, hold: Hold) -> cp_model.IntervalVar:
        begin, size, literal = self.begin[owner] + hold.first, hold.until - hold.first, self.way[owner, mode]
        if literal is self.yes:
            return self.program.new_fixed_size_interval_var(begin, size, f"{owner} {hold.first}")
        return self.program.new_optional_fixed_size_interval_var(
            begin, size, literal, f"{owner} {hold.first}"
        )

    def _column(self, place: int) -> cp_model.IntVar:
        """Return that start as a column of its own, with its siblings where there are none yet."""
        if place not in self.columns:
            column = self.model.columns[place]
            way = self.reading.ways[column.owner][column.mode]
            for each, start in zip(way.places, way.starts, strict=True):
                unknown = self.columns[each] = self.program.new_bool_var(f"{column.owner}@{start}")
                self.program.add(self.begin[column.owner] == start).only_enforce_if(unknown)
            alone = [self.columns[each] for each in way.places]
            self.program.add_exactly_one([*alone, ~self.way[column.owner, column.mode]])
        return self.columns[place]

    def _total(self, terms: Sequence[tuple[int, int]]) -> cp_model.LinearExprT:
        """Return Σ weight × column in the fewest unknowns."""
        begun = [term for term in terms if self.model.columns[term[0]].kind == "start"]
        parts = [
            (self.columns[place], weight)
            for place, weight in terms
            if self.model.columns[place].kind != "start"
        ]
        for owner, put in self.reading.puts(self.model, begun):
            parts += [(self.way[owner, mode], weight) for mode, weight in put.by_way.items()]
            parts += [(self.begin[owner], put.slope)] if put.slope else []
            parts += [(self._column(place), weight) for place, weight in put.columns]
        return cp_model.LinearExpr.weighted_sum([one for one, _ in parts], [weight for _, weight in parts])


def _limited(holds: Iterable[Hold], way: Way, rooms: Mapping[int, int]) -> Iterator[Hold]:
    """Yield the holds, cut to the quarters from the first limited one where there is but one start."""
    for hold in holds:
        if len(way.starts) > 1:
            yield hold
        else:
            inside = [after for after in range(hold.first, hold.until) if way.starts[0] + after in rooms]
            if inside:
                yield Hold(inside[0], inside[-1] + 1, hold.persons)


def _stretches(rooms: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield first quarter, end and room of each stretch in which an office has the same room."""
    for (_, room), stretch in groupby(
        enumerate(sorted(rooms)), lambda each: (each[1] - each[0], rooms[each[1]])
    ):
        quarters = [quarter for _, quarter in stretch]
        yield quarters[0], quarters[-1] + 1, room
