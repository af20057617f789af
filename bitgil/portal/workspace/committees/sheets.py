"""The sheet of one case: everything a member must see on one page before they vote on an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.cases import case_of
from bitgil.government.committees import Meeting, committee_id, meetings_of
from bitgil.government.followup import Condition, conditions_about
from bitgil.government.law import Law, law_on, reaches, reviewing_body
from bitgil.government.state import State
from bitgil.government.views import standing
from bitgil.plan.types import Alternative, LegalRule, Plan, Project
from bitgil.portal.links import task_of
from bitgil.quantity import Won

OPINIONS = ("proposal.reviewed", "bid.reviewed", "budget.consulted", "change.reviewed", "progress.reported")
GATES = ("gate.applied", "gate.decided", "gate.condition_met", "council.reported", "study.completed")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier item about the same matter: where, how it was voted on, and what came of it."""

    meeting: Meeting
    item: int
    vote: Act | None
    resolution: Act | None

    @property
    def dissent(self) -> int:
        """How many did not say yes."""
        return self.vote.public["no"] + self.vote.public["abstain"] if self.vote else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """안건 한 장: the item, what it is about, and what the record says about that so far."""

    item: int
    row: Mapping[str, Any]
    project: Project | None
    alternative: Alternative | None
    sums: tuple[tuple[str, Won], ...]
    alternatives: tuple[Alternative, ...]
    opinions: tuple[Act, ...]
    gates: tuple[Act, ...]
    open_gate: tuple[int, ...]
    earlier: tuple[Earlier, ...]
    conditions: tuple[Condition, ...]
    duties: tuple[LegalRule, ...]
    drivers: Mapping[str, Any]
    task: Any = None


def sheet_of(state: State, plan: Plan, meeting: Meeting, item: int) -> Sheet | None:
    """Return the sheet of an item, None where the agenda has no such item."""
    row = next((row for row in meeting.agenda if row["item"] == item), None)
    if row is None:
        return None
    about, body = row.get("about", ""), committee_id(meeting.subject)
    project = next((each for each in plan.projects if each.id == about), None)
    law = law_on(plan.legal_rules, meeting.day)
    dossier = standing(state.dossier(about)) if about else []
    return Sheet(
        item,
        row,
        project,
        next((each for each in plan.alternatives if each.id == about), None),
        _sums(plan, project),
        _standing_in(plan, project),
        tuple(act for act in dossier if act.kind in OPINIONS),
        tuple(act for act in dossier if act.kind in GATES),
        case_of(about, state.dossier(about)).open_conditions if about else (),
        tuple(_earlier(state, body, meeting, about)),
        conditions_about(state, body, about),
        tuple(_duties(law, body, str(row["kind"]), project)),
        {assumption.id: assumption for assumption in plan.assumptions},
        task_of(plan, project.placement.task) if project else None,
    )


def _sums(plan: Plan, project: Project | None) -> tuple[tuple[str, Won], ...]:
    """Return the sums by source of a project, or of the whole plan, from the shares of the totals."""
    found: dict[str, int] = defaultdict(int)
    for each in (project,) if project else plan.projects:
        for line in each.money:
            if line.role == "share":
                found[line.source] += line.amount
    return tuple((source, Won(amount)) for source, amount in found.items())


def _standing_in(plan: Plan, project: Project | None) -> tuple[Alternative, ...]:
    if project is None:
        return ()
    return tuple(each for each in plan.alternatives if project.placement.task in each.tasks)


def _earlier(state: State, body: str, now: Meeting, about: str) -> Iterator[Earlier]:
    for meeting in reversed(meetings_of(state, body)) if about else ():
        for row in meeting.agenda if meeting.subject != now.subject and meeting.day <= now.day else ():
            if row.get("about") == about:
                item = row["item"]
                yield Earlier(meeting, item, meeting.votes.get(item), meeting.resolutions.get(item))


def _duties(law: Law, body: str, kind: str, project: Project | None) -> Iterator[LegalRule]:
    """Yield the rules of law that this item stands under, on the day of the meeting."""
    found = [law.on("plan.deliberation", body)] if kind == "plan" else []
    if project is not None:
        total = project.budget.amount if project.budget else Won(0)
        sums = {line.source: line.amount for line in project.money if line.role == "share"}
        city = sums.get("city", 0)
        case = "transfer" if sums.keys() & {"national", "provincial"} else "own"
        reviewer = reviewing_body(law, case, total)
        found += [law.on(f"investment.{reviewer}.{case}")] if reviewer else []
        found += [rule for rule in _council(law) if city and reaches(rule, city)]
        free = law.on("investment.feasibility")
        found += [free] if reaches(free, total) and total > Decimal(0) else []
    yield from (rule for rule in found if rule is not None)


def _council(law: Law) -> tuple[LegalRule | None, ...]:
    return law.on("call.council_report"), law.on("call.council_paper")
