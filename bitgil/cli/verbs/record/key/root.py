"""bitgil record key root --dir D --name N: make a root key, on a machine that is never on a network."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.files import Folder
from bitgil.record.keys import new_signer, save_signer
from bitgil.record.passphrase import ROOT_VARIABLE, passphrase_given

HELP = Words("서버 밖에 둘 뿌리 열쇠를 만듭니다", "make a root key, to be kept away from every server")
KEY, SECRET = "root", "root.pem"


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the holder's folder and the key's name."""
    folder_argument(parser, language)
    name = Words("열쇠의 이름", "the key's name")
    parser.add_argument("--name", required=True, help=name.in_(language))


def folder_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the folder of a root key's holder."""
    words = Words("뿌리 열쇠를 둘 폴더 (USB 등)", "folder of the root key, such as a stick")
    parser.add_argument("--dir", type=Path, required=True, metavar="D", help=words.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Make the key and say its line; return 0, or 1 where there is one already. Needs no database."""
    made = new_signer(asked.name)
    asked.dir.mkdir(parents=True, exist_ok=True)
    save_signer(made, asked.dir / SECRET, passphrase_given(ROOT_VARIABLE))
    Folder(asked.dir).put(KEY, f"{made.key}\n".encode())
    out.tell(f"뿌리 열쇠: {made.key}", f"Root key: {made.key}")
    return 0
