"""The check of what an alternative is bound to: picks of projects, and portions of the money."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bitgil.plan.problems import Problem as Complaint
from bitgil.roadmap.evaluation.paying import Modes, Starts, portion_of
from bitgil.roadmap.problem import Portion, Problem


def faults_of_bounds(problem: Problem, starts: Starts, modes: Modes) -> Iterator[Complaint]:
    """Yield every pick and portion that *starts* break."""
    yield from _picks(problem, starts)
    yield from _portions(problem, starts, modes)


def _picks(problem: Problem, starts: Starts) -> Iterator[Complaint]:
    for pick in problem.picks:
        chosen = sum(name in starts for name in set(pick.among))
        if chosen < pick.least:
            yield Complaint(
                pick.id,
                f"has {chosen} of the {pick.least} that {pick.name.in_('en')} asks for",
                f"choose among {', '.join(pick.among)}",
                f"{pick.name.ko}: {pick.least}개 가운데 {chosen}개만 골랐습니다",
                f"다음에서 고르세요: {', '.join(pick.among)}",
            )


def _portions(problem: Problem, starts: Starts, modes: Modes) -> Iterator[Complaint]:
    """Yield each portion that is broken by more than what the facts break of it by themselves."""
    facts = {each.id: each.fixed for each in problem.candidates if each.fixed is not None}
    for part in problem.portions:
        allowed = max(_beyond(part, *portion_of(problem, part, facts)), Fraction(0))
        if _beyond(part, *portion_of(problem, part, starts, modes)) > allowed:
            yield Complaint(
                part.id,
                f"breaks {part.name.in_('en')}",
                "choose what keeps the share",
                f"{part.name.ko}: 지켜지지 않습니다",
                "몫을 지키는 사업을 고르세요",
            )


def _beyond(part: Portion, mine: int, whole: int) -> Fraction:
    """Return by how many won a portion is broken; below 0 where there is room."""
    over = mine - part.ratio * whole
    return -over if part.at_least else over
