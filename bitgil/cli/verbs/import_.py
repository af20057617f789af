"""bitgil import FOLDER: compare the folder with what is in force; adopt the first, ask for later changes."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.hands import hand_arguments, plan_office
from bitgil.cli.speech import Out, Progress, counted
from bitgil.government.planning import Comparison
from bitgil.plan.changes import apply, change_to, sentence
from bitgil.plan.types import Plan
from bitgil.quantity import Words

HELP = Words(
    "폴더의 변경을 보여 주고 이유와 함께 검토에 올립니다",
    "show a folder's changes and hand them in for review with a reason",
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, a reason and the office that answers for it."""
    folder_argument(parser, language)
    reason = Words(
        "변경 이유. 없으면 보여 주기만 합니다", "the reason; without it the changes are only shown"
    )
    parser.add_argument("--reason", help=reason.in_(language))
    hand_arguments(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Show the typed changes; with a reason, adopt the first plan, or ask for the changes of a later one."""
    ready()
    from bitgil.store import computing, importing  # noqa: PLC0415  once Django is ready
    from bitgil.store.acts import Overtaken  # noqa: PLC0415  once Django is ready

    state, found = importing.look(asked.folder)
    if asked.json:
        out.data({"first": found.first, "same": found.same, "changes": [change_to(c) for c in found.changes]})
    else:
        _show(state.plan, found, out)
    if found.same or asked.reason is None:
        return 0
    if not asked.reason.strip():
        raise Refused("변경 이유가 비어 있습니다.", "the reason is empty")
    if not found.first:
        return _propose(found, asked, out)
    try:
        acts = importing.accept(state, found, reason=asked.reason, office=asked.office)
    except Overtaken as overtaken:
        raise Refused("그사이 다른 행위가 기록되었습니다. 다시 비교하세요.", str(overtaken)) from overtaken
    out.note(f"행위 {len(acts)}건을 기록했습니다.", f"{counted(len(acts), 'act')} recorded.")
    publish_quietly(out)
    computing.compute(Progress(out, "전망 계산", "computing the outlook"))
    return 0


def _propose(found: Comparison, asked: argparse.Namespace, out: Out) -> int:
    from bitgil.store import reviewing  # noqa: PLC0415  once Django is ready

    request = reviewing.propose(plan_office(asked), found, reason=asked.reason)
    out.note(
        f"{request.number}호 변경 요청으로 올렸습니다. 기획부서가 업무공간이나 `bitgil review`로 검토합니다.",
        f"Handed in as request {request.number}; the plan office reviews it in the workspace or by"
        " `bitgil review`.",
    )
    publish_quietly(out)
    return 0


def _show(before: Plan | None, found: Comparison, out: Out) -> None:
    if before is None:
        plan = found.plan
        out.tell(
            f"처음 채택: 사업 {len(plan.projects)}건, 지표 {len(plan.indicators)}건, "
            f"지난 기록 {len(plan.history)}건",
            f"first adoption: {counted(len(plan.projects), 'project')}, "
            f"{counted(len(plan.indicators), 'indicator')}, {counted(len(plan.history), 'past act')}",
        )
        return
    if found.same:
        out.tell("달라진 것이 없습니다.", "Nothing changed.")
        return
    now = before
    for change in found.changes:
        out.say(sentence(change, now))
        now = apply(now, change)
    if not found.changes:
        out.tell("값은 같고 글(주석·순서)만 다릅니다.", "Only text (comments, order) differs; no value does.")
