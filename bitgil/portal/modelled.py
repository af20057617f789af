"""The city model of the plan in force: assembled once a version, and what was asked of it kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from bitgil.checking import sectors_for
from bitgil.city.model import City, assemble
from bitgil.city.model.running import Observed
from bitgil.plan.types import Indicator
from bitgil.roadmap.values import observations
from bitgil.store.computing import scale_to
from bitgil.store.current import Current

KEPT = 64
"""How many answers are kept; the oldest goes first."""
Answer = TypeVar("Answer")


@dataclass(slots=True)
class _Memory:
    """Answers by question, all of one version of the plan."""

    version: str = ""
    answers: dict[Hashable, object] = field(default_factory=dict)


_memory = _Memory()


def once(current: Current, question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """Return what *answer* gives, asked once for each version of the plan and *question*."""
    if _memory.version != current.version:
        _memory.version, _memory.answers = current.version, {}
    answers = _memory.answers
    if question not in answers:
        found = answer()
        while len(answers) >= KEPT:
            answers.pop(next(iter(answers)), None)
        answers[question] = found
        return found
    return cast("Answer", answers[question])


def city_of(current: Current) -> City:
    """Return the city model of the plan in force."""
    return _parts(current)[0]


def seen_of(current: Current) -> Observed:
    """Return what was measured of the model's quantities."""
    return _parts(current)[1]


def _parts(current: Current) -> tuple[City, Observed]:
    def assembled() -> tuple[City, Observed]:
        city = assemble(sectors_for(current.plan), current.plan)
        return city, observations(current.plan, city)

    if _memory.version == current.version and "city" in _memory.answers:
        _memory.answers["city"] = _memory.answers.pop("city")
    return once(current, "city", assembled)


def indicators_of_model(current: Current) -> tuple[Indicator, ...]:
    """Return the indicators that the city model computes, the goal's first."""
    city = city_of(current)
    goal = [name for objective in current.plan.objectives for name in objective.indicators]
    found = [i for i in current.plan.indicators if i.measured_by in city.functions and scale_to(city, i)]
    return tuple(sorted(found, key=lambda i: goal.index(i.id) if i.id in goal else len(goal)))
