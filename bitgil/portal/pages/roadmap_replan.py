"""After a shock (money cut, a bid lost, a project late): the nearest roadmap that keeps nearly all value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bitgil.plan.problems import Problem, Unsound
from bitgil.portal.choosing import replans
from bitgil.portal.choosing.answers import AT_ONCE, Answer, is_small, names_of, roadmap_for
from bitgil.portal.choosing.surroundings import REFERENCE, around
from bitgil.portal.modelled import once
from bitgil.quantity import Words
from bitgil.roadmap import aftermath
from bitgil.roadmap.aftermath import Upset
from bitgil.store.current import Current

TITLE = Words("일이 생기면 다시 짜기", "Re-plan after a shock")
PATH = "roadmap/replan/"
PARENT = "roadmap"


def context(current: Current, language: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the form as it was filled and, where everything of it is sound, the re-plan or its long run."""
    by_reference = query.get(REFERENCE) == "1"
    answer = roadmap_for(current, by_reference=by_reference)
    found = around("roadmap_replan", answer, language, by_reference=by_reference)
    if answer is None or not answer.problem.candidates or answer.roadmap.value is None:
        return found
    blows = replans.blows_in(answer, query, language)
    found |= {
        "quarters": replans.quarters_in(answer, query),
        "caps": replans.caps_in(answer, query),
        "open_blows": [each for each in blows if not each.running],
        "running_blows": [each for each in blows if each.running],
        "leaves": replans.leaves_offered(language),
        "payers": replans.payers(language),
        "share": query.get(replans.SHARE, replans.USUAL_SHARE),
        "asked": replans.is_asked(query),
    }
    if not found["asked"]:
        return found
    upset, faults = replans.upset_in(query)
    if upset is not None:
        faults = tuple(aftermath.faults_of(answer.problem, upset))
    if faults or upset is None:
        return found | {"problems": faults}
    return found | told(current, answer, upset, query, language)


def told(
    current: Current, answer: Answer, upset: Upset, query: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Return the re-plan, what stands against it, or where its long run is asked for."""
    if not is_small(answer.problem):
        return {"long": _kept(query)}

    def solved() -> dict[str, Any] | tuple[Problem, ...]:
        try:
            return aftermath.replanned(answer.problem, answer.roadmap, upset, AT_ONCE)
        except Unsound as unsound:
            return unsound.problems

    found = once(current, ("replan", answer.ground.by_reference, upset), solved)
    if isinstance(found, tuple):
        return {"problems": found}
    return {"after": replans.replan_of(found, names_of(current, language), language)}


def _kept(query: Mapping[str, str]) -> str:
    """Return the form as an address of the workspace, where its long run is asked for."""
    fields = (*replans.FIELDS, replans.SINCE, replans.SHARE, REFERENCE)
    said = {name: text for name, text in query.items() if name.startswith(fields) and text}
    return urlencode({"kind": "replan", **said})
