"""Quantities of the model as verbs are asked for them, find them and print them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Protocol

from bitgil.city.model import City
from bitgil.cli.asking import Refused
from bitgil.plan.types import Plan
from bitgil.quantity import Words

ENDS = "10 · 50 · 90 %"


class Banded(Protocol):
    """What has a band: the 10th, 50th and 90th percentile, None where missing."""

    @property
    def low(self) -> float | None:
        """The 10th percentile."""
        ...

    @property
    def middle(self) -> float | None:
        """The 50th percentile."""
        ...

    @property
    def high(self) -> float | None:
        """The 90th percentile."""
        ...


def quantities_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add the indicators or quantities that a verb compares, all indicators by default."""
    what = Words(
        "지표 ID 또는 모형의 양 (기본은 모든 지표)", "indicators or quantities (default: all indicators)"
    )
    parser.add_argument("what", nargs="*", metavar="WHAT", help=what.in_(language))


def quantity_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Add the one indicator or quantity that a verb is about, and its year."""
    what = Words("지표 ID 또는 모형의 양", "id of an indicator, or a quantity of the model")
    parser.add_argument("what", metavar="WHAT", help=what.in_(language))
    parser.add_argument("year", type=int, metavar="YEAR", help=Words("연도", "year").in_(language))


def quantities(plan: Plan, city: City, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the quantities meant by *asked*, all measured indicators where nothing is asked."""
    measured = {i.id: i.measured_by for i in plan.indicators if i.measured_by in city.functions}
    beside = (name for scenario in plan.scenarios for name in scenario.beside)
    names = tuple(measured.get(name, name) for name in asked) or (*measured.values(), *beside)
    for name in names:
        if name not in city.functions:
            known = ", ".join(sorted({*city.functions, *measured}))
            raise Refused(
                f"모형에 '{name}'이(가) 없습니다. 있는 것: {known}",
                f"no '{name}' in the model; it has {known}",
            )
    return tuple(dict.fromkeys(names))


def quantity_named(plan: Plan, city: City, asked: str) -> str:
    """Return the quantity meant by *asked*; refuse what the model does not have."""
    return quantities(plan, city, [asked])[0]


def banded(each: Banded) -> str:
    """Return a band as its three ends, a question mark for a missing one."""
    return " · ".join("?" if end is None else short(end) for end in (each.low, each.middle, each.high))


def short(number: float) -> str:
    """Return four digits without an exponent."""
    return f"{float(f'{number:.4g}'):,.10g}"
