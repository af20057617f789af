"""The nouns of the outlook: bands, past errors, and the outlook of one indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types import Reading, Target
from bitgil.plan.types.project import check_member
from bitgil.quantity import Words, check_range

METHODS = ("model", "rule", "no-change", "none")


@dataclass(frozen=True, slots=True)
class Band:
    """One year ahead: the middle, and the 10th and 90th percentile where they could be had."""

    year: int
    low: Decimal | None
    middle: Decimal
    high: Decimal | None

    def __post_init__(self) -> None:
        check_range(self.low, self.middle, self.high)


@dataclass(frozen=True, slots=True)
class PastError:
    """How far a rule missed at one horizon: mean absolute error in the indicator's unit and in percent."""

    rule: str
    horizon: int
    mae: Decimal
    mape: Decimal | None
    n: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """전망: one indicator, what was observed, what may come, and what that means for its target.

    `method` names the central line: the model's, that of a simple rule which beat no-change in the past
    (`rule` says which), no-change, or none. `projected` is the rule's line, or the model's band wherever the
    model has one, also where it is only shown as a scenario beside the central no-change line. `chance` is
    the chance that the target is reached in its year (0 to 1). `verdict` says how model or rules did against
    no-change in the past; `no_band` why the no-change line carries no band.
    """

    indicator: str
    unit: str
    observed: tuple[Reading, ...]
    projected: tuple[Band, ...]
    no_change: tuple[Band, ...]
    target: Target | None
    chance: Decimal | None
    gap: Words
    method: str
    past_errors: tuple[PastError, ...] = ()
    leaves_out: Words | None = None
    why_missing: Words | None = None
    verdict: Words | None = None
    no_band: Words | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        check_member("method", self.method, METHODS)
        if self.chance is not None and not 0 <= self.chance <= 1:
            raise ValueError(f"chance {self.chance} is none between 0 and 1")
        if (self.method == "rule") != bool(self.rule):
            raise ValueError("an outlook names its rule exactly where a rule gives its line")
        if self.method == "none" and self.why_missing is None:
            raise ValueError("an outlook without any line must say why")

    @property
    def central(self) -> tuple[Band, ...]:
        """The line to be read first: the model's or a rule's, or no-change where nothing did better."""
        lines = {"model": self.projected, "rule": self.projected, "no-change": self.no_change, "none": ()}
        return lines[self.method]
