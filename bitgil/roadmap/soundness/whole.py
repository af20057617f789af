"""The checks of a problem as a whole: its horizon, limits, objectives and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from math import gcd

from bitgil.plan.problems import Problem as Complaint
from bitgil.roadmap.model import scale_of, weighed
from bitgil.roadmap.problem import Candidate, Problem
from bitgil.roadmap.soundness.between import faults_between
from bitgil.roadmap.soundness.ways import faults_of_way, faults_of_window

EXACT = 2**53
"""Above this a whole number is no longer exact in every solver's arithmetic."""


def problems_of(problem: Problem) -> tuple[Complaint, ...]:
    """Return every fault of *problem*; an empty tuple says that a solver may see it."""
    found = [*_horizon(problem), *_twice(problem), *_limits(problem), *_aims(problem)]
    for candidate in problem.candidates:
        for way in candidate.ways():
            found += faults_of_way(problem, candidate, way)
        found += [*_names(problem, candidate), *faults_of_window(problem, candidate)]
    found += faults_between(problem)
    if not found:
        found += [*_cycles(problem), *_overflow(problem)]
    return tuple(found)


def _horizon(problem: Problem) -> Iterator[Complaint]:
    horizon = problem.horizon
    if horizon.quarters < 1 or not 1 <= horizon.quarter <= horizon.per_year:
        yield Complaint(
            "horizon",
            f"begins in quarter {horizon.quarter} and has {horizon.quarters} quarters",
            f"give a quarter from 1 to {horizon.per_year} and at least one quarter",
            f"{horizon.quarter}분기에 시작하여 {horizon.quarters}개 분기로 되어 있습니다",
            f"시작 분기는 1~{horizon.per_year}, 기간은 1개 분기 이상으로 적으세요",
        )


def _twice(problem: Problem) -> Iterator[Complaint]:
    ids = Counter(candidate.id for candidate in problem.candidates)
    money = Counter(f"{cap.span()} {cap.source}" for cap in problem.limits.money)
    staff = Counter(f"{cap.office} {cap.quarter}" for cap in problem.limits.staff)
    aims = Counter(aim.id for aim in problem.aims)
    reviews = Counter(review.id for review in problem.reviews)
    gates = Counter(gate.id for gate in problem.gates)
    pairs = Counter(
        f"{'+'.join(sorted((pair.one, pair.two)))} {pair.objective}" for pair in problem.synergies
    )
    portions = Counter(part.id for part in problem.portions)
    picks = Counter(pick.id for pick in problem.picks)
    for count in (ids, money, staff, aims, reviews, gates, pairs, portions, picks):
        for key, times in count.items():
            if times > 1:
                yield Complaint(
                    key,
                    f"is given {times} times",
                    "keep one of them",
                    f"{times}번 적혀 있습니다",
                    "하나만 남기세요",
                )


def _limits(problem: Problem) -> Iterator[Complaint]:
    for cap in problem.limits.money:
        if cap.amount < 0:
            yield Complaint(
                f"{cap.span()} {cap.source}",
                f"is limited to {cap.amount} won",
                "write money as 0 or more",
                f"한도가 {cap.amount}원입니다",
                "0원 이상으로 적으세요",
            )
        if not cap.years():
            yield Complaint(
                f"{cap.span()} {cap.source}",
                "ends before it begins",
                "write the later year second",
                "끝나는 해가 시작하는 해보다 앞섭니다",
                "나중 해를 뒤에 적으세요",
            )
    for team in problem.limits.staff:
        if team.persons < 0 or not 0 <= team.quarter < problem.horizon.quarters:
            yield Complaint(
                team.office,
                f"is limited to {team.persons} persons in quarter {team.quarter}",
                f"write 0 persons or more in a quarter from 0 to {problem.horizon.quarters - 1}",
                f"{team.quarter}분기 인력 한도가 {team.persons}명입니다",
                f"0~{problem.horizon.quarters - 1}분기에 0명 이상으로 적으세요",
            )


def _aims(problem: Problem) -> Iterator[Complaint]:
    for aim in problem.aims:
        if aim.weight < 0:
            yield Complaint(
                aim.id,
                f"weighs {aim.weight}",
                "give a weight of 0 or more and turn the sign of the values",
                f"가중치가 {aim.weight}입니다",
                "가중치는 0 이상으로 두고 값의 부호를 바꾸세요",
            )


def _names(problem: Problem, candidate: Candidate) -> Iterator[Complaint]:
    ids = {other.id for other in problem.candidates}
    for word in ("requires", "excludes", "together"):
        for other in getattr(candidate, word):
            if other not in ids or other == candidate.id:
                yield Complaint(
                    candidate.id,
                    f"{word} '{other}', which is no other candidate",
                    "name another candidate of this problem or drop the relation",
                    f"{word} 관계의 '{other}'은(는) 다른 후보 사업이 아닙니다",
                    "이 문제에 있는 다른 사업을 적거나 관계를 지우세요",
                )


def _cycles(problem: Problem) -> Iterator[Complaint]:
    graph = {candidate.id: set(candidate.requires) for candidate in problem.candidates}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as fault:
        ring = " → ".join(fault.args[1])
        yield Complaint(
            fault.args[1][0],
            f"prerequisites run in a circle: {ring}",
            "drop one of these prerequisites",
            f"선행 관계가 서로 물려 있습니다: {ring}",
            "이 가운데 선행 관계 하나를 지우세요",
        )


def _overflow(problem: Problem) -> Iterator[Complaint]:
    scale = scale_of(problem)
    value = sum(
        max(
            (abs(weighed(problem, each, start, scale, mode)) for mode, start in problem.options(each)),
            default=0,
        )
        for each in problem.candidates
    )
    weights = {aim.id: aim.weight for aim in problem.aims}
    value += sum(
        int(abs(scale * Fraction(weights[pair.objective]) * Fraction(gain)))
        for pair in problem.synergies
        for gain in pair.by_quarter
    )
    money = _amounts(problem) * max((part.ratio.denominator for part in problem.portions), default=1)
    for what, what_ko, total in (("values", "목적 값", value), ("money", "금액", money)):
        if total > EXACT:
            yield Complaint(
                what,
                f"add up to {total} in their smallest common unit, past the {EXACT} a solver keeps exact",
                "round them to fewer digits",
                f"{what_ko}의 합이 {total}으로 정확히 계산할 수 있는 {EXACT}을 넘습니다",
                "자릿수를 줄이세요",
            )


def _amounts(problem: Problem) -> int:
    """Return the sum of the dearest way of every candidate, in the greatest unit that all sums share."""
    unit, total = 0, 0
    for each in problem.candidates:
        dearest = 0
        for way in each.ways():
            amounts = [way.paid(part.amount) for part in way.cost]
            amounts += [way.paid(part.amount) * problem.horizon.quarters for part in way.upkeep]
            unit = gcd(unit, *amounts, *(way.paid(part.amount) for part in way.upkeep))
            dearest = max(dearest, sum(amounts))
        total += dearest
    return total // (unit or 1)
