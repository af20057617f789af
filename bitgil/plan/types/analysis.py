"""The environment analysis, the alternatives drawn from it, and the indicators that judge them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types.project import check_member
from bitgil.quantity import Grade, Unfit, Words, check_grounds, check_moment

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
class Alternative:
    """전략 대안: a portfolio with objective weights, compared before choosing."""

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
