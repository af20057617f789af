"""The verbs of the mission: each module has HELP, `arguments(parser)` and `act(asked, out)`.

Belongs here: one thing a person asks of a plan. Does not: how it is computed or kept.
"""
