"""bitgil record restore SRC: fill a lost memory of this city's log from public files, such as a mirror's."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.database import ready
from bitgil.cli.reading import tell_audit
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.files import Folder

HELP = Words("잃은 원장 저장소를 공개 파일에서 다시 만듭니다", "rebuild the log's memory from public files")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the folder of the public files."""
    source = Words(
        "원장의 공개 파일이나 그 사본이 있는 폴더", "folder of the log's public files or of a mirror"
    )
    parser.add_argument("source", type=Path, metavar="SRC", help=source.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Restore what was published; return 0 or 2 where it is whole, 1 where nothing was restored."""
    ready()
    from bitgil.store import sequencing  # noqa: PLC0415  once Django is ready

    return tell_audit(sequencing.restored(Folder(asked.source)), out)
