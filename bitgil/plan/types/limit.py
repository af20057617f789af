"""한도: what a choice of projects must stay within, with its source; grade X until an office says."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.plan.types.project import MONEY_SOURCES, check_amount, check_member
from bitgil.quantity import Grade, Unfit, Won, Words, check_grounds


@dataclass(frozen=True, slots=True)
class Limit:
    """Money of one source that may be spent in each year from `first` to `last`."""

    id: str
    name: Words
    source: str
    first: int
    last: int
    amount: Won
    grade: Grade
    low: Won | None = None
    high: Won | None = None
    url: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        check_member("source", self.source, MONEY_SOURCES)
        check_grounds(self.grade, self.url, self.why)
        check_amount(self.amount)
        if self.first > self.last:
            raise Unfit(
                f"한도가 시작({self.first}년)보다 먼저 끝납니다({self.last}년)",
                f"the limit cannot end ({self.last}) before it begins ({self.first})",
            )
        if (self.low or 0) > self.amount or (self.high is not None and self.high < self.amount):
            raise Unfit("금액이 제 하한과 상한 밖에 있습니다", "the amount lies outside its own range")
