"""What links inputs or changes them in a scenario names inputs and projects that exist."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.plan.problems import Problem
from bitgil.plan.rules.naming import missing
from bitgil.plan.types import Plan
from bitgil.plan.types.correlation import SLIP


def correlated_inputs_exist(plan: Plan) -> Iterator[Problem]:
    """A correlation links assumptions, or slips of projects, that exist, and each pair only once."""
    known = {assumption.id for assumption in plan.assumptions if not assumption.table}
    known |= {f"{project.id}.{SLIP}" for project in plan.projects if project.delivery}
    pairs: dict[frozenset[str], str] = {}
    for correlation in plan.correlations:
        for key, name in zip(("first", "second"), correlation.ends, strict=True):
            if name not in known:
                yield missing("correlations.toml", f"{correlation.id}.{key}", name, known)
        other = pairs.setdefault(frozenset(correlation.ends), correlation.id)
        if other != correlation.id:
            first, second = correlation.ends
            yield Problem(
                "correlations.toml",
                f"{correlation.id}: {first} and {second} are linked in {other} already",
                "keep one of the two",
                f"{correlation.id}: 두 입력 {first}, {second}의 상관이 {other}에 이미 있습니다",
                "둘 중 하나만 남기세요",
            )


def overridden_inputs_exist(plan: Plan) -> Iterator[Problem]:
    """A scenario, or an answer to a question of structure, overrides assumptions with a value or a path."""
    known = {assumption.id for assumption in plan.assumptions if not assumption.table}
    homes = [(_home(scenario.id), "overrides", scenario.overrides) for scenario in plan.scenarios]
    homes += [
        (f"structures/{structure.id}.toml", f"answers.{answer.id}.overrides", answer.overrides)
        for structure in plan.structures
        for answer in structure.answers
    ]
    for home, key, overrides in homes:
        for override in overrides:
            if override.assumption not in known:
                yield missing(home, f"{key}.assumption", override.assumption, known)


def scenario_projects_exist(plan: Plan) -> Iterator[Problem]:
    """A scenario lists projects that exist, and moves the delivery only of one that has a delivery."""
    projects = {project.id for project in plan.projects}
    delivering = {project.id for project in plan.projects if project.delivery}
    for scenario in plan.scenarios:
        for name in scenario.listed:
            if name not in projects:
                yield missing(_home(scenario.id), "listed", name, projects)
        for delivery in scenario.deliveries:
            if delivery.project not in delivering:
                yield missing(_home(scenario.id), "deliveries.project", delivery.project, delivering)


def scenario_answers_exist(plan: Plan) -> Iterator[Problem]:
    """A scenario answers questions of structure that are asked, with answers that they have."""
    known = {f"{structure.id}={answer.id}" for structure in plan.structures for answer in structure.answers}
    for scenario in plan.scenarios:
        for name in scenario.answers:
            if name not in known:
                yield missing(_home(scenario.id), "answers", name, known)


def _home(scenario_id: str) -> str:
    return f"scenarios/{scenario_id}.toml"
