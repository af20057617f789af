"""bitgil record key issuer: make the issuer of certificates with its first key, apart from the log's."""

from __future__ import annotations

import argparse

from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.speech import Out
from bitgil.quantity import Words

HELP = Words("증명서 발급기관과 그 첫 열쇠를 만듭니다", "make the issuer of certificates and its first key")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the issuer's did:web name and what people call it."""
    did = Words("발급기관의 이름: did:web: 뒤에 도메인", "the issuer's name: did:web: and the domain")
    parser.add_argument("--did", required=True, help=did.in_(language))
    name = Words("사람이 읽는 이름", "the name that people read")
    parser.add_argument("--name", required=True, help=name.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Make the key and log it; return 0, or 1 where there is an issuer already."""
    ready()
    from bitgil.store import certifying, rekeying  # noqa: PLC0415  once Django is ready

    rekeying.begin_issuer(asked.did, asked.name)
    publish_quietly(out)
    site = certifying.issuer().site
    out.tell(
        f"발급기관을 만들었습니다. {site}/.well-known/did.json 에서 보이게 하십시오.",
        f"The issuer is made; see to it that {site}/.well-known/did.json shows it.",
    )
    return 0
