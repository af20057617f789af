"""How rules name files and names that lead nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bitgil.plan.problems import Problem
from bitgil.plan.types import Project


def missing(where: str, key: str, wanted: str, known: Iterable[str]) -> Problem:
    """Return the Problem of a name that leads nowhere, with the nearest name that exists."""
    names = sorted(known)
    close = difflib.get_close_matches(wanted, names, 1)
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004  a line's worth
    fix = f"did you mean '{close[0]}'?" if close else f"use one of {shown}"
    return Problem(
        where,
        f"{key}: '{wanted}' does not exist",
        fix,
        f"{key}: 그런 항목이 없습니다: '{wanted}'",
        f"혹시 '{close[0]}'입니까?" if close else f"다음 가운데 하나를 쓰세요: {shown}",
    )


def file_of(project: Project) -> str:
    """Return the file a project lies in."""
    return f"projects/{project.id}.toml"
