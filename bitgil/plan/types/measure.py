"""감축 수단: one way to cut emissions, as what it changes in the model and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.quantity import Grade, Unfit, Won, Words, check_grounds

NOTHING = Won(0)


@dataclass(frozen=True, slots=True)
class MeasureCost:
    """What a measure costs: an investment over its life with a yearly running cost, or a price a tonne.

    `per_tonne` names a quantity of the model in won a tonne cut, such as a break-even carbon price.
    """

    grade: Grade
    why: str = ""
    source: str = ""
    investment: Won | None = None
    life_years: Decimal | None = None
    running: Won = NOTHING
    per_tonne: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)
        if (self.investment is None) != bool(self.per_tonne):
            raise Unfit(
                "investment와 per_tonne 가운데 하나만 있어야 합니다",
                "give exactly one of investment and per_tonne",
            )
        if self.investment is not None and (self.life_years is None or self.life_years <= 0):
            raise Unfit(
                "투자비에는 0보다 긴 수명(life_years)이 있어야 합니다",
                "an investment needs a life_years above 0",
            )


@dataclass(frozen=True, slots=True)
class Measure:
    """감축 수단: a driver of the model moved by `change`, alone and in full, and its cost where one is known.

    `variant_of` names what several measures are variants of: one of them at most is taken.
    `instead_of_line` is the quantity that a measure raises where it cuts emissions inside no scope, such
    as power made elsewhere.
    """

    id: str
    name: Words
    driver: str
    change: Decimal
    unit: str
    grade: Grade
    why: str = ""
    source: str = ""
    cost: MeasureCost | None = None
    variant_of: str = ""
    instead_of_line: str = ""
    leaves_out: Words | None = None

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)
        if not self.change:
            raise Unfit("change: 아무것도 바꾸지 않습니다", "change 0 changes nothing")
