"""What the acts say of a project on a public page: its status and why, four rates, and the acts in time."""

from __future__ import annotations

from typing import Any

from bitgil.government.acts import KINDS
from bitgil.government.days import first_day
from bitgil.government.state import State
from bitgil.government.undertakings import undertaking
from bitgil.quantity import Words
from bitgil.store.clock import today
from bitgil.store.current import Current

RATES = (
    ("work", Words("한 일", "work done")),
    ("money", Words("쓴 돈", "money spent")),
    ("target", Words("이룬 목표", "target reached")),
    ("promise", Words("지킨 약속", "promises kept")),
)
"""The four ideas of progress, none of which stands for another."""


def recorded(current: Current, subject: str) -> dict[str, Any] | None:
    """Return what the acts about a project add up to at the page's moment, None where there is none."""
    acts = tuple(act for act in current.acts if act.subject == subject and KINDS[act.kind].roles)
    if not acts:
        return None
    day = current.moment.as_of or today()
    each = undertaking(State(plan=current.plan, dossiers={subject: acts}), subject, day)
    ordered = sorted(acts, key=lambda act: (first_day(act.effect), act.number), reverse=True)
    return {
        "each": each,
        "rates": [(name, getattr(each.progress, key)) for key, name in RATES],
        "acts": [(act, KINDS[act.kind].title) for act in ordered],
    }
