"""계획: the plan's adoption and change, the yearly plan, and how a change is asked for and reviewed."""

from __future__ import annotations

from bitgil.government.acts.fields import (
    ACT,
    CODES,
    COUNT,
    DATA,
    DATE,
    FLAG,
    RULES,
    TEXT,
    WON,
    Field,
    one_of,
    optional,
)
from bitgil.government.acts.kinds import Kind, declared
from bitgil.quantity import Words

CHANGES = ("content", "cost", "period", "office", "name", "merge", "drop", "funding", "site")

_FOLDER: dict[str, Field] = dict.fromkeys(("before", "leads_to", "changes", "files"), optional(DATA))
"""What a change that comes from an edited folder carries: the typed changes and the files' digests."""
_GROUNDS: dict[str, Field] = {
    "resolution": optional(ACT),
    "minor": optional(FLAG),
    "warnings": optional(RULES),
}
"""Where a plan rests on a resolution, or is a minor change that needs none."""


def _early(name: str, ko: str, en: str, fields: str, **more: Field) -> Kind:
    """Return a kind that was there before roles and forms were."""
    return Kind(name, Words(ko, en), {**dict.fromkeys(fields.split(), DATA), **more})


KINDS = (
    _early("plan.adopted", "기본계획 채택", "plan adopted", "version plan files", **_GROUNDS),
    _early(
        "plan.changed",
        "계획 변경",
        "plan changed",
        "before version changes files",
        request=optional(ACT),
        **_GROUNDS,
    ),
    _early("project.revised", "지난 사업 변경", "past revision", "history field old new source"),
    _early("meeting.held", "지난 회의", "past meeting", "history source"),
    declared(
        "plan.year_adopted",
        "연간 시행계획 확정",
        "yearly plan adopted",
        "plan-office mayor",
        year=COUNT,
        projects=CODES,
        resolution=optional(ACT),
        money=optional(WON),
    ),
    declared(
        "change.requested",
        "변경 요청",
        "change requested",
        "department plan-office",
        change=one_of(*CHANGES),
        becomes=optional(TEXT),
        total=optional(WON),
        ends=optional(DATE),
        into=optional(CODES),
        **_FOLDER,
    ),
    declared(
        "change.reviewed",
        "변경 검토",
        "change reviewed",
        "plan-office budget-office",
        request=ACT,
        verdict=one_of("agreed", "returned"),
        minor=optional(FLAG),
    ),
)
