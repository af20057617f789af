"""The question put to every rule, and the breach with which one answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bitgil.government.acts import Draft
from bitgil.government.cases import Case, case_of
from bitgil.government.committees import (
    Committee,
    Meeting,
    committee_id,
    committee_of,
    meeting_of,
    meetings_of,
)
from bitgil.government.days import first_day
from bitgil.government.law import Law, law_on
from bitgil.government.state import State
from bitgil.plan.problems import Problem, problem
from bitgil.plan.types import LegalRule
from bitgil.quantity import Words


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an act does not keep: `must` refuses it, `should` is kept on it as a warning.

    `rule` is a code, that of the legal rule where the law speaks, else of the record itself.
    """

    rule: str
    severity: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Question:
    """May this draft be recorded on this state, under the law of its day? Looks up what rules ask for."""

    state: State
    draft: Draft
    law: Law = field(init=False)

    def __post_init__(self) -> None:
        rules = self.state.plan.legal_rules if self.state.plan else ()
        object.__setattr__(self, "law", law_on(rules, self.day))

    @property
    def day(self) -> str:
        """The first day of effect."""
        return first_day(self.draft.effect)

    @property
    def kind(self) -> str:
        """The kind of act drafted."""
        return self.draft.kind

    @property
    def public(self) -> Mapping[str, Any]:
        """What the draft says in public."""
        return self.draft.public

    @property
    def case(self) -> Case:
        """The project the draft is about, as it stands."""
        return case_of(self.draft.subject, self.state.dossier(self.draft.subject))

    @property
    def committee_id(self) -> str:
        """The committee the draft is about."""
        return committee_id(self.draft.subject)

    @property
    def committee(self) -> Committee:
        """That committee on the draft's day."""
        return committee_of(self.state.dossier(self.committee_id), self.day)

    @property
    def meeting(self) -> Meeting:
        """The meeting the draft is about."""
        return meeting_of(self.draft.subject, self.state.dossier(self.draft.subject))

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting of that committee."""
        return meetings_of(self.state, self.committee_id)

    def demand(self, about: str) -> LegalRule | None:
        """Return the legal rule about something, for this committee where there is one."""
        return self.law.on(about, self.committee_id)

    def breach(self, rule: LegalRule, ko: str, en: str, fix_ko: str, fix_en: str) -> Breach:
        """Return the breach of a legal rule, with its citation in the mend."""
        mend = Words(f"{fix_ko} ({rule.citation})", f"{fix_en} ({rule.citation})")
        return Breach(rule.id, rule.severity, problem(self.where, Words(ko, en), mend))

    def fault(self, code: str, ko: str, en: str, fix_ko: str, fix_en: str) -> Breach:
        """Return the breach of what the record itself demands, law or no law."""
        return Breach(code, "must", problem(self.where, Words(ko, en), Words(fix_ko, fix_en)))

    @property
    def where(self) -> str:
        """What a complaint is about."""
        return f"{self.draft.subject} {self.kind} {self.draft.effect}"


Rule = Callable[[Question], Iterator[Breach]]
