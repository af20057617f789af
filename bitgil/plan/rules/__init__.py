"""What makes a plan sound where it takes two records to say so: one function, one rule.

Belongs here: rules over a whole Plan, each yielding Problems and never raising; RULES lists them.
Does not: what one record alone must keep (its type), or what needs the city model (checking).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bitgil.plan.problems import Problem
from bitgil.plan.rules import measures, money, references, worlds
from bitgil.plan.types import Plan

Rule = Callable[[Plan], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    references.directions_exist,
    references.tasks_exist,
    references.stages_exist,
    references.served_nodes_exist,
    references.findings_exist,
    references.bounded_projects_exist,
    references.offices_exist,
    references.related_projects_exist,
    references.prerequisites_end,
    references.objectives_exist,
    references.history_has_subjects,
    money.shares_add_up,
    money.years_stay_within,
    money.spreads_stay_within,
    measures.observations_exist,
    measures.units_are_known,
    measures.targets_follow_baselines,
    measures.tables_exist,
    worlds.correlated_inputs_exist,
    worlds.overridden_inputs_exist,
    worlds.scenario_projects_exist,
    worlds.scenario_answers_exist,
)


def check_plan(plan: Plan) -> tuple[Problem, ...]:
    """Return every Problem of every rule, sorted by file."""
    return tuple(sorted(problem for rule in RULES for problem in rule(plan)))
