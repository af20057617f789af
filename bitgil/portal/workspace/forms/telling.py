"""An act told in words: what a second editor is shown beside their own, and what a dossier lists."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.government.acts import KINDS, ROLES, Act
from bitgil.government.permissions import SEATS
from bitgil.government.views import CORRECTION
from bitgil.plan.types import Plan
from bitgil.portal.naming import field_name, value_words
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words
from bitgil.store.models import Account

UNTOLD = frozenset({"files", "leads_to", "changes", "content", "plan", "before", "version", "document"})
"""Fields that only machines read."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act in words: its kind, whose office, and each public field with its value."""

    act: Act
    kind: Words
    office: Words
    role: Words
    fields: tuple[tuple[Words, Words], ...]


def text_of_act(act: Act, desk: Desk) -> Told:
    """Return an act as a reader at this desk sees it."""
    fields = tuple(
        (field_name(act.kind, name), _value(act, name, act.public[name], desk.plan))
        for name in KINDS[act.kind].fields
        if name in act.public and name not in UNTOLD
    )
    if act.kind == CORRECTION:
        fields += _corrected(act, desk)
    role = ROLES.get(act.role, Words(act.role or "—", act.role or "—"))
    return Told(act, KINDS[act.kind].title, office_name(desk.plan, act.office), role, fields)


def accounts_told(plan: Plan) -> list[tuple[Account, list[Words], Words]]:
    """Return every account with its seats and its office in words."""
    return [
        (
            account,
            [SEATS[seat] for seat in account.seats.split() if seat in SEATS],
            office_name(plan, account.office),
        )
        for account in Account.objects.all()
    ]


def rule_in_words(plan: Plan, code: str) -> Words:
    """Return a rule that warned with its citation; a rule of the record itself stands by its code."""
    rule = next((each for each in plan.legal_rules if each.id == code), None)
    if rule is None:
        return Words(code, code)
    return Words(f"{rule.wording.ko} ({rule.citation})", f"{rule.wording.in_('en')} ({rule.citation})")


def _value(act: Act, name: str, value: object, plan: Plan) -> Words:
    if name == "warnings" and isinstance(value, list):
        told = [rule_in_words(plan, str(code)) for code in value]
        return Words("; ".join(each.ko for each in told), "; ".join(each.in_("en") for each in told))
    return value_words(act.kind, name, value, names_in(plan))


def names_in(plan: Plan) -> dict[str, Words]:
    """Return the words for the codes in a plan that acts name: its offices, and what projects change."""
    drivers = {each.id: Words(each.meaning) for each in plan.assumptions if each.driver and each.meaning}
    return drivers | {office.id: office.name for office in plan.offices}


def _corrected(act: Act, desk: Desk) -> tuple[tuple[Words, Words], ...]:
    """Return what a correction puts in the place of another act's fields."""
    about = next((each for each in desk.state.dossier(act.subject) if each.number == act.public["act"]), None)
    content = act.public.get("content", {}) if about else {}
    kind = about.kind if about else ""
    return tuple((field_name(kind, name), value_words(kind, name, value)) for name, value in content.items())


def office_name(plan: Plan, office: str) -> Words:
    """Return an office's latest name, and what stands there where the plan has no such office."""
    found = next((each.name for each in plan.offices if each.id == office), None)
    return found or Words(office or "—", office or "—")
