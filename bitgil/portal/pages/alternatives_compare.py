"""Alternatives side by side as solved: what each would choose under its own weights, and what that gives."""

from __future__ import annotations

from typing import Any

from bitgil.government.portfolios import Portfolio, portfolios_of
from bitgil.plan.types import Alternative
from bitgil.portal.choosing.answers import Answer, alternative_for
from bitgil.portal.choosing.making import MADE, PROVEN, UNPROVEN, brief, proof_of
from bitgil.portal.choosing.outcomes import STATES
from bitgil.portal.choosing.rows import decimal_in, evaluated, places_of, spent_by_source
from bitgil.portal.choosing.surroundings import entered
from bitgil.quantity import Words
from bitgil.roadmap.solver.search import IMPOSSIBLE
from bitgil.roadmap.wording import source_words
from bitgil.store.current import Current

TITLE = Words("대안을 풀어 견주기", "Alternatives solved side by side")
PATH = "alternatives/compare/"
PARENT = "alternatives"


def context(current: Current, language: str, reference: str = "") -> dict[str, Any]:
    """Return one column an alternative: its weights, what it chooses and when, values and money."""
    answer, found = entered("alternatives_compare", current, language, reference)
    if answer is None:
        return found
    ordered = sorted(current.plan.alternatives, key=lambda each: each.name.ko)
    solved = [alternative_for(current, answer, each) for each in ordered]
    saved = [each for each in portfolios_of(current.acts) if each.by_reference == found["by_reference"]]
    return found | {
        "alternatives": [(each, {part.objective: part.weight for part in each.weights}) for each in ordered],
        "objectives": current.plan.objectives,
        "bounds": [
            _bounds(answer, each, own, language)
            for each, own in zip(ordered, solved, strict=True)
            if each.bounds is not None
        ],
        "unbound": [each for each in ordered if each.limits],
        "saved": [(each, each.version != current.version) for each in saved],
        **_rows(answer, solved, saved, language),
    }


def _proof(answer: Answer) -> Words:
    """Return how far an alternative's own roadmap is proven, or that there is none."""
    if answer.roadmap.status == IMPOSSIBLE:
        return STATES[IMPOSSIBLE]
    return PROVEN["plain"] if answer.roadmap.gap == 0 else UNPROVEN


def _bounds(answer: Answer, alternative: Alternative, own: Answer, language: str) -> dict[str, Any]:
    """Return what the bounds of an alternative asked, what they took out and why, and what is noted."""
    before = set(answer.building.notes)
    open_before = {each.id for each in answer.building.problem.candidates}
    return {
        "alternative": alternative,
        "notes": [note.in_(language) for note in own.building.notes if note not in before],
        "out": [
            (fact.id, fact.name.in_(language), [line.in_(language) for line in fact.why])
            for fact in own.building.facts
            if fact.id in open_before and fact.verdict == "out"
        ],
        "lacking": [] if own.impossible is None else [line.in_(language) for line in own.impossible.why],
        "nothing": own.roadmap.value is None,
    }


def _rows(answer: Answer, solved: list[Answer], saved: list[Portfolio], language: str) -> dict[str, Any]:
    """Return the table's rows: projects with their starts, objectives with values, sources with money.

    A saved alternative stands as it was saved; its money was not.
    """
    columns = [answer, *solved]
    places = [places_of(each.problem, each.roadmap) for each in columns]
    values = [None if each.roadmap.value is None else evaluated(each).by_aim for each in columns]
    sources = sorted({part.source for each in answer.problem.candidates for part in each.cost})
    spent = [spent_by_source(each.problem, each.roadmap, sources) for each in columns]
    return {
        "projects": [
            (
                name,
                answer.problem.candidate(name).name,
                [place.get(name, "") for place in (*places, *(each.chosen for each in saved))],
            )
            for name in answer.free
        ],
        "values": [
            (
                aim.name.in_(language),
                [
                    *(None if value is None else decimal_in(value[aim.id]) for value in values),
                    *(each.values.get(aim.id) for each in saved),
                ],
            )
            for aim in answer.problem.aims
        ],
        "money": [
            (source_words(source).in_(language), [each[source] for each in spent])
            for source in sources
            if any(each[source] for each in spent)
        ],
        "proofs": [
            *(_proof(each) for each in columns),
            *(proof_of(each) for each in saved),
        ],
        "made": [*(MADE["plain"] for _ in columns), *(brief(each) for each in saved)],
    }
