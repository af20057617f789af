"""Money adds up."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.plan.problems import Problem
from bitgil.plan.rules.naming import file_of
from bitgil.plan.types import Plan
from bitgil.quantity import Won, eok

ROUNDING = Won(50_000_000)
"""Half an 억원: printed shares of a printed total may miss it by this much."""


def shares_add_up(plan: Plan) -> Iterator[Problem]:
    """The shares of a total add up to the total, to half an 억원."""
    for project in plan.projects:
        shares = [line.amount for line in project.money if line.role == "share"]
        if project.budget is None or not shares:
            continue
        gap = sum(shares) - project.budget.amount
        if abs(gap) > ROUNDING:
            total, found = eok(project.budget.amount), eok(sum(shares))
            yield Problem(
                file_of(project),
                f"money: the shares add up to {found}억원, the budget says {total}억원",
                "correct a share or the budget; where the rest is unknown, add a line of source unknown",
                f"money: 재원별 금액의 합은 {found}억원인데 총사업비는 {total}억원입니다",
                "재원별 금액이나 총사업비를 바로잡고, 나머지를 모르면 source = unknown인 줄을 더하세요",
            )


def years_stay_within(plan: Plan) -> Iterator[Problem]:
    """The parts of single years do not pass the total they are parts of."""
    for project in plan.projects:
        if project.budget is None:
            continue
        parts = sum(line.amount for line in project.money if line.role == "year")
        if parts > project.budget.amount + ROUNDING:
            found, total = eok(parts), eok(project.budget.amount)
            yield Problem(
                file_of(project),
                f"money: the years add up to {found}억원, more than the budget of {total}억원",
                "correct a year's part or the budget",
                f"money: 연도별 금액의 합 {found}억원이 총사업비 {total}억원을 넘습니다",
                "연도별 금액이나 총사업비를 바로잡으세요",
            )


def spreads_stay_within(plan: Plan) -> Iterator[Problem]:
    """A yearly spread lies inside the project's period."""
    for project in plan.projects:
        years = [part.year for part in project.spread.years] if project.spread else []
        first, last = project.period.first, project.period.last
        for year in years:
            if (first is not None and year < first) or (last is not None and year > last):
                yield Problem(
                    file_of(project),
                    f"spread.years: {year} lies outside the period {first or '?'}-{last or '?'}",
                    "move the share, or correct the period",
                    f"spread.years: {year}년은 사업 기간 {first or '?'}~{last or '?'}년 밖입니다",
                    "배분 연도를 옮기거나 기간을 바로잡으세요",
                )
