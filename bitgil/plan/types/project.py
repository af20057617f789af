"""세부사업: one project, with its money, dates, results, effects, claims and relations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bitgil.quantity import Figure, Grade, Unfit, Won, Words, check_grounds, check_moment, check_range

MONEY_SOURCES = ("national", "provincial", "city", "private", "agency", "unknown")
MONEY_STATES = ("planned", "secured", "spent", "requested")
MONEY_ROLES = ("share", "year", "umbrella", "alternative")
DECIDERS = ("city", "province", "state", "agency", "company", "shared")
RELATIONS = ("part_of", "requires", "continues", "feeds", "same_call", "excludes", "together")
CLAIM_KINDS = ("capacity", "output", "outcome", "assumption")


class Standing(StrEnum):
    """상태: where a project stands, in the words the city and its press use."""

    DONE = "완료"
    ON_TRACK = "정상추진"
    PARTIAL = "일부추진"
    LATE = "지연"
    NOT_STARTED = "미착수"
    REQUESTED = "요청"
    STOPPED = "중단"
    UNKNOWN = "불명"

    @property
    def en(self) -> str:
        """The English word."""
        return self.name.replace("_", " ").lower()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a project stands in the plan. Grade X where the mapping is this file's reading."""

    task: int
    grade: Grade
    stage: int | None = None
    serves: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    source: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)


@dataclass(frozen=True, slots=True)
class Period:
    """From which year to which; an end stays empty where none was reported."""

    first: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise Unfit(
                f"기간이 시작({self.first}년)보다 먼저 끝납니다({self.last}년)",
                f"the period cannot end ({self.last}) before it begins ({self.first})",
            )


@dataclass(frozen=True, slots=True)
class Status:
    """What was last known, when, and from where; not a claim about today."""

    value: Standing
    as_of: str
    evidence: str
    source: str

    def __post_init__(self) -> None:
        check_moment(self.as_of)


@dataclass(frozen=True, slots=True)
class Budget:
    """총사업비: the current total as last printed."""

    amount: Won
    grade: Grade
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        check_amount(self.amount)
        check_grounds(self.grade, self.source, self.note)


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One sum from one source (재원): a share of the total, a year's part, or an umbrella."""

    source: str
    state: str
    role: str
    amount: Won
    grade: Grade
    basis: str
    url: str
    year: int | None = None

    def __post_init__(self) -> None:
        check_member("source", self.source, MONEY_SOURCES)
        check_member("state", self.state, MONEY_STATES)
        check_member("role", self.role, MONEY_ROLES)
        check_amount(self.amount)
        check_grounds(self.grade, self.url, self.basis)
        if self.role == "year" and self.year is None:
            raise Unfit("연도별 금액(role = year)에 연도가 없습니다", "a year's part must name its year")


@dataclass(frozen=True, slots=True)
class YearShare:
    """The share of the total that falls into one year."""

    year: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """How a total is assumed to fall over the years; a switch, named on every page that uses it."""

    years: tuple[YearShare, ...]
    grade: Grade
    why: str

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.why, self.why)
        if sum(part.share for part in self.years) != 1:
            raise Unfit("연도별 배분의 합이 1이 아닙니다", "the yearly shares do not add up to 1")


@dataclass(frozen=True, slots=True)
class Result:
    """A counted output (산출) or outcome (성과): promised, or reported as reached."""

    what: Words
    figure: Figure
    state: str

    def __post_init__(self) -> None:
        check_member("state", self.state, ("promised", "reported"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whether the thing is ever built (certainty), when it opens, and how many years it may slip."""

    certainty: Decimal
    opens: str
    grade: Grade
    why: str
    source: str = ""
    slip_low: Decimal = Decimal(0)
    slip_mode: Decimal = Decimal(0)
    slip_high: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        check_moment(self.opens)
        check_grounds(self.grade, self.source, self.why)
        if not 0 <= self.certainty <= 1:
            raise Unfit(
                f"certainty: 0과 1 사이의 확률이 아닙니다: {self.certainty}",
                f"certainty {self.certainty} is no chance between 0 and 1",
            )
        check_range(self.slip_low, self.slip_mode, self.slip_high)


@dataclass(frozen=True, slots=True)
class Effect:
    """A reform: what the project does to one driver once open. δ is low/change/high in `unit`."""

    driver: str
    change: Decimal
    unit: str
    grade: Grade
    basis: str
    source: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    ramp_years: Decimal = Decimal(0)
    life_years: Decimal | None = None
    influence: Decimal | None = None

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.basis)
        check_range(self.low, self.change, self.high)
        if self.ramp_years < 0:
            raise Unfit("ramp_years: 0보다 짧을 수 없습니다", "a ramp cannot be shorter than no time")
        if self.influence is not None and not 0 <= self.influence <= 1:
            raise Unfit(
                f"influence: 0과 1 사이의 몫이 아닙니다: {self.influence}",
                f"influence {self.influence} is no share between 0 and 1",
            )


@dataclass(frozen=True, slots=True)
class Claim:
    """A reported effect that no driver of the model carries: kept, shown, and without effect."""

    about: str
    kind: str
    change: Decimal
    unit: str
    grade: Grade
    basis: str
    source: str
    low: Decimal | None = None
    high: Decimal | None = None
    first: int | None = None
    last: int | None = None
    certainty: Decimal | None = None
    additional: bool = True
    already_counted: bool = False

    def __post_init__(self) -> None:
        check_member("kind", self.kind, CLAIM_KINDS)
        check_grounds(self.grade, self.source, self.basis)
        check_range(self.low, self.change, self.high)


@dataclass(frozen=True, slots=True)
class Relation:
    """How one project hangs on another."""

    kind: str
    other: str
    reason: str
    grade: Grade

    def __post_init__(self) -> None:
        check_member("kind", self.kind, RELATIONS)


@dataclass(frozen=True, slots=True)
class Project:
    """세부사업: one piece of work, serving one task. Holds current values only; history is acts."""

    id: str
    name: Words
    placement: Placement
    lead: str
    decided_by: str
    status: Status
    kind: str = "project"
    offices: tuple[str, ...] = ()
    period: Period = Period()
    budget: Budget | None = None
    money: tuple[MoneyLine, ...] = ()
    spread: Spread | None = None
    promise: str = ""
    outputs: tuple[Result, ...] = ()
    outcomes: tuple[Result, ...] = ()
    delivery: Delivery | None = None
    effects: tuple[Effect, ...] = ()
    claims: tuple[Claim, ...] = ()
    no_effect: str = ""
    relations: tuple[Relation, ...] = ()
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        check_member("decided_by", self.decided_by, DECIDERS)
        check_member("kind", self.kind, KINDS)
        if self.effects and self.delivery is None:
            raise Unfit(
                "효과가 있는 사업에 준공 시점과 확률([delivery])이 없습니다",
                "a project with effects must say when and how surely it delivers",
            )


KINDS = ("project", "bid", "request", "designation", "study", "rule", "event", "private", "umbrella")


def check_member(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise Unfit unless *value* is one of *allowed*."""
    if value not in allowed:
        choices = ", ".join(part or '""' for part in allowed)
        raise Unfit(
            f"{name}: 모르는 값 '{value}'. 다음 가운데 하나를 쓰세요: {choices}",
            f"{name} '{value}' is unknown; use one of {choices}",
        )


def check_amount(amount: Won) -> None:
    """Raise Unfit where money is negative."""
    if amount < 0:
        raise Unfit(f"금액이 0보다 작습니다 ({amount}원)", f"money cannot be negative ({amount} won)")
