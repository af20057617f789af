"""From what was asked to plain data: the roadmap, and each question put to it that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bitgil.cli.asking import Refused
from bitgil.cli.roadmap.asked import Asked
from bitgil.cli.roadmap.baseline import Source, baseline_of, source_of
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Alternative, Plan
from bitgil.quantity import Words
from bitgil.roadmap import aftermath, frontier, overrun, reasons, robustness, tail
from bitgil.roadmap.aftermath import Upset
from bitgil.roadmap.bounds import bounded
from bitgil.roadmap.building import Building
from bitgil.roadmap.drafting import held_to, stated
from bitgil.roadmap.ground import Ground, Survey, traded
from bitgil.roadmap.measuring import GivenUp
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.reasons import why_in, why_not
from bitgil.roadmap.rounds import Trial
from bitgil.roadmap.solver.answer import Progress
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both
from bitgil.roadmap.statement import Decision, answered, decide
from bitgil.roadmap.timing import why_now
from bitgil.roadmap.wishes import faults_of, with_wish

Counting = Callable[[int, int], None]
MOST_TRADED = 3
"""A front of more objectives is no picture any more; its points grow with their power."""


def answer(
    survey: Survey, asked: Asked, effort: Effort, *, heard: Progress, progress: Counting
) -> dict[str, Any]:
    """Return everything that was asked as plain data; raise Unsound where a wish or a shock cannot be."""
    ground = survey.ground
    source = source_of(asked.baseline, ground.plan) if asked.baseline else None
    own = _alternative(ground.plan, asked.alternative)
    weights = {} if own is None else {part.objective: part.weight for part in own.weights}
    building = ground.building(asked.wish.weights or weights or None)
    faults = [*faults_of(building, asked.wish)]
    if asked.upset is not None:
        faults += aftermath.faults_of(building.problem, asked.upset)
    if faults:
        raise Unsound(tuple(faults))
    building = with_wish(building, asked.wish)
    building = building if own is None else bounded(building, ground.plan, own)
    if asked.why:
        return _why(building, asked.why, effort)
    decision, rounds = decide(building, effort, progress=heard), None
    if effort.stop is None or not effort.stop.is_set():
        trial = Trial(ground.plan, survey.city)
        decision, rounds = held_to(trial, survey.valuation, decision, effort)
    found = stated(ground, decision, rounds)
    for name, more in _questions(survey, asked, source, decision, effort, progress):
        if effort.stop is not None and effort.stop.is_set():
            found["stopped"] = True
            break
        try:
            found[name] = more()
        except GivenUp:
            found["stopped"] = True
            break
    return found


def _alternative(plan: Plan, code: str) -> Alternative | None:
    """Return the alternative that was named, None where none was; raise Refused where there is none such."""
    found = next((each for each in plan.alternatives if each.id == code), None)
    if code and found is None:
        listed = ", ".join(each.id for each in plan.alternatives) or "-"
        raise Refused(
            f"--alternative {code}: 이 계획의 대안이 아닙니다. 있는 것: {listed}",
            f"--alternative {code}: no alternative of this plan; it has {listed}",
        )
    return found


def _questions(  # noqa: PLR0913, PLR0917  what every question hangs on
    survey: Survey,
    asked: Asked,
    source: Source | None,
    decision: Decision,
    effort: Effort,
    progress: Counting,
) -> Iterator[tuple[str, Callable[[], Any]]]:
    problem, plan = decision.problem, survey.ground.plan
    if asked.front:
        yield "front", lambda: _front(problem, asked.front, effort, progress)
    if asked.firm:
        yield (
            "robustness",
            lambda: robustness.to_plain(
                robustness.robustness_of(problem, replace(effort, only_look=True), progress=progress), problem
            ),
        )
    level, worst, upset = asked.safety, asked.worst, asked.upset
    if level is not None:
        yield "safety", lambda: _safety(survey.ground, level, problem, effort)
    if worst is not None:
        yield "cvar", lambda: tail.worst_minded(survey, problem, worst, effort)
    if upset is not None:
        yield "replan", lambda: _replan(asked, source, upset, decision, plan, effort)


def _replan(  # noqa: PLR0913, PLR0917  what is re-planned, after what, and how long it may take
    asked: Asked,
    source: Source | None,
    upset: Upset,
    decision: Decision,
    plan: Plan,
    effort: Effort,
) -> dict[str, Any]:
    """Return the re-plan of the roadmap just solved, or of the baseline that was named."""
    if source is None:
        return aftermath.replanned(decision.problem, decision.roadmap, upset, effort)
    old, roadmap = baseline_of(source, decision, plan, effort)
    found = aftermath.replanned(old.problem, roadmap, upset, effort)
    return {"baseline": asked.baseline, "left": list(old.left), **found}


def _why(building: Building, name: str, effort: Effort) -> dict[str, Any]:
    """Return the reason of one project: of a fact what is known, of a choice what the other choice costs."""
    fact = next((fact for fact in building.facts if fact.id == name), None)
    if fact is not None:
        return {"project": name, "verdict": fact.verdict, "why": [both(line) for line in fact.why]}
    free = {each.id: each for each in building.problem.candidates if each.fixed is None}
    if name not in free:
        listed = ", ".join(sorted({*free, *(fact.id for fact in building.facts)}))
        raise Refused(
            f"'{name}' 사업이 이 로드맵에 없습니다. 있는 것: {listed}",
            f"no project '{name}' in this roadmap; it has {listed}",
        )
    problem, roadmap, _ = answered(building.problem, effort)
    chosen = name in roadmap.starts
    reason = (why_in if chosen else why_not)(problem, roadmap, free[name], effort)
    plain = reasons.to_plain(reason)
    now = why_now(problem, roadmap, name, effort) if chosen else ()
    told = [plain["why"], *map(both, now)]
    return {**plain, "verdict": "in" if chosen else "out", "why": told}


def _front(problem: Problem, points: int, effort: Effort, progress: Counting) -> dict[str, Any]:
    names = traded(problem)[:MOST_TRADED]
    if len(names) < 2:  # noqa: PLR2004  a trade takes two
        words = Words(
            "가중치가 있으면서 고를 수 있는 사업이 움직이는 목적이 둘보다 적어 맞바꿀 것이 없습니다.",
            "Fewer than two weighed objectives are moved by any open project: there is nothing to trade off.",
        )
        return {"objectives": list(names), "points": [], "note": both(words)}
    front = frontier.front_of(problem, names, points=points, effort=effort, progress=progress)
    return frontier.to_plain(front, problem)


def _safety(ground: Ground, level: Decimal, problem: Problem, effort: Effort) -> dict[str, Any]:
    found = overrun.safe_plan(ground.plan, ground.as_of, problem, level, effort)
    if found is None:
        raise Refused(overrun.TOO_FEW.ko, overrun.TOO_FEW.in_("en"))
    return found
