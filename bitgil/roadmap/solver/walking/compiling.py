"""Machine code for the few loops in which NumPy's own are not quick enough. Numba (BSD-2) makes it.

What is compiled is kept in a file beside its module, or where the user's caches lie. Numba makes it anew when
that one module changes; since a function may have another module's compiled into it, any change of a module
of this folder makes all of them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.core import caching

Function = TypeVar("Function", bound=Callable[..., object])


def sources_of(folder: Path) -> str:
    """Return a digest of every module in *folder*."""
    return sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()


_SOURCES = sources_of(Path(__file__).parent)
_Cache: Any = caching.FunctionCache


def compiled(function: Function) -> Function:
    """Return *function* as machine code, beside which other threads can run."""
    made: Any = njit(nogil=True)(function)
    try:
        kept = _Cache(function)
    except RuntimeError:  # there is no place where a file could be kept
        return cast("Function", made)
    plain = kept._index_key  # noqa: SLF001  Numba has no open way to say what else a function depends on
    kept._index_key = lambda signature, code: (*plain(signature, code), _SOURCES)  # noqa: SLF001
    made._cache = kept  # noqa: SLF001
    return cast("Function", made)
