"""The independent check of a roadmap: its value, money and staff, and every rule it breaks.

Exact whole numbers and fractions, straight from the problem's words; it shares nothing with the rows that
a solver sees, so a fault in those cannot hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bitgil.plan.problems import Problem as Complaint
from bitgil.quantity import eok, text_of
from bitgil.roadmap.evaluation.bounding import faults_of_bounds
from bitgil.roadmap.evaluation.paying import Modes, Starts, payments
from bitgil.roadmap.problem import Candidate, Mode, Problem
from bitgil.roadmap.spelling import spelt


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a set of starts gives, spends and holds, and which rules it breaks (none, if it may be shown)."""

    value: Fraction
    by_aim: Mapping[str, Fraction]
    money: Mapping[tuple[int, str], int]
    staff: Mapping[tuple[str, int], int]
    violations: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """One chosen candidate in its way."""

    candidate: Candidate
    way: Mode
    start: int

    @property
    def finished(self) -> int | None:
        """Return the quarter by whose beginning it has finished, None where that way never does."""
        return self.start + self.way.duration if self.way.finishes else None


def evaluate(problem: Problem, starts: Starts, modes: Modes | None = None) -> Evaluation:
    """Return value, money by (year, source), staff by (office, quarter) and violations of *starts*."""
    named = modes or {}
    done: dict[str, _Done] = {}
    strange: list[Complaint] = []
    for each in problem.candidates:
        if each.id in starts:
            ways = {way.id: way for way in each.ways()}
            mode = named.get(each.id, "")
            if mode not in ways:
                strange.append(_no_way(each.id, mode))
            done[each.id] = _Done(each, ways.get(mode, ways[""]), starts[each.id])
    money: Counter[tuple[int, str]] = Counter()
    staff: Counter[tuple[str, int]] = Counter()
    for one in done.values():
        for year, source, amount in payments(problem, one.way, one.start):
            money[year, source] += amount
        for need in one.way.staff:
            for offset in need.held(one.way.duration):
                staff[need.office, one.start + offset] += need.persons
    by_aim = {aim.id: _given(problem, aim.id, done) for aim in problem.aims}
    value = sum((Fraction(aim.weight) * by_aim[aim.id] for aim in problem.aims), Fraction(0))
    broken = [
        *strange,
        *_unknown(problem, starts),
        *_over_money(problem, money),
        *_over_staff(problem, staff),
    ]
    for candidate in problem.candidates:
        broken += [*_window(problem, candidate, done), *_order(candidate, done)]
    broken += [*_gates(problem, done), *faults_of_bounds(problem, starts, named)]
    return Evaluation(value, by_aim, dict(money), dict(staff), tuple(broken))


def aims_to_plain(problem: Problem, starts: Starts, modes: Modes | None = None) -> list[dict[str, Any]]:
    """Return each objective with its weight and what *starts* give of it, as what JSON can hold."""
    given = evaluate(problem, starts, modes).by_aim
    return [
        {
            "id": aim.id,
            "weight": text_of(aim.weight),
            "value": spelt(worth),
        }
        for aim in problem.aims
        for worth in [given[aim.id]]
    ]


def _given(problem: Problem, aim: str, done: Mapping[str, _Done]) -> Fraction:
    total = Fraction(0)
    for one in done.values():
        chance = Fraction(1) if one.way.call is None else Fraction(one.way.call.chance)
        total += chance * sum(worth.at(one.start) for worth in one.way.value if worth.objective == aim)
    for pair in problem.synergies:
        ends = [done[name].finished for name in (pair.one, pair.two) if name in done]
        known = [end for end in ends if end is not None]
        if pair.objective == aim and len(known) == 2:  # noqa: PLR2004  a pair
            total += sum(Fraction(value) for at, value in enumerate(pair.by_quarter) if at >= max(known))
    return total


def _no_way(name: str, mode: str) -> Complaint:
    return Complaint(
        name,
        f"is done in the way '{mode}', which it does not have",
        "name one of its ways",
        f"'{mode}'은(는) 이 사업의 추진 방식이 아닙니다",
        "이 사업에 적힌 방식을 고르세요",
    )


