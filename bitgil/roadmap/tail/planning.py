"""The plan best in a mixture of its mean and of its worst futures, beside the one best on the mean alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bitgil.plan.problems import Unsound
from bitgil.quantity import Words, text_of
from bitgil.roadmap.evaluation import aims_to_plain, evaluate
from bitgil.roadmap.ground import Survey
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.simulation import FRESH
from bitgil.roadmap.solver.answer import columns_for, solve, starts_of
from bitgil.roadmap.solver.choice import best_of
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, Effort
from bitgil.roadmap.soundness import problems_of
from bitgil.roadmap.spelling import both, spelt
from bitgil.roadmap.tail.closing import close
from bitgil.roadmap.tail.futures import Futures, averaged, count_of, futures_of
from bitgil.roadmap.tail.mixture import Mixture
from bitgil.roadmap.wording import points

AGAIN = 1 + 3 * FRESH
"""The seed of fresh futures: none that was planned with, none that effects were measured on."""


@dataclass(frozen=True, slots=True)
class Tail:
    """A plan with its mean and the mean of its worst futures, beside the plan that is best on the mean alone.

    `bound` is what no plan's mixture can pass, `mixture` what this one's is; `plain_…` are the other plan's.
    """

    status: str
    starts: Mapping[str, int]
    modes: Mapping[str, str]
    mean: Fraction | None
    tail: Fraction | None
    mixture: Fraction | None
    bound: Fraction | None
    plain_mean: Fraction | None
    plain_tail: Fraction | None
    worst: Decimal
    mix: Decimal
    futures: int
    plain_starts: Mapping[str, int] = field(default_factory=dict)
    plain_modes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Futures to plan with, and fresh ones in which what was promised is measured again."""

    planned: Futures
    fresh: Futures


def tail_roadmap(
    problem: Problem,
    futures: Futures,
    *,
    worst: Decimal = Decimal("0.1"),
    mix: Decimal = Decimal("0.5"),
    effort: Effort | None = None,
) -> Tail:
    """Return the plan best in (1 − *mix*) × mean + *mix* × mean of the *worst* share of all *futures*.

    First futures are weighed by fixed measures of badness (see closing); what that leaves open is searched
    with every future as a row, unless *effort* only looks. The means of the futures take the place of the
    problem's own values. Raises Unsound where the problem is faulty or its numbers too large, ValueError
    where *worst* is not above 0 and at most 1 or *mix* not from 0 to 1.
    """
    if not 0 < worst <= 1 or not 0 <= mix <= 1:
        raise ValueError("give a worst share above 0, at most 1, and a mixture from 0 to 1")
    count = count_of(futures)
    asked = averaged(problem, futures)
    if faults := problems_of(asked):
        raise Unsound(faults)
    effort = effort or Effort(seconds=60.0)
    plain = solve(asked, effort)
    if plain.value is None:
        return Tail(plain.status, {}, {}, None, None, None, None, None, None, worst, mix, count)
    built = Mixture(asked, futures, count, Fraction(worst), Fraction(mix))
    own = columns_for(built.base, plain.starts, plain.modes) or {}
    closed = close(built, own, effort)
    columns, bound, status = closed.columns, closed.bound, OPTIMAL if closed.proven else FEASIBLE
    if not (closed.proven or effort.only_look):
        found = best_of(built.model, effort, hint=built.hint(columns))
        if found.status in {OPTIMAL, FEASIBLE} and built.mixed(found.columns) > closed.mixture:
            columns = built.own(found.columns)
        bounds = [each for each in (bound, _bound(built, found.bound)) if each is not None]
        bound = max(min(bounds), built.mixed(columns)) if bounds else None
        status = OPTIMAL if bound == built.mixed(columns) else FEASIBLE
    starts, modes = starts_of(built.base, columns)
    mean, tail = built.measured(columns)
    mixture = (1 - Fraction(mix)) * mean + Fraction(mix) * tail
    plainly = (plain.starts, plain.modes)
    return Tail(
        status, starts, modes, mean, tail, mixture, bound, *built.measured(own), worst, mix, count, *plainly
    )


