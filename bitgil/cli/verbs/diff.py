"""bitgil diff OLD NEW: what changed between two plan folders, in sentences."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.asking import json_argument
from bitgil.cli.speech import Out
from bitgil.plan.changes import apply, change_to, diff, sentence
from bitgil.plan.reading import read_plan
from bitgil.plan.version import version_of
from bitgil.quantity import Words

HELP = Words("두 계획 폴더의 차이를 문장으로 말합니다", "say in sentences what changed between two folders")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take two folders."""
    parser.add_argument(
        "old", type=Path, metavar="OLD", help=Words("앞 폴더", "the first folder").in_(language)
    )
    parser.add_argument(
        "new", type=Path, metavar="NEW", help=Words("뒤 폴더", "the second folder").in_(language)
    )
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print one sentence a change."""
    old, new = read_plan(asked.old), read_plan(asked.new)
    changes = diff(old, new)
    if asked.json:
        versions = {"old": version_of(old), "new": version_of(new)}
        out.data({**versions, "changes": [change_to(change) for change in changes]})
        return 0
    if not changes:
        out.tell("달라진 것이 없습니다.", "Nothing changed.")
    now = old
    for change in changes:
        out.say(sentence(change, now))
        now = apply(now, change)
    return 0
