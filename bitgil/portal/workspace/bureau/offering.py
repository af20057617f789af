"""What may come next about a project at this desk: whose step it is, and what still stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from bitgil.government.acts import KINDS, Draft
from bitgil.government.collecting import reports_waiting
from bitgil.government.permissions import SEATS, Matter
from bitgil.government.rules import judge
from bitgil.government.steps import next_kinds
from bitgil.government.undertakings import Undertaking
from bitgil.plan.problems import Problem
from bitgil.portal.workspace.bureau.beginning import begun_for
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Unfit, Words

ABOUT_PROJECTS = frozenset(
    name
    for name in KINDS
    if name.partition(".")[0]
    in ("bid", "budget", "council", "study", "gate", "project", "progress", "change")
    and KINDS[name].roles
) | {"proposal.reviewed", "proposal.answered", "status.overridden"}
"""Every kind of act that is filed about one project."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One next step: its kind and address, whose it is, and the Problems that the rules see in it now."""

    kind: str
    title: Words
    address: str
    whose: tuple[Words, ...]
    open: bool
    problems: tuple[Problem, ...] = ()


def offers(desk: Desk, each: Undertaking) -> tuple[Offer, ...]:
    """Return the next steps of a project in the order of the pipeline, answers to what waits first."""
    waiting = [
        _offer(desk, each, "progress.reviewed", report=str(act.number))
        for act in reports_waiting(desk.state.dossier(each.subject))
    ]
    asked = [_offer(desk, each, "change.reviewed", request=str(act.number)) for act in each.case.requests]
    steps = [_offer(desk, each, kind) for kind in next_kinds(each.case)]
    by_hand = [_offer(desk, each, "status.overridden")] if desk.may("status.overridden") else []
    return (*waiting, *asked, *steps, *by_hand)


def address_of(subject: str, kind: str, **query: str) -> str:
    """Return the address of the form for a kind of act about a project."""
    address = reverse("deed", kwargs={"subject": subject, "kind": kind})
    return f"{address}?{urlencode(query)}" if query else address


def _offer(desk: Desk, each: Undertaking, kind: str, **query: str) -> Offer:
    held = KINDS[kind]
    return Offer(
        kind,
        held.title,
        address_of(each.subject, kind, **query),
        tuple(SEATS[role] for role in held.roles),
        desk.may(kind, Matter(each.offices)),
        foreseen(desk, each, kind),
    )


def foreseen(desk: Desk, each: Undertaking, kind: str) -> tuple[Problem, ...]:
    """Return what the rules would refuse, with what is known already; nothing where too little is known."""
    begun, roles = begun_for(desk, each, kind), KINDS[kind].roles
    try:
        public = {**begun.given, **begun.fixed}
        draft = Draft(kind, each.subject, desk.today, KINDS[kind].title.ko, public, role=roles[0])
    except Unfit:
        return ()
    found = (breach.problem for breach in judge(desk.state, draft) if breach.severity == "must")
    return tuple(dict.fromkeys(found))
