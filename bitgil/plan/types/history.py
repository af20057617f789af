"""Past official acts as reported, before the city kept its own record here."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.plan.types.project import check_member
from bitgil.quantity import Unfit, check_moment

HISTORIC_KINDS = ("project.revised", "meeting.held")


@dataclass(frozen=True, slots=True)
class HistoricAct:
    """One past event: a project's revision (old → new) or a meeting, with its source."""

    id: str
    kind: str
    subject: str
    date: str
    what: str
    source: str
    field: str = ""
    old: str = ""
    new: str = ""

    def __post_init__(self) -> None:
        check_member("kind", self.kind, HISTORIC_KINDS)
        check_moment(self.date)
        if self.kind == "project.revised" and not self.field:
            raise Unfit("바뀐 항목(field)이 적혀 있지 않습니다", "a revision must name the field it changed")
