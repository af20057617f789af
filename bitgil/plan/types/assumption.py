"""Assumptions (가정) with ranges and sources, drivers, tables, and what was observed (관측)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types.project import check_member
from bitgil.quantity import Grade, Unfit, check_grounds, check_moment, check_range

DISTRIBUTIONS = ("fixed", "triangular", "uniform", "normal", "discrete")
COMBINES = ("remaining", "capped_sum", "max", "exclusive")
OWNERS = ("city", "state", "agency", "company", "market", "citizens")


@dataclass(frozen=True, slots=True)
class YearValue:
    """A dated value; the path is linear between the years given and flat outside them."""

    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Driver:
    """An assumption that projects may change: up to `potential`, by one rule, owned by somebody."""

    potential: Decimal
    combine: str
    owner: str
    why: str
    additionality: Decimal | None = None

    def __post_init__(self) -> None:
        check_member("combine", self.combine, COMBINES)
        check_member("owner", self.owner, OWNERS)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures by named keys, such as sex, age and period; `rows` hold text keys, then the value."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise Unfit(
                    f"{row}: 칸이 {len(row)}개입니다. 열은 {len(self.columns)}개입니다",
                    f"row {row} has {len(row)} fields, not {len(self.columns)}",
                )


@dataclass(frozen=True, slots=True)
class Assumption:
    """One input of the city model: a value, a dated path or a table, with range, grade and source.

    Exactly one of `value`, `path` and `table` is given. `low` and `high` are in the unit of the
    value; for a path they are factors on the whole path when `relative` is true. For `normal`
    they are the 5th and 95th percentile; for `discrete` the `choices` carry weights.
    One draw holds for all years, unless `each_year` asks for an independent one every year.
    """

    id: str
    unit: str
    grade: Grade
    source: str = ""
    why: str = ""
    year: str = ""
    value: Decimal | None = None
    path: tuple[YearValue, ...] = ()
    table: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    relative: bool = False
    distribution: str = "fixed"
    choices: tuple[tuple[Decimal, Decimal], ...] = ()
    each_year: bool = False
    driver: Driver | None = None
    meaning: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)
        check_member("distribution", self.distribution, DISTRIBUTIONS)
        if sum((self.value is not None, bool(self.path), bool(self.table))) != 1:
            raise Unfit(
                "value, path, table 가운데 하나만 있어야 합니다", "give exactly one of value, path and table"
            )
        check_range(self.low, None if self.relative else self.value, self.high)
        if self.distribution in ("triangular", "uniform", "normal") and None in (self.low, self.high):
            raise Unfit(
                f"{self.distribution} 분포에는 low, high 값이 있어야 합니다",
                f"a {self.distribution} assumption needs low and high",
            )
        if self.distribution == "discrete" and sum(w for _, w in self.choices) != 1:
            raise Unfit("choices의 가중치 합이 1이 아닙니다", "the weights of the choices do not add up to 1")
        if [p.year for p in self.path] != sorted({p.year for p in self.path}):
            raise Unfit("path의 연도가 순서대로 있지 않습니다", "the years of the path are not in order")


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value; an empty value was looked for and not found."""

    period: str
    value: Decimal | None
    grade: Grade
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        check_moment(self.period)
        check_grounds(self.grade, self.source, self.note)


@dataclass(frozen=True, slots=True)
class Series:
    """관측값: what was measured, period by period, in one unit and on one basis."""

    id: str
    unit: str
    readings: tuple[Reading, ...]

    def __post_init__(self) -> None:
        periods = [reading.period for reading in self.readings]
        if len(set(periods)) != len(periods):
            twice = sorted({period for period in periods if periods.count(period) > 1})
            raise Unfit(
                f"같은 기간이 두 번 나옵니다: {', '.join(twice)}", f"measured twice: {', '.join(twice)}"
            )

    def yearly(self) -> dict[int, Decimal]:
        """Return the values of whole years, missing ones left out."""
        return {
            int(r.period): r.value
            for r in self.readings
            if r.value is not None and len(r.period) == 4  # noqa: PLR2004  YYYY has four digits
        }
