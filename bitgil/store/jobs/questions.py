"""What a job may ask of the roadmap: a proven roadmap, a front, firmness, or a re-plan after a shock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.problems import problem as problem_of
from bitgil.quantity import Words, text_of
from bitgil.roadmap import aftermath, frontier, overrun, robustness, tail
from bitgil.roadmap.aftermath import Upset, upset_from
from bitgil.roadmap.bounds import bounded
from bitgil.roadmap.building import Building
from bitgil.roadmap.drafting import held_to, stated
from bitgil.roadmap.ground import Ground, Survey
from bitgil.roadmap.measuring import GivenUp
from bitgil.roadmap.pace import is_stopped, until
from bitgil.roadmap.rounds import Trial
from bitgil.roadmap.solver.answer import Progress
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import answered, decide
from bitgil.roadmap.wishes import Wish, faults_of, quarter_in, weighted, with_wish

KINDS: Mapping[str, Words] = {
    "roadmap": Words("로드맵을 증명까지", "a roadmap to its proof"),
    "front": Words("두 목적의 맞바꿈", "the trade-off of two objectives"),
    "firmness": Words("결론의 굳기", "how firm the verdicts are"),
    "replan": Words("충격 뒤 다시 짜기", "a re-plan after a shock"),
}
MEASURING = 10.0
"""Seconds that measuring effects anew may take, however few the search was given."""
Counted = Callable[[int, int], None]
Measured = Callable[[Ground], Survey]
"""Returns a ground with the city that it was measured in and the gains behind its values."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which kind, on which ground, with which wish; `pair` and `points` of a front.

    A roadmap may be asked for with a `safety` (the chance to keep each money limit) and with a `worst` share
    of futures to mind; a re-plan after an `upset`, from the plan with the starts `before` (as 2027Q3) and the
    `ways` other than the first, as whoever asked saw it; `baseline` is the alternative that this plan was.
    """

    kind: str
    by_reference: bool = False
    wish: Wish = field(default_factory=Wish)
    pair: tuple[str, str] = ("", "")
    points: int = 20
    safety: Decimal | None = None
    worst: Decimal | None = None
    upset: Upset | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    baseline: str = ""

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
            **({} if self.safety is None else {"safety": text_of(self.safety)}),
            **({} if self.worst is None else {"worst": text_of(self.worst)}),
            **({} if self.upset is None else {"upset": self.upset.plain()}),
            **({"before": dict(self.before), "ways": dict(self.ways)} if self.before else {}),
            **({"baseline": self.baseline} if self.baseline else {}),
        }


def question_from(kind: str, kept: Mapping[str, Any]) -> Question:
    """Return the question that was kept."""
    weights = {name: Decimal(weight) for name, weight in kept["weights"].items()}
    wish = Wish(tuple(kept["into"]), tuple(kept["out"]), kept["starts"], weights)
    first, second = kept["pair"]
    safety, worst = (Decimal(kept[name]) if name in kept else None for name in ("safety", "worst"))
    upset = upset_from(kept["upset"]) if "upset" in kept else None
    return Question(
        kind,
        kept["by_reference"],
        wish,
        (first, second),
        kept["points"],
        safety,
        worst,
        upset,
        kept.get("before", {}),
        kept.get("ways", {}),
        kept.get("baseline", ""),
    )


def answer(  # noqa: PLR0913  a question, what it stands on, and who hears of it
    question: Question,
    ground: Ground,
    effort: Effort,
    *,
    measured: Measured,
    heard: Progress,
    counted: Counted,
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
    own = next((each for each in ground.plan.alternatives if each.id == question.baseline), None)
    building = building if own is None else bounded(building, ground.plan, own)
    if question.kind == "roadmap":
        return _roadmap(question, ground, building, effort, measured=measured, heard=heard)
    problem, roadmap, _ = answered(building.problem, effort)
    if question.kind == "replan":
        if question.upset is None:
            raise ValueError("a re-plan needs to know what befell the roadmap")
        if question.before:
            index_of = problem.horizon.index_of
            starts = {name: index_of(*quarter_in(at)) for name, at in question.before.items()}
            roadmap = replace(roadmap, starts=starts, modes=question.ways)
        return {"as_of": ground.as_of, **aftermath.replanned(problem, roadmap, question.upset, effort)}
    if question.kind == "front":
        each = replace(effort, seconds=max(effort.seconds / max(question.points, 1), 1.0))
        found = frontier.front_of(
            problem, question.pair, points=question.points, effort=each, progress=counted
        )
        return frontier.to_plain(found, problem)
    verdicts = robustness.robustness_of(problem, replace(effort, only_look=True), progress=counted)
    return {"verdicts": robustness.to_plain(verdicts, problem)}


def _roadmap(  # noqa: PLR0913  what the roadmap and its further questions hang on
    question: Question,
    ground: Ground,
    building: Building,
    effort: Effort,
    *,
    measured: Measured,
    heard: Progress,
) -> dict[str, Any]:
    """Return the roadmap held against the whole city model, with its safety and its worst futures if asked.

    What was not reached before the effort was stopped is left out.
    """
    decision = decide(building, effort, progress=heard, within=effort.seconds)
    if is_stopped(effort):
        return stated(ground, decision)
    found = measured(ground)
    ends = until(effort, max(effort.seconds, MEASURING))
    trial = Trial(ground.plan, found.city, gives_up=ends)
    decision, rounds = held_to(trial, found.valuation, decision, effort, effort.seconds)
    plain, problem = stated(ground, decision, rounds), decision.problem
    if question.safety is not None and not is_stopped(effort):
        plain["safety"] = overrun.safe_plan(ground.plan, ground.as_of, problem, question.safety, effort)
        if plain["safety"] is None:
            raise Unsound((too_few(),))
    if question.worst is not None and not is_stopped(effort):
        with suppress(GivenUp):
            plain["cvar"] = tail.worst_minded(found, problem, question.worst, effort)
    return plain


def too_few() -> Problem:
    """Return that the plan's past knows too few overruns for any safety, and what would mend it."""
    mend = Words(
        "확률을 비워 두거나, 지난 사업의 사업비가 어떻게 바뀌었는지 계획 이력에 적으세요",
        "leave the chance empty, or write into the plan's history how costs of past projects changed",
    )
    return problem_of("safety", overrun.TOO_FEW, mend)
