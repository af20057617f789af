"""A saved alternative: what was chosen with which weights and limits, what proved it, and what chose it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from bitgil.government.portfolios import Portfolio, choices_of, portfolios_of
from bitgil.portal.choosing.answers import names_of, roadmap_for
from bitgil.portal.choosing.baselines import BASE
from bitgil.portal.choosing.making import told_of
from bitgil.portal.choosing.rows import changes_between, places_of
from bitgil.portal.choosing.surroundings import REFERENCE
from bitgil.portal.pages import NotHere
from bitgil.quantity import Grade, Words
from bitgil.roadmap.wording import source_words
from bitgil.store.current import Current

TITLE = Words("저장한 대안", "A saved alternative")
PATH = "alternatives/saved/<str:code>/"
PARENT = "alternatives"


def context(current: Current, language: str, code: str) -> dict[str, Any]:
    """Return the alternative as it was saved, and where it differs from the roadmap now."""
    every = portfolios_of(current.acts)
    saved = next((each for each in every if each.id == code), None)
    if saved is None:
        raise NotHere(f"no alternative was saved as {code}")
    objectives = {each.id: each.name for each in current.plan.objectives}
    names = names_of(current, language)
    answer = roadmap_for(current, by_reference=saved.by_reference)
    now = {} if answer is None else places_of(answer.problem, answer.roadmap)
    years = sorted({year for _, year in saved.limits})
    sources = sorted({source for source, _ in saved.limits})
    return {
        "title": saved.name,
        "saved": saved,
        "told": told_of(saved, current.plan, every, names, language),
        "assumption": Grade.ASSUMED,
        "replan": _replan(saved),
        "choice": choices_of(current.acts).get(code),
        "stale": saved.version != current.version,
        "chosen": [(name, names.get(name, name), at) for name, at in sorted(saved.chosen.items())],
        "fixed": [(name, names.get(name, name), how) for name, how in sorted(saved.fixed.items())],
        "objectives": [
            (objectives.get(name, Words(name)), weight, saved.values.get(name))
            for name, weight in saved.weights.items()
        ],
        "years": years,
        "limits": [
            (source_words(source).in_(language), [saved.limits.get((source, year)) for year in years])
            for source in sources
        ],
        "changes": changes_between(now, saved.chosen, names),
        "known": answer is not None,
    }


def _replan(saved: Portfolio) -> str:
    """Return the address's question with which the re-plan starts from it."""
    return urlencode({**({REFERENCE: "1"} if saved.by_reference else {}), BASE: saved.id})
