"""Typed changes: what turns one Plan into another, each with a reason, each a sentence.

Belongs here: the kinds of change, finding them between two Plans, applying them, saying them.
Does not: who agreed to a change (government) or where it is kept (store).
"""

from bitgil.plan.changes.applying import apply, apply_all, because
from bitgil.plan.changes.finding import diff
from bitgil.plan.changes.kinds import Change, change_from, change_to
from bitgil.plan.changes.saying import sentence

__all__ = ["Change", "apply", "apply_all", "because", "change_from", "change_to", "diff", "sentence"]
