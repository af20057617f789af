"""An abatement cost curve (감축비용곡선) that counts no tonne twice.

Belongs here: cost per tonne after overlap on one line of emissions, exclusion and free riders.
Does not: which measures there are and what they cost (a plan, with sources).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to cut one line of emissions by a share of what is left of it, at a yearly cost.

    `variant_of` names what several measures are variants of: only one of them is taken.
    `additionality` is the part that would not have come about anyway; the cost is paid in full.
    """

    name: str
    line: str
    share: float
    yearly_cost: float
    variant_of: str = ""
    additionality: float = 1.0

    def __post_init__(self) -> None:
        for what, part in (("share", self.share), ("additionality", self.additionality)):
            if not 0 <= part <= 1:
                raise ValueError(f"{self.name}: {what} {part} is no part between 0 and 1")

    def cut_of(self, left: float) -> float:
        """Return the net cut where *left* of the line is still emitted."""
        return self.share * self.additionality * left


@dataclass(frozen=True, slots=True)
class Step:
    """One measure on the curve: its net cut beside those before it, and what a tonne of it costs."""

    measure: Measure
    cut: float
    cost_per_tonne: float
    cut_so_far: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The steps from cheap to dear, and the measures not taken: a variant was, or nothing is left."""

    steps: tuple[Step, ...]
    not_taken: tuple[Measure, ...]

    @property
    def cut(self) -> float:
        """The net cut of all steps together."""
        return self.steps[-1].cut_so_far if self.steps else 0.0


def annuity(rate: float, years: float) -> float:
    """Return the yearly payment that repays an investment of 1.

    Equation: r/(1 - (1 + r)^-n); 1/n where the rate is 0.
    """
    return 1 / years if rate == 0 else rate / (1 - (1 + rate) ** -years)


def yearly_cost(investment: float, rate: float, years: float, running: float = 0.0) -> float:
    """Return investment spread over its life plus running cost less savings, per year.

    Equation: I·annuity(r, n) + running.
    """
    return investment * annuity(rate, years) + running


def curve(measures: Sequence[Measure], lines: Mapping[str, float]) -> Curve:
    """Order *measures* from cheap to dear on the emissions of *lines*, t/yr each.

    Equation: cut of a measure = share·additionality·what is left of its line; then the line shrinks by it.
    At each step the cheapest tonne comes next. Measures that pay for themselves come first, the largest
    saving first, because a cost per tonne below zero ranks small cuts above large ones.
    Source: Kesicki & Ekins 2012 (overlap), Taylor 2012 (negative costs).
    Raises ValueError for a line that is not among *lines*, or a name given twice.
    """
    _check(measures, lines)
    steps = tuple(_take(measures, dict(lines)))
    taken = {step.measure.name for step in steps}
    return Curve(steps, tuple(measure for measure in measures if measure.name not in taken))


def _check(measures: Sequence[Measure], lines: Mapping[str, float]) -> None:
    unknown = sorted({measure.line for measure in measures} - set(lines))
    if unknown:
        raise ValueError(f"no emissions are given for {', '.join(unknown)}; give one of {sorted(lines)}")
    names = [measure.name for measure in measures]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"measures named twice: {', '.join(twice)}")


def _take(measures: Sequence[Measure], left: dict[str, float]) -> Iterator[Step]:
    waiting = list(measures)
    so_far = 0.0
    while waiting := [measure for measure in waiting if measure.cut_of(left[measure.line]) > 0]:
        best = min(waiting, key=lambda measure: _rank(measure, left[measure.line]))
        cut = best.cut_of(left[best.line])
        left[best.line] -= cut
        so_far += cut
        yield Step(best, cut, best.yearly_cost / cut, so_far)
        waiting = [other for other in waiting if other is not best and not _same_thing(other, best)]


def _same_thing(one: Measure, other: Measure) -> bool:
    return bool(one.variant_of) and one.variant_of == other.variant_of


def _rank(measure: Measure, left: float) -> tuple[int, float, str]:
    if measure.yearly_cost <= 0:
        return 0, measure.yearly_cost, measure.name
    return 1, measure.yearly_cost / measure.cut_of(left), measure.name
