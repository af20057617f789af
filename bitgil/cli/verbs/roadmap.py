"""bitgil roadmap FOLDER: what cannot be decided and why, then the schedule of what can."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from bitgil.checking import sectors_for
from bitgil.city.model import assemble
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.clock import today
from bitgil.cli.speech import Out, Progress
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.drafting import draw_up

HELP = Words("어떤 사업을 언제 할지 고르고 이유를 말합니다", "choose which projects start when, and say why")

VERDICTS = {
    "unscored": Words("정할 수 없는 사업", "cannot be decided"),
    "in": Words("고른 사업", "chosen"),
    "out": Words("고르지 않은 사업", "not chosen"),
    "unknown": Words("앞날을 알 수 없는 사업", "course unknown"),
    "running": Words("진행 중", "running"),
    "finished": Words("끝난 사업", "finished"),
}


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder and the day from which to plan."""
    folder_argument(parser, language)
    words = Words(
        "기준일 (YYYY-MM-DD, 기본은 오늘)", "the day from which to plan (YYYY-MM-DD, default today)"
    )
    parser.add_argument("--as-of", default=None, metavar="DATE", help=words.in_(language))
    similar = Words(
        "보도되지 않은 효과·사업비·지연을 이 계획의 비슷한 지난 사업에서 추정합니다(모두 등급 X)",
        "estimate unreported effects, costs and delays from similar past projects of the plan (all grade X)",
    )
    parser.add_argument("--reference-classes", action="store_true", help=similar.in_(language))
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print first what cannot be decided, then each project's verdict with its reason."""
    if asked.as_of is not None and not _is_day(asked.as_of):
        raise Refused(
            f"날짜가 아닙니다: '{asked.as_of}'. 2026-11-22처럼 쓰세요.",
            f"'{asked.as_of}' is no date; write it like 2026-11-22",
        )
    plan = read_plan(asked.folder)
    city = assemble(sectors_for(plan), plan)
    progress = Progress(out, "로드맵 풀이", "solving the roadmap")
    found = draw_up(
        plan,
        city,
        as_of=asked.as_of or today(),
        reference_classes=asked.reference_classes,
        progress=progress,
    )
    if asked.json:
        out.data(found)
    else:
        _tell(found, out)
    return 0


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _tell(found: dict[str, Any], out: Out) -> None:
    out.tell(f"{found['as_of']} 기준", f"as of {found['as_of']}")
    for note in (*found["notes"], *found["impossible"]):
        out.say(f"· {note[out.language]}")
    out.say(found["proof"][out.language])
    for verdict, words in VERDICTS.items():
        rows = [row for row in found["projects"] if row["verdict"] == verdict]
        if not rows:
            continue
        out.say()
        out.say(f"{words.in_(out.language)} ({len(rows)})")
        for row in rows:
            span = f"{row['start'] or '?'}–{row['end'] or '?'}"
            out.say(f"  {row['id']}  {row['name'][out.language]}  {span}")
            for line in row["why"]:
                out.say(f"      {line[out.language]}")
