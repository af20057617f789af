"""bitgil record verify FILE --policy P: check one proof file, with no network and no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.reading import content_of, policy_argument, policy_asked
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record import verification

HELP = Words("증명 파일 하나를 네트워크 없이 검증합니다", "check one proof file without a network")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a proof, the policy and, where there is one, the opening of the document."""
    proof = Words("증명 파일(*.tlog-proof)", "proof file (*.tlog-proof)")
    parser.add_argument("file", type=Path, metavar="FILE", help=proof.in_(language))
    policy_argument(parser, language)
    opening = Words("문서와 소금값이 든 파일", "file with the document and its salt")
    parser.add_argument("--opening", type=Path, metavar="FILE", help=opening.in_(language))
    part = Words(
        "행위에 딸린 문서, 전부 또는 일부 항목을 닫은 사본 (--opening과 함께)",
        "the act's document, whole or with fields closed (with --opening)",
    )
    parser.add_argument("--document", type=Path, metavar="FILE", help=part.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Say what the proof shows; return 0 witnessed, 1 refused, 2 sound but not witnessed."""
    report = verification.verify(
        content_of(asked.file),
        policy_asked(asked),
        opening=content_of(asked.opening) if asked.opening else None,
        part=content_of(asked.document) if asked.document else None,
    )
    for line in report.lines(out.language):
        out.say(line)
    return report.exit_code
