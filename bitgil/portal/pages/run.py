"""One long run: what was asked, the best so far and the bound, and the answer once it is there."""

from __future__ import annotations

from typing import Any

from bitgil.portal.choosing.answers import names_of
from bitgil.portal.choosing.saving import fixed_in
from bitgil.portal.pages import NotHere
from bitgil.quantity import Words
from bitgil.store import jobs
from bitgil.store.current import Current
from bitgil.store.jobs import Job

TITLE = Words("긴 계산", "A long run")
PATH = "roadmap/runs/<int:number>/"
PARENT = "runs"
WHOLE = 100


def context(current: Current, language: str, number: int) -> dict[str, Any]:
    """Return the run as it stands; raise NotHere where there is none of that number."""
    run = jobs.found(number)
    if run is None:
        raise NotHere(f"no run has the number {number}")
    objectives = {each.id: each.name for each in current.plan.objectives}
    return {
        "run": run,
        "title": f"{jobs.KINDS[run.question.kind].in_(language)} · {run.number}",
        "stale": run.version != current.version,
        "share": WHOLE * run.done // run.whole if run.whole else None,
        "gap": _gap(run),
        "weights": [
            (objectives.get(name, Words(name)), weight) for name, weight in run.question.wish.weights.items()
        ],
        "fixed": fixed_in(run.question.wish),
        "pair": [objectives.get(name, Words(name)) for name in run.question.pair if name],
        "names": names_of(current, language),
    }


def _gap(run: Job) -> str:
    """Return how much better a roadmap could at most be, as a percentage of the best so far."""
    if not (run.best and run.bound) or float(run.best) == 0:
        return ""
    return f"{(float(run.bound) - float(run.best)) / abs(float(run.best)):.1%}"
