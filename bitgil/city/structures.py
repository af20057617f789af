"""Structural variants: what follows from each answer to a question that no source settles.

Belongs here: answers laid over a plan and its city, and what is left of a figure's certainty between them.
Does not: the questions and answers themselves (the plan folder), or scenarios of the world (scenarios).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

from bitgil.city.comparing import YEARS, bands_in, in_order, span_of
from bitgil.city.model import City, Footing, Progress, Run, run
from bitgil.plan.types import Answer, Assumption, Override, Plan, Structure

NEGLIGIBLE = 0.02
"""Answers that lie closer together than this share of the band make no difference worth a line."""
SIGN = "="
"""Between a question and its answer where both are named: `inventory=company`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One quantity in one year under one answer: the 10th, 50th and 90th percentile, None where missing."""

    structure: str
    answer: str
    quantity: str
    unit: str
    year: int
    low: float | None
    middle: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Between:
    """How far the middles of all answers to one question lie apart, beside the plan's own band."""

    structure: str
    quantity: str
    year: int
    lowest: float
    highest: float
    within: float

    @property
    def share(self) -> float:
        """How far apart, as a share of the plan's own band; infinite beside a band of no width."""
        apart = self.highest - self.lowest
        if self.within > 0:
            return apart / self.within
        return float("inf") if apart > 0 else 0.0


def changed(plan: Plan, overrides: Collection[Override]) -> Plan:
    """Return *plan* with its assumptions as *overrides* have them; raise KeyError for an unknown one."""
    by_name = {override.assumption: override for override in overrides}
    for name in by_name:
        plan.assumption(name)
    assumptions = tuple(
        overridden(each, by_name[each.id]) if each.id in by_name else each for each in plan.assumptions
    )
    return replace(plan, assumptions=assumptions)


def overridden(assumption: Assumption, override: Override) -> Assumption:
    """Return the assumption with the override's value or path, its grade and its reason.

    A range that is a factor on a path stays on a new path; any other gives way to the override's own.
    """
    keeps_range = assumption.relative and bool(override.path) and override.distribution == "fixed"
    spread: dict[str, Any] = (
        {}
        if keeps_range
        else {
            "low": override.low,
            "high": override.high,
            "distribution": override.distribution,
            "choices": (),
            "relative": False,
            "each_year": False,
        }
    )
    return replace(
        assumption,
        value=override.value,
        path=override.path,
        grade=override.grade,
        source=override.source,
        why=override.why,
        **spread,
    )


def with_answers(plan: Plan, names: Collection[str]) -> Plan:
    """Return *plan* with the answers named such as `inventory=company`; raise KeyError for an unknown one."""
    for name in names:
        plan = changed(plan, answer_named(plan, name)[1].overrides)
    return plan


def answer_named(plan: Plan, name: str) -> tuple[Structure, Answer]:
    """Return question and answer of a name such as `inventory=company`; raise KeyError with all known."""
    known = {
        f"{structure.id}{SIGN}{answer.id}": (structure, answer)
        for structure in plan.structures
        for answer in structure.answers
    }
    if name not in known:
        raise KeyError(f"no answer {name!r}; there are {', '.join(sorted(known)) or 'none'}")
    return known[name]


def on_plan(city: City, plan: Plan) -> City:
    """Return the same functions on the assumptions and projects of *plan*."""
    known = {assumption.id: assumption for assumption in plan.assumptions}
    return replace(city, plan=plan, inputs={key: known[each.id] for key, each in city.inputs.items()})


def answered(city: City, names: Collection[str]) -> City:
    """Return the city with answers named such as `inventory=company`; raise KeyError for an unknown one."""
    return on_plan(city, with_answers(city.plan, names)) if names else city


def reached(city: City, structure: Structure, wanted: Collection[str]) -> tuple[str, ...]:
    """Return those of *wanted* that some answer can change at all."""
    ids = {override.assumption for answer in structure.answers for override in answer.overrides}
    keys = {key for key, assumption in city.inputs.items() if assumption.id in ids}
    return tuple(name for name in wanted if keys & city.ancestors([name]))


def answers_apart(
    city: City,
    wanted: Collection[str],
    *,
    structures: Collection[Structure] | None = None,
    years: Sequence[int] = YEARS,
    tell: Progress | None = None,
    **footing: Unpack[Footing],
) -> tuple[Outcome, ...]:
    """Return each wanted quantity in each of *years* under each answer, where the question can change it.

    All answers share their *footing*. Raises what `run` raises.
    """
    chosen = in_order(city.plan.structures if structures is None else structures)

    def run_on(plan: Plan, names: Collection[str]) -> Run:
        return run(on_plan(city, plan), names, years=span_of(years), **footing)

    asked = {structure.id: reached(city, structure, wanted) for structure in chosen}
    together = {name for names in asked.values() for name in names}
    plain = run_on(city.plan, together) if together else None
    found: list[Outcome] = []
    for place, structure in enumerate(chosen):
        names = asked[structure.id]
        for answer in structure.answers if names else ():
            if plain and not answer.overrides:
                done = plain
            else:
                done = run_on(changed(city.plan, answer.overrides), names)
            bands = bands_in(city, done, names, years)
            found.extend(Outcome(structure.id, answer.id, *band) for band in bands)
        if tell:
            tell(place + 1, len(chosen))
    return tuple(found)


def between(plan: Plan, outcomes: Collection[Outcome]) -> Iterator[Between]:
    """Yield, for each question, quantity and year without a missing value, how far its answers lie apart."""
    own = {
        structure.id: next(answer.id for answer in structure.answers if answer.default)
        for structure in plan.structures
    }
    groups: dict[tuple[str, str, int], list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault((each.structure, each.quantity, each.year), []).append(each)
    for (structure, quantity, year), group in groups.items():
        middles = [each.middle for each in group if each.middle is not None]
        plain = next((each for each in group if each.answer == own[structure]), None)
        if plain is None or plain.low is None or plain.high is None or len(middles) < len(group):
            continue
        within = plain.high - plain.low
        yield Between(structure, quantity, year, min(middles), max(middles), within)
