"""A change as a sentence, in Korean and English, with what was and what is.

Belongs here: how each kind of change reads, on the command line and wherever acts are listed.
Does not: finding changes or applying them.
"""

from bitgil.plan.changes.saying.sentences import sentence

__all__ = ["sentence"]
