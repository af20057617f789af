"""bitgil record witness --dir D --port N: run a witness, with a machine and a key of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.asking import Refused
from bitgil.cli.clock import seconds
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.files import Folder
from bitgil.record.keys import load_signer, new_signer, save_signer
from bitgil.record.note import COSIGNATURE, Signer, VerifierKey, key_from
from bitgil.record.passphrase import passphrase_in
from bitgil.record.serving import Application
from bitgil.record.witness import Witness

HELP = Words("독립 증인을 운영합니다", "run an independent witness")
LOGS, KEY, SECRET = "logs", "key", "key.pem"


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take the witness's own folder, its name, and where to listen."""
    folder = Words(
        "증인의 폴더. logs 파일에 지켜볼 원장의 열쇠 줄을 한 줄에 하나씩 적습니다",
        "the witness's folder; its file 'logs' holds the key lines of the logs to watch",
    )
    parser.add_argument("--dir", type=Path, required=True, metavar="D", help=folder.in_(language))
    name = Words("처음 열쇠를 만들 때의 이름", "the name under which the key is first made")
    parser.add_argument("--name", default="localhost/witness", help=name.in_(language))
    parser.add_argument("--host", default="127.0.0.1", help=Words("주소", "address").in_(language))
    parser.add_argument("--port", type=int, default=8100, help=Words("포트", "port").in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Say the key line for policies, and answer until interrupted."""
    from waitress.server import create_server  # noqa: PLC0415  only a witness that runs needs it

    witness = witness_in(asked.dir, asked.name)
    try:
        server = create_server(Application(witness), host=asked.host, port=asked.port, threads=1, ident="")
    except OSError as fault:
        witness.close()
        raise Refused(
            f"{asked.host}:{asked.port} 주소를 열 수 없습니다. --port로 다른 포트를 지정하세요.",
            f"cannot listen on {asked.host}:{asked.port} ({fault.strerror}); name another with --port",
        ) from fault
    out.tell(f"증인의 열쇠: {witness.key}", f"Key of this witness: {witness.key}")
    out.note(
        f"증인: http://{asked.host}:{asked.port} (멈추려면 Ctrl-C)",
        f"Witness: http://{asked.host}:{asked.port} (Ctrl-C to stop)",
    )
    server.run()
    return 0


def witness_in(folder: Path, name: str) -> Witness:
    """Return the witness that lives in a folder; its key is made the first time."""
    content = Folder(folder).read(LOGS)
    if not (content and content.strip()):
        raise Refused(
            f"{folder / LOGS}에 지켜볼 원장의 열쇠 줄을 적으세요.",
            f"write the key lines of the logs to watch in {folder / LOGS}",
        )
    logs: list[VerifierKey] = [key_from(line) for line in content.decode().split("\n") if line.strip()]
    return Witness(_signer(folder, name), logs, folder / "witness.sqlite3", seconds)


def _signer(folder: Path, name: str) -> Signer:
    passphrase = passphrase_in(folder)
    line = Folder(folder).read(KEY)
    if line is None:
        made = new_signer(name, COSIGNATURE)
        save_signer(made, folder / SECRET, passphrase)
        Folder(folder).put(KEY, f"{made.key}\n".encode())
        return made
    return load_signer(key_from(line.decode().strip()).name, COSIGNATURE, folder / SECRET, passphrase)
