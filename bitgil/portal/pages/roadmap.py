"""The roadmap: every project on one axis of years, by direction and task, and the same as a table."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from bitgil.drawing import Bar, Gantt, Section, Window, draw_gantt
from bitgil.plan.types import Plan, Project, Task
from bitgil.plan.types.project import Standing
from bitgil.portal.choosing.answers import roadmap_for
from bitgil.portal.choosing.rows import schedule_of
from bitgil.portal.choosing.surroundings import around
from bitgil.portal.links import is_settled, projects_of
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("로드맵", "Roadmap")
PATH = "roadmap/"
MENU = 10
EARLIEST, LATEST = 8, 8
"""How many years before and after the plan's own period the drawing reaches at most."""
CHOICES = ("in", "contested", "out", "undecided")
GIVEN = ("running", "finished", "stopped", "unknown")
"""Verdicts over what can be chosen, and over what is given."""
DECIDED = ("in", "out", "contested")
DESCRIBED = Words(
    "전략방향과 전략과제별로 세부사업의 기간과 상태를 보여 주는 그림입니다. 같은 내용이 아래 표에 있습니다.",
    "Periods and states of the projects by direction and task. The same is in the table below.",
)


def context(
    current: Current, language: str, direction: str = "", status: str = "", reference: str = ""
) -> dict[str, Any]:
    """Return the drawing, the same as rows, and the candidates that no figure can score."""
    plan = current.plan
    by_reference = reference == "1" and current.roadmap_by_reference is not None
    solved = current.roadmap_by_reference if by_reference else current.roadmap
    answer = roadmap_for(current, by_reference=by_reference)
    sections = tuple(
        (task, found)
        for task in plan.tasks
        if direction in ("", str(task.direction))
        for found in [tuple(p for p in projects_of(plan, task.number) if status in ("", p.status.value))]
        if found or not status
    )
    gantt = _lay_out(plan, sections, language)
    present = {p.status.value for p in plan.projects}
    shown = [p for _, found in sections for p in found]
    return around("roadmap", answer, language, by_reference=by_reference) | {
        "drawing": draw_gantt(gantt, language),
        "sections": [(task, [(p, is_settled(p)) for p in found]) for task, found in sections],
        "shown": len(shown),
        "total": len(plan.projects),
        "stageless": not any(stage.years for stage in plan.stages),
        "solved": solved,
        "schedule": None if answer is None else schedule_of(answer, language),
        "candidates": _by_verdict(solved, CHOICES, language),
        "given": _by_verdict(solved, GIVEN, language),
        "nothing": solved is not None and not any(p["verdict"] in DECIDED for p in solved["projects"]),
        "effectless": sum(not p.effects for p in plan.projects),
        "directions": plan.directions,
        "statuses": [(s.value, s.en if language == "en" else s.value) for s in Standing if s in present],
        "asked": {"direction": direction, "status": status},
    }


def _by_verdict(
    roadmap: dict[str, Any] | None, verdicts: tuple[str, ...], language: str
) -> list[tuple[str, list[tuple[str, str, list[str]]]]]:
    """Return the projects of each verdict that occurs: id, name and the reasons in words."""
    if roadmap is None:
        return []
    return [
        (
            verdict,
            [
                (p["id"], Words(**p["name"]).in_(language), [Words(**why).in_(language) for why in p["why"]])
                for p in roadmap["projects"]
                if p["verdict"] == verdict
            ],
        )
        for verdict in verdicts
        if any(p["verdict"] == verdict for p in roadmap["projects"])
    ]


def _lay_out(plan: Plan, sections: tuple[tuple[Task, tuple[Project, ...]], ...], language: str) -> Gantt:
    begin, end = plan.period.first or 0, plan.period.last or 0
    years = [y for _, ps in sections for p in ps for y in (p.period.first, p.period.last) if y is not None]
    directions = {d.number: f"{d.number}. {d.name.in_(language)}" for d in plan.directions}
    return Gantt(
        key="roadmap",
        title=TITLE.in_(language),
        description=DESCRIBED.in_(language),
        sections=tuple(
            Section(
                directions.get(task.direction, ""),
                f"{task.number}. {task.name.in_(language)}",
                tuple(_bar(project, language) for project in found),
                reverse("task", args=[task.number]),
            )
            for task, found in sections
        ),
        first=max(min([*years, begin]), begin - EARLIEST),
        last=min(max([*years, end]), end + LATEST),
        windows=_windows(plan, language),
    )


def _windows(plan: Plan, language: str) -> tuple[Window, ...]:
    """Return the stages whose years were published, or else the plan's own period."""
    years = {stage.number: [int(year) for year in re.findall(r"\d{4}", stage.years)] for stage in plan.stages}
    staged = tuple(
        Window(stage.name.in_(language), years[stage.number][0], years[stage.number][-1])
        for stage in plan.stages
        if years[stage.number]
    )
    begin, end = plan.period.first or 0, plan.period.last or 0
    label = Words("계획 기간", "plan period").in_(language)
    return staged or (Window(f"{label} {begin}–{end}", begin, end),)


def _bar(project: Project, language: str) -> Bar:
    state = project.status.value
    return Bar(
        project.name.in_(language),
        project.period.first,
        project.period.last,
        is_settled(project),
        state.en if language == "en" else state.value,
        reverse("project", args=[project.id]),
    )
