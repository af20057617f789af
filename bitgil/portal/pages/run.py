"""One long run: what was asked, the best so far and the bound, and the answer once it is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from bitgil.government.portfolios import portfolios_of
from bitgil.portal.choosing.answers import names_of
from bitgil.portal.choosing.outcomes import gap_of, outcome_of
from bitgil.portal.choosing.replans import replan_of
from bitgil.portal.choosing.savable import offers_of, query_of
from bitgil.portal.choosing.saving import fixed_in
from bitgil.portal.pages import NotHere
from bitgil.quantity import Grade, Words
from bitgil.store import jobs
from bitgil.store.current import Current

TITLE = Words("긴 계산", "A long run")
PATH = "roadmap/runs/<int:number>/"
PARENT = "runs"
WHOLE = 100


def context(current: Current, language: str, number: int) -> dict[str, Any]:
    """Return the run as it stands; raise NotHere where there is none of that number."""
    run = jobs.found(number)
    if run is None:
        raise NotHere(f"no run has the number {number}")
    outcome, names = outcome_of(run, language), names_of(current, language)
    objectives = {each.id: each.name for each in current.plan.objectives}
    return {
        "run": run,
        "assumption": Grade.ASSUMED,
        "title": f"{jobs.KINDS[run.question.kind].in_(language)} · {run.number}",
        "stale": run.version != current.version,
        "share": WHOLE * run.done // run.whole if run.whole else None,
        "gap": gap_of(run),
        "savable": offers_of(run) if run.version == current.version else {},
        "base": _baseline(current, run.question.baseline),
        "after": replan_of(run.result, names, language) if run.question.kind == "replan" else None,
        "weights": [
            (objectives.get(name, Words(name)), weight) for name, weight in run.question.wish.weights.items()
        ],
        "fixed": fixed_in(run.question.wish),
        "long_run": urlencode(query_of(run.question)),
        "pair": [objectives.get(name, Words(name)) for name in run.question.pair if name],
        "names": names,
    } | outcome


def _baseline(current: Current, code: str) -> Words | None:
    """Return the name of the alternative that a re-plan started from, None where it was the roadmap shown."""
    if not code:
        return None
    names = {each.id: Words(each.name) for each in portfolios_of(current.acts)}
    names |= {each.id: each.name for each in current.plan.alternatives}
    return names.get(code, Words(code))
