"""Energy's past: the grid's factor as last published. Two steps are too few to judge anything."""

from __future__ import annotations

from bitgil.city.past.trial import Trial, no_change_trials
from bitgil.plan.types import Plan

GRID_FACTOR = "grid_emission_factor"


def trials(plan: Plan) -> tuple[Trial, ...]:
    """Return 'no change' one year ahead for the grid's factor; none without its series.

    The model has no rule of its own to try: its years before the plan's first are the published ones.
    City electricity has no series, so there is nothing to try.
    """
    found = {series.id: series.yearly() for series in plan.observed}
    return no_change_trials(GRID_FACTOR, found.get(GRID_FACTOR, {}), 1)
