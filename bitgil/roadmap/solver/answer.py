"""A problem → a Roadmap with its proof; and, where none exists, which rules clash and what money lacks.

Nothing a solver says is shown unchecked: the value is computed again by `evaluation`, and starts that break
a rule are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from time import monotonic
from types import MappingProxyType

from bitgil.plan.problems import Unsound
from bitgil.quantity import Words
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import Model, Rule, at_least, elastic, model_of, thrift, value_of
from bitgil.roadmap.problem import Limits, Problem
from bitgil.roadmap.solver import cpsat
from bitgil.roadmap.solver.choice import SMALL, best_of
from bitgil.roadmap.solver.matrix import completed
from bitgil.roadmap.solver.search import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Effort, Found
from bitgil.roadmap.soundness import EXACT, problems_of

Progress = Callable[[Fraction | None, Fraction | None, float], None]
"""Called with the best value so far, the proven bound and the seconds gone."""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Chosen starts with their value, the bound no plan can pass, and how much of it is proven.

    `gap` = (bound − value) / |value|, 0 where proven best, None where undefined. `starts` is empty when
    status is "impossible" (proven) or "unknown" (none found in time).
    """

    status: str
    starts: Mapping[str, int]
    value: Fraction | None
    bound: Fraction | None
    gap: Fraction | None
    proof: Words
    seconds: float
    modes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What one source lacks in one year, in won, if everything that must happen does."""

    year: int
    source: str
    lacking: int
    until: int | None = None

    def span(self) -> str:
        """Return its year as 2027, or its years as 2027~2029."""
        return str(self.year) if self.until is None else f"{self.year}~{self.until}"


def solve(
    problem: Problem,
    effort: Effort | None = None,
    *,
    hint: Mapping[str, int] | None = None,
    modes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Roadmap:
    """Return the best roadmap of *problem*; of equally good ones the cheapest and earliest soon found.

    A plan of a city's own size is the same every time. A large one (more columns than `choice.SMALL`) depends
    on the time given and on the machine: keep the plan itself. *hint* and *modes* are a plan to start from.
    Raises Unsound where the problem itself is faulty.
    """
    faults = problems_of(problem)
    if faults:
        raise Unsound(faults)
    began, effort = monotonic(), effort or Effort()
    model = model_of(problem)
    effort = replace(effort, seconds=max(effort.seconds - (monotonic() - began), 0.0))

    def listen(best: int | None, bound: int | None, seconds: float) -> None:
        if progress is not None:
            shown = [None if total is None else value_of(model, total) for total in (best, bound)]
            progress(shown[0], shown[1], seconds)

    found = best_of(model, effort, hint=columns_for(model, hint, modes), listen=listen if progress else None)
    if found.status == OPTIMAL and found.total is not None and len(model.columns) <= SMALL:
        found = _thriftiest(problem, model, found, effort)
    return _checked(problem, model, found)


def _thriftiest(problem: Problem, model: Model, found: Found, effort: Effort) -> Found:
    goal = thrift(problem, model)
    if sum(map(abs, goal)) > EXACT:
        return found
    settled = replace(at_least(model, found.total or 0), goal=goal)
    again = cpsat.search(settled, replace(effort, first_look=2.0, only_look=True), hint=found.columns)
    if again.status not in {OPTIMAL, FEASIBLE}:
        return found
    return replace(found, columns=again.columns, seconds=found.seconds + again.seconds)


def columns_for(
    model: Model, starts: Mapping[str, int] | None, modes: Mapping[str, str] | None = None
) -> dict[int, int] | None:
    """Return the columns of those starts and ways, with what follows from them; None for none given."""
    if starts is None:
        return None
    chosen = {
        place: 1
        for place, column in enumerate(model.columns)
        if starts.get(column.owner) == column.start and (modes or {}).get(column.owner, "") == column.mode
    }
    return completed(model, chosen)


def _checked(problem: Problem, model: Model, found: Found) -> Roadmap:
    if found.status in {IMPOSSIBLE, UNKNOWN}:
        return Roadmap(
            found.status, MappingProxyType({}), None, None, None, _PROOFS[found.status], found.seconds
        )
    starts, modes = starts_of(model, found.columns)
    evaluation = evaluate(problem, starts, modes)
    if evaluation.violations:
        raise Unsound(evaluation.violations)
    bound = None if found.bound is None else max(value_of(model, found.bound), evaluation.value)
    gap = _gap(evaluation.value, bound)
    return Roadmap(
        found.status,
        MappingProxyType(starts),
        evaluation.value,
        bound,
        gap,
        _proof(found.status, gap),
        found.seconds,
        MappingProxyType(modes),
    )


def starts_of(model: Model, columns: Mapping[int, int]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the chosen starts, and the ways other than the first."""
    chosen = [model.columns[place] for place in sorted(columns) if model.columns[place].kind == "start"]
    return {each.owner: each.start for each in chosen}, {e.owner: e.mode for e in chosen if e.mode}


