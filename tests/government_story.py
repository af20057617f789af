"""What the tests of government share: a law with round numbers, and acts as a store numbers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from bitgil.government.acts import KINDS, Act, Draft
from bitgil.government.state import State, fold
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import LegalRule
from bitgil.quantity import Grade, Words, won

PLAN = plan_of(read_files(Path(__file__).parent / "toytown" / "plan"))
MEETING = "toy/2026-1"


def legal(about: str, severity: str = "must", **fields: Any) -> LegalRule:
    """Return a rule of the toy law, in force since 2020 unless *fields* say otherwise."""
    given = {"valid_from": "2020-01-01", **fields}
    code = given.pop("id", f"toy.{about}")
    return LegalRule(
        code, about, Words("장난감 조항"), "장난감 조례 제1조", "", severity, Grade.OFFICIAL, **given
    )


LAW = (
    legal("committee.size", value=Decimal(5), body="toy"),
    legal("committee.ex_officio", value=Decimal(1)),
    legal("committee.term", value=Decimal(2)),
    legal("committee.renewals", value=Decimal(2), id="toy.general"),
    legal("committee.renewals", value=Decimal(1), id="toy.own", body="toy"),
    legal("committee.sex", value=Decimal("0.6")),
    legal("committee.quorum", value=Decimal("0.5")),
    legal("committee.majority", value=Decimal("0.5")),
    legal("committee.meetings", value=Decimal(2)),
    legal("committee.agenda", value=Decimal(6)),
    legal("committee.recusal"),
    legal("committee.notice", value=Decimal(7)),
    legal("committee.papers", value=Decimal(3)),
    legal("committee.minutes_fields", value=Decimal(6)),
    legal("committee.minutes", value=Decimal(10)),
    legal("plan.deliberation", body="toy"),
    legal("plan.minor", "should", body="toy"),
    legal("plan.change"),
    legal("call.checks", value=Decimal(5)),
    legal("call.budget", low=Decimal(0)),
    legal("call.council_report", low=Decimal(10)),
    legal("call.council_paper", low=Decimal(5), high=Decimal(10)),
    legal("call.council_yearly", value=Decimal(1)),
    legal("call.team", "should", value=Decimal(2)),
    legal("investment.self.transfer", low=Decimal(20), high=Decimal(60)),
    legal("investment.province.transfer", low=Decimal(60), high=Decimal(200)),
    legal("investment.central.transfer", low=Decimal(200)),
    legal("investment.exempt", "should", value=Decimal("0.7")),
    legal("investment.feasibility", low=Decimal(500)),
    legal("investment.results", value=Decimal(4)),
    legal("investment.conditions"),
    legal("investment.no_money"),
    legal("investment.recost", value=Decimal("0.3")),
    legal("investment.recost_large", low=Decimal(500), value=Decimal("0.2")),
    legal("investment.recost_free", value=Decimal(150)),
    legal("investment.redelay", value=Decimal(4)),
)
FOUNDED = State(plan=replace(PLAN, legal_rules=LAW))


def drafted(kind: str, subject: str, effect: str, **public: Any) -> Draft:
    """Return a draft by the first role that may do it."""
    roles = KINDS[kind].roles
    return Draft(kind, subject, effect, "시험", public, role=roles[0] if roles else "")


def recorded(draft: Draft, number: int, day: str = "") -> Act:
    """Return a draft as the act of that number, recorded on its day of effect unless another is given."""
    when = f"{day or draft.effect}T00:00:00+00:00"
    values = (draft.kind, draft.subject, draft.effect, when, draft.reason, draft.public)
    return Act(number, f"id-{number}", *values, office=draft.office, role=draft.role)


def after(drafts: Iterable[Draft], state: State = FOUNDED) -> State:
    """Return the state after some drafts were recorded as they are."""
    acts = [recorded(draft, number) for number, draft in enumerate(drafts, state.acts + 1)]
    return fold(acts, lambda mark: mark.encode(), state)


def sum_of(amount: int) -> int:
    """Return an amount of 억원 in won."""
    return won(amount)
