"""What a job may ask of the roadmap: a proven roadmap, a front, or how firm the verdicts are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bitgil.plan.problems import Unsound
from bitgil.quantity import Words, text_of
from bitgil.roadmap import frontier, robustness
from bitgil.roadmap.drafting import stated
from bitgil.roadmap.ground import Ground
from bitgil.roadmap.solver.answer import Progress
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import answered, decide
from bitgil.roadmap.wishes import Wish, faults_of, weighted, with_wish

KINDS: Mapping[str, Words] = {
    "roadmap": Words("로드맵을 증명까지", "a roadmap to its proof"),
    "front": Words("두 목적의 맞바꿈", "the trade-off of two objectives"),
    "firmness": Words("결론의 굳기", "how firm the verdicts are"),
}
Counted = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which kind, on which ground, with which wish; `pair` and `points` of a front."""

    kind: str
    by_reference: bool = False
    wish: Wish = field(default_factory=Wish)
    pair: tuple[str, str] = ("", "")
    points: int = 20

    def plain(self) -> dict[str, Any]:
        """Return the question as what JSON can hold."""
        return {
            "by_reference": self.by_reference,
            "into": list(self.wish.into),
            "out": list(self.wish.out),
            "starts": dict(self.wish.starts),
            "weights": {name: text_of(weight) for name, weight in self.wish.weights.items()},
            "pair": list(self.pair),
            "points": self.points,
        }


def question_from(kind: str, kept: Mapping[str, Any]) -> Question:
    """Return the question that was kept."""
    weights = {name: Decimal(weight) for name, weight in kept["weights"].items()}
    wish = Wish(tuple(kept["into"]), tuple(kept["out"]), kept["starts"], weights)
    first, second = kept["pair"]
    return Question(kind, kept["by_reference"], wish, (first, second), kept["points"])


def answer(
    question: Question, ground: Ground, effort: Effort, *, heard: Progress, counted: Counted
) -> dict[str, Any]:
    """Return the answer as plain data, the best so far where the effort was stopped.

    Raise Unsound where the wish cannot be asked, ValueError where a front names no two objectives.
    """
    building = ground.building()
    faults = tuple(faults_of(building, question.wish))
    if faults:
        raise Unsound(faults)
    building = replace(building, problem=weighted(building.problem, question.wish.weights))
    building = with_wish(building, question.wish)
    if question.kind == "roadmap":
        return stated(ground, decide(building, effort, progress=heard))
    problem, _, _ = answered(building.problem, effort)
    if question.kind == "front":
        each = replace(effort, seconds=max(effort.seconds / max(question.points, 1), 1.0))
        found = frontier.front_of(
            problem, question.pair, points=question.points, effort=each, progress=counted
        )
        return frontier.to_plain(found, problem)
    verdicts = robustness.robustness_of(problem, replace(effort, only_look=True), progress=counted)
    return {"verdicts": robustness.to_plain(verdicts, problem)}
