"""Every graded figure of a plan in one list: what it is, its value, grade, source and page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from bitgil.plan.types import Assumption, Plan, Project
from bitgil.portal import spelling
from bitgil.portal.terms import CLAIM_KIND, MONEY_SOURCE, say
from bitgil.quantity import Grade, Words

KINDS = {
    "project": Words("세부사업", "Projects"),
    "indicator": Words("지표", "Indicators"),
    "observed": Words("관측값", "Observations"),
    "assumption": Words("가정", "Assumptions"),
    "finding": Words("환경분석", "Findings"),
    "frame": Words("계획의 틀", "The plan's frame"),
}
BUDGET = Words("총사업비", "total cost")
PLACED = Words("과제 배치", "placement")
OPENS = Words("문 여는 때", "opening")
EFFECT = Words("효과", "effect")
SPREAD = Words("연도별 배분", "yearly spread")
BASELINE = Words("기준값", "baseline")
TARGET = Words("목표값", "target")
GROUPING = Words("방향과 과제의 묶음", "grouping of tasks")
WEIGHTS = Words("대안의 가중치", "weights of the alternative")
NOT_FOUND = Words("찾지 못함", "not found")


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


def figures_of(plan: Plan, language: str) -> Iterator[Cited]:
    """Yield every graded figure of the plan, kind by kind."""
    for project in plan.projects:
        yield from _of_project(project, language)
    yield from _of_indicators(plan, language)
    yield from _of_series(plan, language)
    yield from (_of_assumption(assumption, language) for assumption in plan.assumptions)
    yield from _of_findings(plan, language)
    yield from _of_frame(plan, language)


def _of_project(project: Project, language: str) -> Iterator[Cited]:
    name, href = project.name.in_(language), reverse("project", args=[project.id])

    def cite(what: Words | str, value: str, grade: Grade, source: str, why: str) -> Cited:
        said = what.in_(language) if isinstance(what, Words) else what
        return Cited("project", name, said, value, grade, source, why, href)

    place = project.placement
    yield cite(PLACED, str(place.task), place.grade, place.source, place.why)
    if project.budget:
        budget = project.budget
        yield cite(
            BUDGET, spelling.write_won(budget.amount, language), budget.grade, budget.source, budget.note
        )
    for line in project.money:
        what = say(MONEY_SOURCE, line.source, language)
        yield cite(what, spelling.write_won(line.amount, language), line.grade, line.url, line.basis)
    if project.spread:
        yield cite(SPREAD, "", project.spread.grade, "", project.spread.why)
    if project.delivery:
        given = project.delivery
        yield cite(OPENS, spelling.write_moment(given.opens, language), given.grade, given.source, given.why)
    for effect in project.effects:
        value = spelling.write_exact(effect.change, effect.unit, language)
        yield cite(EFFECT, value, effect.grade, effect.source, effect.basis)
    for claim in project.claims:
        value = spelling.write_exact(claim.change, claim.unit, language)
        yield cite(say(CLAIM_KIND, claim.kind, language), value, claim.grade, claim.source, claim.basis)
    for result in (*project.outputs, *project.outcomes):
        figure = result.figure
        value = spelling.write_exact(figure.value, figure.unit, language)
        yield cite(result.what, value, figure.grade, figure.source, figure.why)


def _of_indicators(plan: Plan, language: str) -> Iterator[Cited]:
    for indicator in plan.indicators:
        href = reverse("indicator", args=[indicator.id])
        for what, point in ((BASELINE, indicator.baseline), (TARGET, indicator.target)):
            if point:
                value = spelling.write_exact(point.value, indicator.unit, language)
                said = f"{what.in_(language)} {point.year}"
                yield Cited(
                    "indicator",
                    indicator.name.in_(language),
                    said,
                    value,
                    point.grade,
                    point.source,
                    "",
                    href,
                )


def _of_series(plan: Plan, language: str) -> Iterator[Cited]:
    watched = {indicator.observed: indicator for indicator in plan.indicators if indicator.observed}
    for series in plan.observed:
        indicator = watched.get(series.id)
        name = indicator.name.in_(language) if indicator else series.id
        href = reverse("indicator", args=[indicator.id]) if indicator else ""
        for reading in series.readings:
            missing = NOT_FOUND.in_(language)
            value = (
                missing
                if reading.value is None
                else spelling.write_exact(reading.value, series.unit, language)
            )
            when = spelling.write_moment(reading.period, language)
            yield Cited("observed", name, when, value, reading.grade, reading.source, reading.note, href)


def _of_assumption(assumption: Assumption, language: str) -> Cited:
    href = f"{reverse('sector', args=[assumption.id.split('.', 1)[0]])}#{assumption.id}"
    name = assumption.meaning or assumption.id
    value = write_assumption(assumption, language)
    return Cited(
        "assumption", name, assumption.year, value, assumption.grade, assumption.source, assumption.why, href
    )


def write_assumption(assumption: Assumption, language: str) -> str:
    """Return an assumption's value: a figure, the ends of its path, or that it is a table."""
    if assumption.value is not None:
        return spelling.write_exact(assumption.value, assumption.unit, language)
    if assumption.path:
        ends = (assumption.path[0], assumption.path[-1])
        return " → ".join(f"{p.year}: {spelling.write_number(p.value)}" for p in dict.fromkeys(ends))
    return Words("표", "table").in_(language)


def _of_findings(plan: Plan, language: str) -> Iterator[Cited]:
    for finding in plan.findings:
        href = reverse("finding", args=[finding.id])
        title, sources = finding.title.in_(language), " ".join(finding.sources)
        yield Cited("finding", title, "", "", finding.grade, sources, finding.evidence, href)


def _of_frame(plan: Plan, language: str) -> Iterator[Cited]:
    for task in plan.tasks:
        href = reverse("task", args=[task.number])
        said = GROUPING.in_(language)
        yield Cited(
            "frame",
            task.name.in_(language),
            said,
            str(task.direction),
            task.grade,
            task.source,
            task.why,
            href,
        )
    for count in plan.counts:
        yield Cited(
            "frame", count.what.in_(language), spelling.write_moment(count.when, language),
            str(Decimal(count.projects)), count.grade, count.source, "", reverse("home"),
        )  # fmt: skip
    for alternative in plan.alternatives:
        href = f"{reverse('alternatives')}#{alternative.id}"
        said = WEIGHTS.in_(language)
        yield Cited(
            "frame", alternative.name.in_(language), said, "", alternative.grade, "", alternative.why, href
        )
