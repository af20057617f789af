"""What a model's columns and rows say of time: ways and their lengths, what waits for what, who is held when.

A row is believed only if its terms are exactly what its rule's kind lets expect; any other stays a row
(`rest`). So a reading loses nothing, whoever has changed the model before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bitgil.roadmap.model import Column, Model, Row

Terms = Sequence[tuple[int, int]]
TIMED = frozenset({"requires", "staff"})
"""The kinds of rules that intervals can say without columns."""


@dataclass(frozen=True, slots=True)
class Hold:
    """`persons` held from `first` up to, not including, `until`, in quarters after the start."""

    first: int
    until: int
    persons: int


@dataclass(frozen=True, slots=True)
class Way:
    """The start columns of one way of one candidate; `length` is None where it never finishes."""

    owner: str
    mode: str
    places: tuple[int, ...]
    starts: tuple[int, ...]
    length: int | None


@dataclass(frozen=True, slots=True)
class Put:
    """One candidate's part of a row: Σ `by_way` × way + `slope` × begin + Σ weight × column of `columns`."""

    by_way: Mapping[str, int]
    slope: int = 0
    columns: Terms = ()


Ways = dict[str, dict[str, Way]]
Held = dict[tuple[str, str], tuple[Hold, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model says of time.

    `always` are the candidates that must be done, `before` pairs (who must have ended, who starts then),
    `rooms` the persons of an office by quarter, `holds` what each way of each candidate holds of it.
    """

    ways: Ways
    always: frozenset[str]
    before: tuple[tuple[str, str], ...]
    rooms: Mapping[str, Mapping[int, int]]
    holds: Mapping[str, Held]
    rest: tuple[Row, ...]

    def puts(self, model: Model, terms: Terms) -> Iterator[tuple[str, Put]]:
        """Yield each candidate among those start columns, and how its part can be put."""
        yield from _puts(model, terms, self.ways, self.always)


def is_schedule(model: Model) -> bool:
    """Say whether intervals would spare at least half of the start columns, and any office is limited.

    Intervals know but one start of a candidate, so a row must say that for each.
    """
    if not any(row.rule is not None and row.rule.kind == "staff" for row in model.rows):
        return False
    ways = _ways(model.columns)
    if {owner for owner, row in _whole_rows(model, ways) if row.high == 1} != ways.keys():
        return False
    always = _always(model, ways)
    kept: set[tuple[str, str]] = set()
    goal = [(place, worth) for place, worth in enumerate(model.goal) if worth]
    for terms in (goal, *(row.terms for row in model.rows if row.rule is None or row.rule.kind not in TIMED)):
        begun = [term for term in terms if model.columns[term[0]].kind == "start"]
        for owner, put in _puts(model, begun, ways, always):
            kept |= {(owner, model.columns[place].mode) for place, _ in put.columns}
    sizes = {(way.owner, way.mode): len(way.places) for own in ways.values() for way in own.values()}
    spared = sum(size for key, size in sizes.items() if size > 1 and key not in kept)
    return 2 * spared >= sum(sizes.values())


def read(model: Model) -> Reading:
    """Return what *model* says of time."""
    ways = _ways(model.columns)
    before, rest = [], []
    rooms: dict[str, Mapping[int, int]] = {}
    holds: dict[str, Held] = {}
    for (kind, one, other), rows in _groups(model.rows).items():
        if kind == "requires" and _orders(ways.get(one, {}), ways.get(other, {}), rows):
            before.append((other, one))
        elif kind == "staff" and (held := _held(model, ways, rows)) is not None:
            rooms[one] = {row.at: row.high for row in rows if row.at is not None and row.high is not None}
            holds[one] = held
        else:
            rest += rows
    return Reading(ways, _always(model, ways), tuple(before), rooms, holds, tuple(rest))


def _groups(rows: Sequence[Row]) -> dict[tuple[str, str, str], list[Row]]:
    """Return the rows of each order and each office, and all others under an empty kind."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        rule = row.rule
        if rule is None or row.at is None or rule.kind not in TIMED:
            groups["", "", ""].append(row)
        else:
            groups[rule.kind, rule.subject, "" if rule.kind == "staff" else rule.other].append(row)
    return groups


def _ways(columns: Sequence[Column]) -> Ways:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, column in enumerate(columns):
        if column.kind == "start":
            places[column.owner, column.mode].append(place)
    ways: Ways = {}
    for (owner, mode), own in places.items():
        first = columns[own[0]]
        length = None if first.ends is None else first.ends - first.start
        starts = tuple(columns[place].start for place in own)
        ways.setdefault(owner, {})[mode] = Way(owner, mode, tuple(own), starts, length)
    return ways


def _always(model: Model, ways: Ways) -> frozenset[str]:
    """Return the candidates of which a row asks for one column at least."""
    return frozenset(owner for owner, row in _whole_rows(model, ways) if row.low == 1)


def _whole_rows(model: Model, ways: Ways) -> Iterator[tuple[str, Row]]:
    """Yield each row that is about all columns of one candidate, each counted once, and whose they are."""
    sizes = {owner: sum(len(way.places) for way in own.values()) for owner, own in ways.items()}
    for row in model.rows:
        owner = model.columns[row.terms[0][0]].owner if row.terms else ""
        if sizes.get(owner) == len(row.terms) and all(
            weight == 1 and model.columns[place].owner == owner for place, weight in row.terms
        ):
            yield owner, row


def _orders(mine: Mapping[str, Way], its: Mapping[str, Way], rows: Sequence[Row]) -> bool:
    """Say whether those rows are just S[mine,t] ≤ F[its,t] for each quarter in which mine may start."""
    ending = [way for way in its.values() if way.length is not None]
    if not ending or {start for way in mine.values() for start in way.starts} != {row.at for row in rows}:
        return False
    # rows share their terms: those of the longest row are the others' own, which compare at once
    shared = {term: term for term in max(rows, key=lambda row: len(row.terms)).terms}
    sides = [
        (length, way.starts, [shared.get((place, sign), (place, sign)) for place in way.places])
        for group, sign in ((mine.values(), 1), (ending, -1))
        for way in group
        for length in (0 if sign > 0 else way.length or 0,)
    ]
    for row in rows:
        if row.at is None or row.low is not None or row.high != 0:
            return False
        expected: list[tuple[int, int]] = []
        for length, starts, terms in sides:
            expected += terms[: bisect_right(starts, row.at - length)]
        if row.terms != tuple(expected):
            return False
    return True


def _held(model: Model, ways: Ways, rows: Sequence[Row]) -> Held | None:
    """Return what each way holds after its start if those rows say just that, else None."""
    columns = model.columns
    profiles: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    limited = {row.at for row in rows}
    for row in rows:
        if row.at is None or row.high is None or row.low is not None:
            return None
        for place, persons in row.terms:
            column = columns[place]
            after = row.at - column.start
            known = profiles[column.owner, column.mode].setdefault(after, persons)
            if column.kind != "start" or known != persons or persons < 0:
                return None
    expected = sum(
        start + after in limited
        for (owner, mode), profile in profiles.items()
        for start in ways[owner][mode].starts
        for after in profile
    )
    if expected != sum(len(row.terms) for row in rows) or len(limited) != len(rows):
        return None
    return {key: tuple(_runs(profile)) for key, profile in profiles.items()}


def _runs(profile: Mapping[int, int]) -> Iterator[Hold]:
    """Yield each stretch of quarters in which the same persons are held."""
    numbered = enumerate(sorted(after for after, persons in profile.items() if persons))
    for (_, persons), stretch in groupby(numbered, lambda each: (each[1] - each[0], profile[each[1]])):
        quarters = [after for _, after in stretch]
        yield Hold(quarters[0], quarters[-1] + 1, persons)


def _puts(model: Model, terms: Terms, ways: Ways, always: frozenset[str]) -> Iterator[tuple[str, Put]]:
    mine: dict[str, dict[int, int]] = defaultdict(dict)
    for place, weight in terms:
        mine[model.columns[place].owner][place] = weight
    for owner, weights in mine.items():
        yield owner, _put(ways[owner], weights, must=owner in always)


def _put(ways: Mapping[str, Way], weights: Mapping[int, int], *, must: bool) -> Put:
    """Return the shortest form: by way; for what is always done by way and quarter; else by column."""
    steady = {}
    for way in ways.values():
        values = {weights.get(place, 0) for place in way.places}
        if len(values) == 1:
            steady[way.mode] = values.pop()
    if len(steady) < len(ways) and must:
        line = _line(ways, weights)
        if line is not None:
            return line
    left = [place for mode, way in ways.items() if mode not in steady for place in way.places]
    kept = tuple((place, weights[place]) for place in left if weights.get(place))
    return Put({mode: weight for mode, weight in steady.items() if weight}, 0, kept)


def _line(ways: Mapping[str, Way], weights: Mapping[int, int]) -> Put | None:
    """Return a[way] + slope × start where that is every weight, with one slope for all ways."""
    slopes = {
        (weights.get(way.places[-1], 0) - weights.get(way.places[0], 0)) // (way.starts[-1] - way.starts[0])
        for way in ways.values()
        if len(way.starts) > 1
    }
    if len(slopes) != 1:
        return None
    slope = slopes.pop()
    by_way = {}
    for mode, way in ways.items():
        levels = {weights.get(p, 0) - slope * s for p, s in zip(way.places, way.starts, strict=True)}
        if len(levels) != 1:
            return None
        by_way[mode] = levels.pop()
    return Put(by_way, slope)
