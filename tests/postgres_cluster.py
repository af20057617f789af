"""A PostgreSQL server of a test's or a benchmark's own, in a folder that is thrown away, on no port."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOW = "PostgreSQL is not installed (apt-get install postgresql)"


def programs() -> Path | None:
    """Return the folder of the newest server's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@contextmanager
def cluster(*, durable: bool) -> Iterator[str]:
    """Start a server and yield how to reach it; *durable* forces every commit to the disk, as in service.

    The server refuses to run as root; root lends it the user that Debian made for it.
    """
    place = programs()
    assert place is not None, HOW
    folder = Path(tempfile.mkdtemp(prefix="bitgil-pg-"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    try:
        if os.geteuid() == 0:
            known = pwd.getpwnam(user)
            os.chown(folder, known.pw_uid, known.pw_gid)
        data, options = (
            folder / "data",
            f"-k {folder} -c listen_addresses='' -c fsync={'on' if durable else 'off'}",
        )
        _run(user, place / "initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        _run(user, place / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"host={folder} user={user} dbname=postgres"
        finally:
            _run(user, place / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _run(user: str, *words: object) -> None:
    lent = {"user": user, "group": user} if os.geteuid() == 0 else {}
    done = subprocess.run(  # noqa: S603  the server's own programs
        [str(word) for word in words], cwd="/", capture_output=True, text=True, check=False, **lent
    )
    assert done.returncode == 0, done.stdout + done.stderr
