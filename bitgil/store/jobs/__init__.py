"""긴 계산: runs of the roadmap that a page cannot wait for, kept in a table until the worker does them.

Belongs here: asking, telling how far, stopping with the best so far, taking up again after a restart.
Does not: what a run computes beyond calling the roadmap, who may ask (government.permissions), any page.
"""

from bitgil.store.jobs.questions import KINDS, Question
from bitgil.store.jobs.queue import Job, ask, finished, found, latest, stop

__all__ = ["KINDS", "Job", "Question", "ask", "finished", "found", "latest", "stop"]
