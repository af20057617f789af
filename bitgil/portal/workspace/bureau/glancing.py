"""An estimate in a plan too large to measure and solve anew while its writer waits: a look of a few seconds.

Only what the estimate revises is measured, beside effects that were measured with the plan in force; the
search begins with the roadmap in force and ends on time. What it found is told with its bound, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bitgil.plan.types import Plan
from bitgil.portal.choosing.answers import ground_for
from bitgil.portal.modelled import city_of, once
from bitgil.quantity import won
from bitgil.roadmap.bindings import with_found_money
from bitgil.roadmap.drafting import stated
from bitgil.roadmap.ground import Ground, with_project
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.answer import Shortfall, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import Decision
from bitgil.roadmap.wishes import quarter_in
from bitgil.store.current import Current

SECONDS = 4
LOOK = Effort(seconds=float(SECONDS), first_look=float(SECONDS), only_look=True)


def glance(current: Current, after: Plan, subject: str) -> dict[str, Any] | None:
    """Return what a look found with *after* in the plan's place, as a stated roadmap without reasons.

    None where the plan in force was not computed yet, or by an earlier Bitgil that kept no effects.
    """
    ground, now = ground_for(current, by_reference=False), current.roadmap
    if ground is None or now is None or (ground.values and not ground.gains):
        return None
    return once(
        current,
        ("glance", subject, repr(after.project(subject))),
        lambda: _looked(with_project(ground, after, city_of(current), subject), now),
    )


def _looked(ground: Ground, now: Mapping[str, Any]) -> dict[str, Any]:
    building = ground.building()
    problem = _with_what_lacks(building.problem, now)
    starts, ways = _places(problem, now)
    roadmap = solve(problem, LOOK, hint=starts, modes=ways)
    return stated(ground, Decision(building, problem, roadmap, {}, ()))


def _with_what_lacks(problem: Problem, now: Mapping[str, Any]) -> Problem:
    """Return the problem with the money counted as found that the roadmap in force counts as found."""
    more = {(part["year"], part["source"]): int(won(Decimal(part["amount"]))) for part in now["shortfall"]}
    lacking = [
        Shortfall(cap.year, cap.source, more[cap.year, cap.source], cap.until)
        for cap in problem.limits.money
        if (cap.year, cap.source) in more
    ]
    return with_found_money(problem, lacking)


def _places(problem: Problem, now: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the roadmap in force as a plan to start from: what runs, and what was chosen, with its way."""
    rows = [row for row in now["projects"] if row["verdict"] == "in"]
    starts = {row["id"]: problem.horizon.index_of(*quarter_in(row["start"])) for row in rows}
    starts |= {each.id: each.fixed for each in problem.candidates if each.fixed is not None}
    return starts, {row["id"]: row["way"] for row in rows if "way" in row}
