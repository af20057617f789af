"""bitgil record key sign FILE --dir D: a holder of a root key signs that a new key follows a lost one."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.reading import content_of, put
from bitgil.cli.speech import Out
from bitgil.cli.verbs.record.key.root import KEY, SECRET, folder_argument
from bitgil.quantity import Words
from bitgil.record.keys import load_signer
from bitgil.record.note import PLAIN, key_from, note_from
from bitgil.record.passphrase import ROOT_VARIABLE, passphrase_given
from bitgil.record.succession import countersigned

HELP = Words("뿌리 열쇠로 열쇠 교체 문서에 서명합니다", "sign a replacement with a root key")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the statement and the holder's folder."""
    held = Words(
        "서명할 문서. 서명이 더해져 같은 파일에 남습니다", "statement; the signature is added to the file"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=held.in_(language))
    folder_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Show what is signed, and sign it; return 0, or 1 where it is no replacement. Needs no database."""
    raw = content_of(asked.file)
    name = key_from(content_of(asked.dir / KEY).decode().strip()).name
    root = load_signer(name, PLAIN, asked.dir / SECRET, passphrase_given(ROOT_VARIABLE))
    signed = countersigned(raw, root)
    out.say(note_from(raw).text)
    put(asked.file, bytes(signed))
    out.tell(f"서명했습니다: {name}", f"Signed by {name}.")
    return 0
