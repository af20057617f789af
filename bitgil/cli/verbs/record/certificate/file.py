"""bitgil record certificate file ACT OUT: write what the holder is given, with the proof of its issuance."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.database import ready
from bitgil.cli.reading import put
from bitgil.cli.speech import Out
from bitgil.documents.certificate import pdf
from bitgil.quantity import Words

HELP = Words("받을 사람에게 줄 증명서 파일을 씁니다", "write the file that the holder is given")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the act that issued it and where to write."""
    number = Words("발급 행위의 번호", "number of the act of issuance")
    parser.add_argument("number", type=int, metavar="ACT", help=number.in_(language))
    target = Words("쓸 파일(*.json)", "file to write (*.json)")
    parser.add_argument("out", type=Path, metavar="OUT", help=target.in_(language))
    sheet = Words("인쇄할 PDF도 이 파일에 씁니다", "write the printed sheet to this PDF too")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help=sheet.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Write the file; return 0, or 1 where it was erased or is not in the log yet."""
    ready()
    from bitgil.store import access, certifying  # noqa: PLC0415  once Django is ready

    held = certifying.file_of(asked.number)
    access.note(access.COMMAND_LINE, "document.taken", str(asked.number))
    put(asked.out, bytes(held))
    if asked.pdf:
        put(asked.pdf, pdf(held, language=out.language, witnesses=certifying.witnesses_of(held)))
    out.tell(f"{asked.out}에 썼습니다.", f"{asked.out} written.")
    return 0
