"""The environment analysis, the alternatives drawn from it, and the indicators that judge them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types.project import MONEY_SOURCES, check_member
from bitgil.quantity import Grade, Unfit, Won, Words, check_grounds, check_moment

FINDING_KINDS = (
    "political",
    "economic",
    "social",
    "technological",
    "legal",
    "environmental",
    "strength",
    "weakness",
    "opportunity",
    "threat",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the environment analysis (환경분석): outside (PEST) or inside (SWOT), with evidence."""

    id: str
    kind: str
    title: Words
    statement: Words
    evidence: str
    tasks: tuple[int, ...]
    grade: Grade
    sources: tuple[str, ...]
    valid_from: str = ""
    valid_to: str = ""

    def __post_init__(self) -> None:
        check_member("kind", self.kind, FINDING_KINDS)
        check_grounds(self.grade, "; ".join(self.sources), self.evidence)
        for moment in (self.valid_from, self.valid_to):
            if moment:
                check_moment(moment)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Unfit("유효 기간의 끝이 시작보다 앞섭니다", "the finding ends before it begins")


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one objective counts in an alternative."""

    objective: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class TaskShare:
    """How much of one source's money must, or may at most, go to some tasks; to each alone if none is named.

    Exactly one of `at_least` and `at_most` is given, from 0 to 1.
    """

    source: str
    tasks: tuple[int, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def __post_init__(self) -> None:
        check_member("source", self.source, MONEY_SOURCES)
        _check_share(self.at_least, self.at_most)
        if self.at_least is not None and not self.tasks:
            raise Unfit("at_least에는 tasks를 적어야 합니다", "at_least needs the tasks that it is for")


@dataclass(frozen=True, slots=True)
class SourceShare:
    """How much of all money whose source is known must, or may at most, come from one source.

    Exactly one of `at_least` and `at_most` is given, from 0 to 1.
    """

    source: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def __post_init__(self) -> None:
        check_member("source", self.source, MONEY_SOURCES)
        _check_share(self.at_least, self.at_most)


def _check_share(at_least: Decimal | None, at_most: Decimal | None) -> None:
    given = [share for share in (at_least, at_most) if share is not None]
    if len(given) != 1 or not 0 <= given[0] <= 1:
        raise Unfit(
            "at_least와 at_most 가운데 하나를 0에서 1까지 적어야 합니다",
            "one of at_least and at_most is given, from 0 to 1",
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """풀이에 들어가는 한도: what an alternative's roadmap keeps, and how it was read.

    `project_at_most` is the whole cost that a project may have, `every_task` asks for a project in each task
    that could have one, `without` names projects that stay out.
    """

    grade: Grade
    why: str
    project_at_most: Won | None = None
    every_task: bool = False
    without: tuple[str, ...] = ()
    task_shares: tuple[TaskShare, ...] = ()
    source_shares: tuple[SourceShare, ...] = ()

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.why, self.why)
        if self.project_at_most is not None and self.project_at_most <= 0:
            raise Unfit("project_at_most는 0보다 커야 합니다", "project_at_most must be more than 0")
        stated = (self.every_task, self.without, self.task_shares, self.source_shares)
        if self.project_at_most is None and not any(stated):
            raise Unfit("한도가 하나도 적혀 있지 않습니다", "no bound is stated")


@dataclass(frozen=True, slots=True)
class Alternative:
    """전략 대안: a portfolio with objective weights, compared before choosing.

    `bounds` enter the solve; `limits` are said in words alone.
    """

    id: str
    name: Words
    gist: Words
    weights: tuple[Weight, ...]
    grade: Grade
    why: str
    tasks: tuple[int, ...] = ()
    supports: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    limits: str = ""
    hangs_on: str = ""
    programmes: tuple[str, ...] = ()
    wins_when: str = ""
    loses_when: str = ""
    bounds: Bounds | None = None

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.why, self.why)
        if sum(part.weight for part in self.weights) != 1:
            raise Unfit("가중치의 합이 1이 아닙니다", "the weights do not add up to 1")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value an indicator is measured from."""

    year: str
    value: Decimal
    grade: Grade
    source: str

    def __post_init__(self) -> None:
        check_moment(self.year)
        check_grounds(self.grade, self.source, "")


@dataclass(frozen=True, slots=True)
class Target:
    """목표: the value to be reached by a year, and who set it."""

    year: str
    value: Decimal
    grade: Grade
    source: str

    def __post_init__(self) -> None:
        check_moment(self.year)
        check_grounds(self.grade, self.source, "")


@dataclass(frozen=True, slots=True)
class Indicator:
    """지표: what is watched. `observed` names a series, `measured_by` a quantity of the model."""

    id: str
    name: Words
    unit: str
    better: str
    level: str
    about: tuple[str, ...]
    definition: str
    scope: str = ""
    observed: str = ""
    measured_by: str = ""
    baseline: Baseline | None = None
    target: Target | None = None
    frequency: str = "annual"
    office: str = ""
    standard: str = ""
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        check_member("better", self.better, ("up", "down", "range"))
        check_member("level", self.level, ("input", "process", "output", "outcome"))
        check_member("scope", self.scope, ("", "territorial", "city-managed", "company"))
