"""bitgil record certificate lists: sign every status list anew, which is due once a month at least."""

from __future__ import annotations

import argparse

from bitgil.cli.database import ready
from bitgil.cli.speech import Out, counted
from bitgil.quantity import Words

HELP = Words(
    "상태 목록을 새로 서명해 공개합니다 (한 달에 한 번 이상)",
    "sign and publish the status lists anew, once a month",
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take nothing."""


def act(asked: argparse.Namespace, out: Out) -> int:  # noqa: ARG001  every deed has this shape
    """Publish the lists; return 0."""
    ready()
    from bitgil.store import certifying, rekeying  # noqa: PLC0415  once Django is ready

    rekeying.log_issuer_keys("발급 열쇠의 변경을 뒤늦게 적음")
    numbers = certifying.publish_lists()
    out.tell(
        f"상태 목록 {len(numbers)}개를 공개했습니다. {certifying.RELIED_DAYS}일 동안 믿을 수 있습니다.",
        f"{counted(len(numbers), 'list')} published, to be relied on for {certifying.RELIED_DAYS} days.",
    )
    return 0
