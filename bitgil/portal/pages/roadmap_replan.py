"""After a shock (money cut, a bid lost, a project late): the nearest roadmap that keeps nearly all value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bitgil.government.portfolios import portfolios_of
from bitgil.plan.problems import Unsound
from bitgil.portal.choosing import replans
from bitgil.portal.choosing.answers import is_small, names_of
from bitgil.portal.choosing.baselines import BASE, Baseline, baseline_in, offered, replanned_for
from bitgil.portal.choosing.savable import asked_of
from bitgil.portal.choosing.surroundings import REFERENCE, entered
from bitgil.quantity import Words
from bitgil.roadmap.aftermath import Upset
from bitgil.store.current import Current

TITLE = Words("일이 생기면 다시 짜기", "Re-plan after a shock")
PATH = "roadmap/replan/"
PARENT = "roadmap"


def context(current: Current, language: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the form as it was filled and, where everything of it is sound, the re-plan or its long run."""
    answer, found = entered("roadmap_replan", current, language, query.get(REFERENCE, ""))
    if answer is None or not answer.problem.candidates or answer.roadmap.value is None:
        return found
    base, wrong = baseline_in(current, answer, query)
    asked = base.answer
    made = {each.id: each.made for each in portfolios_of(current.acts)}
    blows = replans.blows_in(asked, query, language)
    found |= {
        "base": base,
        "base_question": made.get(base.code, ""),
        "bases": offered(current, by_reference=found["by_reference"]),
        "base_asked": query.get(BASE, ""),
        "left": [(name, names_of(current, language).get(name, name)) for name in base.left],
        "quarters": replans.quarters_in(asked, query),
        "caps": replans.caps_in(asked, query),
        "open_blows": [each for each in blows if not each.running],
        "running_blows": [each for each in blows if each.running],
        "leaves": replans.leaves_offered(language),
        "payers": replans.payers(language),
        "share": query.get(replans.SHARE, replans.USUAL_SHARE),
        "asked": replans.is_asked(query),
    }
    if not found["asked"]:
        return found | {"problems": wrong}
    upset, faults = asked_of(base, query)
    if wrong or faults or upset is None:
        return found | {"problems": (*wrong, *faults)}
    return found | told(current, base, upset, query, language)


def told(
    current: Current, base: Baseline, upset: Upset, query: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Return the re-plan, what stands against it, or where its long run is asked for."""
    if not is_small(base.answer.problem):
        return {"long": urlencode({"kind": "replan", **_kept(query)})}
    try:
        found = replanned_for(current, base, upset)
    except Unsound as unsound:
        return {"problems": unsound.problems}
    after = replans.replan_of(found, names_of(current, language), language)
    possible = after is not None and after["possible"]
    return {"after": after, "savable": {"replan": urlencode(_kept(query))} if possible else {}}


def _kept(query: Mapping[str, str]) -> dict[str, str]:
    """Return the form as an address holds it, where its long run is asked for or its answer saved."""
    fields = (*replans.FIELDS, replans.SINCE, replans.SHARE, REFERENCE, BASE)
    return {name: text for name, text in query.items() if name.startswith(fields) and text}
