"""bitgil record publish: log the acts that wait, ask the witnesses, put the public files in place."""

from __future__ import annotations

import argparse

from bitgil.cli.database import anchor_quietly, ready
from bitgil.cli.speech import Out, counted
from bitgil.quantity import Words
from bitgil.record.verification import REFUSED, UNWITNESSED, WITNESSED

HELP = Words("기다리는 행위를 원장에 올리고 공개합니다", "log the acts that wait and publish the log")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the witnesses that the operator knows to be away."""
    words = Words(
        "답하지 않아도 되는 증인의 이름 (여러 번 쓸 수 있음)",
        "name of a witness that need not answer (repeatable)",
    )
    parser.add_argument("--excuse", action="append", default=[], metavar="NAME", help=words.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Publish; return 0 witnessed, 1 where the quorum is not met and nothing is shown, 2 unwitnessed."""
    ready()
    from bitgil.store import announcing, sequencing  # noqa: PLC0415  once Django is ready

    announcing.announce()
    found = sequencing.run(excused=asked.excuse)
    out.problems(refused.problem for refused in found.silent.values())
    if not found.shown:
        out.tell(
            f"항목 {found.size}건을 원장에 올렸으나 정족수의 증인이 확인하지 않아 아직 공개하지 않았습니다.",
            f"{counted(found.size, 'entry', 'entries')} logged, not shown yet: the quorum has not cosigned.",
        )
        return REFUSED
    out.tell(
        f"원장 공개: 항목 {found.size}건, 폴더 {sequencing.home().public.root}",
        f"Log published: {counted(found.size, 'entry', 'entries')} in {sequencing.home().public.root}",
    )
    anchor_quietly(out)
    if not found.independent:
        out.tell("독립적으로 증인되지 않음", "Not independently witnessed")
        return UNWITNESSED
    out.tell(f"증인: {', '.join(found.witnessed)}", f"Witnesses: {', '.join(found.witnessed)}")
    return WITNESSED
