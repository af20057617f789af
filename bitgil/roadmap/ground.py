"""What every question about a roadmap stands on: a plan at a date, and what its open projects are worth.

The city model runs once, here. After that any weights, limits and wishes are asked of the same values, so a
question costs a solve and no more; kept as plain data the ground outlives the process that made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bitgil.city.model import City
from bitgil.plan.types import Plan
from bitgil.quantity import Words, text_of
from bitgil.roadmap.building import Building, Values, build
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.reference import estimated
from bitgil.roadmap.spelling import both
from bitgil.roadmap.values import Gain, Valuation, beside, value_projects

A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Ground:
    """The plan as it is asked about on a day, the values of its open projects, and what the reader must know.

    `gains` are what the values were made of, so that one more project can be measured beside them;
    `by_reference` says that similar past projects stand in for what was not reported; `anew` that running
    projects too are chosen afresh, each starting with a year, as when a whole plan is made.
    """

    plan: Plan
    as_of: str
    values: Values
    notes: tuple[Words, ...] = ()
    by_reference: bool = False
    anew: bool = False
    gains: tuple[Gain, ...] = ()

    def building(self, weights: Mapping[str, Decimal] | None = None) -> Building:
        """Return the problem with the weights given, 1 for each objective where none are."""
        return build(
            self.plan,
            as_of=self.as_of,
            values=self.values,
            weights=weights,
            step=A_YEAR if self.anew else 1,
            reopened=_reopened(self.plan) if self.anew else (),
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """A ground just measured, the city it was measured in (estimates included), and the gains behind it."""

    ground: Ground
    city: City
    valuation: Valuation


def survey(
    plan: Plan, city: City, *, as_of: str, reference_classes: bool = False, anew: bool = False
) -> Survey:
    """Measure what every open project of *plan* is worth, as the plan stood on *as_of* (an ISO date).

    Open projects get their values from the city model's own marginal effects; with *reference_classes*
    similar past projects of the plan stand in for what was not reported, and the notes show how. Raises
    ValueError where *as_of* is no date.
    """
    assumed: tuple[Words, ...] = ()
    if reference_classes:
        estimate = estimated(plan, as_of)
        plan, city, assumed = estimate.plan, replace(city, plan=estimate.plan), estimate.notes
    valuation = value_projects(plan, city, as_of=as_of, reopened=_reopened(plan) if anew else ())
    notes = (*assumed, *valuation.notes)
    ground = Ground(plan, as_of, valuation.values, notes, reference_classes, anew, valuation.gains)
    return Survey(ground, city, valuation)


def with_project(ground: Ground, plan: Plan, city: City, subject: str) -> Ground:
    """Return *ground* for *plan*, in which *subject* alone was revised: it is measured, others are kept.

    What the revision opens to choice is measured too. Others' effects stay as they were measured, each alone.
    """
    kept = [gain for gain in ground.gains if gain.project != subject]
    known = {gain.project for gain in kept}
    valuation = value_projects(
        plan,
        replace(city, plan=plan),
        as_of=ground.as_of,
        reopened=_reopened(plan) if ground.anew else (),
        known=known,
    )
    whole = beside(plan, kept, valuation)
    return replace(ground, plan=plan, values=whole.values, gains=whole.gains)


def _reopened(plan: Plan) -> tuple[str, ...]:
    return tuple(project.id for project in plan.projects)


def to_plain(ground: Ground) -> dict[str, Any]:
    """Return everything of the ground but its plan as what JSON can hold, decimals as text."""
    return {
        "as_of": ground.as_of,
        "values": {
            project: {aim: [text_of(each) for each in by_start] for aim, by_start in values.items()}
            for project, values in ground.values.items()
        },
        "notes": [both(note) for note in ground.notes],
        "by_reference": ground.by_reference,
        "anew": ground.anew,
        "gains": [[each.project, each.indicator, each.unit, *each.by_start] for each in ground.gains],
    }


def from_plain(plan: Plan, kept: Mapping[str, Any]) -> Ground:
    """Return the ground that was kept of *plan*, the same as before: estimates are worked out again."""
    seen = estimated(plan, kept["as_of"]).plan if kept["by_reference"] else plan
    return Ground(
        seen,
        kept["as_of"],
        {
            project: {aim: tuple(map(Decimal, by_start)) for aim, by_start in values.items()}
            for project, values in kept["values"].items()
        },
        tuple(Words(note["ko"], note["en"]) for note in kept["notes"]),
        kept["by_reference"],
        kept["anew"],
        tuple(Gain(name, key, unit, tuple(rest)) for name, key, unit, *rest in kept.get("gains", ())),
    )


def traded(problem: Problem) -> tuple[str, ...]:
    """Return the objectives that weigh something and to which some open project adds something."""
    moved = {
        worth.objective
        for each in problem.candidates
        if each.fixed is None
        for way in each.ways()
        for worth in way.value
        if any(worth.by_start)
    }
    return tuple(aim.id for aim in problem.aims if aim.weight and aim.id in moved)
