"""The folder is the registry: what lies in a package or a directory is found, never listed by hand.

Here belong the two ways of looking into a folder. What the found things mean does not.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType


def modules_in(package: ModuleType) -> dict[str, ModuleType]:
    """Return every public module of *package* by name, in alphabetical order."""
    names = sorted(found.name for found in iter_modules(package.__path__))
    return {name: import_module(f"{package.__name__}.{name}") for name in names if not name.startswith("_")}


def files_in(root: Path, pattern: str) -> tuple[Path, ...]:
    """Return the files below *root* that match *pattern*, sorted, hidden ones left out."""
    return tuple(
        path
        for path in sorted(root.glob(pattern))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )
