"""bitgil record anchor: have a third party stamp the shown checkpoint, once a day, and keep its token."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bitgil.cli.database import ready
from bitgil.cli.speech import Out, counted
from bitgil.plan.problems import Problem
from bitgil.quantity import Words
from bitgil.record.verification import REFUSED

if TYPE_CHECKING:
    from bitgil.store.anchoring import Kept

HELP = Words("밖의 기관에서 오늘의 시각 확인(RFC 3161)을 받습니다", "get today's time stamp from outside")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take whether to check what is kept."""
    words = Words("받지 않고, 보관된 것을 모두 다시 확인합니다", "ask for none; check all that are kept")
    parser.add_argument("--check", action="store_true", help=words.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Ask for today's token or check all; return 0 where it holds, 1 where it does not or none came."""
    ready()
    from bitgil.store import anchoring  # noqa: PLC0415  once Django is ready

    if asked.check:
        return _check(out)
    kept, fresh = anchoring.run()
    tell(kept, out, fresh=fresh)
    return 0


def tell(kept: Kept, out: Out, *, fresh: bool = True) -> None:
    """Say what a token shows."""
    moment = f"{kept.at:%Y-%m-%d %H:%M:%S} UTC"
    out.tell(
        f"시각 확인: {moment}, {kept.authority}, 항목 {kept.size}건{'' if fresh else ' (오늘 이미 받음)'}",
        f"Time stamp: {moment}, {kept.authority}, {counted(kept.size, 'entry', 'entries')}"
        f"{'' if fresh else ' (had today already)'}",
    )


def _check(out: Out) -> int:
    from bitgil.store import anchoring  # noqa: PLC0415  once Django is ready

    found = list(anchoring.check())
    for each in found:
        if isinstance(each, Problem):
            out.problems((each,))
        else:
            tell(each, out)
    if not found:
        out.tell("밖의 시각 확인이 없습니다.", "There is no outside time stamp.")
    return REFUSED if any(isinstance(each, Problem) for each in found) else 0
