"""Another round where promised and simulated differ: effects measured anew around the plan, solved again.

Round 1 has every project's effect measured alone. If the whole city model then gives an objective more than
`level` off what was promised, each effect is measured beside the chosen plan (see values), the problem is
solved with those and the new plan is simulated. Plans that chase each other are calmed by the method of
successive averages: round n + 1 takes the mean of the effects measured around the plans of rounds 1 to n.
It ends when the promise is kept, when a round chooses the plan of the round before ("settled"), or after
`rounds` ("open"; "chance" where the error of the draws explains what is left; "cut" where measuring was given
up). Unless it was kept, the plan returned is the one that the simulation finds best, promised by effects
measured around itself. Source: H. Robbins, S. Monro, "A stochastic approximation method", Annals of
Mathematical Statistics 22 (1951); Y. Sheffi, "Urban Transportation Networks", 1985, ch. 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bitgil.city.model import City
from bitgil.city.model.block import Observed
from bitgil.city.model.span import LAST
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.measuring import GivenUp
from bitgil.roadmap.problem import Candidate, Problem, Worth
from bitgil.roadmap.safety import Doubt
from bitgil.roadmap.simulation import (
    FRESH,
    LEVEL,
    Simulated,
    gauge_for,
    opened,
    simulate,
    total_of,
)
from bitgil.roadmap.simulation import to_plain as simulated_to_plain
from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, Effort
from bitgil.roadmap.spelling import both
from bitgil.roadmap.values import Valuation, mean_of, value_around

KEPT, SETTLED, CHANCE, OPEN, CUT = "kept", "settled", "chance", "open", "cut"


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the effects, the problem with them as values, its roadmap, and the simulation of it."""

    valuation: Valuation
    problem: Problem
    roadmap: Roadmap
    simulated: Simulated


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds, the `chosen` one, and how it ended: "kept", "settled", "chance", "open" or "cut".

    The chosen plan is the best of its own round's problem, which is the one to give reasons from. `last` is
    the same plan promised by effects measured around itself, or the chosen round where its promise was kept.
    """

    rounds: tuple[Round, ...]
    chosen: Round
    last: Round
    status: str
    level: Decimal
    words: Words


@dataclass(frozen=True, slots=True)
class Trial:
    """What every round shares: plan, city, draws and doubts; `gives_up` ends measuring anew."""

    plan: Plan
    city: City
    doubt: Doubt | None = None
    draws: int = 512
    fresh_draws: int = 2048
    seed: int = 1
    observed: Observed | None = None
    last_year: int = LAST
    gives_up: Callable[[], bool] | None = None

    def round_of(self, problem: Problem, valuation: Valuation, roadmap: Roadmap) -> Round:
        """Return one round with its simulation."""
        simulated = simulate(
            self.plan,
            self.city,
            problem,
            valuation,
            roadmap,
            doubt=self.doubt,
            draws=self.fresh_draws,
            seed=self.seed + FRESH,
            observed=self.observed,
            last_year=self.last_year,
        )
        return Round(valuation, problem, roadmap, simulated)

    def around(self, one: Round) -> Valuation:
        """Return the effects measured beside the plan of that round."""
        gauge = gauge_for(self.plan, self.city, one.problem, observed=self.observed, last_year=self.last_year)
        gauge = replace(gauge, gives_up=self.gives_up)
        chosen = opened(self.plan, one.problem, one.valuation, one.roadmap)
        valued = {gain.project for gain in one.valuation.gains}
        free = [p for p in self.plan.projects if p.id in valued]
        return value_around(gauge, self.plan, chosen, free, one.valuation, draws=self.draws, seed=self.seed)


def kept_promise(  # noqa: PLR0913  each is one independent choice of whoever asks
    trial: Trial,
    problem: Problem,
    valuation: Valuation,
    roadmap: Roadmap,
    *,
    level: Decimal = LEVEL,
    rounds: int = 6,
    effort: Effort | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Rounds:
    """Return the rounds from *roadmap* of *problem*, whose values are *valuation*'s, to a promise kept.

    The fresh draws are the same in every round, so that plans are compared on the same futures.
    """
    done = [trial.round_of(problem, valuation, roadmap)]
    measured: list[Valuation] = []
    while not done[-1].simulated.within(level):
        before = done[-1].roadmap
        if len(done) > 1 and _choice(before) == _choice(done[-2].roadmap):
            return _best_of(trial, done, SETTLED, level)
        if len(done) >= rounds:
            return _best_of(trial, done, OPEN, level)
        if progress is not None:
            progress(len(done), rounds)
        try:
            measured.append(trial.around(done[-1]))
        except GivenUp:
            return _cut(done, level)
        anew = mean_of(trial.plan, measured)
        asked = revalued(problem, anew)
        answer = solve(asked, effort, hint=before.starts, modes=before.modes)
        if answer.status not in {OPTIMAL, FEASIBLE}:
            return _best_of(trial, done, OPEN, level)
        done.append(trial.round_of(asked, anew, answer))
    return _ended(done, done[-1], done[-1], KEPT, level)


def revalued(problem: Problem, valuation: Valuation) -> Problem:
    """Return *problem* with each measured candidate's values replaced; another way keeps its own."""

    def anew(each: Candidate) -> Candidate:
        values = valuation.values.get(each.id)
        if each.fixed is not None or values is None:
            return each
        return replace(each, value=tuple(Worth(aim, tuple(v)) for aim, v in sorted(values.items())))

    return replace(problem, candidates=tuple(anew(each) for each in problem.candidates))