def _gap(value: Fraction, bound: Fraction | None) -> Fraction | None:
    if bound == value:
        return Fraction(0)
    return None if bound is None or value == 0 else (bound - value) / abs(value)


_PROOFS = {
    OPTIMAL: Words(
        "이보다 나은 로드맵이 없음을 증명했습니다.", "Proven: no roadmap within these limits is better."
    ),
    IMPOSSIBLE: Words(
        "조건을 모두 지키는 로드맵이 없음을 증명했습니다.", "Proven: no roadmap keeps every rule."
    ),
    UNKNOWN: Words(
        "정해진 시간 안에 로드맵을 찾지 못했습니다. 없다는 뜻은 아닙니다.",
        "No roadmap was found in the time given; that does not prove there is none.",
    ),
}


def _proof(status: str, gap: Fraction | None) -> Words:
    if status == OPTIMAL:
        return _PROOFS[OPTIMAL]
    if gap is None:
        return Words(
            "지금까지 찾은 가장 나은 로드맵이며, 얼마나 더 나아질 수 있는지는 모릅니다.",
            "The best roadmap found so far; how much better one could be is not known.",
        )
    share = f"{float(gap):.1%}"
    return Words(
        f"지금까지 찾은 가장 나은 로드맵이며, 더 나은 것이 있어도 {share}를 넘게 낫지는 않습니다.",
        f"The best roadmap found so far; none can be more than {share} better.",
    )


def conflict(problem: Problem, effort: Effort | None = None) -> tuple[Rule, ...]:
    """Return rules that cannot hold together, none of which can be spared; empty where a roadmap exists.

    Starts from the solver's own core, takes away one rule at a time and keeps only what is needed; the
    result is solved once more before it is believed.
    """
    effort = effort or Effort()
    model = model_of(problem)
    core = frozenset(cpsat.clash(model, effort))
    for rule in sorted(core):
        if _impossible(model, core - {rule}, effort):
            core -= {rule}
    return tuple(sorted(core)) if core and _impossible(model, core, effort) else ()


def _impossible(model: Model, rules: frozenset[Rule], effort: Effort) -> bool:
    feasible_enough = replace(model.only(rules), goal=(0,) * len(model.goal))
    return cpsat.search(feasible_enough, effort).status == IMPOSSIBLE


def shortfall(problem: Problem, effort: Effort | None = None) -> tuple[Shortfall, ...] | None:
    """Return the least money by year and source that would make *problem* possible.

    Empty where none lacks; None where no money could (rules other than money clash).
    """
    slackened, _ = elastic(model_of(problem))
    found = cpsat.search(slackened, effort or Effort())
    if found.status not in {OPTIMAL, FEASIBLE}:
        return None
    starts, modes = starts_of(slackened, found.columns)
    spent = evaluate(replace(problem, limits=Limits()), starts, modes).money
    lacking = (
        (cap, sum(spent.get((year, cap.source), 0) for year in cap.years()) - cap.amount)
        for cap in problem.limits.money
    )
    return tuple(Shortfall(cap.year, cap.source, over, cap.until) for cap, over in lacking if over > 0)
