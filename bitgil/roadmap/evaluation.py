"""The independent check of a roadmap: its value, money and staff, and every rule it breaks.

Exact whole numbers and fractions, straight from the problem's words; it shares nothing with the rows that
a solver sees, so a fault in those cannot hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bitgil.plan.problems import Problem as Complaint
from bitgil.quantity import eok, text_of
from bitgil.roadmap.problem import Candidate, Problem

Starts = Mapping[str, int]
"""Chosen candidates and the quarter in which each starts."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a set of starts gives, spends and holds, and which rules it breaks (none, if it may be shown)."""

    value: Fraction
    by_aim: Mapping[str, Fraction]
    money: Mapping[tuple[int, str], int]
    staff: Mapping[tuple[str, int], int]
    violations: tuple[Complaint, ...]


def evaluate(problem: Problem, starts: Starts) -> Evaluation:
    """Return value, money by (year, source), staff by (office, quarter) and violations of *starts*."""
    chosen = [candidate for candidate in problem.candidates if candidate.id in starts]
    money: Counter[tuple[int, str]] = Counter()
    staff: Counter[tuple[str, int]] = Counter()
    for candidate in chosen:
        start = starts[candidate.id]
        for part in candidate.cost:
            money[problem.horizon.year_of(start + part.offset), part.source] += part.amount
        for need in candidate.staff:
            for quarter in range(start, start + candidate.duration):
                staff[need.office, quarter] += need.persons
    by_aim = {aim.id: _given(problem, aim.id, starts) for aim in problem.aims}
    value = sum((Fraction(aim.weight) * by_aim[aim.id] for aim in problem.aims), Fraction(0))
    broken = [*_unknown(problem, starts), *_over_money(problem, money), *_over_staff(problem, staff)]
    for candidate in problem.candidates:
        broken += [*_window(problem, candidate, starts), *_order(problem, candidate, starts)]
    return Evaluation(value, by_aim, dict(money), dict(staff), tuple(broken))


def _given(problem: Problem, aim: str, starts: Starts) -> Fraction:
    total = Fraction(0)
    for candidate in problem.candidates:
        start = starts.get(candidate.id, -1)
        if start >= 0:
            total += sum(
                Fraction(worth.by_start[start])
                for worth in candidate.value
                if worth.objective == aim and start < len(worth.by_start)
            )
    return total


def _unknown(problem: Problem, starts: Starts) -> Iterator[Complaint]:
    for name in starts.keys() - {candidate.id for candidate in problem.candidates}:
        yield Complaint(name, "is no candidate", "drop it", "후보 사업이 아닙니다", "빼세요")


def _over_money(problem: Problem, money: Counter[tuple[int, str]]) -> Iterator[Complaint]:
    for cap in problem.limits.money:
        over = money[cap.year, cap.source] - cap.amount
        if over > 0:
            yield Complaint(
                f"{cap.year} {cap.source}",
                f"is {text_of(eok(over))}억원 over its limit",
                "start less in that year",
                f"한도를 {text_of(eok(over))}억원 넘습니다",
                "그 해의 사업을 줄이세요",
            )


def _over_staff(problem: Problem, staff: Counter[tuple[str, int]]) -> Iterator[Complaint]:
    for cap in problem.limits.staff:
        over = staff[cap.office, cap.quarter] - cap.persons
        if over > 0:
            yield Complaint(
                f"{cap.office} {problem.horizon.name_of(cap.quarter)}",
                f"is {over} persons short",
                "start less in that quarter",
                f"인력이 {over}명 모자랍니다",
                "그 분기의 사업을 줄이세요",
            )


def _window(problem: Problem, candidate: Candidate, starts: Starts) -> Iterator[Complaint]:
    start = starts.get(candidate.id)
    if start is None:
        if candidate.must or candidate.fixed is not None:
            yield Complaint(
                candidate.id,
                "is left out and must not be",
                "take it in",
                "빠질 수 없는 사업이 빠졌습니다",
                "넣으세요",
            )
    elif start not in candidate.starts():
        yield Complaint(
            candidate.id,
            f"starts {problem.horizon.name_of(start)}, outside its window",
            "move it into its window",
            f"착수 가능 기간 밖({problem.horizon.name_of(start)})에 시작합니다",
            "착수 가능 기간으로 옮기세요",
        )


def _order(problem: Problem, candidate: Candidate, starts: Starts) -> Iterator[Complaint]:
    if any((other in starts) != (candidate.id in starts) for other in candidate.together):
        others = ", ".join(candidate.together)
        yield Complaint(
            candidate.id,
            f"is not chosen together with {others}",
            "choose all or none",
            f"함께 가야 할 사업({others})과 따로 놓였습니다",
            "모두 넣거나 모두 빼세요",
        )
    if candidate.id not in starts:
        return
    for other in candidate.excludes:
        if other in starts:
            yield Complaint(
                candidate.id,
                f"excludes {other}",
                "choose one of the two",
                f"{other} 사업과 함께 할 수 없습니다",
                "둘 중 하나만 고르세요",
            )
    for other in candidate.requires:
        end = starts[other] + problem.candidate(other).duration if other in starts else None
        if end is None or end > starts[candidate.id]:
            yield Complaint(
                candidate.id,
                f"starts before {other} has ended",
                f"finish {other} first",
                f"선행 사업 {other}이(가) 끝나기 전에 시작합니다",
                f"{other}을(를) 먼저 마치세요",
            )
