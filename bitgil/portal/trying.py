"""A draft of another world: some assumptions set by the reader, the city run beside the plan's own course.

Nothing is stored. A value that is set holds in every draw, so the range around it is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import numpy as np

from bitgil.city.draws import middle
from bitgil.city.model import City, Run, run
from bitgil.city.model.sensitivity import rank_inputs
from bitgil.city.model.span import YEARS
from bitgil.plan.types import Assumption, Indicator
from bitgil.plan.types.assumption import YearValue
from bitgil.portal import spelling
from bitgil.portal.modelled import city_of, indicators_of_model, once, seen_of
from bitgil.quantity import Grade, Words, plain, year_of
from bitgil.store.current import Current

DRAWS, STRONGEST = 512, 10
SLID = "s."
NO_NUMBER = Words("수가 아닙니다. 0.5처럼 숫자로 쓰세요.", "This is no number; write one such as 0.5.")


@dataclass(frozen=True, slots=True)
class Knob:
    """One assumption that the reader may set. `factor` says that it multiplies the plan's own path.

    `moves` is its rank correlation with the outcome, None where it was asked for without being among
    the strongest; `asked` the text as it was typed, `value` what it means, `wrong` why it means nothing.
    """

    assumption: Assumption
    low: Decimal
    high: Decimal
    usual: Decimal
    factor: bool
    from_year: int | None
    moves: float | None
    asked: str = ""
    value: Decimal | None = None
    wrong: Words | None = None

    @property
    def shown(self) -> str:
        """Where its slider stands: at the value set, else at the plan's own as far as its range reaches."""
        stands = self.usual if self.value is None else self.value
        return f"{plain(min(max(stands, self.low), self.high)):f}"

    @property
    def grade(self) -> Grade:
        """The grade of the plan's own value."""
        return self.assumption.grade


def knobs_for(
    current: Current, indicator: Indicator, year: int, query: Mapping[str, str]
) -> tuple[Knob, ...]:
    """Return the strongest assumptions for an outcome and any other that *query* sets, as they were typed."""
    city = city_of(current)
    ranked = once(
        current,
        ("rank", indicator.measured_by, year),
        lambda: rank_inputs(city, indicator.measured_by, year, observed=seen_of(current), draws=DRAWS),
    )
    moves = {city.inputs[each.name].id: each.correlation for each in ranked}
    known = {assumption.id: assumption for assumption in city.inputs.values()}
    settable = [name for name in moves if bounds(known[name])][:STRONGEST]
    asked = [name for name, text in query.items() if text.strip() and name in known and name not in settable]
    others = [name for name in asked if bounds(known[name])]
    slid = {key: text for key, text in query.items() if key.startswith(SLID)}
    return tuple(
        _knob(
            current, known[name], moves.get(name), slid_to(known[name], slid) or query.get(name, "").strip()
        )
        for name in (*settable, *others)
    )


def slid_to(assumption: Assumption, slid: Mapping[str, str]) -> str:
    """Return where a slider was moved to, as it would be typed; nothing where it stands as it was shown.

    A slider always sends a value, so its name carries the one that it was shown at: `s.steel.eaf_use~0.8`.
    What it sends is rounded to a hundredth of its range, the least that a hand can tell apart.
    """
    ends = bounds(assumption)
    for key, text in slid.items():
        name, _, shown = key.removeprefix(SLID).rpartition("~")
        if name != assumption.id or ends is None or text == shown:
            continue
        try:
            value = Decimal(text)
        except InvalidOperation:
            return text
        if not value.is_finite():
            return text
        step = Decimal(1).scaleb((ends[1] - ends[0]).adjusted() - 2)
        rounded = plain(min(max(round(value / step) * step, ends[0]), ends[1]))
        return "" if shown and rounded == Decimal(shown) else f"{rounded:f}"
    return ""


def bounds(assumption: Assumption) -> tuple[Decimal, Decimal] | None:
    """Return how far an assumption may be moved: its range, its choices, or up to a driver's potential."""
    if assumption.table:
        return None
    if assumption.low is not None and assumption.high is not None:
        return assumption.low, assumption.high
    if assumption.choices:
        return min(v for v, _ in assumption.choices), max(v for v, _ in assumption.choices)
    if assumption.driver is None:
        return None
    written = [assumption.value] if assumption.value is not None else [p.value for p in assumption.path]
    ends = [*(value for value in written if value is not None), assumption.driver.potential]
    return (min(ends), max(ends)) if min(ends) < max(ends) else None


