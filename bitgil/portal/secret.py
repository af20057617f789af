"""The secret key of a local run: made once, kept in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_or_make(path: Path) -> str:
    """Return the key in *path*; where there is none, make one and write it with mode 0600."""
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(64)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another worker was quicker; its key is the key
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(key)
    return key
