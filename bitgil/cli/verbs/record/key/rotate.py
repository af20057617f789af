"""bitgil record key rotate log|issuer: let a new key follow the old one, as planned or after a theft."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused
from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.speech import Out
from bitgil.quantity import Words

HELP = Words("새 열쇠가 옛 열쇠를 잇게 합니다", "let a new key follow the old one")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take which key, why, and whether the issuer's was stolen."""
    which = Words("log(원장) 또는 issuer(증명서)", "log or issuer")
    parser.add_argument("which", choices=("log", "issuer"), metavar="WHICH", help=which.in_(language))
    reason = Words("까닭", "why")
    parser.add_argument("--reason", required=True, help=reason.in_(language))
    stolen = Words(
        "발급 열쇠를 도난당함: 옛 열쇠를 폐기로 적습니다",
        "the issuer's key was stolen: the old one is withdrawn",
    )
    parser.add_argument("--stolen", action="store_true", help=stolen.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Rotate; return 0, or 1 where the witnesses have not seen it and the old key stays."""
    ready()
    from bitgil.store import rekeying  # noqa: PLC0415  once Django is ready

    if asked.which == "issuer":
        rekeying.rotate_issuer(asked.reason, stolen=asked.stolen)
        publish_quietly(out)
        out.tell("증명서 발급 열쇠를 바꾸었습니다.", "The issuer's key is changed.")
        return 0
    if asked.stolen:
        raise Refused(
            "원장 열쇠의 도난은 뿌리 열쇠로 다룹니다: bitgil record key lost",
            "a stolen key of the log is replaced by the root keys: bitgil record key lost",
        )
    change = rekeying.rotate_log(asked.reason)
    out.tell(
        f"원장의 새 열쇠: {change.new}\n항목 {change.size}건부터 서명합니다. 증인에게 이 줄을 알리고, "
        f"바뀐 정책의 지문을 공고하십시오.",
        f"New key of the log: {change.new}\nIt signs from {change.size} entries on. Give the line to the "
        f"witnesses and print the new policy's hash.",
    )
    return 0
