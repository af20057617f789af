"""Views: the acts that held on a day, and those known on a day; corrections put in their place.

Both views only leave acts out, so one of the other is the same in either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.days import first_day

CORRECTION = "act.corrected"


def as_of(acts: Iterable[Act], day: str) -> Iterator[Act]:
    """Yield the acts that held on a day: the date of effect begins on it or before."""
    return (act for act in acts if first_day(act.effect) <= day)


def known_on(acts: Iterable[Act], day: str) -> Iterator[Act]:
    """Yield the acts recorded up to the end of a day (UTC), whatever day they were about."""
    return (act for act in acts if act.recorded[:10] <= day)


def standing(acts: Iterable[Act]) -> list[Act]:
    """Return the acts as corrected, without the corrections and what they withdrew, oldest effect first."""
    found = list(acts)
    fixes = [act for act in found if act.kind == CORRECTION]
    if fixes:
        found = _corrected(found, fixes)
    return sorted(found, key=lambda act: (first_day(act.effect), act.number))


def _corrected(acts: list[Act], fixes: list[Act]) -> list[Act]:
    content: dict[int, Mapping[str, Any]] = {}
    gone = set()
    for fix in fixes:
        number = fix.public["act"]
        if fix.public.get("withdrawn"):
            gone.add(number)
        content[number] = {**content.get(number, {}), **fix.public.get("content", {})}
    return [
        replace(act, public={**act.public, **content[act.number]}) if act.number in content else act
        for act in acts
        if act.kind != CORRECTION and act.number not in gone
    ]
