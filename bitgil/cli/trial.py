"""Two witnesses of the city's own, for a trial: programs with keys and databases of their own.

They show how witnessing works and count for nothing: whoever runs the log runs them too. The policy asks for
none of them, and every page goes on to say that the log is not independently witnessed.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bitgil.cli.speech import Out
from bitgil.record.files import Folder
from bitgil.record.policy import NONE, policy_from

NAMES = ("trial-1", "trial-2")
PATIENCE = 60.0
"""Seconds that the witnesses may take to start on a busy machine."""


@contextmanager
def trial_witnesses(record: Path, home: Path, ports: Sequence[int], out: Out) -> Iterator[bool]:
    """Run both below *home* while inside, name them in the policy in *record*, and yield whether they run.

    Where the policy asks for witnesses already, or the log has no key yet, none is started.
    """
    folder = Folder(record)
    key, policy = folder.read("key"), folder.read("policy")
    if key is None or policy is None or policy_from(policy).quorum != NONE:
        yield False
        return
    with ExitStack() as ending:
        _end_on_terminate(ending)
        begun = [
            _begun(ending, home / name, f"localhost/{name}", port, key)
            for name, port in zip(NAMES, ports, strict=True)
        ]
        up = [_is_up(program, port) for program, port in zip(begun, ports, strict=True)]
        if not all(up):
            out.note(
                "시범 증인을 시작하지 못했습니다. 원장은 그대로 쓸 수 있습니다.",
                "The trial witnesses did not start; the log works without them.",
            )
            yield False
            return
        _name(folder, policy, [_line(home / name, port) for name, port in zip(NAMES, ports, strict=True)])
        out.note(
            "시가 스스로 운영하는 시범 증인 둘을 켰습니다. 독립된 증인이 아니므로 세지 않습니다.",
            "Two trial witnesses run. They are the city's own and therefore count for nothing.",
        )
        yield True


def _begun(ending: ExitStack, folder: Path, name: str, port: int, key: bytes) -> subprocess.Popen[bytes]:
    """Start one witness of the log with this key; it ends with *ending*."""
    Folder(folder).put("logs", key)
    command = [sys.executable, "-m", "bitgil.cli", "record", "witness", "--dir", str(folder)]
    command += ["--name", name, "--port", str(port)]
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  our own command
    ending.callback(_end, program)
    return program


def _is_up(program: subprocess.Popen[bytes], port: int) -> bool:
    """Wait for a witness, and say whether it answers."""
    given = time.monotonic() + PATIENCE
    while program.poll() is None and time.monotonic() < given:
        if _answers(f"http://127.0.0.1:{port}"):
            return True
        time.sleep(0.1)
    return False


def _line(folder: Path, port: int) -> str:
    """Return the policy's line of the witness in *folder*."""
    key = (Folder(folder).read("key") or b"").decode().strip()
    return f"witness {folder.name} {key} http://127.0.0.1:{port}"


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/{'0' * 64}/checkpoint", timeout=2):  # noqa: S310  our own program
            return True
    except URLError as error:
        return hasattr(error, "code")


def _name(folder: Folder, policy: bytes, lines: Sequence[str]) -> None:
    """Write the witnesses' lines into the policy, in the place of what it said of them before."""
    kept = [
        line
        for line in policy.decode().splitlines()
        if line.split()[:2] not in [["witness", name] for name in NAMES]
    ]
    last = next(place for place, line in enumerate(kept) if line.split()[:1] == ["quorum"])
    content = "\n".join([*kept[:last], *lines, *kept[last:], ""]).encode()
    policy_from(content)
    if content != policy:
        folder.put("policy", content)


def _end(program: subprocess.Popen[bytes]) -> None:
    program.terminate()
    try:
        program.wait(timeout=5)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def _end_on_terminate(ending: ExitStack) -> None:
    """Let a polite request to end reach the witnesses too."""

    def end(_number: int, _frame: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    ending.callback(signal.signal, signal.SIGTERM, before)
