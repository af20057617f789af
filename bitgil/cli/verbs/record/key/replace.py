"""bitgil record key replace FILE: let the new key take over once enough root keys have signed."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.database import ready
from bitgil.cli.reading import content_of
from bitgil.cli.speech import Out
from bitgil.quantity import Words

HELP = Words("뿌리 열쇠가 서명한 문서로 원장 열쇠를 바꿉니다", "replace the log's key by a signed statement")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the statement and why."""
    held = Words("뿌리 열쇠가 서명한 문서", "the statement that the root keys signed")
    parser.add_argument("file", type=Path, metavar="FILE", help=held.in_(language))
    parser.add_argument("--reason", required=True, help=Words("까닭", "why").in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Replace; return 0, or 1 where too few root keys signed and nothing changed."""
    ready()
    from bitgil.store import rekeying  # noqa: PLC0415  once Django is ready

    change = rekeying.replace_log(content_of(asked.file), asked.reason)
    out.tell(f"원장의 새 열쇠: {change.new}", f"New key of the log: {change.new}")
    return 0
