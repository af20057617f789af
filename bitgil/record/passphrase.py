"""Where a key's passphrase comes from: the environment, or for a local run a file beside the key.

Such a file has mode 0600 and keeps the key from other users of the machine; it guards nothing against
whoever reads or copies the folder. An official log takes its passphrase from the environment.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bitgil.record.refusal import Fault, Refused

VARIABLE = "BITGIL_RECORD_PASSPHRASE"
ROOT_VARIABLE = "BITGIL_ROOT_PASSPHRASE"
FILE = "passphrase"


def passphrase_in(folder: Path, variable: str = VARIABLE) -> str:
    """Return the passphrase of the environment, or the one in the folder's file, made where absent."""
    given = os.environ.get(variable)
    if given:
        return given
    path = folder / FILE
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def passphrase_given(variable: str) -> str:
    """Return the passphrase of the environment; raise Refused where none is given: no file holds it."""
    given = os.environ.get(variable, "")
    if not given:
        raise Refused(Fault.KEY, variable, "no passphrase is given", f"set {variable} for this call alone")
    return given
