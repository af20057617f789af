"""알림: whom an act concerns besides its doer, and what they are told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.committees import committee_id, committee_of
from bitgil.government.days import first_day
from bitgil.government.permissions import Person, matter_of
from bitgil.government.state import State
from bitgil.quantity import Words


@dataclass(frozen=True, slots=True)
class Whom:
    """Whoever holds a seat, in one office or as one member where these are named."""

    seat: str
    office: str = ""
    member: str = ""

    def is_(self, person: Person) -> bool:
        """Whether that is somebody."""
        return (
            self.seat in person.seats
            and self.office in ("", person.office)
            and self.member in ("", person.member)
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said to whom, about which subject; `act` is the number of the act that gave rise to it."""

    act: int
    subject: str
    whom: tuple[Whom, ...]
    said: Words

    def concerns(self, person: Person) -> bool:
        """Whether a person is among those it is for."""
        return any(whom.is_(person) for whom in self.whom)


Says = Callable[[State, Act], tuple[Iterable[Whom], Words]]
_PLAN_OFFICE = (Whom("plan-office"),)


def notice_of(state: State, act: Act) -> Notice | None:
    """Return the notice that an act gives rise to, None for most; *state* is that before or after the act."""
    says = _SAYS.get(act.kind)
    if says is None:
        return None
    whom, said = says(state, act)
    addressed = tuple(dict.fromkeys(whom))
    return Notice(act.number, act.subject, addressed, said) if addressed else None


def name_of(state: State, subject: str) -> Words:
    """Return what a subject is called: a project's name in the plan, else its code."""
    projects = state.plan.projects if state.plan else ()
    return next((project.name for project in projects if project.id == subject), Words(subject))


def _offices(state: State, subject: str) -> list[Whom]:
    return [Whom("department", office) for office in sorted(matter_of(state, subject).offices)]


def _asker(state: State, act: Act, field: str) -> list[Whom]:
    """Return the office whose report or request an act answers, those in charge where it is unknown."""
    number = act.public.get(field)
    asked = next((each for each in state.dossier(act.subject) if each.number == number), None)
    if asked is None or not asked.office:
        return _offices(state, act.subject)
    return [Whom(asked.role, asked.office)]


def _about(state: State, act: Act, ko: str, en: str) -> Words:
    name = name_of(state, act.subject)
    return Words(f"{name.ko}: {ko}", f"{name.in_('en')}: {en}")


def _reported(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    period = act.public["period"]
    return _PLAN_OFFICE, _about(state, act, f"{period} 실적을 검토하세요", f"review the report of {period}")


def _reviewed(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    whom = _asker(state, act, "report")
    if act.public["verdict"] == "returned":
        why = f"실적 보고가 반려되었습니다. {act.reason}", f"the report was sent back. {act.reason}"
    else:
        why = "실적 보고가 확인되었습니다", "the report was accepted"
    return whom, _about(state, act, *why)


def _requested(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    return _PLAN_OFFICE, _about(state, act, "변경 요청을 검토하세요", "review the request for a change")


def _change_reviewed(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    whom = _asker(state, act, "request")
    if act.public["verdict"] == "returned":
        why = f"변경 요청이 반려되었습니다. {act.reason}", f"the request was sent back. {act.reason}"
    else:
        why = "변경 요청에 동의했습니다", "the request was agreed to"
    return whom, _about(state, act, *why)


def _proposed(state: State, act: Act) -> tuple[Iterable[Whom], Words]:  # noqa: ARG001  one shape
    title = act.public["title"]
    return _PLAN_OFFICE, Words(f"새 제안: {title}", f"new proposal: {title}")


def _answered(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    made = [each for each in state.dossier(act.subject) if each.kind == "proposal.made"]
    whom = [Whom(each.role, each.office) for each in made if each.role != "citizen"]
    return whom, _about(state, act, "제안에 답이 있습니다", "the proposal was answered")


def _gate_asked(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    return (Whom("budget-office"),), _about(state, act, "투자심사를 의뢰했습니다", "asks for a review")


def _gate_decided(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    conditions = len(act.public.get("conditions", ()))
    more = (f", 조건 {conditions}개", f", with {conditions} conditions") if conditions else ("", "")
    why = f"투자심사 결과가 나왔습니다{more[0]}", f"the investment review is decided{more[1]}"
    return _offices(state, act.subject), _about(state, act, *why)


def _called(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    body = committee_id(act.subject)
    seats = committee_of(state.dossier(body), first_day(act.effect)).seats
    whom = [Whom("member", member=member) for member in seats]
    day, place = act.public["date"], act.public["place"]
    said = Words(f"{day} {place}에서 회의가 열립니다", f"a meeting is called for {day} at {place}")
    return [*whom, Whom("chair"), Whom("secretary"), Whom("plan-office")], said


def _papers(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    body = committee_id(act.subject)
    seats = committee_of(state.dossier(body), first_day(act.effect)).seats
    whom = [Whom("member", member=member) for member in seats]
    return [*whom, Whom("chair")], Words("회의자료가 배부되었습니다", "the papers of the meeting are out")


def _resolved(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    called = [each for each in state.dossier(act.subject) if each.kind == "meeting.called"]
    rows = called[-1].public["items"] if called else ()
    about = next((row.get("about", "") for row in rows if row["item"] == act.public["item"]), "")
    whom = [*_PLAN_OFFICE, *(_offices(state, about) if about else ())]
    conditions = len(act.public.get("conditions", ()))
    more = (f" (조건 {conditions}개)", f" ({conditions} conditions)") if conditions else ("", "")
    name = name_of(state, about or act.subject)
    said = Words(f"{name.ko}: 위원회가 의결했습니다{more[0]}", f"{name.in_('en')}: resolved{more[1]}")
    return whom, said


def _plan_changed(state: State, act: Act) -> tuple[Iterable[Whom], Words]:
    subjects = {str(change.get("id", "")) for change in act.public["changes"]}
    whom = [each for subject in sorted(subjects) for each in _offices(state, subject)]
    return whom, Words(f"계획이 바뀌었습니다. {act.reason}", f"the plan has changed. {act.reason}")


_SAYS: Mapping[str, Says] = {
    "progress.reported": _reported,
    "progress.reviewed": _reviewed,
    "change.requested": _requested,
    "change.reviewed": _change_reviewed,
    "proposal.made": _proposed,
    "proposal.answered": _answered,
    "gate.applied": _gate_asked,
    "gate.decided": _gate_decided,
    "meeting.called": _called,
    "meeting.papers": _papers,
    "motion.resolved": _resolved,
    "plan.changed": _plan_changed,
}
"""What each kind of act gives rise to; the other kinds concern nobody but those who look for them."""
