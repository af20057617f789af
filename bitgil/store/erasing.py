"""Erasure: one act with its legal basis, and the private part it names destroyed in the same transaction.

The act erased, its entry, its leaf and every proof stay: they hold a commitment whose salt is gone.
"""

from __future__ import annotations

from django.db import transaction

from bitgil.government.acts import Act, Draft
from bitgil.government.rules import accepted
from bitgil.quantity import Unfit
from bitgil.store.acts import all_acts, append, turn
from bitgil.store.clock import today
from bitgil.store.current import state_in_force
from bitgil.store.outbox import offices_of, spelled
from bitgil.store.private import NAMES, destroy


def erase(number: int, basis: str, *, reason: str, office: str = "", role: str = "plan-office") -> Act:
    """Destroy the private part of act *number* and return the act that says so, with its basis in law.

    Raise Unfit or Unsound where there is nothing to erase, or it may not be; then nothing changes.
    """
    with turn():
        state = state_in_force()
        about = next(iter(all_acts(after=number - 1)), None) if number > 0 else None
        mark = next((about.public[name] for name in NAMES if name in about.public), "") if about else ""
        if about is None or about.number != number or not mark:
            raise Unfit(
                f"행위 {number}번에는 비공개 자료가 없습니다. 번호를 확인하세요",
                f"act {number} has no private part; look up its number",
            )
        public = {"act": number, "erased": mark, "of": spelled(about.kind), "basis": basis}
        draft = Draft("record.erased", about.subject, today(), reason, public, office=office, role=role)
        offices = offices_of(state.plan) if state.plan else ()
        (act,) = append((accepted(state, draft),), {}, after=state.acts, offices=offices)
        destroy((mark,))
    return act


def enforce() -> int:
    """Destroy again what acts say was erased, after a backup brought it back; return how much there was."""
    with transaction.atomic():
        return destroy(str(act.public["erased"]) for act in all_acts() if act.kind == "record.erased")
