"""bitgil record erase ACT: destroy an act's private part by law, and log that and on which ground."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused
from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.speech import Out
from bitgil.government.acts.certificates import BASES
from bitgil.quantity import Words

HELP = Words("행위의 비공개 자료를 법적 근거로 없앱니다", "destroy an act's private part on a legal ground")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the act, the ground and why; or --again after a backup was restored."""
    number = Words("비공개 자료가 딸린 행위의 번호", "number of the act")
    parser.add_argument("number", type=int, nargs="?", metavar="ACT", help=number.in_(language))
    basis = Words("법적 근거 부호", "listed ground in law")
    parser.add_argument("--basis", choices=tuple(BASES), help=basis.in_(language))
    reason = Words("설명. 개인정보를 쓰지 않습니다", "why, in words; no personal data")
    parser.add_argument("--reason", default="", help=reason.in_(language))
    parser.add_argument("--office", default="", help=Words("부서", "office").in_(language))
    again = Words("백업을 되살린 뒤, 이미 지운 것을 다시 없앱니다", "after a restored backup: erase again")
    parser.add_argument("--again", action="store_true", help=again.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Erase; return 0, or 1 where it may not be and nothing changed."""
    ready()
    from bitgil.store import erasing  # noqa: PLC0415  once Django is ready

    if asked.again:
        count = erasing.enforce()
        out.tell(f"다시 없앤 자료 {count}건.", f"{count} erased again.")
        return 0
    if asked.number is None or asked.basis is None or not asked.reason.strip():
        raise Refused(
            f"행위 번호와 --basis, --reason이 필요합니다. 근거: {', '.join(BASES)}",
            f"an act's number, --basis and --reason are needed; the grounds are {', '.join(BASES)}",
        )
    done = erasing.erase(asked.number, asked.basis, reason=asked.reason, office=asked.office)
    publish_quietly(out)
    out.tell(
        f"없앴습니다: 행위 {done.number}번. 근거: {BASES[asked.basis].ko}\n"
        "백업에 남은 사본은 백업의 보존기간이 지나면 없어집니다. 받은 사람이 가진 파일은 그대로입니다.",
        f"Erased by act {done.number}, on {BASES[asked.basis].en}.\n"
        "Copies in backups go as the backups do; a file that its holder was given stays.",
    )
    return 0
