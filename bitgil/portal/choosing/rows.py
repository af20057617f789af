"""Rows that tables about roadmaps share: money by year and source, values by objective, what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from bitgil.drawing import Column, Columns, Drawing, Schedule, Spell, draw_columns, draw_schedule
from bitgil.portal import spelling
from bitgil.portal.choosing.answers import Answer
from bitgil.quantity import Won, Words, eok
from bitgil.roadmap.evaluation import Evaluation, evaluate, payments
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.problem.parts import QUARTERS
from bitgil.roadmap.solver.answer import Roadmap
from bitgil.roadmap.wishes import quarter_in
from bitgil.roadmap.wording import source_words

SCHEDULE = Words("언제 무엇을 하나", "What runs when")
UNIT = Words("억원", "KRW 100 million")


@dataclass(frozen=True, slots=True)
class Moved:
    """One project whose place differs between two roadmaps; an empty quarter says that it is out."""

    project: str
    name: str
    before: str
    after: str


def places_of(problem: Problem, roadmap: Roadmap | Mapping[str, int]) -> dict[str, str]:
    """Return the start of every chosen project that was free to be chosen, as 2027Q3."""
    starts = roadmap.starts if isinstance(roadmap, Roadmap) else roadmap
    free = {each.id for each in problem.candidates if each.fixed is None}
    return {name: problem.horizon.name_of(at) for name, at in starts.items() if name in free}


def changes_between(
    before: Mapping[str, str], after: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Moved, ...]:
    """Return every project whose start differs, by id."""
    return tuple(
        Moved(name, names.get(name, name), before.get(name, ""), after.get(name, ""))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def decimal_in(number: Fraction) -> Decimal:
    """Return an exact value as a reader sees it, to four digits."""
    return round(Decimal(number.numerator) / Decimal(number.denominator), 4)


def values_of(problem: Problem, evaluation: Evaluation, language: str) -> Iterator[tuple[str, str, Decimal]]:
    """Yield id, name and value of every objective."""
    for aim in problem.aims:
        yield aim.id, aim.name.in_(language), decimal_in(evaluation.by_aim[aim.id])


def money_drawings(answer: Answer, roadmap: Roadmap, language: str) -> tuple[tuple[str, Drawing], ...]:
    """Return, source by source, the drawing of each year's money against its limit."""
    problem, horizon = answer.problem, answer.problem.horizon
    bound, chosen = money_by(problem, roadmap)
    limits = {
        (cap.source, cap.year): cap.amount
        for cap in answer.building.problem.limits.money
        if cap.until is None
    }
    years = range(horizon.year, horizon.year_of(horizon.quarters - 1) + 1)
    sources = sorted({source for source, _ in (*bound, *chosen, *limits)})
    return tuple(
        (
            source,
            draw_columns(
                Columns(
                    f"money-{source}",
                    source_words(source).in_(language),
                    UNIT.in_(language),
                    tuple(
                        Column(
                            str(year),
                            eok(Won(bound[source, year])),
                            eok(Won(chosen[source, year])),
                            None if (cap := limits.get((source, year))) is None else eok(cap),
                        )
                        for year in years
                    ),
                ),
                language,
                spelling.write_number,
            ),
        )
        for source in sources
    )


def money_by(problem: Problem, roadmap: Roadmap) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
    """Return won by (source, year): what running projects are bound to spend, and what the choice adds."""
    bound: Counter[tuple[str, int]] = Counter()
    chosen: Counter[tuple[str, int]] = Counter()
    for each in problem.candidates:
        if each.id in roadmap.starts:
            way = each.way(roadmap.modes.get(each.id, ""))
            into = chosen if each.fixed is None else bound
            for year, source, amount in payments(problem, way, roadmap.starts[each.id]):
                into[source, year] += amount
    return bound, chosen


def spent_by_source(problem: Problem, roadmap: Roadmap, sources: Iterable[str]) -> dict[str, Decimal]:
    """Return, in 억원, what the chosen projects spend of each source over all years."""
    _, chosen = money_by(problem, roadmap)
    whole: Counter[str] = Counter()
    for (source, _), amount in chosen.items():
        whole[source] += amount
    return {source: eok(Won(whole[source])) for source in sources}


def schedule_from(stated: Mapping[str, Any], language: str) -> Drawing:
    """Return what runs when of a roadmap that was stated as plain data, drawn as `schedule_of` draws one."""
    first = quarter_in(stated["horizon"]["first"])
    spells = [
        Spell(
            f"{row['id']} {Words(**row['name']).in_(language)}",
            _quarters_after(first[0], row["start"]),
            _quarters_after(first[0], row["end"]) if row["end"] else None,
            row["verdict"] == "in",
            row["start"],
            row["end"] or "",
            reverse("project", args=[row["id"]]),
        )
        for row in stated["projects"]
        if row["verdict"] in {"in", "running"} and row["start"]
    ]
    return _drawn(spells, first[0], stated["horizon"]["quarters"] + first[1] - 1, language)


def _quarters_after(year: int, name: str) -> int:
    at = quarter_in(name)
    return (at[0] - year) * QUARTERS + at[1] - 1


def schedule_of(answer: Answer, language: str) -> Drawing:
    """Return what runs when, quarter by quarter: the chosen projects first, then those that run already."""
    problem, roadmap = answer.problem, answer.roadmap
    shift = answer.problem.horizon.quarter - 1
    found = []
    for each in problem.candidates:
        if each.id in roadmap.starts:
            begin = roadmap.starts[each.id]
            end = begin + each.way(roadmap.modes.get(each.id, "")).duration - 1
            known = end < problem.horizon.quarters
            found.append(
                Spell(
                    f"{each.id} {each.name.in_(language)}",
                    begin + shift,
                    end + shift if known else None,
                    each.fixed is None,
                    problem.horizon.name_of(begin),
                    problem.horizon.name_of(end) if known else "",
                    reverse("project", args=[each.id]),
                )
            )
    return _drawn(found, problem.horizon.year, problem.horizon.quarters + shift, language)


def _drawn(spells: list[Spell], year: int, quarters: int, language: str) -> Drawing:
    ordered = tuple(sorted(spells, key=lambda spell: (not spell.chosen, spell.begin, spell.label)))
    whole = -(-quarters // QUARTERS) * QUARTERS
    title = SCHEDULE.in_(language)
    return draw_schedule(Schedule("schedule", title, year, whole, ordered), language)


def evaluated(answer: Answer) -> Evaluation:
    """Return the answer's own evaluation."""
    return evaluate(answer.problem, answer.roadmap.starts, answer.roadmap.modes)
