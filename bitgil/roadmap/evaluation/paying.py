"""What starts cost, by year and source, and which part of the money some of them get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil

from bitgil.roadmap.problem import Mode, Portion, Problem

Starts = Mapping[str, int]
"""Chosen candidates and the quarter in which each starts."""

Modes = Mapping[str, str]
"""The way in which a chosen candidate is done; the first one where none is named."""


def payments(problem: Problem, way: Mode, start: int) -> Iterator[tuple[int, str, int]]:
    """Yield year, source and won of everything that way costs with that start, bids as to be expected."""
    chance = Fraction(1) if way.call is None else Fraction(way.call.chance)
    for part in way.cost:
        yield problem.horizon.year_of(start + part.offset), part.source, ceil(part.amount * chance)
    for upkeep in way.upkeep:
        for quarter in range(problem.horizon.quarters):
            if quarter >= start + way.duration:
                yield problem.horizon.year_of(quarter), upkeep.source, ceil(upkeep.amount * chance)


def portion_of(
    problem: Problem, part: Portion, starts: Starts, modes: Modes | None = None
) -> tuple[int, int]:
    """Return what *starts* give to a portion over the horizon's years, and all it is a part of, in won."""
    last = problem.horizon.year_of(problem.horizon.quarters - 1)
    mine = whole = 0
    for each in problem.candidates:
        if each.id in starts:
            ways = {way.id: way for way in each.ways()}
            way = ways.get((modes or {}).get(each.id, ""), ways[""])
            for year, source, amount in payments(problem, way, starts[each.id]):
                if problem.horizon.year <= year <= last:
                    whole += amount if source in part.of else 0
                    mine += amount if source in part.sources and each.id in part.projects else 0
    return mine, whole
