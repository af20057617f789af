"""How firm each verdict is: in, out or contested over other weights and costs, and what would flip it."""

from __future__ import annotations

from typing import Any

from bitgil.portal.choosing.answers import firmness_for
from bitgil.portal.choosing.rows import places_of
from bitgil.portal.choosing.surroundings import entered
from bitgil.quantity import Words
from bitgil.roadmap.robustness import COSTS, WEIGHTS, flip_words
from bitgil.store.current import Current

TITLE = Words("얼마나 굳은 결론인가", "How firm it is")
PATH = "roadmap/firmness/"
PARENT = "roadmap"
_WEIGHTS, _COSTS = (" ".join(f"×{factor}" for factor in factors) for factors in (WEIGHTS, COSTS))
TESTED = Words(
    f"시험한 것: 목적마다 가중치 {_WEIGHTS}, 모든 사업비 {_COSTS}, 그리고 사업마다 따로 어긋나는 사업비 "
    "여덟 가지(표준편차 20 %, 가정).",
    f"Tried: each objective's weight {_WEIGHTS}, all costs {_COSTS}, and eight draws in which every "
    "project's cost errs on its own (standard deviation 20 %, assumed).",
)


def context(current: Current, language: str, reference: str = "") -> dict[str, Any]:
    """Return every open project with its verdict over many worlds and the smallest change that flips it."""
    answer, found = entered("roadmap_firmness", current, language, reference)
    if answer is None or not answer.free:
        return found
    verdicts = firmness_for(current, answer)
    places = places_of(answer.problem, answer.roadmap)
    return found | {
        "too_large": verdicts is None,
        "tested": TESTED,
        "rows": [
            (
                verdict,
                answer.problem.candidate(verdict.project).name,
                places.get(verdict.project, ""),
                None if verdict.flip is None else flip_words(answer.problem, verdict.flip),
            )
            for verdict in verdicts or ()
        ],
    }
