"""What departments measured of their services, as one table of a plan holds it.

Belongs here: what its figures mean and what a row must hold. Does not: what is computed of them (services).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.types import Table


class Bounds(NamedTuple):
    """The least and the most that a figure can be."""

    least: float = 0.0
    most: float = math.inf


DESK = ("arrivals", "served", "clerks")
REACH = ("eligible", "coverage", "ceiling", "speed", "midpoint")
TIMING = ("minutes_before", "minutes_after")
FIGURES = {
    **dict.fromkeys((*DESK, *REACH, *TIMING), Bounds()),
    **dict.fromkeys(("coverage", "ceiling"), Bounds(most=1.0)),
    "served": Bounds(least=1e-9),
    "clerks": Bounds(least=1.0),
}
"""Every figure there can be. Rates are per hour, shares from 0 to 1, the midpoint is a year."""

Measured = dict[str, dict[str, float]]


def measured_services(table: Table) -> Measured:
    """Return the measured figures of each service, by figure; the table has service, figure, value.

    Raises Unsound with every row that can't be one: no number, an unknown figure, one given twice, one
    beyond its bounds, and a service of which too little is given for anything to be computed.
    """
    found: Measured = {}
    problems: list[Problem] = []
    for service, figure, text in table.rows:
        figures = found.setdefault(service, {})
        faults = tuple(_faults(table, service, figure, text, given=figure in figures))
        problems.extend(faults)
        figures[figure] = math.nan if faults else float(text)
    for service, figures in found.items():
        problems.extend(_lacking(table, service, frozenset(figures)))
    if problems:
        raise Unsound(tuple(sorted(set(problems))))
    return dict(sorted(found.items()))


def _faults(table: Table, service: str, figure: str, text: str, *, given: bool) -> Iterator[Problem]:
    if figure not in FIGURES:
        known = ", ".join(FIGURES)
        yield _problem(
            table,
            f"{service}: no figure is called {figure}",
            f"write one of {known}",
            f"{service}: {figure}(이)라는 항목은 없습니다",
            f"다음 가운데 하나로 쓰세요: {known}",
        )
        return
    if given:
        yield _problem(
            table,
            f"{service}: {figure} is given twice",
            "keep the newer one",
            f"{service}: {figure}이(가) 두 번 있습니다",
            "새로 잰 값만 남기세요",
        )
    least, most = FIGURES[figure]
    value = _number(text)
    if not least <= value <= most:
        span = f"{least:g} ~ {most:g}" if most < math.inf else f"{least:g} ~"
        yield _problem(
            table,
            f"{service}: {figure} is {text}, which is not within {span}",
            "write the measured number in the figure's unit",
            f"{service}: {figure}의 값 {text}이(가) {span} 안에 있지 않습니다",
            "잰 값을 정해진 단위의 숫자로 쓰세요",
        )


def _lacking(table: Table, service: str, given: frozenset[str]) -> Iterator[Problem]:
    needed = {*DESK} if given & {*DESK} else set()
    needed |= {*REACH} if given & {*REACH, *TIMING} else set()
    needed |= {*TIMING} if given & {*TIMING} else set()
    if missing := ", ".join(figure for figure in FIGURES if figure in needed - given):
        yield _problem(
            table,
            f"{service}: without {missing} nothing can be computed of it",
            "add what is missing once it is measured, and leave the service out until then",
            f"{service}: {missing} 값이 없어 아무것도 계산하지 못합니다",
            "빠진 값을 잰 뒤에 채우고, 그때까지는 이 서비스를 적지 마세요",
        )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _problem(table: Table, what: str, fix: str, what_ko: str, fix_ko: str) -> Problem:
    return Problem(f"assumptions/{table.id}.csv", what, fix, what_ko, fix_ko)
