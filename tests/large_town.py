"""Toytown many times over: a plan folder of hundreds of projects, with rules, money and effects of its own.

Each copy of a project costs and does a little more or less than the last, so that no two are worth the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toytown import PLAN

from bitgil.plan.reading import read_files

COPIES = 25
_PROJECT = re.compile(r"projects/P(\d+)\.toml")
_OTHER = re.compile(r'other = "P(\d+)"')
_EFFECT = re.compile(r"^(change|low|high) = (-?[\d.]+)$", re.MULTILINE)
_LIMIT = re.compile(r"^amount = (\d+)$", re.MULTILINE)


def large_files(copies: int = COPIES) -> Mapping[str, bytes]:
    """Return the files of the folder: each of Toytown's projects *copies* times, and as many limits."""
    kept = dict(read_files(PLAN))
    limits = kept["limits.toml"].decode()
    found = {**kept, "limits.toml": _LIMIT.sub(lambda m: f"amount = {int(m[1]) * copies}", limits).encode()}
    for path, content in kept.items():
        if (name := _PROJECT.fullmatch(path)) is None:
            continue
        for copy in range(1, copies):
            number = int(name[1]) + 100 * copy
            found[f"projects/P{number:02}.toml"] = _copied(content.decode(), copy).encode()
    return found


def _copied(text: str, copy: int) -> str:
    """Return a project's file with what it names in the same copy, and effects a little smaller."""
    linked = _OTHER.sub(lambda m: f'other = "P{int(m[1]) + 100 * copy:02}"', text)
    return _EFFECT.sub(lambda m: f"{m[1]} = {float(m[2]) * (1 - copy / 100):.6f}", linked)
