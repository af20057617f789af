"""What is measured has a series, a known unit and dates in order."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bitgil.plan.problems import Problem
from bitgil.plan.rules.naming import file_of, missing
from bitgil.plan.types import Assumption, Plan
from bitgil.quantity import dimension, year_of


def observations_exist(plan: Plan) -> Iterator[Problem]:
    """An indicator's series is there, and in the indicator's own unit."""
    series = {found.id: found for found in plan.observed}
    for indicator in plan.indicators:
        if not indicator.observed:
            continue
        where = f"indicators/{indicator.id}.toml"
        if indicator.observed not in series:
            yield missing(where, "observed", indicator.observed, series)
        elif series[indicator.observed].unit != indicator.unit:
            unit = series[indicator.observed].unit
            yield Problem(
                where,
                f"unit: '{indicator.unit}' is not the unit '{unit}' of observed/{indicator.observed}.csv",
                "use one unit in both files",
                f"unit: 단위 {indicator.unit}, observed/{indicator.observed}.csv의 단위 {unit}: 서로 다름",
                "두 파일에 같은 단위를 쓰세요",
            )


def units_are_known(plan: Plan) -> Iterator[Problem]:
    """Every unit is one the registry knows."""
    named = [
        *((f"indicators/{i.id}.toml", "unit", i.unit) for i in plan.indicators),
        *((f"observed/{s.id}.csv", "unit", s.unit) for s in plan.observed),
        *(
            (f"assumptions/{a.id.split('.')[0]}.toml", f"{a.id.split('.')[1]}.unit", a.unit)
            for a in plan.assumptions
        ),
        *((file_of(p), "effects.unit", e.unit) for p in plan.projects for e in p.effects),
        *((file_of(p), "claims.unit", c.unit) for p in plan.projects for c in p.claims),
        *((file_of(p), "outputs.unit", r.figure.unit) for p in plan.projects for r in p.outputs),
        *((file_of(p), "outcomes.unit", r.figure.unit) for p in plan.projects for r in p.outcomes),
    ]
    for where, key, unit in named:
        try:
            dimension(unit)
        except ValueError:
            yield Problem(
                where,
                f"{key}: '{unit}' is no unit",
                "use units such as person, KRW, t/yr, tCO2e/yr, TEU/yr, MW, % or 1",
                f"{key}: 알 수 없는 단위입니다: '{unit}'",
                "person, KRW, t/yr, tCO2e/yr, TEU/yr, MW, %, 1 같은 단위를 쓰세요",
            )


def targets_follow_baselines(plan: Plan) -> Iterator[Problem]:
    """A target lies after the baseline it is measured from."""
    for indicator in plan.indicators:
        if indicator.baseline is None or indicator.target is None:
            continue
        start, end = year_of(indicator.baseline.year), year_of(indicator.target.year)
        if end < start:
            yield Problem(
                f"indicators/{indicator.id}.toml",
                f"target.year: {end} lies before the baseline of {start}",
                "correct the year of the target or of the baseline",
                f"target.year: 목표 연도 {end}년이 기준 연도 {start}년보다 앞섭니다",
                "목표 연도나 기준 연도를 바로잡으세요",
            )


def tables_exist(plan: Plan) -> Iterator[Problem]:
    """An assumption's table is there, and its last column holds numbers."""
    known = {table.id: table for table in plan.tables}
    for assumption in plan.assumptions:
        where = _home(assumption)
        if assumption.table and assumption.table not in known:
            yield missing(where, f"{assumption.id.split('.')[1]}.table", assumption.table, known)
    for table in plan.tables:
        for place, row in enumerate(table.rows, 2):
            if not _is_number(row[-1]):
                yield Problem(
                    f"assumptions/{table.id}.csv",
                    f"line {place}: '{row[-1]}' is no number",
                    "write a number in the last column",
                    f"{place}행: 숫자가 아닙니다: '{row[-1]}'",
                    "마지막 열에는 숫자를 쓰세요",
                )


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _home(assumption: Assumption) -> str:
    return f"assumptions/{assumption.id.split('.', maxsplit=1)[0]}.toml"
