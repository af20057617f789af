"""The plan's frame, as adopted: stages, directions, tasks, engines, objectives, offices."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.plan.types.project import check_member
from bitgil.quantity import Grade, Unfit, Words, check_grounds, check_moment

OFFICE_LEVELS = ("city", "province", "nation", "agency", "company", "university")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One clause of a stage's text; projects say which phrases they serve."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Stage:
    """단계: one of the plan's steps in time. `years` stays empty where none was published."""

    number: int
    name: Words
    phrases: tuple[Phrase, ...]
    years: str = ""


@dataclass(frozen=True, slots=True)
class Direction:
    """전략방향: one of the lines along which the plan moves."""

    number: int
    name: Words


@dataclass(frozen=True, slots=True)
class Task:
    """전략과제: what is to be done under one direction. The grade is that of the grouping."""

    number: int
    direction: int
    name: Words
    grade: Grade
    source: str = ""
    why: str = ""
    empty: Words | None = None

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)


@dataclass(frozen=True, slots=True)
class Engine:
    """성장동력: a field the plan wants to grow; projects say which engines they serve."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class ReportedCount:
    """How many projects a report counted, where the list itself was never published."""

    when: str
    projects: int
    what: Words
    grade: Grade
    source: str

    def __post_init__(self) -> None:
        check_moment(self.when)
        check_grounds(self.grade, self.source, "")


@dataclass(frozen=True, slots=True)
class Objective:
    """목적: one thing the plan wants, measured by indicators; alternatives weigh them."""

    id: str
    name: Words
    indicators: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class OfficeName:
    """What an office was called from one date to another; names change about every two years."""

    name: Words
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """부서·기관: who answers for a project or a figure, under dated names."""

    id: str
    names: tuple[OfficeName, ...]
    level: str = "city"
    staff: int | None = None

    def __post_init__(self) -> None:
        if not self.names:
            raise Unfit("부서 이름이 없습니다", "an office needs a name")
        check_member("level", self.level, OFFICE_LEVELS)

    @property
    def name(self) -> Words:
        """The latest name."""
        return self.names[-1].name
