"""The record for an auditor: the state of the log, warnings by rule, and who may enter the workspace."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bitgil.portal import ledger
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.telling import accounts_told
from bitgil.quantity import Words

TITLE = Words("원장과 계정", "The record and the accounts")
PATH = "audit/record/"
DEED = "workspace.audit"
PARENT = "audit"


def context(desk: Desk) -> dict[str, Any]:
    """Return the log as it is shown beside what is recorded, the rules that warned, and all accounts."""
    known = {rule.id: rule for rule in desk.plan.legal_rules}
    warned = Counter(rule for act in desk.current.acts for rule in act.public.get("warnings", []))
    return {
        "log": ledger.shown(),
        "recorded": len(desk.current.acts),
        "later": sum(act.entered_later for act in desk.current.acts),
        "warned": [(rule, count, known.get(rule)) for rule, count in warned.most_common()],
        "accounts": accounts_told(desk.plan),
    }
