"""bitgil record proof ACT OUT: write the proof that an act is in the log, for anybody to check offline."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.asking import Refused
from bitgil.cli.database import ready
from bitgil.cli.reading import put
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.policy import policy_from
from bitgil.record.verification import verify

HELP = Words("행위가 원장에 있다는 증명 파일을 씁니다", "write the proof that an act is in the log")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take an act's number and where to write; with --opening the document and its salt too."""
    number = Words("행위의 번호", "number of the act")
    parser.add_argument("number", type=int, metavar="ACT", help=number.in_(language))
    target = Words("쓸 파일(*.tlog-proof)", "file to write (*.tlog-proof)")
    parser.add_argument("out", type=Path, metavar="OUT", help=target.in_(language))
    opening = Words(
        "문서와 소금값도 이 파일에 씁니다. 받은 사람은 내용까지 확인합니다",
        "write document and salt to this file too, for whoever may read the content",
    )
    parser.add_argument("--opening", type=Path, metavar="FILE", help=opening.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Write the proof and say what it shows; return 0 witnessed, 1 refused, 2 not witnessed."""
    ready()
    from bitgil.store import outbox, sequencing  # noqa: PLC0415  once Django is ready
    from bitgil.store.acts import all_acts  # noqa: PLC0415  once Django is ready

    proof = sequencing.proof_of(asked.number)
    policy = sequencing.home().public.read(sequencing.POLICY)
    if proof is None or policy is None:
        raise Refused(
            f"행위 {asked.number}번은 공개된 원장에 없습니다. 먼저 bitgil record publish를 실행하세요.",
            f"act {asked.number} is not in the published log; run bitgil record publish first",
        )
    put(asked.out, proof)
    if asked.opening:
        recorded = next(all_acts(after=asked.number - 1))
        put(asked.opening, bytes(outbox.opening_of(recorded)))
    report = verify(proof, policy_from(policy))
    for line in report.lines(out.language):
        out.say(line)
    return report.exit_code
