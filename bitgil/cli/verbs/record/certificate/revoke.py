"""bitgil record certificate revoke ACT: revoke what an act issued, log it, and make the status list anew."""

from __future__ import annotations

import argparse

from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.speech import Out
from bitgil.government.acts.certificates import WHYS
from bitgil.quantity import Words

HELP = Words("증명서를 취소하고 상태 목록을 새로 만듭니다", "revoke a certificate and renew the status list")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the act of issuance, the listed cause, and why."""
    number = Words("발급 행위의 번호", "number of the act of issuance")
    parser.add_argument("number", type=int, metavar="ACT", help=number.in_(language))
    why = Words("취소 사유 부호", "listed cause")
    parser.add_argument("--why", choices=tuple(WHYS), required=True, help=why.in_(language))
    reason = Words("설명. 개인정보를 쓰지 않습니다", "why, in words; no personal data")
    parser.add_argument("--reason", required=True, help=reason.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Revoke; return 0, or 1 where it is refused and nothing was recorded."""
    ready()
    from bitgil.store import certifying  # noqa: PLC0415  once Django is ready

    done = certifying.revoke(asked.number, asked.why, reason=asked.reason)
    publish_quietly(out)
    out.tell(
        f"취소했습니다: 행위 {done.number}번. 상태 목록을 새로 공개했습니다.",
        f"Revoked by act {done.number}; the status list is renewed.",
    )
    return 0
