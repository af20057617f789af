"""bitgil show FOLDER [ID]: the plan in short, or one project, finding, indicator or assumption."""

from __future__ import annotations

import argparse
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.days import as_of_argument, plan_then
from bitgil.cli.speech import Out
from bitgil.plan.encoding import encode
from bitgil.plan.reading import read_plan
from bitgil.plan.spelling import Spelling
from bitgil.plan.types import Plan
from bitgil.plan.version import version_of
from bitgil.quantity import Words, eok

HELP = Words("계획이나 그 안의 한 항목을 보여 줍니다", "show the plan, or one thing in it")
COLLECTIONS = ("projects", "findings", "alternatives", "indicators", "assumptions", "observed", "offices")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder and perhaps an id."""
    folder_argument(parser, language)
    words = Words("사업·지표·환경분석·가정의 ID", "id of a project, indicator, finding or assumption")
    parser.add_argument("id", nargs="?", metavar="ID", help=words.in_(language))
    as_of_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print the plan's frame, or one record with everything it holds."""
    plan = plan_then(read_plan(asked.folder), asked, out)
    if asked.id is None:
        _show_plan(plan, out, as_json=asked.json)
        return 0
    record = _find(plan, asked.id)
    if asked.json:
        out.data(encode(record, Spelling.FILE))
    else:
        _show_record(record, out, "")
    return 0


def _find(plan: Plan, wanted: str) -> Any:  # noqa: ANN401  any record
    for collection in COLLECTIONS:
        for record in getattr(plan, collection):
            if record.id == wanted:
                return record
    raise Refused(
        f"그런 항목이 없습니다: '{wanted}'. `bitgil show FOLDER`로 ID를 확인하세요.",
        f"there is no '{wanted}'; `bitgil show FOLDER` lists the ids",
    )


def _show_plan(plan: Plan, out: Out, *, as_json: bool) -> None:
    if as_json:
        counts = {name: len(getattr(plan, name)) for name in COLLECTIONS}
        head = {"id": plan.id, "name": plan.name.ko, "version": version_of(plan), "counts": counts}
        out.data({**head, "projects": [encode(project, Spelling.FILE) for project in plan.projects]})
        return
    out.say(plan.name)
    out.say(plan.vision)
    out.tell(f"버전 {version_of(plan)}", f"version {version_of(plan)}")
    for task in plan.tasks:
        out.say()
        out.say(Words(f"{task.number}. {task.name.ko}", f"{task.number}. {task.name.in_('en')}"))
        held = [project for project in plan.projects if project.placement.task == task.number]
        if not held:
            out.tell("   (출처가 있는 사업 없음)", "   (no sourced project)")
        for project in held:
            total = f"{eok(project.budget.amount):,}억원" if project.budget else "?"
            status = project.status.value.value if out.language == "ko" else project.status.value.en
            out.say(f"   {project.id}  {project.name.in_(out.language)}  [{status}, {total}]")


def _show_record(record: Any, out: Out, indent: str) -> None:  # noqa: ANN401  any record
    for field in fields(record):
        value = getattr(record, field.name)
        if value in (None, (), ""):
            continue
        if isinstance(value, Words):
            out.say(f"{indent}{field.name}: {value.in_(out.language)}")
        elif is_dataclass(value):
            out.say(f"{indent}{field.name}:")
            _show_record(value, out, indent + "  ")
        elif isinstance(value, tuple) and is_dataclass(value[0]):
            for place, part in enumerate(value, 1):
                out.say(f"{indent}{field.name} {place}:")
                _show_record(part, out, indent + "  ")
        else:
            out.say(f"{indent}{field.name}: {_text(field.name, value)}")


def _text(name: str, value: Any) -> str:  # noqa: ANN401  any value
    if name in {"amount", "low", "high"} and isinstance(value, int):
        return f"{eok(value):,}억원"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
