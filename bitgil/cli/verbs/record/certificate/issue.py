"""bitgil record certificate issue KIND: sign a certificate, record its issuance, and say its number."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from bitgil.cli.asking import Refused
from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.credentials.kinds import KINDS, Form

HELP = Words("증명서를 발급하고 그 행위를 원장에 올립니다", "issue a certificate and log the act")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the kind, what the act is about, the certificate's lines, and why."""
    kind = Words("증명서의 종류", "kind of certificate")
    parser.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=kind.in_(language))
    subject = Words(
        "무엇에 관한 행위인가: 회의 4ir/2026-1, 사업 부호, 과정 부호. 사람의 이름은 쓰지 않습니다",
        "what the act is about: meeting, project or course, never a person",
    )
    parser.add_argument("--subject", required=True, help=subject.in_(language))
    line = Words("증명서의 한 줄 (여러 번)", "one line of the certificate (repeatable)")
    parser.add_argument("--line", action="append", default=[], metavar="NAME=VALUE", help=line.in_(language))
    about = Words(
        "근거가 된 행위의 번호. 의결 확인서는 이것만으로 채워집니다",
        "act it rests on; a resolution's lines come from it",
    )
    parser.add_argument("--about", type=int, metavar="ACT", help=about.in_(language))
    until = Words("유효기간의 마지막 날", "last day of validity")
    parser.add_argument("--until", default="", metavar="DATE", help=until.in_(language))
    reason = Words("발급 사유. 개인정보를 쓰지 않습니다", "why; no personal data")
    parser.add_argument("--reason", required=True, help=reason.in_(language))
    parser.add_argument("--office", default="", help=Words("부서", "office").in_(language))
    role = Words("역할", "role")
    parser.add_argument(
        "--role", choices=("plan-office", "secretary"), default="plan-office", help=role.in_(language)
    )


def act(asked: argparse.Namespace, out: Out) -> int:
    """Issue; return 0, or 1 where it is refused and nothing was recorded."""
    ready()
    from bitgil.government.certificates import resolution_in  # noqa: PLC0415  once Django is ready
    from bitgil.store import certifying  # noqa: PLC0415  once Django is ready
    from bitgil.store.current import state_in_force  # noqa: PLC0415  once Django is ready

    lines: dict[str, Any] = {}
    if asked.kind == "resolution" and asked.about:
        lines = dict(resolution_in(state_in_force(), asked.subject, asked.about))
    lines |= dict(_lines(asked.kind, asked.line))
    issued = certifying.certify(
        asked.kind,
        asked.subject,
        lines,
        reason=asked.reason,
        about=asked.about,
        until=asked.until,
        desk=certifying.Desk(asked.office, asked.role),
    )
    publish_quietly(out)
    out.tell(
        f"{KINDS[asked.kind].title.ko}를 발급했습니다: 행위 {issued.number}번. "
        f"교부: bitgil record certificate file {issued.number} OUT",
        f"{KINDS[asked.kind].title.en} issued by act {issued.number}; "
        f"hand it out with bitgil record certificate file {issued.number} OUT",
    )
    return 0


def _lines(kind: str, given: list[str]) -> Iterator[tuple[str, str | int]]:
    known: Mapping[str, Any] = KINDS[kind].lines
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or name not in known:
            raise Refused(
                f"'{each}'은(는) 이 증명서의 줄이 아닙니다. 쓸 수 있는 이름: {', '.join(known)}",
                f"'{each}' is no line of it; the names are {', '.join(known)}",
            )
        whole = known[name].form in (Form.COUNT, Form.WON) and value.isdecimal()
        yield name, int(value) if whole else value
