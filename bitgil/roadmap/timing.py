"""Why now: what starting a chosen project at the next time it may, or the one before, would cost.

Each sentence is one more exact solve with that start fixed and everything else free again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bitgil.quantity import Words
from bitgil.roadmap.caveats import caveat
from bitgil.roadmap.problem import Candidate, Problem
from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.wording import points


def why_now(problem: Problem, roadmap: Roadmap, name: str, effort: Effort | None = None) -> tuple[Words, ...]:
    """Return why a chosen project starts in its quarter: against the one before, then the one after."""
    each, start = problem.candidate(name), roadmap.starts[name]
    may = sorted({at for _, at in problem.options(each)})
    return tuple(_told(problem, roadmap, each, start, may, effort))


def _told(  # noqa: PLR0913, PLR0917  what one comparison hangs on
    problem: Problem,
    roadmap: Roadmap,
    each: Candidate,
    start: int,
    may: list[int],
    effort: Effort | None,
) -> Iterator[Words]:
    when = problem.horizon.name_of
    earlier, later = [at for at in may if at < start], [at for at in may if at > start]
    if not earlier:
        yield Words(f"{when(start)}보다 일찍 시작할 수 없습니다.", f"It cannot start before {when(start)}.")
    else:
        yield _compared(problem, roadmap, each, earlier[-1], effort)
    if not later:
        yield Words(
            f"{when(start)}보다 늦게는 시작할 수 없습니다.",
            f"It cannot start after {when(start)}.",
        )
    else:
        yield _compared(problem, roadmap, each, later[0], effort)


def _compared(problem: Problem, roadmap: Roadmap, each: Candidate, at: int, effort: Effort | None) -> Words:
    """Return what starting in quarter *at* would cost."""
    when = problem.horizon.name_of(at)
    held = {c.id: starting(c, at) if c.id == each.id else c for c in problem.candidates}
    other = solve(replace(problem, candidates=tuple(held.values())), effort, hint=roadmap.starts)
    if other.status == "impossible":
        return Words(f"{when}에는 시작할 수 없습니다(한도·순서).", f"Limits or order forbid {when}.")
    if other.value is None or roadmap.value is None:
        return Words(
            f"{when}에 시작하면 어떻게 되는지 시간 안에 찾지 못했습니다.",
            f"What a start in {when} would cost was not found in time.",
        )
    loss = roadmap.value - other.value
    if loss == 0:
        tie = Words(f"{when}에 시작해도 목적 값은 같습니다.", f"Started in {when} it is worth the same.")
        return Words(tie.ko + caveat(other, "ko"), tie.in_("en") + caveat(other, "en"))
    return Words(
        f"{when}에 시작하면 목적 값이 {points(loss)} 줄어듭니다.{caveat(other, 'ko')}",
        f"Started in {when} it costs {points(loss)} of value.{caveat(other, 'en')}",
    )


def starting(each: Candidate, at: int) -> Candidate:
    """Return the candidate as one that must start in quarter *at*, in whichever way may."""
    modes = tuple(
        replace(
            mode,
            first=at if mode.first is None else max(mode.first, at),
            last=at if mode.last is None else min(mode.last, at),
        )
        for mode in each.modes
    )
    return replace(each, first=at, last=at, step=1, must=True, modes=modes)
