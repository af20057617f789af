"""시나리오: another course of the world, as what it changes in the plan's assumptions and projects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types.assumption import DISTRIBUTIONS, YearValue
from bitgil.plan.types.project import check_member
from bitgil.quantity import Grade, Unfit, Words, check_grounds, check_moment, check_range

CARRIED = ("all", "none", "others", "listed")
"""Which projects are carried out: all of them, none, those that the city does not decide, or a list."""


@dataclass(frozen=True, slots=True)
class Override:
    """One assumption as this scenario has it: a value or a path of years instead of the plan's own.

    A range that is a factor on the path stays as it is; any other is replaced by the one given here,
    or by none.
    """

    assumption: str
    grade: Grade
    why: str
    value: Decimal | None = None
    path: tuple[YearValue, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    distribution: str = "fixed"
    source: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)
        check_member("distribution", self.distribution, DISTRIBUTIONS)
        if (self.value is not None) == bool(self.path):
            raise Unfit("value와 path 가운데 하나만 있어야 합니다", "give exactly one of value and path")
        check_range(self.low, self.value, self.high)


@dataclass(frozen=True, slots=True)
class Redelivery:
    """When and how surely one project delivers in this scenario; what is not given stays the plan's own."""

    project: str
    grade: Grade
    why: str
    opens: str = ""
    certainty: Decimal | None = None
    slip_low: Decimal | None = None
    slip_mode: Decimal | None = None
    slip_high: Decimal | None = None
    source: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)
        if self.opens:
            check_moment(self.opens)
        if self.certainty is not None and not 0 <= self.certainty <= 1:
            raise Unfit(
                f"certainty: 0과 1 사이의 확률이 아닙니다: {self.certainty}",
                f"certainty {self.certainty} is no chance between 0 and 1",
            )
        check_range(self.slip_low, self.slip_mode, self.slip_high)


@dataclass(frozen=True, slots=True)
class Scenario:
    """시나리오: its name and meaning, which projects are carried out, and what it assumes otherwise.

    `leaves_out` says which parts of the scenario the model cannot carry; they are left out of the
    calculation, never replaced. `answers` are those of structural questions that this scenario takes, such
    as "inventory=company"; where its own overrides change the same assumption, these count. `beside` are
    quantities of the model without which its indicators would mislead: shown for every scenario.
    """

    id: str
    name: Words
    meaning: Words
    projects: str
    listed: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    deliveries: tuple[Redelivery, ...] = ()
    leaves_out: tuple[Words, ...] = ()
    place: int = 0
    answers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_member("projects", self.projects, CARRIED)
        if (self.projects == "listed") != bool(self.listed):
            raise Unfit(
                "projects = 'listed'일 때, 그리고 그때만 `listed`에 사업을 적습니다",
                "name the projects under `listed` exactly where projects = 'listed'",
            )
        for names in ([o.assumption for o in self.overrides], [d.project for d in self.deliveries]):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise Unfit(f"두 번 바꾸었습니다: {', '.join(twice)}", f"changed twice: {', '.join(twice)}")
