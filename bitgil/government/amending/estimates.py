"""From an officer's estimate to the project: effects on drivers, dates, and money by year, each graded.

An estimate replaces the effect on the same driver and leaves the others. It names its own source; where it
has none, the request that brought it is where to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.amending.sources import lines_under, source_of
from bitgil.plan.types import Delivery, Effect, Period, Plan, Project, Spread, YearShare
from bitgil.plan.types.project import Budget
from bitgil.quantity import Grade, Won, plain

KIND = "estimate"
"""The kind of change that an estimate is."""
DELIVERED, DATED, PAID = ("opens", "certainty"), ("first", "last"), ("cost", "years")
FINE = Decimal("0.000001")
"""How finely the shares of single years are told; the last year has the rest."""


def parts_of(public: Mapping[str, Any]) -> Iterator[str]:
    """Yield in which respects an estimate says something: effects, dates, money."""
    for name, fields in (("effects", ("effects", "drops", *DELIVERED)), ("dates", DATED), ("money", PAID)):
        if any(field in public for field in fields):
            yield name


def effects_estimated(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    """Return the project with the effects estimated and without those withdrawn; when and how surely too.

    The same project where effects would have no opening.
    """
    public = request.public
    new = {row["driver"]: _effect(row, request) for row in public.get("effects", ())}
    kept = [each for each in project.effects if each.driver not in public.get("drops", ())]
    effects = tuple(new.pop(each.driver, each) for each in kept)
    effects += tuple(new.values())
    delivery = _delivery(project, request)
    if effects and delivery is None:
        return project
    no_effect = "" if effects else project.no_effect
    if not effects and public.get("drops"):
        no_effect = f"효과 추정을 거두었다: {request.reason}"
    return replace(project, effects=effects, delivery=delivery, no_effect=no_effect)


def dates_estimated(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    """Return the project with its first and last year; the same where they would run backwards."""
    period = project.period
    first, last = request.public.get("first", period.first), request.public.get("last", period.last)
    if first is not None and last is not None and first > last:
        return project
    return replace(project, period=Period(first, last))


def cost_estimated(plan: Plan, project: Project, request: Act, day: str) -> Project:  # noqa: ARG001  one shape
    """Return the project with its total and how that falls over the years."""
    public, (grade, source, why) = request.public, grounds_of(request.public, request)
    if "cost" in public and (project.budget is None or project.budget.amount != public["cost"]):
        total = Won(public["cost"])
        money = tuple(lines_under(project.money, total, source, grade))
        project = replace(project, budget=Budget(total, grade, source, why), money=money)
    if public.get("years"):
        told = f"{why} ({source})"
        project = replace(project, spread=Spread(tuple(_shares(public["years"])), grade, told))
    return project


def grounds_of(said: Mapping[str, Any], request: Act) -> tuple[Grade, str, str]:
    """Return grade, source and reason of a figure; the request stands in where it names no source."""
    why = said.get("why") or f"{source_of(request)}에 적힌 대로"
    return Grade(said.get("grade", Grade.ASSUMED)), said.get("source") or source_of(request), why


def _effect(row: Mapping[str, Any], request: Act) -> Effect:
    grade, source, why = grounds_of(row, request)
    return Effect(
        row["driver"],
        _number(row["change"]),
        row["unit"],
        grade,
        why,
        source,
        low=_number(row["low"]),
        high=_number(row["high"]),
        ramp_years=_number(row.get("ramp", "0")),
        life_years=_number(row["life"]) if "life" in row else None,
        influence=_number(row["influence"]) if "influence" in row else None,
    )


def _delivery(project: Project, request: Act) -> Delivery | None:
    """Return when the project delivers and how surely; how far it may slip stays as it was."""
    public, old = request.public, project.delivery
    opens = public.get("opens") or (old.opens if old else None)
    certainty = public.get("certainty")
    sure = _number(certainty) if certainty is not None else old.certainty if old else None
    if opens is None or sure is None:
        return old
    if old is not None and (old.opens, old.certainty) == (opens, sure):
        return old
    grade, source, why = grounds_of(public, request)
    if old is None:
        return Delivery(sure, opens, grade, why, source)
    return replace(old, certainty=sure, opens=opens, grade=grade, why=why, source=source)


def _shares(years: list[Mapping[str, Any]]) -> Iterator[YearShare]:
    told = sorted((row["year"], row["amount"]) for row in years)
    whole, left = sum(amount for _, amount in told), Decimal(1)
    for year, amount in told[:-1]:
        share = plain((Decimal(amount) / whole).quantize(FINE))
        left -= share
        yield YearShare(year, share)
    yield YearShare(told[-1][0], plain(left))


def _number(text: str) -> Decimal:
    return plain(Decimal(text))
