"""My proposals: what this account proposed, how far each has come, and what was answered."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import KINDS
from bitgil.government.steps import next_kinds
from bitgil.government.undertakings import undertaking
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import text_of_act
from bitgil.quantity import Words
from bitgil.store import accounts

TITLE = Words("내 제안과 답변", "My proposals and answers")
PATH = "my-proposals/"
DEED = "proposal.made"
PARENT = "workspace"
MENU = 30
PATHWAY = ("proposal.made", "proposal.reviewed", "proposal.answered")


def context(desk: Desk) -> dict[str, Any]:
    """Return each of the account's proposals with its steps and the acts that speak of it."""
    filed = accounts.filed_by(desk.person)
    subjects = [act.subject for act in desk.current.acts if act.number in filed and act.kind == DEED]
    return {"rows": [_row(desk, subject) for subject in reversed(dict.fromkeys(subjects))]}


def _row(desk: Desk, subject: str) -> dict[str, Any]:
    each = undertaking(desk.state, subject, desk.today)
    acts = [act for act in desk.state.dossier(subject) if act.kind in PATHWAY]
    return {
        "each": each,
        "steps": [(KINDS[kind].title, kind in each.case.last) for kind in PATHWAY],
        "told": [text_of_act(act, desk) for act in acts],
        "then": [KINDS[kind].title for kind in next_kinds(each.case)][:1],
    }
