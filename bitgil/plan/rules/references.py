"""Every name in one file leads to something in another."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from bitgil.plan.problems import Problem
from bitgil.plan.rules.naming import file_of, missing
from bitgil.plan.types import Plan


def directions_exist(plan: Plan) -> Iterator[Problem]:
    """Every task stands under a direction that exists."""
    known = {str(direction.number) for direction in plan.directions}
    for task in plan.tasks:
        if str(task.direction) not in known:
            yield missing("plan.toml", f"tasks.{task.number}.direction", str(task.direction), known)


def tasks_exist(plan: Plan) -> Iterator[Problem]:
    """Projects, findings and alternatives name tasks that exist."""
    known = {str(task.number) for task in plan.tasks}
    named = [
        *((file_of(p), "placement.task", (p.placement.task,)) for p in plan.projects),
        *((f"findings/{f.id}.toml", "tasks", f.tasks) for f in plan.findings),
        *((f"alternatives/{a.id}.toml", "tasks", a.tasks) for a in plan.alternatives),
        *(
            (f"alternatives/{a.id}.toml", "bounds.task_shares", share.tasks)
            for a in plan.alternatives
            if a.bounds is not None
            for share in a.bounds.task_shares
        ),
    ]
    for where, key, tasks in named:
        for task in tasks:
            if str(task) not in known:
                yield missing(where, key, str(task), known)


def stages_exist(plan: Plan) -> Iterator[Problem]:
    """A project's stage is one of the plan's."""
    known = {str(stage.number) for stage in plan.stages}
    for project in plan.projects:
        stage = project.placement.stage
        if stage is not None and str(stage) not in known:
            yield missing(file_of(project), "placement.stage", str(stage), known)


def nodes(plan: Plan) -> tuple[str, ...]:
    """Return what projects can serve: each stage's phrases and each growth engine."""
    phrases = (f"stage.{stage.number}.{phrase.id}" for stage in plan.stages for phrase in stage.phrases)
    return (*phrases, *(f"engine.{engine.id}" for engine in plan.engines))


def served_nodes_exist(plan: Plan) -> Iterator[Problem]:
    """A project serves phrases and engines that exist."""
    known = nodes(plan)
    for project in plan.projects:
        for node in project.placement.serves:
            if node not in known:
                yield missing(file_of(project), "placement.serves", node, known)


def bounded_projects_exist(plan: Plan) -> Iterator[Problem]:
    """What an alternative leaves out is a project that exists."""
    known = {project.id for project in plan.projects}
    for alternative in plan.alternatives:
        for project in alternative.bounds.without if alternative.bounds is not None else ():
            if project not in known:
                yield missing(f"alternatives/{alternative.id}.toml", "bounds.without", project, known)


def findings_exist(plan: Plan) -> Iterator[Problem]:
    """Projects and alternatives rest on findings that exist."""
    known = {finding.id for finding in plan.findings}
    for project in plan.projects:
        for finding in project.placement.findings:
            if finding not in known:
                yield missing(file_of(project), "placement.findings", finding, known)
    for alternative in plan.alternatives:
        for key in ("supports", "opposes"):
            for finding in getattr(alternative, key):
                if finding not in known:
                    yield missing(f"alternatives/{alternative.id}.toml", key, finding, known)


def offices_exist(plan: Plan) -> Iterator[Problem]:
    """Projects and indicators name offices that exist."""
    known = {office.id for office in plan.offices}
    for project in plan.projects:
        for office in project.offices:
            if office not in known:
                yield missing(file_of(project), "offices", office, known)
    for indicator in plan.indicators:
        if indicator.office and indicator.office not in known:
            yield missing(f"indicators/{indicator.id}.toml", "office", indicator.office, known)


def related_projects_exist(plan: Plan) -> Iterator[Problem]:
    """A relation leads to another project that exists."""
    known = {project.id for project in plan.projects}
    for project in plan.projects:
        for relation in project.relations:
            if relation.other not in known - {project.id}:
                yield missing(file_of(project), "relations.other", relation.other, known - {project.id})


def prerequisites_end(plan: Plan) -> Iterator[Problem]:
    """No project waits for itself through the projects it requires."""
    needs = {p.id: [r.other for r in p.relations if r.kind == "requires"] for p in plan.projects}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as fault:
        circle = " → ".join(reversed(fault.args[1]))
        yield Problem(
            f"projects/{fault.args[1][0]}.toml",
            f"relations: these projects wait for each other: {circle}",
            "take one 'requires' out of the circle",
            f"relations: 선행관계가 되돌아옵니다: {circle}",
            "고리 가운데 한 곳의 requires를 지우세요",
        )


def objectives_exist(plan: Plan) -> Iterator[Problem]:
    """Objectives name indicators that exist, alternatives weigh objectives that exist."""
    indicators = {indicator.id for indicator in plan.indicators}
    for objective in plan.objectives:
        for indicator in objective.indicators:
            if indicator not in indicators:
                yield missing("plan.toml", f"objectives.{objective.id}", indicator, indicators)
    known = {objective.id for objective in plan.objectives}
    for alternative in plan.alternatives:
        for part in alternative.weights:
            if part.objective not in known:
                yield missing(f"alternatives/{alternative.id}.toml", "weights", part.objective, known)


def history_has_subjects(plan: Plan) -> Iterator[Problem]:
    """A past revision or step is about a project that exists."""
    known = {project.id for project in plan.projects}
    for act in plan.history:
        if act.kind != "meeting.held" and act.subject not in known:
            yield missing("history/", f"acts.{act.id}.subject", act.subject, known)
