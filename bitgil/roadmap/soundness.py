"""What is wrong with a problem before any solver sees it, all at once, each fault named and mendable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from math import gcd

from bitgil.plan.problems import Problem as Complaint
from bitgil.roadmap.model import scale_of, weighed
from bitgil.roadmap.problem import QUARTERS, Candidate, Problem

EXACT = 2**53
"""Above this a whole number is no longer exact in every solver's arithmetic."""


def problems_of(problem: Problem) -> tuple[Complaint, ...]:
    """Return every fault of *problem*; an empty tuple says that a solver may see it."""
    found = [*_horizon(problem), *_twice(problem), *_limits(problem), *_aims(problem)]
    for candidate in problem.candidates:
        found += [*_window(problem, candidate), *_money(candidate), *_names(problem, candidate)]
    if not found:
        found += [*_cycles(problem), *_overflow(problem)]
    return tuple(found)


def _horizon(problem: Problem) -> Iterator[Complaint]:
    horizon = problem.horizon
    if horizon.quarters < 1 or not 1 <= horizon.quarter <= QUARTERS:
        yield Complaint(
            "horizon",
            f"begins in quarter {horizon.quarter} and has {horizon.quarters} quarters",
            "give a quarter from 1 to 4 and at least one quarter",
            f"{horizon.quarter}분기에 시작하여 {horizon.quarters}개 분기로 되어 있습니다",
            "시작 분기는 1~4, 기간은 1개 분기 이상으로 적으세요",
        )


def _twice(problem: Problem) -> Iterator[Complaint]:
    ids = Counter(candidate.id for candidate in problem.candidates)
    money = Counter(f"{cap.year} {cap.source}" for cap in problem.limits.money)
    staff = Counter(f"{cap.office} {cap.quarter}" for cap in problem.limits.staff)
    aims = Counter(aim.id for aim in problem.aims)
    for count in (ids, money, staff, aims):
        for key, times in count.items():
            if times > 1:
                yield Complaint(
                    key,
                    f"is given {times} times",
                    "keep one of them",
                    f"{times}번 적혀 있습니다",
                    "하나만 남기세요",
                )


def _window(problem: Problem, candidate: Candidate) -> Iterator[Complaint]:
    if candidate.duration < 1:
        yield Complaint(
            candidate.id,
            f"lasts {candidate.duration} quarters",
            "give a duration of at least one quarter",
            f"사업 기간이 {candidate.duration}분기입니다",
            "1분기 이상으로 적으세요",
        )
    if candidate.step < 1:
        yield Complaint(
            candidate.id,
            f"may start every {candidate.step} quarters",
            "give a step of at least one quarter",
            f"착수 간격이 {candidate.step}분기입니다",
            "1분기 이상으로 적으세요",
        )
    if candidate.fixed is not None:
        return
    latest = problem.horizon.quarters - candidate.duration
    if not 0 <= candidate.first <= candidate.last <= latest:
        yield Complaint(
            candidate.id,
            f"cannot fit: it may start in quarters {candidate.first} to {candidate.last}, "
            f"and {candidate.duration} quarters leave 0 to {latest}",
            "widen the horizon, shorten the project or mend its window",
            f"착수 가능 분기({candidate.first}~{candidate.last})가 계획 기간에 들어가지 않습니다. "
            f"{candidate.duration}분기 사업은 0~{latest}분기에 착수해야 합니다",
            "계획 기간을 늘리거나 사업 기간 또는 착수 시기를 고치세요",
        )
    for worth in candidate.value:
        if len(worth.by_start) <= candidate.last:
            yield Complaint(
                candidate.id,
                f"has no value of {worth.objective} for a start in quarter {len(worth.by_start)}",
                "give one value a quarter up to the last start",
                f"{len(worth.by_start)}분기에 착수할 때의 {worth.objective} 값이 없습니다",
                "마지막 착수 분기까지 분기마다 값을 적으세요",
            )


def _money(candidate: Candidate) -> Iterator[Complaint]:
    for part in candidate.cost:
        if part.amount < 0:
            yield Complaint(
                candidate.id,
                f"costs {part.amount} won of {part.source}",
                "write money as 0 or more",
                f"{part.source} 사업비가 {part.amount}원입니다",
                "0원 이상으로 적으세요",
            )
        if part.offset < 0:
            yield Complaint(
                candidate.id,
                f"pays {-part.offset} quarters before its start",
                "count quarters from the start",
                f"착수 {-part.offset}분기 전에 돈을 씁니다",
                "착수 분기부터 세어 적으세요",
            )
    for need in candidate.staff:
        if need.persons < 0:
            yield Complaint(
                candidate.id,
                f"needs {need.persons} persons of {need.office}",
                "write persons as 0 or more",
                f"{need.office} 인력이 {need.persons}명입니다",
                "0명 이상으로 적으세요",
            )


def _limits(problem: Problem) -> Iterator[Complaint]:
    for cap in problem.limits.money:
        if cap.amount < 0:
            yield Complaint(
                f"{cap.year} {cap.source}",
                f"is limited to {cap.amount} won",
                "write money as 0 or more",
                f"한도가 {cap.amount}원입니다",
                "0원 이상으로 적으세요",
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
    aims = {aim.id for aim in problem.aims}
    for worth in candidate.value:
        if worth.objective not in aims:
            yield Complaint(
                candidate.id,
                f"has a value of '{worth.objective}', which is no objective",
                f"use one of {', '.join(sorted(aims)) or 'the objectives (there are none)'}",
                f"'{worth.objective}'은(는) 목적이 아닙니다",
                f"다음 중에서 고르세요: {', '.join(sorted(aims))}",
            )
    offices = {cap.office for cap in problem.limits.staff}
    for need in candidate.staff if offices else ():
        if need.office not in offices:
            yield Complaint(
                candidate.id,
                f"needs the office '{need.office}', which has no staff limit",
                f"use one of {', '.join(sorted(offices))} or give it a limit",
                f"'{need.office}' 부서의 인력 한도가 없습니다",
                f"다음 중에서 고르거나 한도를 적으세요: {', '.join(sorted(offices))}",
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
        max((abs(weighed(problem, candidate, start, scale)) for start in candidate.starts()), default=0)
        for candidate in problem.candidates
    )
    amounts = [part.amount for candidate in problem.candidates for part in candidate.cost]
    unit = gcd(*amounts) or 1
    money = sum(amounts) // unit
    for what, what_ko, total in (("values", "목적 값", value), ("money", "금액", money)):
        if total > EXACT:
            yield Complaint(
                what,
                f"add up to {total} in their smallest common unit, past the {EXACT} a solver keeps exact",
                "round them to fewer digits",
                f"{what_ko}의 합이 {total}으로 정확히 계산할 수 있는 {EXACT}을 넘습니다",
                "자릿수를 줄이세요",
            )
