"""The roadmap as it is published: one row a project, the proof, what binds, what is missing; plain for JSON.

`decide` runs the whole chain once; `to_plain` spells its result with decimals as strings, both languages
side by side, so that pages, documents and other cities read the same thing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bitgil.quantity import Words, eok, text_of
from bitgil.roadmap.bindings import Binding, Impossible, what_binds, why_impossible, with_found_money
from bitgil.roadmap.building import Building
from bitgil.roadmap.evaluation import evaluate, payments
from bitgil.roadmap.facts import Fact
from bitgil.roadmap.pace import is_stopped
from bitgil.roadmap.problem import Candidate, Horizon, Problem
from bitgil.roadmap.reasons import Reason, explain
from bitgil.roadmap.solver.answer import Progress, Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both, spelt


@dataclass(frozen=True, slots=True)
class Decision:
    """A building with its answer and the reasons; `problem` is the one it answers."""

    building: Building
    problem: Problem
    roadmap: Roadmap
    reasons: dict[str, Reason]
    bindings: tuple[Binding, ...]
    impossible: Impossible | None = None


def decide(
    building: Building,
    effort: Effort | None = None,
    *,
    progress: Progress | None = None,
    within: float | None = None,
) -> Decision:
    """Return the roadmap of *building* with its reasons.

    All reasons together take no longer than *within* seconds, and so do the limits that bind; what was not
    reached has none.

    Where nothing keeps every rule, the clash and the shortfall are named and the roadmap shown is the one
    with exactly the lacking money added, if money is what lacks. Where *effort* was stopped meanwhile nothing
    is compared any more: reasons and bindings stay empty rather than rest on a search that never ran.
    """
    problem, roadmap, impossible = answered(building.problem, effort, progress=progress)
    if is_stopped(effort):
        return Decision(building, problem, roadmap, {}, (), impossible)
    return Decision(
        building,
        problem,
        roadmap,
        explain(problem, roadmap, effort, within),
        what_binds(problem, roadmap, effort, within),
        impossible,
    )


def answered(
    problem: Problem, effort: Effort | None = None, *, progress: Progress | None = None
) -> tuple[Problem, Roadmap, Impossible | None]:
    """Return the roadmap of *problem*; where money lacks, that of the problem with it, and what lacks."""
    roadmap = solve(problem, effort, progress=progress)
    if roadmap.status != "impossible":
        return problem, roadmap, None
    impossible = why_impossible(problem, effort)
    if impossible.lacking:
        problem = with_found_money(problem, impossible.lacking)
        roadmap = solve(problem, effort, progress=progress)
    return problem, roadmap, impossible


def to_plain(decision: Decision) -> dict[str, Any]:
    """Return the decision as what JSON can hold: text, whole numbers, lists and tables."""
    roadmap, impossible = decision.roadmap, decision.impossible
    horizon = decision.problem.horizon
    return {
        "horizon": {
            "first": horizon.name_of(0),
            "last": horizon.name_of(horizon.quarters - 1),
            "quarters": horizon.quarters,
        },
        "status": "impossible" if impossible else roadmap.status,
        "value": spelt(roadmap.value),
        "bound": spelt(roadmap.bound),
        "gap": spelt(roadmap.gap),
        "proof": both(roadmap.proof),
        "objectives": [
            {"id": aim.id, "name": both(aim.name), "weight": text_of(aim.weight), "value": value}
            for aim in decision.problem.aims
            for value in [spelt(_by_aim(decision)[aim.id])]
        ],
        "notes": [both(note) for note in decision.building.notes],
        "impossible": [both(line) for line in (*impossible.why, *_given(impossible))] if impossible else [],
        "shortfall": [
            {"year": part.year, "source": part.source, "amount": text_of(eok(part.lacking))}
            for part in (impossible.lacking if impossible and impossible.lacking else ())
        ],
        "limits": _limits(decision),
        "binding": [_binding(each) for each in decision.bindings],
        "projects": _rows(decision),
    }


def _given(impossible: Impossible) -> tuple[Words, ...]:
    """Return on what the roadmap shown rests where money had to be added to find one."""
    if not impossible.lacking:
        return ()
    rests = Words(
        "아래 로드맵은 부족한 돈이 마련되었다고 보고 짠 것입니다.",
        "The roadmap below rests on the lacking money being found.",
    )
    return (rests,)


def _by_aim(decision: Decision) -> dict[str, Fraction]:
    return dict(evaluate(decision.problem, decision.roadmap.starts, decision.roadmap.modes).by_aim)


def _limits(decision: Decision) -> list[dict[str, Any]]:
    spent = evaluate(decision.problem, decision.roadmap.starts, decision.roadmap.modes).money
    return [
        {
            "year": cap.year,
            **({} if cap.until is None else {"until": cap.until}),
            "source": cap.source,
            "limit": text_of(eok(cap.amount)),
            "spent": text_of(eok(sum(spent.get((year, cap.source), 0) for year in cap.years()))),
            "why": cap.why,
        }
        for cap in decision.building.problem.limits.money
    ]


def _binding(each: Binding) -> dict[str, Any]:
    return {
        "source": each.source,
        "years": list(each.years),
        "one_more": spelt(each.one_more),
        "five_percent": spelt(each.five_percent),
        "unlimited": spelt(each.unlimited),
        "why": both(each.why),
    }


def _rows(decision: Decision) -> list[dict[str, Any]]:
    rows = [_fact_row(fact, decision.problem.horizon) for fact in decision.building.facts]
    rows += [_choice_row(each, decision) for each in decision.problem.candidates if each.fixed is None]
    return sorted(rows, key=lambda row: str(row["id"]))


def _fact_row(fact: Fact, horizon: Horizon) -> dict[str, Any]:
    return {
        "id": fact.id,
        "name": both(fact.name),
        "verdict": fact.verdict,
        "start": None if fact.start is None else horizon.name_of(fact.start),
        "end": None if fact.end is None else horizon.name_of(fact.end - 1),
        "money": [
            {
                "year": part.year,
                "source": part.source,
                "amount": text_of(eok(part.amount)),
                "grade": part.grade.value,
                "basis": part.basis,
            }
            for part in fact.money.by_year
        ],
        "money_without_year": [
            {"source": source, "amount": text_of(eok(amount))} for source, amount in fact.money.yearless
        ],
        "why": [both(line) for line in fact.why],
    }


def _choice_row(each: Candidate, decision: Decision) -> dict[str, Any]:
    """Return the row of a project that was chosen, or not; `start` is empty where it is out."""
    horizon, start = decision.problem.horizon, decision.roadmap.starts.get(each.id)
    mode = decision.roadmap.modes.get(each.id, "")
    money: Counter[tuple[int, str]] = Counter()
    if start is not None:
        for year, source, amount in payments(decision.problem, each.way(mode), start):
            money[year, source] += amount
    reason = decision.reasons.get(each.id)
    decided = decision.roadmap.value is not None
    return {
        "id": each.id,
        "name": both(each.name),
        "verdict": "undecided" if not decided else "out" if start is None else "in",
        "start": None if start is None else horizon.name_of(start),
        "end": None if start is None else horizon.name_of(start + each.way(mode).duration - 1),
        **({"way": mode} if mode else {}),
        "money": [
            {"year": year, "source": source, "amount": text_of(eok(amount)), "basis": "planned"}
            for (year, source), amount in sorted(money.items())
            if amount
        ],
        "money_without_year": [],
        "value": None if start is None else spelt(decision.problem.worth(each, start, mode)),
        "price": None if reason is None else spelt(reason.price),
        "swaps": [] if reason is None else list(reason.swaps),
        "why": [] if reason is None else [both(reason.why)],
    }
