"""bitgil record redact ACT OUT: write a copy of an act's document with fields closed (비공개)."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.asking import Refused
from bitgil.cli.database import ready
from bitgil.cli.reading import put
from bitgil.cli.speech import Out
from bitgil.quantity import Words

HELP = Words("일부 항목을 닫은 문서 사본을 씁니다", "write a copy of a document with fields closed")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the act, where to write, and the fields to close."""
    number = Words("문서가 딸린 행위의 번호", "number of the act")
    parser.add_argument("number", type=int, metavar="ACT", help=number.in_(language))
    target = Words("쓸 파일", "file to write")
    parser.add_argument("out", type=Path, metavar="OUT", help=target.in_(language))
    close = Words("닫을 항목 (여러 번)", "field to close (repeatable)")
    parser.add_argument("--close", action="append", default=[], metavar="FIELD", help=close.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Write the copy and say what stands open and how much is closed; return 0, or 1 where it cannot be."""
    ready()
    from bitgil.store import access, private  # noqa: PLC0415  once Django is ready

    try:
        copy = private.redacted(asked.number, asked.close)
    except KeyError as error:
        raise Refused(
            f"행위 {asked.number}번에는 항목별로 나뉜 그런 문서가 없습니다: {error.args[0]}",
            f"act {asked.number} has no document in parts with these: {error.args[0]}",
        ) from error
    access.note(access.COMMAND_LINE, "document.taken", str(asked.number))
    put(asked.out, bytes(copy))
    out.tell(
        f"공개 {len(copy.document)}개, 비공개 {len(copy.closed)}개: {', '.join(copy.document)}",
        f"{len(copy.document)} open, {len(copy.closed)} closed: {', '.join(copy.document)}",
    )
    return 0
