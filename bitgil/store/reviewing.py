"""A change of the plan's folder goes through review: asked for, agreed to or sent back, then in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.permissions import Person
from bitgil.government.planning import Comparison, blobs_of, granted, past_of, requested, waiting
from bitgil.government.state import State
from bitgil.plan.changes import Change, apply, apply_all, change_from, sentence
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.store.clock import today
from bitgil.store.current import state_in_force
from bitgil.store.filing import Entry, file
from bitgil.store.private import sealed


def propose(person: Person, found: Comparison, *, reason: str) -> Act:
    """Ask for the changes that a comparison shows and return the request; the evidence is the comparison.

    Raise Unsound where the same changes wait already, or a rule refuses.
    """
    state = state_in_force()
    plan = _plan_of(state)
    public = requested(found, state, reason=reason)
    same = [act.number for act in waiting(state) if act.public["leads_to"] == public["leads_to"]]
    if same:
        what = Words(
            f"같은 변경이 {same[0]}호로 검토를 기다립니다", f"the same changes wait as act {same[0]}"
        )
        mend = Words("검토 결과를 기다리세요", "wait for the review")
        raise Unsound((problem(plan.id, what, mend),))
    told = told_of(public["changes"], plan)
    mark, part = sealed({"reason": reason, "changes": [each.ko for each in told]})
    entry = Entry("change.requested", plan.id, today(), reason, {**public, "document": mark})
    (act,) = file(person, entry, blobs=blobs_of(found), private={mark: part})
    return act


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the plan office says to a request, and why; a change rests on a resolution or is minor."""

    agreed: bool
    reason: str
    minor: bool = False
    resolution: int = 0


def settle(person: Person, number: int, verdict: Verdict) -> tuple[Act, ...]:
    """Review a request that came from a folder; where it is agreed to, the plan changes with the same stroke.

    Raise Unsound where no such request waits, the plan has moved on since, or a rule refuses; nothing is
    written then.
    """
    state = state_in_force()
    plan = _plan_of(state)
    request = next((act for act in waiting(state) if act.number == number), None)
    if request is None:
        what = Words(
            f"검토를 기다리는 {number}호 변경 요청이 없습니다", f"no request {number} waits for review"
        )
        raise Unsound((problem(plan.id, what, Words("번호를 확인하세요", "look up its number")),))
    public: dict[str, Any] = {"request": number, "verdict": "agreed" if verdict.agreed else "returned"}
    if verdict.minor:
        public["minor"] = True
    review = Entry("change.reviewed", plan.id, today(), verdict.reason, public)
    if not verdict.agreed:
        return file(person, review)
    if request.public["before"] != state.version:
        raise Unsound((_moved_on(request),))
    changed = granted(request, minor=verdict.minor, resolution=verdict.resolution)
    after = apply_all(plan, (change_from(change) for change in request.public["changes"]))
    entry = Entry("plan.changed", plan.id, today(), f"{request.reason} / {verdict.reason}", changed)
    return file(person, review, entry, past=past_of(after, state))


def told_of(changes: list[dict[str, object]], plan: Plan) -> tuple[Words, ...]:
    """Return a sentence for each typed change; where one does not fit the plan any more, only its name."""
    found: list[Words] = []
    now: Plan | None = plan
    for each in changes:
        change = change_from(each)
        found.append(sentence(change, now) if now is not None else _bare(change))
        now = _applied(now, change)
    return tuple(found)


def _applied(plan: Plan | None, change: Change) -> Plan | None:
    try:
        return apply(plan, change) if plan is not None else None
    except (KeyError, ValueError):
        return None


def _bare(change: Change) -> Words:
    name = type(change).__name__
    return Words(name, name)


def _plan_of(state: State) -> Plan:
    if state.plan is None:
        what = Words("아직 채택된 계획이 없습니다", "no plan has been adopted yet")
        raise Unsound((problem("plan", what, Words("먼저 계획을 채택하세요", "adopt one first")),))
    return state.plan


def _moved_on(request: Act) -> Problem:
    what = Words(
        f"{request.number}호를 올린 뒤 계획이 바뀌었습니다",
        f"the plan has changed since request {request.number}",
    )
    mend = Words(
        "이 요청을 돌려보내고 폴더를 다시 비교해 올리세요",
        "send the request back and compare the folder again",
    )
    return problem(request.subject, what, mend)
