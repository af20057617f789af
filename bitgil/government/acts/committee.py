"""위원회: appointments, notice, papers, attendance, recusal, motions, votes, resolutions, minutes.

A member is a code of the seat held (`seat.4-07`), never a name; names stand in the private document.
The subject of an appointment is the committee, of all else the meeting: `4ir/2026-1`.
"""

from __future__ import annotations

from bitgil.government.acts.fields import (
    ACT,
    CODE,
    CODES,
    COUNT,
    DATE,
    DIGEST,
    FLAG,
    TEXT,
    TEXTS,
    one_of,
    optional,
    rows,
)
from bitgil.government.acts.kinds import declared

AGENDA = {
    "plan": "종합계획 수립·변경, 정책방향",
    "progress": "정책과제·과업 추진상황 점검",
    "funding": "재원조달",
    "coordination": "기관·부서 간 조정",
    "taskforce": "전담조직(TF)",
    "chair": "위원장이 인정하는 사항",
}
GROUNDS = {"exclusion": "제척", "challenge": "기피", "avoidance": "회피"}
OUTCOMES = {
    "passed": "원안의결",
    "amended": "수정의결",
    "conditional": "조건부의결",
    "deferred": "보류",
    "rejected": "부결",
}
CARRIED = ("passed", "amended", "conditional")
MINUTES = {
    "date": "개최일시",
    "place": "장소",
    "present": "출석위원",
    "agenda": "심의안건",
    "statements": "발언내용",
    "result": "결과",
}
_SEATED = "secretary plan-office mayor"
_RUN = "secretary chair"

KINDS = (
    declared(
        "member.appointed",
        "위원 위촉·지명",
        "members appointed",
        _SEATED,
        members=CODES,
        seat=one_of("ex-officio", "appointed"),
        post=optional(one_of("chair", "vice-chair")),
        first=DATE,
        last=optional(DATE),
        substitute=optional(FLAG),
        women=optional(COUNT),
        men=optional(COUNT),
    ),
    declared(
        "member.ended",
        "위원 해촉·사임",
        "member left",
        _SEATED,
        member=CODE,
        why=one_of("term", "resigned", "dismissed", "post-left"),
    ),
    declared(
        "meeting.called",
        "회의 소집 통지",
        "meeting called",
        _RUN,
        date=DATE,
        place=TEXT,
        regular=FLAG,
        urgent=optional(FLAG),
        items=rows(item=COUNT, kind=one_of(*AGENDA), title=TEXT, about=optional(CODE)),
    ),
    declared("meeting.papers", "회의자료 배부", "papers sent", _RUN, items=COUNT),
    declared("meeting.attended", "출석", "attendance", _RUN, present=CODES, presiding=optional(CODE)),
    declared(
        "meeting.recused",
        "제척·기피·회피",
        "recusal",
        "secretary chair member",
        item=COUNT,
        member=CODE,
        ground=one_of(*GROUNDS),
    ),
    declared("motion.moved", "안건 상정", "motion moved", "chair secretary member", item=COUNT, text=TEXT),
    declared(
        "motion.voted",
        "표결",
        "vote",
        _RUN,
        item=COUNT,
        voters=CODES,
        yes=COUNT,
        no=COUNT,
        abstain=COUNT,
    ),
    declared(
        "motion.resolved",
        "의결",
        "resolution",
        _RUN,
        item=COUNT,
        outcome=one_of(*OUTCOMES),
        conditions=optional(TEXTS),
        due=optional(rows(condition=COUNT, office=optional(CODE), day=optional(DATE))),
        version=optional(DIGEST),
    ),
    declared(
        "condition.answered",
        "의결 조건 처리",
        "condition answered",
        "department plan-office secretary",
        resolution=ACT,
        condition=COUNT,
        state=one_of("met", "open", "dropped"),
    ),
    declared(
        "minutes.written", "회의록 작성", "minutes written", "secretary", fields=CODES, closed=optional(CODES)
    ),
    declared("minutes.published", "회의내용 게재", "minutes published", "secretary", url=TEXT),
)
