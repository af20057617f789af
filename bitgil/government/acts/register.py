"""Every kind of act there is, and the schema under which each enters the log."""

from __future__ import annotations

from collections.abc import Mapping

from bitgil.government.acts import (
    announcements,
    certificates,
    committee,
    pipeline,
    plans,
    portfolios,
    progress,
)
from bitgil.government.acts.kinds import Kind
from bitgil.record.schemas import Field as LogField
from bitgil.record.schemas import Schema, Shape

KINDS: Mapping[str, Kind] = {
    each.name: each
    for part in (plans, pipeline, progress, committee, certificates, announcements, portfolios)
    for each in part.KINDS
}


_DIGESTS = {"plan.adopted": ("version", "plan"), "plan.changed": ("before", "version")}
"""Fields of the first kinds that the log holds as digests, though their own form is looser."""


def log_schemas() -> dict[str, Schema]:
    """Return each kind's schema for the log: those public fields whose shapes the log knows.

    The digest of a private document stays out: the log holds a salted commitment in its place.
    """
    return {name: Schema(name, _logged(each)) for name, each in KINDS.items()}


def _logged(each: Kind) -> dict[str, LogField]:
    fields = {name: held.logged for name, held in each.fields.items() if name != "document"}
    digests = {name: LogField(Shape.DIGEST) for name in _DIGESTS.get(each.name, ())}
    return {name: held for name, held in fields.items() if held is not None} | digests
