"""What stands around every page about the choice: tabs, the ground it rests on, what cannot be decided."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.portal import pages
from bitgil.portal.choosing.answers import Answer, roadmap_for
from bitgil.quantity import Grade, Words
from bitgil.store.current import Current

TABS = (
    "roadmap",
    "roadmap_reasons",
    "roadmap_money",
    "roadmap_front",
    "roadmap_firmness",
    "roadmap_try",
    "roadmap_replan",
    "alternatives_compare",
)
REFERENCE = "reference"
REPORTED = Words("보도된 효과만", "Reported effects only")
ESTIMATED = Words("비슷한 사업의 실적으로 어림(등급 X)", "Estimated from similar projects (grade X)")


def entered(
    page: str, current: Current, language: str, reference: str
) -> tuple[Answer | None, dict[str, Any]]:
    """Return the answer on the ground that an address asks for, and what stands around the page about it."""
    by_reference = reference == "1"
    answer = roadmap_for(current, by_reference=by_reference)
    return answer, around(page, answer, language, by_reference=by_reference)


def around(page: str, answer: Answer | None, language: str, *, by_reference: bool) -> dict[str, Any]:
    """Return tabs and grounds as addresses with their words, and the candidates that no figure can score."""
    tail = f"?{REFERENCE}=1" if by_reference else ""
    here = reverse(page)
    return {
        "tabs": [
            (reverse(name) + tail, pages.found()[name].TITLE.in_(language), name == page) for name in TABS
        ],
        "grounds": [
            (here, REPORTED.in_(language), not by_reference),
            (f"{here}?{REFERENCE}=1", ESTIMATED.in_(language), by_reference),
        ],
        "by_reference": by_reference,
        "tail": tail,
        "answer": answer,
        "open_count": 0 if answer is None else len(answer.building.unscored) + len(answer.free),
        "unscored": ()
        if answer is None
        else [
            (fact.id, fact.name.in_(language), [line.in_(language) for line in fact.why])
            for fact in answer.building.unscored
        ],
        "assumed": frozenset() if answer is None else _assumed(answer),
        "assumption": Grade.ASSUMED,
        "nothing": answer is not None and not answer.free,
        "lacking": () if answer is None or answer.impossible is None else answer.impossible.why,
    }


def _assumed(answer: Answer) -> frozenset[str]:
    """Return the open projects that rest on an assumed effect, opening or yearly spread (grade X)."""
    return frozenset(
        project.id
        for project in answer.ground.plan.projects
        if project.id in answer.free
        and Grade.ASSUMED
        in {
            *(effect.grade for effect in project.effects),
            *(part.grade for part in (project.delivery, project.spread) if part is not None),
        }
    )
