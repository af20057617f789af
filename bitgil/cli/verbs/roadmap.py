"""bitgil roadmap FOLDER: what cannot be decided and why, then the schedule of what can."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import folder_argument, json_argument
from bitgil.cli.speech import Out, Progress
from bitgil.cli.today import today
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap import draw_up

HELP = Words("어떤 사업을 언제 할지 고르고 이유를 말합니다", "choose which projects start when, and say why")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder and the day from which to plan."""
    folder_argument(parser, language)
    words = Words(
        "기준일 (YYYY-MM-DD, 기본은 오늘)", "the day from which to plan (YYYY-MM-DD, default today)"
    )
    parser.add_argument("--as-of", default=None, metavar="DATE", help=words.in_(language))
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print first what cannot be decided, then each project's verdict with its reason."""
    plan = read_plan(asked.folder)
    found = draw_up(
        plan, as_of=asked.as_of or today(), progress=Progress(out, "로드맵 풀이", "solving the roadmap")
    )
    if asked.json:
        out.data(found)
    return 0
