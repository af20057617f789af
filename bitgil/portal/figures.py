"""Every graded figure of a plan in one list: what it is, its value, grade, source and page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.urls import reverse

from bitgil.plan.figures import Graded, graded
from bitgil.plan.types import (
    Alternative,
    Assumption,
    Baseline,
    Budget,
    Claim,
    Delivery,
    Effect,
    Finding,
    Limit,
    MoneyLine,
    Placement,
    Plan,
    Reading,
    Relation,
    ReportedCount,
    Spread,
    Target,
    Task,
)
from bitgil.portal import spelling
from bitgil.portal.terms import MONEY_SOURCE, RELATION, say
from bitgil.quantity import Figure, Grade, Words

KINDS = {
    "projects": Words("세부사업", "Projects"),
    "indicators": Words("지표", "Indicators"),
    "observed": Words("관측값", "Observations"),
    "assumptions": Words("가정", "Assumptions"),
    "findings": Words("환경분석", "Findings"),
    "alternatives": Words("전략 대안", "Alternatives"),
    "limits.toml": Words("한도", "Limits"),
    "plan.toml": Words("계획의 틀", "The plan's frame"),
    "rules.toml": Words("법령의 기준", "Rules of law"),
    "calendar.toml": Words("해마다 오는 일정", "The year's occasions"),
    "correlations.toml": Words("가정 사이의 관계", "Links between assumptions"),
    "scenarios": Words("시나리오", "Scenarios"),
    "structures": Words("구조 변형", "Structural variants"),
    "measures": Words("감축 수단", "Abatement measures"),
}
WHAT: dict[type, Words] = {
    Placement: Words("과제 배치", "placement under a task"),
    Budget: Words("총사업비", "total cost"),
    Delivery: Words("문 여는 때", "opening"),
    Effect: Words("효과", "effect"),
    Claim: Words("보도된 주장", "reported claim"),
    Spread: Words("연도별 배분", "yearly spread"),
    Figure: Words("산출·성과", "output or outcome"),
    Baseline: Words("기준값", "baseline"),
    Target: Words("목표값", "target"),
    Task: Words("방향과 과제의 묶음", "grouping of tasks"),
    Alternative: Words("대안의 가중치", "weights of the alternative"),
    ReportedCount: Words("보도된 사업 수", "reported number of projects"),
    Limit: Words("한도", "limit"),
    Finding: Words("근거", "evidence"),
}
NOT_FOUND = Words("찾지 못함", "not found")
TABLE = Words("표", "table")


@dataclass(frozen=True, slots=True)
class Cited:
    """One graded figure as the page of sources lists it."""

    kind: str
    name: str
    what: str
    value: str
    grade: Grade
    source: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class _Owners:
    """Name, unit and address of what figures belong to, by the file they stand in."""

    language: str
    names: dict[str, str]
    units: dict[str, str]
    hrefs: dict[str, str]


def figures_of(plan: Plan, language: str) -> Iterator[Cited]:
    """Yield every graded figure of the plan, as many as the plan counts."""
    owners = _owners(plan, language)
    for found in graded(plan):
        yield _cite(found, owners)


def _owners(plan: Plan, language: str) -> _Owners:
    names, units, hrefs = {}, {}, {}
    for folder, page, records in (
        ("projects", "project", plan.projects),
        ("indicators", "indicator", plan.indicators),
    ):
        for record in records:
            names[f"{folder}/{record.id}.toml"] = record.name.in_(language)
            hrefs[f"{folder}/{record.id}.toml"] = reverse(page, args=[record.id])
    for indicator in plan.indicators:
        units[f"indicators/{indicator.id}.toml"] = indicator.unit
        if indicator.observed:
            names[f"observed/{indicator.observed}.csv"] = indicator.name.in_(language)
            hrefs[f"observed/{indicator.observed}.csv"] = reverse("indicator", args=[indicator.id])
    units |= {f"observed/{series.id}.csv": series.unit for series in plan.observed}
    return _Owners(language, names, units, hrefs)


def _cite(found: Graded, owners: _Owners) -> Cited:
    record, language = found.record, owners.language
    what = WHAT.get(type(record))
    return Cited(
        kind=found.where.split("/", 1)[0],
        name=_name(found, owners),
        what=what.in_(language) if what else _what(record, language),
        value=value_of(record, owners.units.get(found.where, ""), language),
        grade=found.grade,
        source=_first(record, "url", "source", "sources"),
        why=_first(record, "why", "basis", "note", "evidence", "reason"),
        href=_href(found, owners),
    )


def _first(record: Any, *names: str) -> str:  # noqa: ANN401  any record
    for name in names:
        value = getattr(record, name, "")
        if (
            value
            and isinstance(value, (str, tuple))
            and not (isinstance(record, MoneyLine) and name == "source")
        ):
            return " ".join(value) if isinstance(value, tuple) else value
    return ""


def _name(found: Graded, owners: _Owners) -> str:
    record = found.record
    if found.where in owners.names:
        return owners.names[found.where]
    if isinstance(record, Assumption):
        return record.meaning or record.id
    for field in ("title", "name", "what"):
        words = getattr(record, field, None)
        if isinstance(words, Words):
            return words.in_(owners.language)
    return found.where.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")


def _what(record: Any, language: str) -> str:  # noqa: ANN401  any record
    if isinstance(record, Reading):
        return spelling.write_moment(record.period, language)
    if isinstance(record, MoneyLine):
        return " ".join((say(MONEY_SOURCE, record.source, language), str(record.year or ""))).strip()
    if isinstance(record, Relation):
        return say(RELATION, record.kind, language)
    return spelling.write_moment(record.year, language) if getattr(record, "year", "") else ""


def _href(found: Graded, owners: _Owners) -> str:
    record = found.record
    if isinstance(record, Assumption):
        return f"{reverse('sector', args=[record.id.split('.', 1)[0]])}#{record.id}"
    if isinstance(record, Finding):
        return reverse("finding", args=[record.id])
    if isinstance(record, Alternative):
        return f"{reverse('alternatives')}#{record.id}"
    if isinstance(record, Task):
        return reverse("task", args=[record.number])
    if isinstance(record, Limit):
        return reverse("roadmap")
    return owners.hrefs.get(found.where, reverse("home") if isinstance(record, ReportedCount) else "")


@singledispatch
def value_of(record: object, unit: str, language: str) -> str:  # noqa: ARG001  the case of no value
    """Return a record's value in words; empty for one that carries no number of its own."""
    return ""


