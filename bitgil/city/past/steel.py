"""Steel's past: emissions from known output and last year's intensity, beside 'no change'."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bitgil.city.past.trial import Trial, no_change_trials
from bitgil.plan.types import Plan

OUTPUT = "steel_company_output"
EMISSIONS = "steel_company_scope12"
KNOWN_OUTPUT = "output known, intensity of the year before"


def trials(plan: Plan) -> tuple[Trial, ...]:
    """Return the trials of one year ahead that the plan's steel series allow; none without them.

    The rule answers: given output, how well are emissions known? Output itself is not forecast.
    """
    found = {series.id: series.yearly() for series in plan.observed}
    output, emissions = found.get(OUTPUT, {}), found.get(EMISSIONS, {})
    both = {year: emissions[year] for year in emissions if year in output}
    return (
        *known_output_trials(output, emissions),
        *no_change_trials(EMISSIONS, both, 1),
        *no_change_trials(OUTPUT, output, 1),
    )


def known_output_trials(output: Mapping[int, Decimal], emissions: Mapping[int, Decimal]) -> tuple[Trial, ...]:
    """Return the trials of emissions from actual output.

    Equation: forecast(y) = Q(y)·E(y-1)/Q(y-1), in the unit of the emissions.
    """
    years = [y for y in sorted(output) if {y - 1, y} <= output.keys() & emissions.keys()]
    return tuple(
        Trial(
            EMISSIONS,
            KNOWN_OUTPUT,
            year - 1,
            1,
            float(output[year] * emissions[year - 1] / output[year - 1]),
            float(emissions[year]),
        )
        for year in years
    )
