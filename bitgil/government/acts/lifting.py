"""Older acts lifted to the form of today: what is recorded is never changed, only read as it is spelled now.

Each step leads from one schema to the next. The act as recorded stays what its commitment opens to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bitgil.government.acts.records import SCHEMA, Act

Public = Mapping[str, Any]
Step = Callable[[str, Public], Public]


def lifted(act: Act) -> Act:
    """Return an act as this program spells it; raise ValueError where it is of a younger program."""
    if act.schema == SCHEMA:
        return act
    if act.schema > SCHEMA:
        raise ValueError(f"act {act.number} has schema {act.schema}; this program knows {SCHEMA}")
    public: Public = act.public
    for schema in range(act.schema, SCHEMA):
        public = STEPS[schema](act.kind, public)
    return replace(act, public=public, schema=SCHEMA)


def _to_2(kind: str, public: Public) -> Public:
    """수시 심사: a review outside the yearly rounds was called `ad_hoc`, and is `off_round`."""
    if kind == "gate.applied" and "ad_hoc" in public:
        return {("off_round" if name == "ad_hoc" else name): value for name, value in public.items()}
    return public


def _to_3(kind: str, public: Public) -> Public:
    """대안: what was saved before alternatives said how they were made is the best within its limits."""
    return {**public, "made": "plain"} if kind == "alternative.saved" else public


STEPS: Mapping[int, Step] = {1: _to_2, 2: _to_3}
"""What leads from each older schema to the next one."""
