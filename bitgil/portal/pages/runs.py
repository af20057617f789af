"""Long runs of the roadmap: which were asked for, how far they are, what came out."""

from __future__ import annotations

from typing import Any

from bitgil.portal.choosing.answers import roadmap_for
from bitgil.portal.choosing.surroundings import around
from bitgil.quantity import Words
from bitgil.store import jobs
from bitgil.store.current import Current

TITLE = Words("긴 계산", "Long runs")
PATH = "roadmap/runs/"
PARENT = "roadmap"


def context(current: Current, language: str) -> dict[str, Any]:
    """Return the last runs, the newest first."""
    answer = roadmap_for(current, by_reference=False)
    found = around("roadmap", answer, language, by_reference=False)
    return found | {"runs": [(run, jobs.KINDS[run.question.kind]) for run in jobs.latest()]}
