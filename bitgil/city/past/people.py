"""People's past: the cohort model with three ways to continue migration, beside 'no change'."""

from __future__ import annotations

from bitgil.city.past.trial import Trial
from bitgil.city.people.backtest import CELLS, trials_of
from bitgil.city.people.migration import Known
from bitgil.city.people.tables import fertility_pattern_of, mortality_of, population_of, yearly_of
from bitgil.plan.types import Plan, Table

MODEL_RULE = "half, smoothed"
"""The middle of what the model draws: half of the recent migration goes on."""

ALSO_CALLED = {"population": ("population_registered",)}
"""The register is a fixed multiple of the residents, so their percentage errors are the same."""

NEEDED = ("population_by_age", "mortality", "fertility_pattern", "recorded_fertility")


def trials(plan: Plan) -> tuple[Trial, ...]:
    """Return the trials that the plan's age tables allow; none without them.

    Origins are the years after the first that is left out of the means: before it the register itself
    was corrected, which no rule could know. Single five-year groups are left to `backtest_rules`.
    """
    if not _complete(plan):
        return ()
    known, left_out = known_of(plan), left_out_of(plan)
    origins = [year for year in sorted(known.persons)[:-1] if year >= max(left_out, default=0)]
    origins = [year for year in origins if year in known.fertility]
    return tuple(trial for trial in trials_of(known, origins, left_out) if not trial.what.startswith(CELLS))


def known_of(plan: Plan) -> Known:
    """Return the known past that the plan's tables hold; raise KeyError where one is missing."""
    population, mortality, pattern, fertility = (_table(plan, key) for key in NEEDED)
    boys = plan.assumption("people.boys_per_girl").value
    if boys is None:
        raise ValueError("people.boys_per_girl has no single value")
    return Known(
        population_of(population),
        yearly_of(fertility),
        fertility_pattern_of(pattern),
        mortality_of(mortality),
        float(boys),
    )


def left_out_of(plan: Plan) -> tuple[int, ...]:
    """Return the years that the plan leaves out of the means of migration."""
    year = plan.assumption("people.migration_year_left_out").value
    return () if year is None else (int(year),)


def _table(plan: Plan, key: str) -> Table:
    return plan.table(plan.assumption(f"people.{key}").table)


def _complete(plan: Plan) -> bool:
    have = {assumption.id for assumption in plan.assumptions}
    return {f"people.{key}" for key in (*NEEDED, "boys_per_girl", "migration_year_left_out")} <= have
