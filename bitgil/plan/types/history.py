"""Past official acts as reported, before the city kept its own record here."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.plan.types.project import check_member
from bitgil.quantity import Unfit, check_moment

HISTORIC_KINDS = ("project.revised", "meeting.held")
"""Kinds that only the past has."""
STEP_KINDS = (
    "bid.selected",
    "bid.failed",
    "project.started",
    "project.closed",
)
"""Kinds that go on today, of which the past reports what a step needs to say."""
ROUNDS = ("preliminary", "final")
HOWS = ("done", "continues", "stopped", "merged")


@dataclass(frozen=True, slots=True)
class HistoricAct:
    """One past event: a project's revision (old → new), a meeting, or a step, with its source.

    A bid selected or failed names its `round`, a project closed says `how`.
    """

    id: str
    kind: str
    subject: str
    date: str
    what: str
    source: str
    field: str = ""
    old: str = ""
    new: str = ""
    round: str = ""
    how: str = ""

    def __post_init__(self) -> None:
        check_member("kind", self.kind, (*HISTORIC_KINDS, *STEP_KINDS))
        if self.kind in ("bid.selected", "bid.failed"):
            check_member("round", self.round, ROUNDS)
        if self.kind == "project.closed":
            check_member("how", self.how, HOWS)
        check_moment(self.date)
        if self.kind == "project.revised" and not self.field:
            raise Unfit("바뀐 항목(field)이 적혀 있지 않습니다", "a revision must name the field it changed")
