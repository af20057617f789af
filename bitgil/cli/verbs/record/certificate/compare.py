"""bitgil record certificate compare DIR LIST: make a status list again from the log and compare the two."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.clock import moment
from bitgil.cli.reading import content_of, policy_argument, policy_asked, tell_audit
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.auditing import audit
from bitgil.record.credentials.checking import read_list
from bitgil.record.credentials.issuers import issuer_from
from bitgil.record.credentials.status import BITS, address, is_set, revoked_by
from bitgil.record.entries import Entry
from bitgil.record.files import Folder
from bitgil.record.verification import REFUSED

HELP = Words("상태 목록을 원장에서 다시 만들어 견줍니다", "make a status list again from the log and compare")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the log's public files, a list and its number, and what the reader trusts."""
    folder = Words("원장의 공개 파일이 있는 폴더", "folder of the log's public files")
    parser.add_argument("folder", type=Path, metavar="DIR", help=folder.in_(language))
    listed = Words("공개된 상태 목록", "the published status list")
    parser.add_argument("listed", type=Path, metavar="LIST", help=listed.in_(language))
    number = Words("목록의 번호", "number of the list")
    parser.add_argument("--number", type=int, default=1, metavar="N", help=number.in_(language))
    issuer = Words("발급기관의 문서(/.well-known/did.json)", "the issuer's document (/.well-known/did.json)")
    parser.add_argument("--issuer", type=Path, required=True, metavar="FILE", help=issuer.in_(language))
    policy_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Compare; return 1 where files or bits differ, else as an audit does. Needs no database."""
    entries: list[Entry] = []
    code = tell_audit(
        audit(Folder(asked.folder), policy_asked(asked), each=lambda _, entry: entries.append(entry)), out
    )
    if code == REFUSED:
        return REFUSED
    issuer = issuer_from(content_of(asked.issuer))
    wanted = address(issuer, asked.number)
    date, bits = read_list(content_of(asked.listed), issuer, wanted, moment())
    shown = {place for place in range(BITS) if is_set(bits, place)}
    logged = revoked_by(entries).get(asked.number, set())
    for place in sorted(logged - shown):
        out.tell(
            f"{place}번 비트: 원장에는 취소되었는데 목록에는 없습니다.",
            f"bit {place}: revoked in the log only",
        )
    for place in sorted(shown - logged):
        out.tell(f"{place}번 비트: 목록에만 취소되어 있습니다.", f"bit {place}: revoked in the list only")
    if shown != logged:
        return REFUSED
    out.tell(
        f"{date} 상태 목록은 원장에서 다시 만든 것과 같습니다: 취소 {len(shown)}건.",
        f"The list of {date} is the one that the log makes: {len(shown)} revoked.",
    )
    return code
