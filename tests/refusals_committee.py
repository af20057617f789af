"""One breaching case for every rule on members, meetings and conditions, as its form sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from at_work import BODY, FIVE, HELD, MOVED, appointed, at_meeting, attended, called, handed, rows, voted

from bitgil.government.acts import Draft

MEETING = f"{BODY}/2026-1"
MEMBERS = f"/desk/committee/{BODY}/members/"
CALL = f"/desk/committee/{BODY}/call/"
SITTING = f"/desk/committee/{BODY}/meetings/2026-1/"
CASE = f"{SITTING}1/"
PARTS = {
    "part.date": "2026-03-20 14:00",
    "part.place": "시청",
    "part.present": "4명",
    "part.agenda": "1. 시행계획",
    "part.statements": "이의 없음",
    "part.result": "원안의결",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was on record, the page and what it is sent, by whom, and what is said.

    `warns` where the act is recorded and the rule's words stand on it.
    """

    before: tuple[Draft, ...]
    page: str
    sent: Mapping[str, Any]
    said: str
    cited: str = ""
    seats: tuple[str, ...] = ("secretary",)
    warns: bool = False
    office: str = field(default="new-industry")


def appointing(members: str, **more: str) -> dict[str, Any]:
    """Return the form of an appointment from 2026-02-01 for two years."""
    public = {
        "members": members,
        "seat": "appointed",
        "first": "2026-02-01",
        "last": "2028-01-31",
        "women": "3",
        "men": "3",
    }
    return handed("member.appointed", BODY, "2026-02-01", {**public, **more})


def calling(effect: str = "2026-03-01", *items: Mapping[str, Any], number: str = "2026-1") -> dict[str, Any]:
    """Return the form of a call of a meeting on 2026-03-20."""
    agenda = items or ({"item": 1, "kind": "plan", "title": "시행계획"},)
    public = {"date": "2026-03-20", "place": "시청", "regular": "yes", **rows("items", *agenda)}
    return handed("meeting.called", f"{BODY}/{number}", effect, public)


def voting(voters: tuple[str, ...], yes: int, no: int = 0) -> dict[str, Any]:
    """Return the form of a vote on item 1."""
    public = {"item": "1", "voters": list(voters), "yes": str(yes), "no": str(no), "abstain": "0"}
    return handed("motion.voted", MEETING, "2026-03-20", public)


FIFTEEN = tuple(f"seat.4-{number:02}" for number in range(1, 16))
FOUR_IR = "광양시 4차산업혁명 촉진에 관한 조례"
EVERY = "광양시 각종위원회 설치 및 운영 조례"

REFUSALS: Mapping[str, Refusal] = {
    "size_is_kept": Refusal(
        (appointed(FIFTEEN),), MEMBERS, appointing("seat.4-16"), "위원이 16명이 됩니다", f"{FOUR_IR}"
    ),
    "ex_officio_seats_are_few": Refusal(
        (appointed(FIVE[:4], seat="ex-officio"),),
        MEMBERS,
        appointing("seat.4-09", seat="ex-officio"),
        "당연직이 5명이 됩니다",
        FOUR_IR,
    ),
    "terms_are_of_one_length": Refusal(
        (), MEMBERS, appointing("seat.4-01", last="2028-02-01"), "2년은 2028-01-31까지", FOUR_IR
    ),
    "renewals_are_few": Refusal(
        (appointed(FIVE[:1], "2022-01-01"), appointed(FIVE[:1], "2024-01-01")),
        MEMBERS,
        appointing(FIVE[0]),
        "연임은 1번까지입니다",
        FOUR_IR,
    ),
    "sexes_are_balanced": Refusal(
        (), MEMBERS, appointing("seat.4-01", women="2", men="4"), "한 성이 0.6을 넘습니다", EVERY
    ),
    "notice_is_early": Refusal((), CALL, calling("2026-03-14"), "회의 6일 전 통지입니다", EVERY),
    "agenda_is_of_the_committee": Refusal(
        (),
        CALL,
        calling(
            "2026-03-01",
            {"item": 1, "kind": "plan", "title": "하나"},
            {"item": 1, "kind": "funding", "title": "둘"},
        ),
        "안건 번호가 겹칩니다",
        FOUR_IR,
    ),
    "papers_are_early": Refusal(
        (appointed(), called()),
        SITTING,
        handed("meeting.papers", MEETING, "2026-03-18", {"items": "2"}),
        "회의 2일 전 배부입니다",
        EVERY,
    ),
    "regular_meetings_are_held": Refusal(
        (
            appointed(first="2025-01-01"),
            called("2025-03-20", "2025-1"),
            at_meeting("meeting.attended", "2025-1", "2025-03-20", present=list(FIVE)),
        ),
        CALL,
        calling(),
        "정기회의는 연 2회 소집한다",
        FOUR_IR,
        warns=True,
    ),
    "only_members_attend": Refusal(
        (appointed(), called()),
        SITTING,
        handed("meeting.attended", MEETING, "2026-03-20", {"present": [*FIVE[:3], "seat.9-99"]}),
        "그날 위원이 아닙니다: seat.9-99",
    ),
    "quorum_is_present": Refusal(
        (appointed(), called(), attended(FIVE[:2]), MOVED),
        CASE,
        voting(FIVE[:2], 2),
        "재적 5명 가운데 2명이 출석했습니다",
        FOUR_IR,
    ),
    "recused_members_do_not_vote": Refusal(
        (
            *HELD,
            at_meeting("meeting.recused", item=1, member=FIVE[0], ground="avoidance"),
            MOVED,
        ),
        CASE,
        voting(FIVE[:4], 4),
        f"제척·기피·회피된 위원이 표결했습니다: {FIVE[0]}",
        FOUR_IR,
    ),
    "votes_add_up": Refusal((*HELD, MOVED), CASE, voting(FIVE[:4], 3), "표결한 위원 4명, 표 3표"),
    "majority_carries": Refusal(
        (*HELD, MOVED, voted(yes=2, no=2)),
        CASE,
        handed("motion.resolved", MEETING, "2026-03-20", {"item": "1", "outcome": "passed"}),
        "찬성 2명인데 결과가 맞지 않습니다",
        FOUR_IR,
    ),
    "conditions_can_be_answered": Refusal(
        (*HELD, MOVED, voted()),
        CASE,
        handed("motion.resolved", MEETING, "2026-03-20", {"item": "1", "outcome": "conditional"}),
        "조건을 한 줄에 하나씩 적고",
    ),
    "minutes_are_whole": Refusal(
        HELD,
        SITTING,
        handed("minutes.written", MEETING, "2026-03-21", {**PARTS, "part.result": ""}),
        "회의록에 빠진 항목이 있습니다: 결과",
        EVERY,
    ),
    "minutes_are_posted_in_time": Refusal(
        (*HELD, at_meeting("minutes.written", fields=["date"])),
        SITTING,
        handed("minutes.published", MEETING, "2026-04-02", {"url": "/committee/4ir/2026-1/"}),
        "회의를 마친 후 10일 이내",
        EVERY,
        warns=True,
    ),
}
"""Rule → the act that breaks it, as its form sends it."""
