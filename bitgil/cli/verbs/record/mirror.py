"""bitgil record mirror SRC DST: copy a log's public files, and only if all of them are what was signed."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.reading import policy_argument, policy_asked, tell_audit
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record import auditing
from bitgil.record.files import Folder

HELP = Words("검증한 뒤 공개 파일의 사본을 만듭니다", "copy a log's public files once they are checked")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take two folders and the policy."""
    source = Words("원장의 공개 파일이 있는 폴더", "folder of the log's public files")
    parser.add_argument("source", type=Path, metavar="SRC", help=source.in_(language))
    copy = Words("사본을 둘 폴더. 자라기만 합니다", "folder of the copy, which only grows")
    parser.add_argument("copy", type=Path, metavar="DST", help=copy.in_(language))
    policy_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Mirror; where a file is not what was signed, or the log was rolled back, the copy stays."""
    policy = policy_asked(asked)
    return tell_audit(auditing.mirror(Folder(asked.source), Folder(asked.copy), policy), out)
