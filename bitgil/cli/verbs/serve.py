"""bitgil serve FOLDER: adopt the folder if nothing is in force yet, compute, and serve the portal."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from bitgil.cli.asking import Refused, folder_argument
from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.speech import Out, Progress, counted
from bitgil.cli.trial import trial_witnesses
from bitgil.cli.verbs.work import SERVER
from bitgil.quantity import Words

HELP = Words("포털을 엽니다 (http://localhost:8000)", "serve the portal (http://localhost:8000)")
PATIENCE = 10.0
"""Seconds the worker has to put down what it is at; whatever it leaves is done at the next start."""
FIRST = "처음 채택: 공개된 보도와 법령에서 옮긴 계획"
FIRST_WITNESS = 101
"""How far above the portal's port the trial witnesses listen."""


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, and where to listen."""
    folder_argument(parser, language)
    parser.add_argument("--host", default="127.0.0.1", help=Words("주소", "address").in_(language))
    alone = Words("뒤에서 일하는 작업자를 함께 띄우지 않습니다", "start no worker beside the server")
    parser.add_argument("--no-worker", action="store_true", help=alone.in_(language))
    parser.add_argument("--port", type=int, default=8000, help=Words("포트", "port").in_(language))
    trial = Words(
        "시가 스스로 운영하는 시범 증인 둘을 함께 켭니다. 세지 않습니다",
        "run two trial witnesses too; they are the city's own and count for nothing",
    )
    parser.add_argument("--trial-witnesses", action="store_true", help=trial.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Prepare what is missing and answer until interrupted."""
    os.environ["BITGIL_PLAN"] = str(asked.folder.resolve())
    ready(static=True)
    from bitgil.store import computing, importing  # noqa: PLC0415  once Django is ready

    state, found = importing.look(asked.folder)
    if found.first:
        acts = importing.accept(state, found, reason=FIRST)
        out.note(
            f"계획을 처음 채택했습니다 (행위 {len(acts)}건).",
            f"The plan was adopted ({counted(len(acts), 'act')}).",
        )
    elif not found.same:
        out.note(
            "폴더가 기록과 다릅니다. 포털은 기록을 보여 줍니다. `bitgil import`로 비교하세요.",
            "The folder differs from the record; the portal shows the record. Compare with `bitgil import`.",
        )
    publish_quietly(out)
    with _witnesses(asked, out) as run:
        if run:
            publish_quietly(out)
        if not computing.up_to_date():
            computing.compute(Progress(out, "전망과 로드맵 계산", "computing outlook and roadmap"))
        return _listen(asked, out)


def _witnesses(asked: argparse.Namespace, out: Out) -> AbstractContextManager[bool]:
    """Return what runs the trial witnesses, or nothing where they were not asked for."""
    if not asked.trial_witnesses:
        return nullcontext(enter_result=False)
    from bitgil.store import sequencing  # noqa: PLC0415  once Django is ready

    record = sequencing.home().root
    ports = (asked.port + FIRST_WITNESS, asked.port + FIRST_WITNESS + 1)
    return trial_witnesses(record, record.parent / "witnesses", ports, out)


def _listen(asked: argparse.Namespace, out: Out) -> int:
    from django.conf import settings  # noqa: PLC0415  once Django is ready
    from waitress.server import create_server  # noqa: PLC0415  once Django is ready

    from bitgil.portal.refusing import LARGEST  # noqa: PLC0415  once Django is ready
    from bitgil.portal.wsgi import application  # noqa: PLC0415  once Django is ready

    address = f"http://{'localhost' if asked.host == '127.0.0.1' else asked.host}:{asked.port}"
    try:
        server = create_server(
            application,
            host=asked.host,
            port=asked.port,
            threads=4,
            ident="bitgil",
            max_request_body_size=LARGEST,
            **behind(os.environ.get("BITGIL_PROXY", "")),
        )
    except OSError as fault:
        raise Refused(
            f"{address} 주소를 열 수 없습니다({fault.strerror}). --port로 다른 포트를 지정하세요.",
            f"cannot listen on {address} ({fault.strerror}); name another with --port",
        ) from fault
    settings.BITGIL_URL = settings.BITGIL_URL or address
    out.note(f"빛길 포털: {address}  (멈추려면 Ctrl-C)", f"Bitgil portal: {address}  (Ctrl-C to stop)")
    with nullcontext() if asked.no_worker else _worker(out):
        server.run()
    return 0


def behind(proxy: str) -> dict[str, Any]:
    """Return what the server believes of a proxy at that address: who asks, and whether by HTTPS.

    From anybody else, and where no proxy is named, such headers are taken off.
    """
    if not proxy:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


@contextmanager
def _worker(out: Out) -> Iterator[None]:
    """Keep a worker beside the server: a program of its own, so that no page waits for a computation."""
    command = [sys.executable, "-m", "bitgil.cli", "work", "--lang", out.language]
    worker = subprocess.Popen(command, env={**os.environ, SERVER: str(os.getpid())})  # noqa: S603  our own verb
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
