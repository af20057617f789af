"""The checks of one candidate's ways: length, window, money, staff, value, shares and calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from bitgil.plan.problems import Problem as Complaint
from bitgil.roadmap.problem import Candidate, Mode, Problem


def faults_of_way(problem: Problem, candidate: Candidate, way: Mode) -> Iterator[Complaint]:
    """Yield everything that is wrong with one way of doing *candidate*."""
    where = f"{candidate.id} {way.id}".rstrip()
    if way.duration < 1:
        yield Complaint(
            where,
            f"lasts {way.duration} quarters",
            "give a duration of at least one quarter",
            f"사업 기간이 {way.duration}분기입니다",
            "1분기 이상으로 적으세요",
        )
    if candidate.fixed is None:
        yield from _fit(problem, candidate, way, where)
    yield from _money(way, where)
    yield from _staff(problem, way, where)
    yield from _match(way, where)
    yield from _call(problem, candidate, way, where)
    aims = {aim.id for aim in problem.aims}
    for worth in way.value:
        if worth.objective not in aims:
            yield Complaint(
                where,
                f"has a value of '{worth.objective}', which is no objective",
                f"use one of {', '.join(sorted(aims)) or 'the objectives (there are none)'}",
                f"'{worth.objective}'은(는) 목적이 아닙니다",
                f"다음 중에서 고르세요: {', '.join(sorted(aims))}",
            )


def faults_of_window(problem: Problem, candidate: Candidate) -> Iterator[Complaint]:
    """Yield everything that is wrong with when *candidate* may start, over all its ways."""
    for mode, times in Counter(way.id for way in candidate.ways()).items():
        if times > 1:
            yield Complaint(
                candidate.id,
                f"has the way '{mode}' {times} times",
                "give every way a name of its own (its first way has the empty one)",
                f"추진 방식 '{mode}'이(가) {times}번 적혀 있습니다",
                "방식마다 다른 이름을 적으세요(첫 방식의 이름은 비어 있습니다)",
            )
    if candidate.step < 1:
        yield Complaint(
            candidate.id,
            f"may start every {candidate.step} quarters",
            "give a step of at least one quarter",
            f"착수 간격이 {candidate.step}분기입니다",
            "1분기 이상으로 적으세요",
        )
        return
    known = {review.id for review in problem.reviews}
    unknown = [name for name in candidate.reviews if name not in known]
    for name in unknown:
        yield Complaint(
            candidate.id,
            f"passes '{name}', which is no review",
            "name a review of this problem",
            f"'{name}'은(는) 심사가 아닙니다",
            "이 문제에 있는 심사를 적으세요",
        )
    if not unknown and any(candidate.starts(way.id) for way in candidate.ways()):
        yield from _never(problem, candidate)


def _never(problem: Problem, candidate: Candidate) -> Iterator[Complaint]:
    if not problem.options(candidate):
        yield Complaint(
            candidate.id,
            "can never start: no review round or call leaves it a quarter of its window",
            "add a round, hand in earlier or widen its window",
            "심사나 공모를 거치면 착수할 수 있는 분기가 없습니다",
            "심사 시기를 더하거나 제출을 앞당기거나 착수 시기를 넓히세요",
        )


def _fit(problem: Problem, candidate: Candidate, way: Mode, where: str) -> Iterator[Complaint]:
    first = candidate.first if way.first is None else way.first
    last = candidate.last if way.last is None else way.last
    latest = problem.horizon.quarters - way.duration
    if not 0 <= first <= last <= latest:
        yield Complaint(
            where,
            f"cannot fit: it may start in quarters {first} to {last}, "
            f"and {way.duration} quarters leave 0 to {latest}",
            "widen the horizon, shorten the project or mend its window",
            f"착수 가능 분기({first}~{last})가 계획 기간에 들어가지 않습니다. "
            f"{way.duration}분기 사업은 0~{latest}분기에 착수해야 합니다",
            "계획 기간을 늘리거나 사업 기간 또는 착수 시기를 고치세요",
        )
    for worth in way.value:
        if len(worth.by_start) <= last:
            yield Complaint(
                where,
                f"has no value of {worth.objective} for a start in quarter {len(worth.by_start)}",
                "give one value a quarter up to the last start",
                f"{len(worth.by_start)}분기에 착수할 때의 {worth.objective} 값이 없습니다",
                "마지막 착수 분기까지 분기마다 값을 적으세요",
            )


def _money(way: Mode, where: str) -> Iterator[Complaint]:
    paid = [(part.source, part.amount) for part in way.cost]
    for source, amount in (*paid, *((part.source, part.amount) for part in way.upkeep)):
        if amount < 0:
            yield Complaint(
                where,
                f"costs {amount} won of {source}",
                "write money as 0 or more",
                f"{source} 사업비가 {amount}원입니다",
                "0원 이상으로 적으세요",
            )
    for cost in way.cost:
        if cost.offset < 0:
            yield Complaint(
                where,
                f"pays {-cost.offset} quarters before its start",
                "count quarters from the start",
                f"착수 {-cost.offset}분기 전에 돈을 씁니다",
                "착수 분기부터 세어 적으세요",
            )


def _staff(problem: Problem, way: Mode, where: str) -> Iterator[Complaint]:
    offices = {cap.office for cap in problem.limits.staff}
    for need in way.staff:
        if need.persons < 0 or not need.held(way.duration):
            yield Complaint(
                where,
                f"needs {need.persons} persons of {need.office} for {len(need.held(way.duration))} quarters",
                "write persons as 0 or more, within its duration",
                f"{need.office} 인력이 {len(need.held(way.duration))}분기 동안 {need.persons}명입니다",
                "사업 기간 안에서 0명 이상으로 적으세요",
            )
        if offices and need.office not in offices:
            yield Complaint(
                where,
                f"needs the office '{need.office}', which has no staff limit",
                f"use one of {', '.join(sorted(offices))} or give it a limit",
                f"'{need.office}' 부서의 인력 한도가 없습니다",
                f"다음 중에서 고르거나 한도를 적으세요: {', '.join(sorted(offices))}",
            )


def _match(way: Mode, where: str) -> Iterator[Complaint]:
    """Yield shares that do not make a whole, and money that is not split by them, to the won."""
    if not way.match:
        return
    total = sum(part.amount for part in way.cost)
    if sum(share.ratio for share in way.match) != 1 or any(share.ratio < 0 for share in way.match):
        yield Complaint(
            where,
            "has shares of its sources that do not add up to 1",
            "write every share as 0 or more, in all 1",
            "재원 분담 비율의 합이 1이 아닙니다",
            "비율의 합이 1이 되게 적으세요",
        )
        return
    paid = Counter({share.source: 0 for share in way.match})
    for part in way.cost:
        paid[part.source] += part.amount
    ratios = {share.source: share.ratio for share in way.match}
    for source, amount in sorted(paid.items()):
        due = ratios.get(source, Fraction(0)) * total
        if abs(amount - due) >= 1:
            yield Complaint(
                where,
                f"pays {amount} won of {source} where its share of {total} is {float(due):.0f}",
                "split the total by its shares",
                f"{source} {amount}원이 분담 비율에 따른 {float(due):.0f}원과 다릅니다",
                "사업비를 분담 비율대로 나누세요",
            )


def _call(problem: Problem, candidate: Candidate, way: Mode, where: str) -> Iterator[Complaint]:
    call = way.call
    if call is None:
        return
    if not 0 < call.chance <= 1:
        yield Complaint(
            where,
            f"wins the call {call.id} with a chance of {call.chance}",
            "give a chance above 0, at most 1",
            f"공모({call.id}) 선정 확률이 {call.chance}입니다",
            "0보다 크고 1 이하로 적으세요",
        )
    if call.decided < call.deadline:
        yield Complaint(
            where,
            f"has the call {call.id} decided before its deadline",
            "write the quarter of the decision after that of the deadline",
            f"공모({call.id}) 결과가 마감보다 먼저 나옵니다",
            "결과 분기를 마감 분기 뒤로 적으세요",
        )
    if call.deadline < 0 and candidate.fixed is None:
        yield Complaint(
            where,
            f"bids in the call {call.id}, which closed in {problem.horizon.name_of(call.deadline)}",
            "leave this way out or give the next call",
            f"공모({call.id})는 {problem.horizon.name_of(call.deadline)}에 마감되었습니다",
            "이 방식을 빼거나 다음 공모를 적으세요",
        )
