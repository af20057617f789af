"""A project's desk: its standing and why, four ideas of progress, next steps, and its acts in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bitgil.government.acts import KINDS, Act
from bitgil.government.calendar import deadlines
from bitgil.government.days import first_day
from bitgil.government.evidence import FORMULA, evidence_of
from bitgil.government.permissions import Matter
from bitgil.government.undertakings import Undertaking, due_for, undertaking
from bitgil.government.views import CORRECTION
from bitgil.portal.pages import NotHere
from bitgil.portal.progressing import RATES
from bitgil.portal.workspace.bureau.foreseeing import undecided_of
from bitgil.portal.workspace.bureau.offering import offers
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import Told, text_of_act
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words

TITLE = Words("사업 책상", "A project's desk")
PATH = "matters/<str:subject>/"
DEED = "workspace.enter"
PARENT = "workspace"


@dataclass(frozen=True, slots=True)
class Event:
    """One act of the dossier in words; `fixed`: it was corrected, `mend`: this desk may correct it."""

    told: Told
    fixed: bool
    mend: bool


def project_at(desk: Desk, subject: str) -> Undertaking:
    """Return a project by its subject; raise NotHere where neither plan nor acts know one."""
    found = undertaking(desk.state, subject, desk.today)
    if found.project is None and not found.case.last:
        raise NotHere(subject)
    return found


def context(desk: Desk, subject: str) -> dict[str, Any]:
    """Return everything that is known of one project at this desk."""
    each = project_at(desk, subject)
    steps = offers(desk, each)
    return {
        "title": each.name.in_(desk.language),
        "each": each,
        "offices": [office_name(desk.plan, office) for office in sorted(each.offices)],
        "rates": [(name, getattr(each.progress, key)) for key, name in RATES],
        "dues": due_for(deadlines(desk.state, desk.today), subject),
        "ours": [step for step in steps if step.open],
        "others": [step for step in steps if not step.open],
        "claims": [evidence_of(act, each.total) for act in reversed(each.case.reports)],
        "formula": FORMULA,
        "events": _events(desk, each),
        "estimable": each.project is not None and desk.may("change.requested", Matter(each.offices)),
        "fact": undecided_of(desk.current, desk.today).get(subject),
    }


def _events(desk: Desk, each: Undertaking) -> list[Event]:
    """Return the dossier as a timeline, the youngest effect first."""
    acts = desk.state.dossier(each.subject)
    fixed = {act.public["act"] for act in acts if act.kind == CORRECTION}
    ordered = sorted(acts, key=lambda act: (first_day(act.effect), act.number), reverse=True)
    return [Event(text_of_act(act, desk), act.number in fixed, may_mend(desk, each, act)) for act in ordered]


def may_mend(desk: Desk, each: Undertaking, act: Act) -> bool:
    """Whether this desk may correct an act: one of its own office, done by a seat it holds."""
    if act.kind == CORRECTION or not KINDS[act.kind].roles:
        return False
    own = not act.office or act.office == desk.person.office
    return own and act.role in desk.person.seats and desk.may(CORRECTION, Matter(each.offices))
