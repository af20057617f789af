"""The calendar: what comes back every year, and the deadlines that open acts have under the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bitgil.government.cases import case_of
from bitgil.government.committees import Meeting, committee_id, committee_of, meeting_of
from bitgil.government.days import day_in, days_after, last_day
from bitgil.government.followup import conditions_at
from bitgil.government.law import Law, law_on
from bitgil.government.state import State
from bitgil.plan.types import LegalRule, Plan
from bitgil.quantity import Words


@dataclass(frozen=True, slots=True)
class Due:
    """일정·기한: one day on which something is due, for which offices, and by which rule or source.

    `subject` is the occasion, project, committee or meeting it is about; `act` the number of the open
    act, 0 for an occasion.
    """

    day: str
    subject: str
    what: str
    name: Words
    offices: tuple[str, ...] = ()
    ground: str = ""
    act: int = 0

    @property
    def key(self) -> str:
        """A name of its own that stays the same when the calendar is made again."""
        return f"{self.day}-{self.subject}-{self.what}"


def occasions(plan: Plan, year: int) -> tuple[Due, ...]:
    """Return what comes back in one year, legal deadlines under the law of the year's first day."""
    known = {rule.id: rule for rule in plan.legal_rules}
    found = []
    for occasion in plan.calendar:
        rule = known.get(occasion.rule)
        if rule is not None and not rule.holds_on(f"{year}-01-01"):
            continue
        days = rule.days if rule else occasion.days
        ground = rule.citation if rule else occasion.source
        found += [
            Due(day_in(year, day), occasion.id, f"occasion.{place}", occasion.name, occasion.offices, ground)
            for place, day in enumerate(days, 1)
        ]
    return _in_order(found)


def deadlines(state: State, day: str) -> tuple[Due, ...]:
    """Return what acts still open on a day call for, the earliest first, those past their day too."""
    law = law_on(state.plan.legal_rules if state.plan else (), day)
    return _in_order(due for subject in state.dossiers for due in _of_subject(state, subject, law))


def of_office(dues: Iterable[Due], office: str) -> tuple[Due, ...]:
    """Return what concerns one office."""
    return tuple(due for due in dues if office in due.offices)


def _in_order(dues: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(dues, key=lambda due: (due.day, due.subject, due.what)))


def _of_subject(state: State, subject: str, law: Law) -> Iterator[Due]:
    acts = state.dossier(subject)
    families = {act.kind.partition(".")[0] for act in acts}
    if "meeting" in families:
        yield from _of_meeting(meeting_of(subject, acts), law)
        yield from _of_conditions(state, subject)
    if "member" in families:
        for seat in committee_of(acts, law.day).seats.values():
            if seat.last:
                name = Words(f"{seat.member} 위원 임기 만료", f"term of {seat.member} ends")
                rule = law.on("committee.term", subject)
                yield Due(seat.last, subject, f"term.{seat.member}", name, (), _cited(rule))
    if families & {"bid", "gate"}:
        yield from _of_project(state, subject, law)


def _of_meeting(meeting: Meeting, law: Law) -> Iterator[Due]:
    called, body = meeting.called, committee_id(meeting.subject)
    if called is None:
        return
    papers, minutes = law.on("committee.papers", body), law.on("committee.minutes", body)
    offices = (called.office,) if called.office else ()
    if papers and papers.value and meeting.papers is None and not meeting.attended:
        day = days_after(meeting.day, -int(papers.value))
        name = Words("회의자료 배부", "send the papers")
        yield Due(day, meeting.subject, "papers", name, offices, papers.citation, called.number)
    if not meeting.attended:
        name = Words("회의", "meeting")
        yield Due(meeting.day, meeting.subject, "meeting", name, offices, "", called.number)
    if minutes and minutes.value and meeting.attended and meeting.published is None:
        day = days_after(meeting.day, int(minutes.value))
        name = Words("회의내용 게재", "post what was done")
        yield Due(day, meeting.subject, "minutes", name, offices, minutes.citation, called.number)


def _of_conditions(state: State, meeting: str) -> Iterator[Due]:
    for one in conditions_at(state, meeting):
        if one.state == "open" and one.due:
            name = Words(f"의결 조건 답변: {one.text}", f"answer to a condition: {one.text}")
            what = f"condition.{one.resolution.number}.{one.number}"
            offices = (one.office,) if one.office else ()
            yield Due(last_day(one.due), meeting, what, name, offices, "", one.resolution.number)


def _of_project(state: State, subject: str, law: Law) -> Iterator[Due]:
    case = case_of(subject, state.dossier(subject))
    last = case.last
    if "project.closed" in last:
        return
    found = last.get("bid.found")
    if found and "deadline" in found.public and "bid.applied" not in last:
        name = Words(f"공모 마감: {found.public['programme']}", f"call closes: {found.public['programme']}")
        offices = (found.office,) if found.office else ()
        yield Due(last_day(found.public["deadline"]), subject, "bid", name, offices, "", found.number)
    agreed, rule = last.get("bid.agreed"), law.on("call.council_yearly")
    told = any(act.effect[:4] == law.day[:4] for act in case.told if act.public["form"] == "progress")
    if agreed and rule and not told and agreed.effect[:4] < law.day[:4]:
        name = Words("공모사업 추진상황 의회 보고", "tell the council of progress")
        offices = (agreed.office,) if agreed.office else ()
        yield Due(f"{law.day[:4]}-12-31", subject, "council", name, offices, rule.citation, agreed.number)
    request = last.get("gate.applied")
    if request and (case.gate is None or case.gate.number < request.number):
        yield from _review(subject, request.effect, law, request.office, request.number)


def _review(subject: str, since: str, law: Law, office: str, number: int) -> Iterator[Due]:
    """Yield the day by which a review that was requested is due: the end of the next round."""
    rule = law.on("investment.round_ends")
    if rule is None:
        return
    start = last_day(since)
    ends = [day_in(int(start[:4]) + on, day) for on in (0, 1) for day in rule.days]
    day = min((end for end in ends if end >= start), default="")
    if day:
        name = Words("투자심사 결과", "result of the investment review")
        yield Due(day, subject, "review", name, (office,) if office else (), rule.citation, number)


def _cited(rule: LegalRule | None) -> str:
    return rule.citation if rule else ""
