"""계획: the plan's adoption and change, the yearly plan, and how a change is asked for and reviewed."""

from __future__ import annotations

from bitgil.government.acts.fields import (
    ACT,
    CODES,
    COUNT,
    DATA,
    DATE,
    FLAG,
    NUMBER,
    RULES,
    TEXT,
    TEXTS,
    WON,
    Field,
    one_of,
    optional,
    rows,
)
from bitgil.government.acts.kinds import Kind, declared
from bitgil.quantity import Grade, Words

CHANGES = ("content", "cost", "period", "office", "name", "merge", "drop", "funding", "site", "estimate")

_FOLDER: dict[str, Field] = dict.fromkeys(("before", "leads_to", "changes", "files"), optional(DATA))
"""What a change that comes from an edited folder carries: the typed changes and the files' digests."""
_GROUNDS: dict[str, Field] = {
    "resolution": optional(ACT),
    "minor": optional(FLAG),
    "warnings": optional(RULES),
}
"""Where a plan rests on a resolution, or is a minor change that needs none."""
_GRADED: dict[str, Field] = {
    "grade": optional(one_of(*Grade)),
    "source": optional(TEXT),
    "why": optional(TEXT),
}
ESTIMATE: dict[str, Field] = {
    "effects": optional(
        rows(
            driver=TEXT,
            low=NUMBER,
            change=NUMBER,
            high=NUMBER,
            unit=TEXT,
            ramp=optional(NUMBER),
            life=optional(NUMBER),
            influence=optional(NUMBER),
            **_GRADED,
        )
    ),
    "drops": optional(TEXTS),
    "opens": optional(DATE),
    "certainty": optional(NUMBER),
    "first": optional(COUNT),
    "last": optional(COUNT),
    "cost": optional(WON),
    "years": optional(rows(year=COUNT, amount=WON)),
    **_GRADED,
}
"""What an estimate says of a project: effects on drivers and those withdrawn, dates, money by year.

Each effect has a grade of its own; `grade`, `source` and `why` are those of the dates and the money.
"""


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
        **ESTIMATE,
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