def _unknown(problem: Problem, starts: Starts) -> Iterator[Complaint]:
    for name in starts.keys() - {candidate.id for candidate in problem.candidates}:
        yield Complaint(name, "is no candidate", "drop it", "후보 사업이 아닙니다", "빼세요")


def _over_money(problem: Problem, money: Counter[tuple[int, str]]) -> Iterator[Complaint]:
    for cap in problem.limits.money:
        over = sum(money[year, cap.source] for year in cap.years()) - cap.amount
        if over > 0:
            yield Complaint(
                f"{cap.span()} {cap.source}",
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


def _window(problem: Problem, candidate: Candidate, done: Mapping[str, _Done]) -> Iterator[Complaint]:
    if candidate.id not in done:
        if candidate.must or candidate.fixed is not None:
            yield Complaint(
                candidate.id,
                "is left out and must not be",
                "take it in",
                "빠질 수 없는 사업이 빠졌습니다",
                "넣으세요",
            )
        return
    one = done[candidate.id]
    when = problem.horizon.name_of(one.start)
    if one.start not in candidate.starts(one.way.id):
        yield Complaint(
            candidate.id,
            f"starts {when}, outside its window",
            "move it into its window",
            f"착수 가능 기간 밖({when})에 시작합니다",
            "착수 가능 기간으로 옮기세요",
        )
    if candidate.fixed is None:
        yield from _cleared(problem, one)


def _cleared(problem: Problem, one: _Done) -> Iterator[Complaint]:
    """Yield a start before a review is passed or before a call is decided."""
    rounds = {review.id: review for review in problem.reviews}
    ready: int | None = one.candidate.ready
    for name in one.candidate.reviews:
        after = [at for at in rounds[name].rounds if ready is not None and at >= ready]
        ready = min(after) + rounds[name].lead if after else None
    if one.candidate.reviews and (ready is None or one.start < ready):
        yield Complaint(
            one.candidate.id,
            f"starts before it has passed {', '.join(one.candidate.reviews)}",
            "start it after the review" if ready is not None else "leave it out",
            f"심사({', '.join(one.candidate.reviews)})를 통과하기 전에 시작합니다",
            "심사 뒤에 시작하거나 빼세요",
        )
    call = one.way.call
    if call is not None and (call.deadline < 0 or one.start < call.decided):
        yield Complaint(
            one.candidate.id,
            f"starts before the call {call.id} is decided",
            "start it after the decision" if call.deadline >= 0 else "leave it out: the call is over",
            f"공모({call.id}) 결과가 나오기 전에 시작합니다",
            "결과가 나온 뒤에 시작하거나 빼세요",
        )


def _gates(problem: Problem, done: Mapping[str, _Done]) -> Iterator[Complaint]:
    """Yield each stage gate that is not met in time, and each project that starts before its gate opens."""
    for gate in problem.gates:
        ends = [done[name].finished for name in set(gate.core) if name in done]

        def finished(by: int, ends: list[int | None] = ends) -> int:
            return sum(end is not None and end <= by for end in ends)

        if gate.at is not None and finished(gate.at) < gate.least:
            yield Complaint(
                gate.id,
                f"needs {gate.least} finished by {problem.horizon.name_of(gate.at)}, has {finished(gate.at)}",
                "finish more of its projects before",
                f"{problem.horizon.name_of(gate.at)}까지 {gate.least}개 중 {finished(gate.at)}개만 끝납니다",
                "핵심 사업을 앞당기세요",
            )
        for name in gate.opens:
            if name in done and finished(done[name].start) < gate.least:
                yield Complaint(
                    name,
                    f"starts before the gate {gate.id} is open",
                    f"finish {gate.least} of its projects before",
                    f"관문 {gate.id}이(가) 열리기 전에 시작합니다",
                    f"핵심 사업 {gate.least}개를 먼저 마치세요",
                )


def _order(candidate: Candidate, starts: Mapping[str, _Done]) -> Iterator[Complaint]:
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
        end = starts[other].finished if other in starts else None
        if end is None or end > starts[candidate.id].start:
            yield Complaint(
                candidate.id,
                f"starts before {other} has ended",
                f"finish {other} first",
                f"선행 사업 {other}이(가) 끝나기 전에 시작합니다",
                f"{other}을(를) 먼저 마치세요",
            )
