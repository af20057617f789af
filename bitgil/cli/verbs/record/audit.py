"""bitgil record audit DIR: rebuild the whole log from its public files and compare every one of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.reading import content_of, policy_argument, policy_asked, tell_audit
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record import auditing
from bitgil.record.files import Folder

HELP = Words("공개 파일만으로 원장 전체를 다시 세워 견줍니다", "rebuild a log from its public files")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the folder of the public files, the policy, and a checkpoint kept from before."""
    folder = Words("원장의 공개 파일이 있는 폴더", "folder of the log's public files")
    parser.add_argument("folder", type=Path, metavar="DIR", help=folder.in_(language))
    policy_argument(parser, language)
    before = Words("전에 받아 둔 체크포인트 파일", "a checkpoint kept from before")
    parser.add_argument("--before", type=Path, metavar="FILE", help=before.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Audit; return 0 witnessed, 1 refused, 2 sound but not witnessed."""
    policy = policy_asked(asked)
    before = content_of(asked.before) if asked.before else None
    return tell_audit(auditing.audit(Folder(asked.folder), policy, before=before), out)