def _best_of(trial: Trial, done: list[Round], status: str, level: Decimal) -> Rounds:
    """Return the plan that the simulation finds best, promised by effects measured around itself."""
    best = max(done, key=lambda one: total_of(one.simulated, one.problem))
    try:
        measured = trial.around(best)
    except GivenUp:
        return _cut(done, level)
    problem = revalued(best.problem, measured)
    value = evaluate(problem, best.roadmap.starts, best.roadmap.modes).value
    proof = Words(
        "모의실험이 가장 낫다고 본 로드맵입니다. 최선이라는 증명은 없습니다.",
        "The roadmap that the simulation found best; there is no proof that none is better.",
    )
    shown = replace(best.roadmap, status=FEASIBLE, value=value, bound=None, gap=None, proof=proof)
    last = trial.round_of(problem, measured, shown)
    if not last.simulated.within(level) and last.simulated.by_chance(trial.draws):
        return _ended(done, best, last, CHANCE, level)
    return _ended(done, best, last, status if last.simulated.within(level) else OPEN, level)


def _cut(done: list[Round], level: Decimal) -> Rounds:
    """Return the plan that the simulation finds best, with the promise it was chosen by."""
    best = max(done, key=lambda one: total_of(one.simulated, one.problem))
    return _ended(done, best, best, CUT, level)


def _choice(roadmap: Roadmap) -> tuple[tuple[str, int, str], ...]:
    return tuple(sorted((k, at, roadmap.modes.get(k, "")) for k, at in roadmap.starts.items()))


def _ended(done: Sequence[Round], chosen: Round, last: Round, status: str, level: Decimal) -> Rounds:
    first, off = (f"{each.simulated.difference:.1%}" for each in (done[0], last))
    share, count = f"{float(level):.0%}", len(done)
    endings = {
        KEPT: Words(
            f"도시 모형 전체로 다시 계산한 값이 약속한 값과 {off}만 다릅니다(기준 {share}, {count}차).",
            f"The whole city model gives what was promised to {off} (limit {share}, round {count}).",
        ),
        SETTLED: Words(
            f"처음 약속은 모의실험과 {first} 달랐습니다. 고른 로드맵 둘레에서 효과를 다시 재니 {count}차에 "
            f"같은 로드맵이 거듭 골라졌고, 이제 모의실험과 {off} 다릅니다(기준 {share}).",
            f"The first promise was {first} off the simulation. With effects measured around the plans, "
            f"round {count} chose the same roadmap again; it is now {off} off (limit {share}).",
        ),
        CHANCE: Words(
            f"{count}차까지 남은 차이 {off}는 기준 {share}를 넘지만 추첨 오차(표준오차의 두 배) 안에 "
            "있습니다. 추첨 횟수를 늘리면 줄어듭니다.",
            f"The {off} left after {count} rounds is above the limit of {share} but within the error of the "
            "draws (two standard errors); more draws would narrow it.",
        ),
        OPEN: Words(
            f"{count}차까지 약속한 값과 모의실험이 {share} 안으로 모이지 않았습니다. 모의실험에서 가장 나은 "
            f"것을 보이며, 그 둘레에서 잰 효과와는 {off} 다릅니다(처음 {first}).",
            f"After {count} rounds promise and simulation are not within {share}. Shown is the one that "
            f"simulates best; it differs from effects measured around it by {off} (first {first}).",
        ),
        CUT: Words(
            f"약속한 값이 모의실험과 {off} 다릅니다(기준 {share}). 고른 로드맵 둘레에서 효과를 다시 잴 "
            "시간이 없어 처음 약속을 그대로 보입니다. 시간을 더 주면 다시 잽니다.",
            f"The promise is {off} off the simulation (limit {share}). There was no time to measure effects "
            "around the roadmap, so the first promise stands; with more time they are measured.",
        ),
    }
    return Rounds(tuple(done), chosen, last, status, level, endings[status])


def to_plain(found: Rounds) -> dict[str, Any]:
    """Return the rounds as what JSON can hold: how it ended, each round's difference, the last in full."""
    return {
        "status": found.status,
        "words": both(found.words),
        "level": str(found.level),
        "rounds": [_line(each) for each in found.rounds],
        **simulated_to_plain(found.last.simulated),
    }


def _line(each: Round) -> Mapping[str, Any]:
    plain = simulated_to_plain(each.simulated)
    free = {one.id for one in each.problem.candidates if one.fixed is None}
    name_of, starts = each.problem.horizon.name_of, sorted(each.roadmap.starts.items())
    return {
        "starts": {key: name_of(at) for key, at in starts if key in free},
        "difference": plain["difference"],
        "objectives": plain["objectives"],
    }
