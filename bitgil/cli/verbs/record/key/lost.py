"""bitgil record key lost OUT: make a new key for the log and the statement that the root holders sign."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.database import ready
from bitgil.cli.reading import put
from bitgil.cli.speech import Out
from bitgil.quantity import Words

HELP = Words(
    "원장 열쇠를 잃었을 때: 뿌리 열쇠가 서명할 문서를 만듭니다", "make the statement that root keys sign"
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take where to write the statement."""
    target = Words("쓸 파일", "file to write")
    parser.add_argument("out", type=Path, metavar="OUT", help=target.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Write the statement; return 0. Nothing changes until enough root keys have signed it."""
    ready()
    from bitgil.store import rekeying  # noqa: PLC0415  once Django is ready

    put(asked.out, rekeying.begin_replacement())
    out.tell(
        f"{asked.out}에 썼습니다. 뿌리 열쇠를 가진 사람들이 차례로 서명합니다: bitgil record key sign",
        f"{asked.out} written; the holders of the root keys sign it in turn: bitgil record key sign",
    )
    return 0
