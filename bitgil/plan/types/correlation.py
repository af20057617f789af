"""상관: which uncertain inputs are high or low together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.quantity import Grade, Unfit, check_grounds

SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Correlation:
    """Two inputs that are drawn together: ρ between their normal scores, neither's own range changed.

    `first` and `second` are ids of assumptions, or `P13.slip` for how late project P13 opens.
    """

    id: str
    first: str
    second: str
    rho: Decimal
    grade: Grade
    why: str
    source: str = ""

    def __post_init__(self) -> None:
        check_grounds(self.grade, self.source, self.why)
        if self.first == self.second:
            raise Unfit(
                f"자기 자신과의 상관입니다: {self.first}. 서로 다른 둘을 쓰세요",
                f"{self.first} is correlated with itself; name two inputs",
            )
        if not -1 < self.rho < 1:
            raise Unfit(
                f"상관계수가 아닙니다: {self.rho} (-1 < rho < 1)",
                f"{self.rho} is no correlation of two inputs (-1 < rho < 1)",
            )

    @property
    def ends(self) -> tuple[str, str]:
        """Both names."""
        return self.first, self.second