def _bound(built: Mixture, total: int | None) -> Fraction | None:
    return None if total is None else built.mixture(total)


def drawn_of(found: Survey, problem: Problem, effort: Effort | None = None) -> Drawn:
    """Return the futures of a survey's open projects: a hundred to plan with and as many fresh ones.

    Raises GivenUp where *effort* is stopped meanwhile.
    """
    args = (found.ground.plan, found.city, problem, found.valuation)
    stop = None if effort is None or effort.stop is None else effort.stop.is_set
    return Drawn(futures_of(*args, gives_up=stop), futures_of(*args, seed=AGAIN, gives_up=stop))


def worst_minded(
    found: Survey,
    problem: Problem,
    worst: Decimal,
    effort: Effort | None = None,
    drawn: Drawn | None = None,
) -> dict[str, Any] | None:
    """Return the plan that minds the *worst* share of a survey's futures, as plain data.

    Under `fresh` stand both plans' means in fresh futures. None where no open project has futures to draw.
    Raises GivenUp where *effort* is stopped while they are drawn.
    """
    drawn = drawn or drawn_of(found, problem, effort)
    if not drawn.planned:
        return None
    tail = tail_roadmap(problem, drawn.planned, worst=worst, effort=effort)
    return to_plain(tail, problem) | {"fresh": _again(tail, problem, drawn.fresh)}


def _again(tail: Tail, problem: Problem, fresh: Futures) -> dict[str, str | None]:
    """Return the means of both plans in fresh futures, nothing where there is no plan."""
    if tail.mean is None:
        return {}
    built = Mixture(averaged(problem, fresh), fresh, tail.futures, Fraction(tail.worst), Fraction(tail.mix))
    minded, plain = (
        built.measured(columns_for(built.base, starts, modes) or {})
        for starts, modes in ((tail.starts, tail.modes), (tail.plain_starts, tail.plain_modes))
    )
    names = ("mean", "tail", "plain_mean", "plain_tail")
    return dict(zip(names, map(spelt, (*minded, *plain)), strict=True))


def tail_words(tail: Tail) -> Words:
    """Return what minding the bad futures buys and costs, as a sentence."""
    if tail.mean is None or tail.tail is None or tail.plain_mean is None or tail.plain_tail is None:
        return Words(
            "나쁜 경우를 따질 로드맵이 없습니다.", "There is no roadmap whose bad futures could be weighed."
        )
    share = f"{float(tail.worst):.0%}"
    gain, loss = points(tail.tail - tail.plain_tail), points(tail.plain_mean - tail.mean)
    return Words(
        f"미래 {tail.futures}개 가운데 나쁜 {share}의 평균이 {gain} 늘고, 전체 평균은 {loss} 줄어듭니다.",
        f"Over {tail.futures} futures the mean of the worst {share} rises by {gain}, "
        f"that of all falls by {loss}.",
    )


def to_plain(tail: Tail, problem: Problem) -> dict[str, Any]:
    """Return the plan and its means as what JSON can hold, decimals as text.

    `value` and `objectives` are by the problem's own values, beside which the roadmap stands.
    """
    words, known = tail_words(tail), tail.mean is not None
    return {
        "status": tail.status,
        "worst": text_of(tail.worst),
        "mix": text_of(tail.mix),
        "futures": tail.futures,
        "mean": spelt(tail.mean),
        "tail": spelt(tail.tail),
        "mixture": spelt(tail.mixture),
        "bound": spelt(tail.bound),
        "plain_mean": spelt(tail.plain_mean),
        "plain_tail": spelt(tail.plain_tail),
        "words": both(words),
        "starts": {key: problem.horizon.name_of(at) for key, at in sorted(tail.starts.items())},
        "ways": dict(sorted(tail.modes.items())),
        "value": spelt(evaluate(problem, tail.starts, tail.modes).value) if known else None,
        "objectives": aims_to_plain(problem, tail.starts, tail.modes) if known else [],
        "plain_starts": {key: problem.horizon.name_of(at) for key, at in sorted(tail.plain_starts.items())},
    }
