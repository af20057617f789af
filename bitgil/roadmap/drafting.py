"""From a plan and its city to the stated roadmap in one go: values, problem, answer, reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bitgil.city.model import City
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.roadmap.ground import Ground, Survey, survey
from bitgil.roadmap.rounds import Rounds, Trial, kept_promise
from bitgil.roadmap.rounds import to_plain as rounds_to_plain
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both
from bitgil.roadmap.statement import Decision, decide, to_plain
from bitgil.roadmap.values import Valuation

STEPS = 2
NOTHING_TO_CHOOSE = Words(
    "평가할 수 있는 선택 대상이 없어 고른 것이 없습니다. 아래는 주어진 사실의 일정입니다.",
    "No open project can be scored, so nothing was chosen; what follows is the schedule of given facts.",
)


def draw_up(
    plan: Plan,
    city: City,
    *,
    as_of: str,
    reference_classes: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Return the roadmap of *plan* as it stood on *as_of* (an ISO date), as plain data.

    Open projects get their values from the city model's own marginal effects; those without any are
    named, never ranked, unless *reference_classes* are asked for: then similar past projects of the plan
    stand in for what was not reported, and the notes show how. What is chosen is then held against the whole
    city model, in rounds until promise and simulation agree: `promised`, None where nothing was chosen.
    Raises ValueError where *as_of* is no date.
    """
    tell = progress or _unheard
    tell(0, STEPS)
    found = survey(plan, city, as_of=as_of, reference_classes=reference_classes)
    tell(1, STEPS)
    told = drawn_on(found)
    tell(STEPS, STEPS)
    return told


def drawn_on(found: Survey) -> dict[str, Any]:
    """Return the roadmap on a ground just measured, held against the whole city model, as plain data."""
    trial = Trial(found.ground.plan, found.city)
    return stated(found.ground, *held_to(trial, found.valuation, decide(found.ground.building())))


def stated(ground: Ground, decision: Decision, rounds: Rounds | None = None) -> dict[str, Any]:
    """Return a decision on a ground as it is published: with the day, and every note the reader needs."""
    plain = to_plain(decision)
    if not any(row["verdict"] in {"in", "out"} for row in plain["projects"]):
        plain["proof"] = both(NOTHING_TO_CHOOSE)
    notes = [*plain["notes"], *map(both, ground.notes)]
    promised = None if rounds is None else rounds_to_plain(rounds)
    return {"as_of": ground.as_of, **plain, "notes": notes, "promised": promised}


def held_to(
    trial: Trial,
    valuation: Valuation,
    decision: Decision,
    effort: Effort | None = None,
    within: float | None = None,
) -> tuple[Decision, Rounds | None]:
    """Return *decision*, or what later rounds make of it, with the rounds; None without a valued choice."""
    valued = {gain.project for gain in valuation.gains}
    if decision.roadmap.value is None or not valued & decision.roadmap.starts.keys():
        return decision, None
    rounds = kept_promise(trial, decision.problem, valuation, decision.roadmap, effort=effort)
    if rounds.chosen is rounds.rounds[0]:
        return decision, rounds
    again = decide(replace(decision.building, problem=rounds.chosen.problem), effort, within=within)
    return replace(again, building=decision.building, impossible=decision.impossible), rounds


def _unheard(done: int, whole: int) -> None:
    """Do nothing with news of progress that nobody asked for."""
