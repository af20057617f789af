"""One sentence a kind of change."""

from __future__ import annotations

import json
from functools import singledispatch

from bitgil.plan.changes.kinds import (
    AddProject,
    Change,
    CloseProject,
    DropProject,
    DropRecord,
    MoveProject,
    PutRecord,
    RenameProject,
    ReviseBudget,
    ReviseEffects,
    ReviseHead,
    ReviseProject,
    ReviseSchedule,
    ReviseStatus,
)
from bitgil.plan.changes.saying.phrases import joined
from bitgil.plan.changes.saying.projects import of_effects, of_money
from bitgil.plan.changes.saying.records import of_record
from bitgil.plan.encoding import encode
from bitgil.plan.spelling import Spelling
from bitgil.plan.types import Period, Plan, Project
from bitgil.quantity import Words

COLLECTIONS = {
    "offices": Words("부서", "office"),
    "limits": Words("한도", "limit"),
    "legal_rules": Words("법 조항", "legal rule"),
    "calendar": Words("연중 일정", "yearly occasion"),
    "findings": Words("환경분석", "finding"),
    "alternatives": Words("전략 대안", "alternative"),
    "indicators": Words("지표", "indicator"),
    "assumptions": Words("가정", "assumption"),
    "tables": Words("표", "table"),
    "correlations": Words("상관", "correlation"),
    "scenarios": Words("시나리오", "scenario"),
    "structures": Words("구조 변형", "structural variant"),
    "measures": Words("감축 수단", "abatement measure"),
    "observed": Words("관측값", "observed series"),
    "history": Words("지난 기록", "past act"),
}


def sentence(change: Change, before: Plan) -> Words:
    """Return what a change does to the Plan *before* it, as one sentence in two languages."""
    return _say(change, before)


def _project(plan: Plan, project_id: str) -> Project | None:
    return next((project for project in plan.projects if project.id == project_id), None)


def _name(plan: Plan, project_id: str) -> Words:
    project = _project(plan, project_id)
    if project is None:
        return Words(project_id, project_id)
    return Words(f"{project_id} {project.name.ko}", f"{project_id} {project.name.in_('en')}")


def _titled(name: Words, ko: str, en: str) -> Words:
    return Words(f"{name.ko}: {ko}", f"{name.in_('en')}: {en}")


def _said(name: Words, parts: Words | None, otherwise: Words) -> Words:
    said = parts or otherwise
    return _titled(name, said.ko, said.in_("en"))


@singledispatch
def _say(change: object, plan: Plan) -> Words:  # noqa: ARG001  the fallback needs neither
    raise TypeError(f"{type(change).__name__} is no change")


@_say.register
def _(change: AddProject, plan: Plan) -> Words:  # noqa: ARG001  a new project has no past
    name = change.project.name
    return Words(f"{change.id} {name.ko}: 사업 추가", f"{change.id} {name.in_('en')}: project added")


@_say.register
def _(change: DropProject, plan: Plan) -> Words:
    return _titled(_name(plan, change.id), "사업 목록에서 제외", "dropped from the list")


@_say.register
def _(change: RenameProject, plan: Plan) -> Words:
    return _titled(
        _name(plan, change.id), f"이름 변경 → {change.name.ko}", f"renamed → {change.name.in_('en')}"
    )


@_say.register
def _(change: MoveProject, plan: Plan) -> Words:
    old = _project(plan, change.id)
    task = old.placement.task if old else None
    if task == change.placement.task:
        return _titled(_name(plan, change.id), "단계·연결 조정", "stage or links revised")
    new = change.placement.task
    return _titled(_name(plan, change.id), f"과제 이동 {task} → {new}", f"moved from task {task} to {new}")


@_say.register
def _(change: ReviseSchedule, plan: Plan) -> Words:
    old = _project(plan, change.id)
    was, now = _years(old.period if old else Period()), _years(change.period)
    return _titled(_name(plan, change.id), f"기간 {was} → {now}", f"period {was} → {now}")


def _years(period: Period) -> str:
    return f"{period.first or '?'}–{period.last or '?'}"


@_say.register
def _(change: ReviseBudget, plan: Plan) -> Words:
    parts = joined(of_money(_project(plan, change.id), change))
    return _said(_name(plan, change.id), parts, Words("사업비 조정", "money revised"))


@_say.register(ReviseStatus)
@_say.register(CloseProject)
def _(change: ReviseStatus | CloseProject, plan: Plan) -> Words:
    old = _project(plan, change.id)
    was, now = (old.status.value if old else None), change.status.value
    verb = ("종결", "closed") if isinstance(change, CloseProject) else ("상태", "status")
    as_of = change.status.as_of
    ko = f"{verb[0]} {was.value if was else '?'} → {now.value} ({as_of} 기준)"
    en = f"{verb[1]} {was.en if was else '?'} → {now.en} (as of {as_of})"
    return _titled(_name(plan, change.id), ko, en)


@_say.register
def _(change: ReviseEffects, plan: Plan) -> Words:
    parts = joined(of_effects(_project(plan, change.id), change))
    return _said(_name(plan, change.id), parts, Words("효과 조정", "effects revised"))


@_say.register
def _(change: ReviseProject, plan: Plan) -> Words:
    return _titled(_name(plan, change.id), "내용 변경", "content revised")


@_say.register
def _(change: PutRecord, plan: Plan) -> Words:
    kind = COLLECTIONS[change.collection]
    name = Words(f"{kind.ko} {change.id}", f"{kind.en} {change.id}")
    old = next((record for record in getattr(plan, change.collection) if record.id == change.id), None)
    if old is None:
        return _titled(name, "추가", "added")
    was, now = encode(old, Spelling.CANONICAL), json.loads(change.content)
    return _said(name, joined(of_record(change.collection, was, now)), Words("변경", "revised"))


@_say.register
def _(change: DropRecord, plan: Plan) -> Words:  # noqa: ARG001  the name says it
    name = COLLECTIONS[change.collection]
    return Words(f"{name.ko} {change.id}: 삭제", f"{name.en} {change.id}: dropped")


@_say.register
def _(change: ReviseHead, plan: Plan) -> Words:  # noqa: ARG001  the field says it
    return Words(f"계획 본문 변경: {change.field}", f"plan text revised: {change.field}")
