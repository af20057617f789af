"""A bound on the mixture without its many rows: futures weighed by one fixed measure of badness at a time.

The mean of the worst β of S futures is the least of all weighings that give no future more than 1/(βS),

    CVaR_β(x) = min Σ_s u_s V^s(x)    over 0 ≤ u_s ≤ 1/(βS), Σ_s u_s = 1

so for any such u the plan best in (1 − λ)/S Σ_s V^s + λ Σ_s u_s V^s, a problem no larger than the one on the
mean alone, bounds every plan's mixture. u is the mean of the worst futures of the plans found so far; where
futures are bad for all plans alike, the first bound is met already.
Source: R. T. Rockafellar, S. Uryasev, M. Zabarankin, "Generalized deviations in risk analysis", Finance and
Stochastics 10 (2006), on the risk envelope; G. W. Brown, "Iterative solution of games by fictitious play",
1951, on the mean of past answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from bitgil.roadmap.solver.choice import best_of
from bitgil.roadmap.solver.search import FEASIBLE, OPTIMAL, Effort
from bitgil.roadmap.soundness import EXACT
from bitgil.roadmap.tail.mixture import Mixture

ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Closed:
    """The best plan met, its mixture, and what no plan's mixture can pass; None where nothing was proven."""

    columns: Mapping[int, int]
    mixture: Fraction
    bound: Fraction | None

    @property
    def proven(self) -> bool:
        """Whether no plan is better."""
        return self.bound == self.mixture


def close(built: Mixture, columns: Mapping[int, int], effort: Effort) -> Closed:
    """Return the best plan and bound after at most ROUNDS weighings, first by the worst of *columns*.

    All rounds together take no longer than *effort* gives one search.
    """
    best = Closed(columns, built.mixed(columns), None)
    bad, last, spent = [0] * built.count, columns, 0.0
    for times in range(1, ROUNDS + 1):
        bad = [sum(pair) for pair in zip(bad, built.badness(last), strict=True)]
        goal = built.weighed(bad, times)
        if sum(map(abs, goal)) > EXACT:
            break
        left = effort.seconds - spent
        some = replace(effort, seconds=left, first_look=min(effort.first_look, left))
        found = best_of(replace(built.base, goal=goal, scale=1), some, hint=best.columns)
        spent += found.seconds
        if found.status not in {OPTIMAL, FEASIBLE} or found.bound is None:
            break
        last = found.columns
        best = _better(built, best, last, built.weighed_mixture(found.bound, times))
        if best.proven or spent >= effort.seconds or (effort.stop is not None and effort.stop.is_set()):
            break
    return best


def _better(built: Mixture, best: Closed, columns: Mapping[int, int], bound: Fraction) -> Closed:
    """Return the better plan with the lower bound; a bound below a plan that is there is met by it."""
    mixture = built.mixed(columns)
    kept = best if mixture <= best.mixture else Closed(columns, mixture, best.bound)
    lowest = bound if kept.bound is None else min(kept.bound, bound)
    return replace(kept, bound=max(lowest, kept.mixture))
