"""The public folder: files that anybody may copy, each put in place whole, and the lock of the one writer.

A file is written beside its place, forced to the disk, and renamed; a crash leaves the old file or the new.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bitgil.record.refusal import Fault, Refused

CHECKPOINT = "checkpoint"
"""The one file of the public folder that is replaced; every other one stays as it is."""


class Disk:
    """The four steps that putting a file in place consists of."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file and force it to the disk."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, path: Path, to: Path) -> None:
        """Put a file in the place of another, at once."""
        path.replace(to)

    def settle(self, folder: Path) -> None:
        """Force the names in a folder to the disk."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Reader(Protocol):
    """Where the public files of a log are read: a folder, a web address, a copy in memory."""

    def read(self, path: str) -> bytes | None:
        """Return a file of the log, such as tile/0/000, or None where it is absent."""
        ...


class Folder:
    """The public files of a log in a folder."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self.root = root
        self._disk = disk or Disk()

    def read(self, path: str) -> bytes | None:
        """Return a file's content, None where it is absent."""
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def put(self, path: str, content: bytes) -> None:
        """Put a file in place; where it returns, the file outlives a crash."""
        place = self.root / path
        beside = place.with_name(f".{place.name}.part")
        self._disk.write(beside, content)
        self._disk.rename(beside, place)
        for folder in (place.parent, *(each for each in place.parent.parents if self.root in each.parents)):
            self._disk.settle(folder)


class FileLock:
    """A lock on a file of this machine; the system lets go of it when the program ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raise Refused where another program holds it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refused(
                    Fault.BUSY, self._path.name, "another program writes to this log", "wait until it ends"
                ) from error
            yield
