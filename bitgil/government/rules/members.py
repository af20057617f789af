"""위촉: how large a committee may be, of whom, and for how long."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bitgil.government.days import days_after, first_day, last_day, months_after
from bitgil.government.rules.breaches import Breach, Question

APPOINTED = "member.appointed"


def size_is_kept(asked: Question) -> Iterator[Breach]:
    """A committee has no more members than its ordinance allows."""
    rule = asked.demand("committee.size")
    if asked.kind == APPOINTED and rule and rule.value is not None:
        seats = len(asked.committee.seats.keys() | set(asked.public["members"]))
        if seats > rule.value:
            yield asked.breach(
                rule,
                f"위원이 {seats}명이 됩니다. {rule.value}명까지입니다",
                f"there would be {seats} members where {rule.value} are allowed",
                "위촉 인원을 줄이세요",
                "appoint fewer",
            )


def ex_officio_seats_are_few(asked: Question) -> Iterator[Breach]:
    """No more officials sit by office than the ordinance allows."""
    rule = asked.demand("committee.ex_officio")
    if asked.kind == APPOINTED and asked.public["seat"] == "ex-officio" and rule and rule.value is not None:
        held = {seat.member for seat in asked.committee.of("ex-officio")} | set(asked.public["members"])
        if len(held) > rule.value:
            yield asked.breach(
                rule,
                f"당연직이 {len(held)}명이 됩니다. {rule.value}명까지입니다",
                f"{len(held)} would sit by office where {rule.value} may",
                "당연직 지명을 줄이세요",
                "name fewer officials",
            )


def terms_are_of_one_length(asked: Question) -> Iterator[Breach]:
    """An appointed member's term has a last day, no later than the ordinance's years allow."""
    rule = asked.demand("committee.term")
    if not (asked.kind == APPOINTED and asked.public["seat"] == "appointed" and rule and rule.value):
        return
    first = first_day(asked.public["first"])
    longest = days_after(months_after(first, int(rule.value) * 12), -1)
    last = last_day(asked.public["last"]) if "last" in asked.public else ""
    if not last or last > longest:
        yield asked.breach(
            rule,
            f"임기 끝이 {last or '비어 있습니다'}. {first}부터 {rule.value}년은 {longest}까지입니다",
            f"the term ends {last or 'on no day'}; {rule.value} years from {first} end on {longest}",
            f"임기를 {longest}까지로 적으세요",
            f"let the term end by {longest}",
        )


def renewals_are_few(asked: Question) -> Iterator[Breach]:
    """No member is renewed more often than the ordinance allows."""
    rule = asked.demand("committee.renewals")
    if not (asked.kind == APPOINTED and asked.public["seat"] == "appointed" and rule):
        return
    served: dict[str, int] = {}
    for act in asked.state.dossier(asked.committee_id):
        if act.kind == APPOINTED and act.public["seat"] == "appointed" and not act.public.get("substitute"):
            for member in act.public["members"]:
                served[member] = served.get(member, 0) + 1
    for member in asked.public["members"]:
        if rule.value is not None and served.get(member, 0) > rule.value:
            yield asked.breach(
                rule,
                f"{member} 위원은 이미 {served[member]}번 위촉되었습니다. 연임은 {rule.value}번까지입니다",
                f"{member} has served {served[member]} terms and may be renewed {rule.value} times",
                "다른 분을 위촉하세요",
                "appoint somebody else",
            )


def sexes_are_balanced(asked: Question) -> Iterator[Breach]:
    """No sex holds more of the appointed seats than the ordinance allows, once the counts are told."""
    rule = asked.demand("committee.sex")
    if not (asked.kind == APPOINTED and asked.public["seat"] == "appointed" and rule and rule.value):
        return
    women, men = asked.public.get("women"), asked.public.get("men")
    if women is None or men is None:
        yield asked.breach(
            rule,
            "위촉 뒤 위촉직의 여성·남성 수가 적혀 있지 않습니다",
            "the numbers of women and men among the appointed are not told",
            "위촉직 여성 수와 남성 수에 위촉 뒤의 수를 적으세요",
            "write them, as they will be, in women and men",
        )
    elif Decimal(max(women, men)) > rule.value * (women + men):
        yield asked.breach(
            rule,
            f"위촉직이 여성 {women}명, 남성 {men}명이 됩니다. 한 성이 {rule.value}을 넘습니다",
            f"{women} women and {men} men: one sex would hold more than {rule.value}",
            "적은 쪽 성별의 위원을 더 위촉하세요",
            "appoint more of the other sex",
        )
