"""The checks of what stands between candidates: reviews, stage gates, synergies, portions and picks."""

from __future__ import annotations

from collections.abc import Iterator

from bitgil.plan.problems import Problem as Complaint
from bitgil.roadmap.problem import Gate, Problem, Synergy


def faults_between(problem: Problem) -> Iterator[Complaint]:
    """Yield everything that is wrong with the reviews, gates and synergies of *problem*."""
    for review in problem.reviews:
        if not review.rounds or review.lead < 0:
            yield Complaint(
                review.id,
                f"has {len(review.rounds)} rounds and takes {review.lead} quarters",
                "give at least one round and a lead time of 0 or more",
                f"심사가 {len(review.rounds)}번 있고 {review.lead}분기 걸립니다",
                "한 번 이상의 심사와 0분기 이상의 기간을 적으세요",
            )
    for gate in problem.gates:
        yield from _gate(problem, gate)
    for pair in problem.synergies:
        yield from _synergy(problem, pair)
    yield from _bounds(problem)


def _bounds(problem: Problem) -> Iterator[Complaint]:
    ids = {each.id for each in problem.candidates}
    for part in problem.portions:
        for name in sorted(set(part.projects) - ids):
            yield _stranger(part.id, name)
        if not 0 <= part.ratio <= 1:
            yield Complaint(
                part.id,
                f"has the share {part.ratio}",
                "give a share from 0 to 1",
                f"몫이 {part.ratio}입니다",
                "0에서 1까지 적으세요",
            )
    for pick in problem.picks:
        for name in sorted(set(pick.among) - ids):
            yield _stranger(pick.id, name)
        if not 1 <= pick.least <= len(set(pick.among)):
            yield Complaint(
                pick.id,
                f"asks for {pick.least} of {len(set(pick.among))} projects",
                "ask for at least one and at most all of them",
                f"사업 {len(set(pick.among))}개 가운데 {pick.least}개를 요구합니다",
                "1개 이상, 사업 수 이하로 적으세요",
            )


def _gate(problem: Problem, gate: Gate) -> Iterator[Complaint]:
    ids = {each.id for each in problem.candidates}
    for name in sorted({*gate.core, *gate.opens} - ids):
        yield _stranger(gate.id, name)
    if not 1 <= gate.least <= len(set(gate.core)):
        yield Complaint(
            gate.id,
            f"asks for {gate.least} of {len(set(gate.core))} projects",
            "ask for at least one and at most all of them",
            f"핵심 사업 {len(set(gate.core))}개 가운데 {gate.least}개를 요구합니다",
            "1개 이상, 핵심 사업 수 이하로 적으세요",
        )
    if gate.at is not None and not 0 <= gate.at <= problem.horizon.quarters:
        yield Complaint(
            gate.id,
            f"stands in quarter {gate.at}",
            f"place it from 0 to {problem.horizon.quarters}",
            f"관문이 {gate.at}분기에 있습니다",
            f"0~{problem.horizon.quarters} 안에 두세요",
        )
    if gate.at is None and not gate.opens:
        yield Complaint(
            gate.id,
            "opens nothing and has no date",
            "give it a quarter or what it opens",
            "여는 사업도 시기도 없습니다",
            "시기나 여는 사업을 적으세요",
        )
    for name in sorted(set(gate.core) & set(gate.opens)):
        yield Complaint(
            gate.id,
            f"opens {name}, which it waits for",
            "keep it on one side",
            f"{name} 사업이 관문의 조건이자 결과입니다",
            "한쪽에만 두세요",
        )


def _synergy(problem: Problem, pair: Synergy) -> Iterator[Complaint]:
    where = f"{pair.one}+{pair.two}"
    ids = {each.id for each in problem.candidates}
    for name in sorted({pair.one, pair.two} - ids):
        yield _stranger(where, name)
    if pair.one == pair.two:
        yield Complaint(
            where,
            "is a pair of one",
            "name two projects",
            "같은 사업끼리의 상승 효과입니다",
            "서로 다른 두 사업을 적으세요",
        )
    if pair.objective not in {aim.id for aim in problem.aims}:
        yield Complaint(
            where,
            f"adds to '{pair.objective}', which is no objective",
            "use one of the objectives",
            f"'{pair.objective}'은(는) 목적이 아닙니다",
            "이 문제에 있는 목적을 적으세요",
        )
    if len(pair.by_quarter) > problem.horizon.quarters + 1:
        yield Complaint(
            where,
            f"has {len(pair.by_quarter)} values in a horizon of {problem.horizon.quarters} quarters",
            "give one a quarter and one for all later time",
            f"계획 기간 {problem.horizon.quarters}분기에 값이 {len(pair.by_quarter)}개입니다",
            "분기마다 하나와 그 뒤 하나만 적으세요",
        )


def _stranger(where: str, name: str) -> Complaint:
    return Complaint(
        where,
        f"names '{name}', which is no candidate",
        "name a candidate of this problem",
        f"'{name}'은(는) 후보 사업이 아닙니다",
        "이 문제에 있는 사업을 적으세요",
    )
