"""Filing: a person's acts are allowed, judged by the rules and recorded, all or none.

Whoever opens a form is told, by the number of the last act about its subject, what they have seen. Where
somebody else recorded an act about the same subject meanwhile, Clash carries it and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bitgil.government.acts import KINDS, Act, Draft
from bitgil.government.permissions import SEATS, Person, matter_of, role_for
from bitgil.government.rules import accepted
from bitgil.government.rules.changes import PLAN_KINDS
from bitgil.government.state import Broken, State, fold
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.quantity import Unfit, Words
from bitgil.store import accounts, notices
from bitgil.store.acts import append, blob, turn
from bitgil.store.current import state_in_force
from bitgil.store.outbox import offices_of


class Clash(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where acts about the same subject were recorded since the form was opened."""

    def __init__(self, others: tuple[Act, ...]) -> None:
        super().__init__(", ".join(f"act {act.number} {act.kind}" for act in others))
        self.others = others


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as somebody asks for it; office and role are added from who they are.

    `seen` is the number of the last act about the subject that they saw, None where that does not matter.
    `member` is the committee seat that the act speaks for, where it does not name one itself.
    """

    kind: str
    subject: str
    effect: str
    reason: str
    public: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    member: str = ""


def file(
    person: Person,
    *entries: Entry,
    blobs: Mapping[str, bytes] | None = None,
    private: Mapping[str, bytes] | None = None,
    past: Sequence[Draft] = (),
) -> tuple[Act, ...]:
    """Record the entries in order, all or none, and return the acts.

    *private*: what the entries' `document` or `certificate` names, held back (see store.private). *past*:
    events of long ago that enter with them, marked as entered later and judged by no rule of today.

    They are judged before the turn to record comes, so that what is refused keeps nobody waiting, and again
    in it where somebody recorded meanwhile: nobody has to begin anew, however many others record.

    Raise Unsound with every Problem (who may, what the kind allows, what the rules refuse), Clash where
    the subject has moved on, Crowded where the turn did not come.
    """
    state = state_in_force()
    drafts = judged(person, entries, state)
    with turn():
        if state_in_force() is not state:
            state = state_in_force()
            drafts = judged(person, entries, state)
        known = offices_of(state.plan) if state.plan else frozenset()
        acts = append((*drafts, *past), blobs or {}, after=state.acts, offices=known, private=private)
        accounts.signed((act.number for act in acts), person)
        notices.leave(state, acts, person)
    return acts


def judged(person: Person, entries: Sequence[Entry], state: State) -> tuple[Draft, ...]:
    """Return the drafts as they may be recorded, each judged on the state that those before it leave.

    Raise Unsound with the Problems of the first entry that has some, Clash where its subject has moved on.
    """
    seen, drafts = state, []
    for entry in entries:
        others = _since(state, entry)
        if others:
            raise Clash(others)
        draft = accepted(seen, drafted(person, entry, seen))
        drafts.append(draft)
        if len(drafts) < len(entries) or entry.kind in PLAN_KINDS:
            seen = _after(seen, draft)
    return tuple(drafts)


def _after(state: State, draft: Draft) -> State:
    """Return the state that a draft leaves; raise Unsound where it does not follow from the one before."""
    try:
        return fold([_as_recorded(draft, state.acts + 1)], blob, state)
    except Broken as broken:
        what = Words("이 변경은 지금 계획에 이어지지 않습니다", f"it does not follow from the plan: {broken}")
        mend = Words("지금 계획과 다시 비교해서 내세요", "compare with the plan in force and ask again")
        raise Unsound((problem(draft.subject, what, mend),)) from broken


def drafted(person: Person, entry: Entry, state: State) -> Draft:
    """Return an entry as that person's draft; raise Unsound where they may not, or it is not well formed."""
    kind = KINDS[entry.kind]
    member = entry.member or str(entry.public.get("member", ""))
    role = role_for(person, kind, matter_of(state, entry.subject, member, entry.public))
    if not role:
        raise Unsound((_refusal(person, entry),))
    try:
        return Draft(
            entry.kind,
            entry.subject,
            entry.effect,
            entry.reason,
            entry.public,
            office=person.office,
            role=role,
        )
    except Unfit as unfit:
        where = f"{entry.subject} {kind.title.ko}"
        mend = Words("적힌 칸을 고치세요", "mend the fields named")
        raise Unsound((problem(where, unfit.words, mend),)) from unfit


def _since(state: State, entry: Entry) -> tuple[Act, ...]:
    if entry.seen is None:
        return ()
    return tuple(act for act in state.dossier(entry.subject) if act.number > entry.seen)


def _refusal(person: Person, entry: Entry) -> Problem:
    kind = KINDS[entry.kind]
    roles = kind.roles or ("plan-office",)
    ko, en = (", ".join(SEATS[role].in_(language) for role in roles) for language in ("ko", "en"))
    what = Words(
        f"'{kind.title.ko}'을(를) 할 권한이 없습니다 ({person.name})",
        f"{person.name} may not file '{kind.title.en}'",
    )
    mend = Words(
        f"{ko} 자리에 있는 사람이, 자기 부서나 자기 자리의 일에만 할 수 있습니다",
        f"only {en} may, and a department or a member only in their own matters",
    )
    return problem(entry.subject, what, mend)


def _as_recorded(draft: Draft, number: int) -> Act:
    return Act(
        number=number,
        id=f"draft-{number}",
        kind=draft.kind,
        subject=draft.subject,
        effect=draft.effect,
        recorded="",
        reason=draft.reason,
        public=draft.public,
        office=draft.office,
        role=draft.role,
    )
