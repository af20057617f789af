"""Two hundred planted conflicts: each explanation must be one, and none of its rules may be spared.

Each made-up town is first solved, then made impossible by musts whose money in some year passes a limit, by a
pair that excludes itself, or by a chain with too little time. The named rules are solved once more together
(must be impossible) and once without each of them (must be possible). Anything else ends the run.

Run: python bench/roadmap_conflicts.py; BENCH_SMALL=1 takes six, BENCH_COUNT so many.
"""

from __future__ import annotations

import os
from dataclasses import replace
from statistics import median
from time import perf_counter

import numpy as np
from instances.towns import made_up

from bitgil.quantity import Won
from bitgil.roadmap.model import model_of
from bitgil.roadmap.problem import MoneyLimit, Problem
from bitgil.roadmap.solver import cpsat
from bitgil.roadmap.solver.answer import conflict
from bitgil.roadmap.solver.search import IMPOSSIBLE, Effort
from bitgil.roadmap.soundness import problems_of

SMALL = os.environ.get("BENCH_SMALL") == "1"
COUNT = 6 if SMALL else int(os.environ.get("BENCH_COUNT", "200"))
QUICK = Effort(seconds=30.0)


def planted(number: int) -> Problem:
    """Return a town of twelve projects with one conflict planted, of a kind that changes with *number*."""
    luck = np.random.default_rng(1_000 + number)
    problem = made_up(number, 12)
    kind = number % 3
    names = [each.id for each in problem.candidates]
    if kind == 0:
        picked = set(luck.choice(names, size=4, replace=False).tolist())
        musts = tuple(replace(c, must=c.must or c.id in picked) for c in problem.candidates)
        total = sum(p.amount for c in musts if c.must for p in c.cost if p.source == "city")
        whole = MoneyLimit(2027, "city", Won(total * 9 // 10), "planted", until=2031)
        return replace(problem, candidates=musts, limits=replace(problem.limits, money=(whole,)))
    one, two = luck.choice(names, size=2, replace=False).tolist()
    if kind == 1:
        pair = {one, two}
        rows = (
            replace(c, must=c.id in pair, excludes=(two,) if c.id == one else c.excludes, requires=())
            for c in problem.candidates
        )
        return replace(problem, candidates=tuple(rows))
    first, second = (problem.candidate(name) for name in (one, two))
    late = replace(first, first=first.last, requires=(), must=True)
    early = replace(second, last=second.first, requires=(one,), must=True, excludes=())
    if late.first + late.duration <= early.first:
        early = replace(early, requires=(), excludes=(one,))
    changed = {one: late, two: early}
    return replace(
        problem, candidates=tuple(changed.get(c.id, replace(c, requires=())) for c in problem.candidates)
    )


def possible(problem: Problem, rules: frozenset[object]) -> bool:
    """Say whether only those rules, beside what is no choice, can hold together."""
    model = model_of(problem).only(rules)  # type: ignore[arg-type]
    return cpsat.search(replace(model, goal=(0,) * len(model.goal)), QUICK).status != IMPOSSIBLE


def main() -> None:
    """Print how many conflicts were explained, how long they are and how long that took."""
    seconds, lengths = [], []
    for number in range(COUNT):
        problem = planted(number)
        if problems_of(problem):
            raise SystemExit(f"{number} is unsound: {problems_of(problem)[0]}")
        began = perf_counter()
        rules = frozenset(conflict(problem, QUICK))
        seconds.append(perf_counter() - began)
        lengths.append(len(rules))
        if not rules or possible(problem, rules):
            raise SystemExit(f"{number}: no conflict was explained")
        if not all(possible(problem, rules - {rule}) for rule in rules):
            raise SystemExit(f"{number}: a rule of {sorted(rules)} can be spared")
    print(
        f"roadmap_conflicts: {COUNT} of {COUNT} explained, each irreducible and confirmed; median "
        f"{median(lengths):.0f} rules (up to {max(lengths)}) in {median(seconds):.2f} s "
        f"(up to {max(seconds):.2f} s)"
    )


if __name__ == "__main__":
    main()
