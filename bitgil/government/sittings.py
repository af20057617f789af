"""Sittings: which acts may follow at a meeting, what makes a quorum, and what the law allows a committee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bitgil.government.committees import Committee, Meeting
from bitgil.government.law import Law
from bitgil.plan.types import LegalRule
from bitgil.quantity import Words


@dataclass(frozen=True, slots=True)
class Limit:
    """한도: what the law allows a committee beside what it has; `kept` is None where it is not known."""

    name: Words
    has: Words
    rule: LegalRule
    kept: bool | None


def next_acts(meeting: Meeting) -> tuple[str, ...]:
    """Return the kinds of act about the whole meeting that may come next."""
    if meeting.called is None:
        return ("meeting.called",)
    if not meeting.attended:
        return (*(() if meeting.papers else ("meeting.papers",)), "meeting.attended")
    if meeting.written is None:
        undecided = meeting.votes.keys() - meeting.resolutions.keys()
        return () if undecided else ("minutes.written",)
    return () if meeting.published else ("minutes.published",)


def next_acts_on(meeting: Meeting, item: int) -> tuple[str, ...]:
    """Return the kinds of act about one item that may come next; recusal stays open until the vote."""
    if item not in meeting.items or meeting.written is not None or item in meeting.resolutions:
        return ()
    if item in meeting.votes:
        return ("motion.resolved",)
    if not meeting.attended:
        return ("meeting.recused",)
    return ("meeting.recused", "motion.voted" if item in meeting.moved else "motion.moved")


def quorum(seats: int, law: Law, body: str) -> int | None:
    """Return how many members must be present: the least number above the law's share of the seats."""
    share = law.limit("committee.quorum", body)
    return None if share is None else int(share * seats) + 1


def needed(present: int, law: Law, body: str) -> int | None:
    """Return how many of those present must say yes: the least number above the law's share of them."""
    share = law.limit("committee.majority", body)
    return None if share is None else int(share * present) + 1


def limits_of(committee: Committee, regular: int, law: Law, body: str) -> tuple[Limit, ...]:
    """Return each limit of a committee's composition and its *regular* meetings of the year."""
    return tuple(_limits(committee, regular, law, body))


def _limits(committee: Committee, regular: int, law: Law, body: str) -> Iterator[Limit]:
    counted = (
        ("committee.size", Words("위원 수", "members"), len(committee.seats)),
        ("committee.ex_officio", Words("당연직", "ex officio members"), len(committee.of("ex-officio"))),
    )
    for about, name, has in counted:
        rule = law.on(about, body)
        if rule and rule.value is not None:
            yield Limit(name, Words(f"{has}명", f"{has}"), rule, has <= rule.value)
    rule = law.on("committee.sex", body)
    if rule and rule.value is not None:
        yield _of_sexes(committee, rule, rule.value)
    rule = law.on("committee.meetings", body)
    if rule and rule.value is not None:
        name = Words("올해 연 정기회의", "regular meetings held this year")
        yield Limit(name, Words(f"{regular}번", f"{regular}"), rule, regular >= rule.value or None)


def _of_sexes(committee: Committee, rule: LegalRule, share: Decimal) -> Limit:
    name = Words("위촉직의 성별", "women and men among the appointed")
    women, men = committee.women, committee.men
    if women is None or men is None:
        return Limit(name, Words("알 수 없음", "not told"), rule, None)
    has = Words(f"여성 {women}명, 남성 {men}명", f"{women} women, {men} men")
    return Limit(name, has, rule, Decimal(max(women, men)) <= share * (women + men))