@value_of.register(Budget | MoneyLine | Limit)
def _(record: Budget | MoneyLine | Limit, unit: str, language: str) -> str:  # noqa: ARG001  money has its own unit
    return spelling.write_won(record.amount, language)


@value_of.register(Effect | Claim)
def _(record: Effect | Claim, unit: str, language: str) -> str:  # noqa: ARG001  it carries its unit
    return spelling.write_exact(record.change, record.unit, language)


@value_of.register(Baseline | Target)
def _(record: Baseline | Target, unit: str, language: str) -> str:
    return f"{spelling.write_exact(record.value, unit, language)} ({record.year})"


@value_of.register
def _(record: Figure, unit: str, language: str) -> str:  # noqa: ARG001  it carries its unit
    return spelling.write_exact(record.value, record.unit, language)


@value_of.register
def _(record: Reading, unit: str, language: str) -> str:
    return (
        NOT_FOUND.in_(language)
        if record.value is None
        else spelling.write_exact(record.value, unit, language)
    )


@value_of.register
def _(record: Delivery, unit: str, language: str) -> str:  # noqa: ARG001  a moment has no unit
    return spelling.write_moment(record.opens, language)


@value_of.register
def _(record: ReportedCount, unit: str, language: str) -> str:  # noqa: ARG001  a count has no unit
    return str(record.projects)


@value_of.register
def _(record: Assumption, unit: str, language: str) -> str:  # noqa: ARG001  it carries its unit
    if record.value is not None:
        return spelling.write_exact(record.value, record.unit, language)
    if record.path:
        ends = dict.fromkeys((record.path[0], record.path[-1]))
        return " → ".join(f"{point.year}: {spelling.write_number(point.value)}" for point in ends)
    return TABLE.in_(language)
