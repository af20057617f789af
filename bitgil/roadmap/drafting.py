"""From a plan and its city to the stated roadmap in one go: values, problem, answer, reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bitgil.city.model import City
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.roadmap.building import build
from bitgil.roadmap.reference import estimated
from bitgil.roadmap.statement import decide, to_plain
from bitgil.roadmap.values import value_projects

STEPS = 3
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
    stand in for what was not reported, and the notes show how. Raises ValueError where *as_of* is no date.
    """
    tell = progress or _unheard
    tell(0, STEPS)
    assumed: tuple[Words, ...] = ()
    if reference_classes:
        estimate = estimated(plan, as_of)
        plan, city, assumed = estimate.plan, replace(city, plan=estimate.plan), estimate.notes
    valuation = value_projects(plan, city, as_of=as_of)
    tell(1, STEPS)
    building = build(plan, as_of=as_of, values=valuation.values)
    tell(2, STEPS)
    stated = to_plain(decide(building))
    tell(STEPS, STEPS)
    notes = [{"ko": note.ko, "en": note.en} for note in (*assumed, *valuation.notes)]
    if not any(row["verdict"] in {"in", "out"} for row in stated["projects"]):
        stated["proof"] = {"ko": NOTHING_TO_CHOOSE.ko, "en": NOTHING_TO_CHOOSE.en}
    return {"as_of": as_of, **stated, "notes": [*stated["notes"], *notes]}


def _unheard(done: int, whole: int) -> None:
    """Do nothing with news of progress that nobody asked for."""
