"""Project portfolio selection and scheduling (PPSSP) of J. Liu's PPSSolver (MIT): periods as years.

A project runs `duration` periods from its start in one of 25; its cost and value in each are given, the value
of period y is divided by 1.01^y. Limits: all money by period, that of projects already running, that of those
that start, and that of each of five streams over the first 25 periods; prerequisites and exclusions.
Values are rounded to six digits; published values are in the same unit.
"""

from __future__ import annotations

import json
from decimal import Decimal
from math import floor
from pathlib import Path
from typing import Any

from bitgil.quantity import Won, Words
from bitgil.roadmap.problem import Aim, Candidate, Cost, Horizon, Limits, MoneyLimit, Problem, Worth

DIGITS = Decimal("0.000001")


def portfolio_in(file: Path, *, first: int | None = None) -> Problem:
    """Return the portfolio of *file*, or only its *first* projects with their share of every limit."""
    data = json.loads(file.read_text(encoding="utf-8"))
    projects = data["projects"][:first]
    share = len(projects) / len(data["projects"])
    starts, periods, rate = data["planning_window"], data["budget_window"], data["discount_rate"]
    candidates = tuple(
        _project(number, each, starts, rate, len(projects)) for number, each in enumerate(projects)
    )
    money = [*_limits("all", data["budget"], share), *_limits("running", data["ongoing_budget"], share)]
    money += _limits("starting", data["initiation_budget"], share)
    money += [
        MoneyLimit(0, f"stream {number}", Won(floor(amount * share)), until=starts - 1)
        for number, amount in enumerate(data["stream_budgets"])
    ]
    aims = (Aim("value", Words("값", "value"), Decimal(1)),)
    return Problem(Horizon(0, 1, periods, per_year=1), candidates, aims, Limits(tuple(money)))


def _limits(source: str, amounts: list[float], share: float) -> list[MoneyLimit]:
    return [MoneyLimit(year, source, Won(floor(amount * share))) for year, amount in enumerate(amounts)]


def _project(number: int, each: dict[str, Any], starts: int, rate: float, projects: int) -> Candidate:
    cost = [
        Cost(offset, source, Won(amount))
        for offset, amount in enumerate(each["cost"])
        for source in ("all", "running" if offset else "starting", f"stream {each['stream']}")
    ]
    worth = [sum(v / (1 + rate) ** (t + k) for k, v in enumerate(each["value"])) for t in range(starts)]
    return Candidate(
        f"T{number:04}",
        Words(f"{number}"),
        duration=each["duration"],
        last=starts - 1,
        cost=tuple(cost),
        value=(Worth("value", tuple(Decimal(w).quantize(DIGITS) for w in worth)),),
        requires=tuple(f"T{other:04}" for other in each["prereq"] if other < projects),
        excludes=tuple(f"T{other:04}" for other in each["excl"] if other < projects),
    )
