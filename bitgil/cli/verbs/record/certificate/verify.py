"""bitgil record certificate verify FILE: check a certificate with no network and no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.clock import moment
from bitgil.cli.reading import content_of, policy_argument, policy_asked
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.credentials.checking import Trust, check
from bitgil.record.credentials.issuers import issuer_from

HELP = Words("증명서 하나를 네트워크 없이 검증합니다", "check one certificate without a network")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the certificate and what the reader trusts."""
    held = Words(
        "증명서 파일, 또는 QR에서 읽은 글", "the certificate's file, or the text read from its QR codes"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=held.in_(language))
    issuer = Words("발급기관의 문서(/.well-known/did.json)", "the issuer's document (/.well-known/did.json)")
    parser.add_argument("--issuer", type=Path, required=True, metavar="FILE", help=issuer.in_(language))
    policy_argument(parser, language)
    status = Words(
        "발급기관의 상태 목록. 없으면 취소 여부를 확인하지 않습니다",
        "the issuer's status list; without it revocation is not checked",
    )
    parser.add_argument("--status", type=Path, metavar="FILE", help=status.in_(language))
    on = Words("어느 때를 기준으로 (UTC, 없으면 지금)", "as of which moment (UTC; now without it)")
    parser.add_argument("--on", default="", metavar="TIME", help=on.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Say what was found; return 0 all holds and witnessed, 1 refused, 2 sound but a part unchecked."""
    trust = Trust(
        issuer_from(content_of(asked.issuer)),
        policy_asked(asked),
        asked.on or moment(),
        content_of(asked.status) if asked.status else None,
    )
    found = check(content_of(asked.file), trust)
    for line in found.lines(out.language):
        out.say(line)
    return found.exit_code