def _knob(current: Current, assumption: Assumption, moves: float | None, text: str) -> Knob:
    low, high = bounds(assumption) or (Decimal(0), Decimal(0))
    first = start_of(current) if is_moved(assumption) else None
    usual = Decimal(1) if assumption.relative else _usual(assumption, first or start_of(current))
    knob = Knob(assumption, low, high, usual, assumption.relative, first, moves, text)
    if not text:
        return knob
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return replace(knob, wrong=NO_NUMBER)
    if not value.is_finite():
        return replace(knob, wrong=NO_NUMBER)
    if not low <= value <= high:
        ends = (spelling.write_number(low), spelling.write_number(high))
        said = Words(
            f"범위를 벗어났습니다. {ends[0]}부터 {ends[1]}까지 쓸 수 있습니다.",
            f"Out of range: write a value from {ends[0]} to {ends[1]}.",
        )
        return replace(knob, wrong=said)
    return replace(knob, value=value)


def _usual(assumption: Assumption, year: int) -> Decimal:
    if assumption.value is not None:
        return assumption.value
    return plain(Decimal(f"{middle(assumption, np.array([year]))[0]:.6g}"))


def is_moved(assumption: Assumption) -> bool:
    """Return whether the value changes only from next year on: a driver without a range of its own."""
    return assumption.driver is not None and assumption.low is None and not assumption.choices


def start_of(current: Current) -> int:
    """Return the year after the last act: nothing that is set reaches further back."""
    recorded = [int(act.recorded[:4]) for act in current.acts]
    return max(recorded, default=year_of(current.plan.adopted)) + 1


def with_knobs(city: City, knobs: tuple[Knob, ...]) -> City:
    """Return the city with every set knob in place of the assumption, and no project moving it further."""
    fixed = {knob.assumption.id: fix(knob) for knob in knobs if knob.value is not None}
    plan = city.plan
    assumptions = tuple(fixed.get(each.id, each) for each in plan.assumptions)
    projects = tuple(
        replace(project, effects=tuple(e for e in project.effects if e.driver not in fixed))
        for project in plan.projects
    )
    return replace(
        city,
        plan=replace(plan, assumptions=assumptions, projects=projects),
        inputs={key: fixed.get(each.id, each) for key, each in city.inputs.items()},
    )


def fix(knob: Knob) -> Assumption:
    """Return the assumption as it was set: one value, the path times a factor, or a step to a value."""
    given, value = knob.assumption, knob.value or Decimal(0)
    still = replace(
        given, distribution="fixed", low=None, high=None, choices=(), relative=False, each_year=False
    )
    if knob.factor and given.path:
        path = tuple(YearValue(point.year, point.value * value) for point in given.path)
        return replace(still, path=path)
    if knob.factor:
        return replace(still, value=(given.value or Decimal(0)) * value)
    if knob.from_year is None:
        return replace(still, value=value, path=())
    before = knob.from_year - 1
    kept = tuple(point for point in given.path if point.year < before)
    step = (YearValue(before, _usual(given, before)), YearValue(knob.from_year, value))
    return replace(still, value=None, path=(*kept, *step))


def base_of(current: Current) -> Run:
    """Return every modelled indicator on the plan's own course."""
    return once(current, "base", lambda: _run(current, city_of(current)))


def draft_of(current: Current, knobs: tuple[Knob, ...]) -> Run:
    """Return every modelled indicator with the knobs as they were set, on the same draws as the base."""
    settings = tuple(sorted((k.assumption.id, str(k.value)) for k in knobs if k.value is not None))
    return once(current, ("draft", settings), lambda: _run(current, with_knobs(city_of(current), knobs)))


def _run(current: Current, city: City) -> Run:
    names = sorted({indicator.measured_by for indicator in indicators_of_model(current)})
    return run(city, names, draws=DRAWS, years=YEARS, observed=seen_of(current))
