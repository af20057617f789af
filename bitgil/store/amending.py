"""An agreed request enters the plan: the project's file is rewritten, the change judged and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff

from bitgil.checking import soundness
from bitgil.government.acts import Act, Draft
from bitgil.government.acts.fields import personal
from bitgil.government.amending import Amendment, amendment_of, unapplied
from bitgil.government.permissions import Person
from bitgil.government.planning import Comparison, blobs_of, compare, drafts, past_of
from bitgil.government.state import State
from bitgil.plan.changes import sentence
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.plan.reading import plan_of
from bitgil.plan.types import Plan
from bitgil.plan.writing import files_of
from bitgil.quantity import Words
from bitgil.store.clock import today
from bitgil.store.current import state_in_force
from bitgil.store.filing import Entry, file
from bitgil.store.importing import files_in_force
from bitgil.store.reviewing import Verdict


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an agreed request would do: its amendment, and the plan's files beside those in force."""

    before: Plan
    amendment: Amendment
    found: Comparison
    present: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def sentences(self) -> tuple[Words, ...]:
        """Each change of the plan's content in a sentence; its history says the same and is left out."""
        told = (each for each in self.found.changes if getattr(each, "collection", "") != "history")
        return tuple(sentence(change, self.before) for change in told)

    @property
    def differences(self) -> tuple[tuple[str, str], ...]:
        """Each file that changes with its lines before and after."""
        return tuple((path, self._lines(path)) for path in sorted(self.found.differing))

    def _lines(self, path: str) -> str:
        old, new = (files.get(path, b"").decode().splitlines() for files in (self.present, self.found.files))
        return "\n".join(list(unified_diff(old, new, lineterm="", n=2))[2:])


def prepare(state: State, number: int) -> Prepared:
    """Return what the agreed request of that number would do to the plan in force.

    Its plan is read back from the files that it leaves, so that what is recorded is what the folder says.
    Raise Unsound where no such request is left to be put into the plan.
    """
    agreed = next((each for each in unapplied(state) if each.request.number == number), None)
    if agreed is None or state.plan is None:
        raise Unsound((_nothing_left(state, number),))
    amendment = amendment_of(state, agreed, today())
    present = files_in_force(state)
    files = files_of(amendment.plan, present)
    found = compare(state, plan_of(files), files)
    return Prepared(state.plan, amendment, found, present, soundness(found.plan))


def amend(person: Person, number: int, verdict: Verdict, *, seen: int | None = None) -> tuple[Act, ...]:
    """Put an agreed request into the plan and return the acts: the change, then the events of its history.

    *seen*: the last act about the plan that the person saw. Raise Unsound where nothing is left to apply,
    the plan would not be sound or a rule refuses, Clash where the plan has moved on; nothing is written then.
    """
    state = state_in_force()
    prepared = prepare(state, number)
    if prepared.problems:
        raise Unsound(prepared.problems)
    request = prepared.amendment.agreed.request
    if personal(verdict.reason):
        raise Unsound((_names_somebody(request.subject),))
    reason = f"{request.reason} / {verdict.reason}"
    change = drafts(prepared.found, state, reason=reason, effect=today())[0]
    public = {**change.public, "request": number}
    if verdict.minor:
        public["minor"] = True
    elif verdict.resolution:
        public["resolution"] = verdict.resolution
    entry = Entry("plan.changed", change.subject, change.effect, reason, public, seen)
    return file(person, entry, blobs=blobs_of(prepared.found), past=_events(prepared, state))


def _events(prepared: Prepared, state: State) -> tuple[Draft, ...]:
    """Return the events that enter with a change; those of today happened here and are not entered later."""
    own = {act.id for act in prepared.amendment.revisions}
    return tuple(
        replace(draft, entered_later=False) if draft.public.get("history") in own else draft
        for draft in past_of(prepared.found.plan, state)
    )


def _names_somebody(subject: str) -> Problem:
    what = Words(
        "이유에 전화번호·주민등록번호·전자우편 주소를 적을 수 없습니다",
        "the reason holds a telephone or registration number or a mail address",
    )
    return problem(subject, what, Words("그 부분을 지우세요", "take it out"))


def _nothing_left(state: State, number: int) -> Problem:
    plan = state.plan.id if state.plan else "plan"
    what = Words(
        f"{number}호는 계획에 반영할 것이 남은, 동의받은 변경 요청이 아닙니다",
        f"act {number} is no agreed request with anything left to put into the plan",
    )
    mend = Words(
        "이미 반영되었는지 계획의 변경 기록을 확인하세요",
        "see whether the plan has it already, in its changes",
    )
    return problem(plan, what, mend)
