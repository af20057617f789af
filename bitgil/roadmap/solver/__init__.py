"""The one place that knows a solver: a Model goes in, starts with their proof come out, checked again.

Belongs here: one module a back-end (`cpsat`, `highs`, `wide`) with what it needs, and `answer`, which the
rest of the package calls.
Does not: the model's rows, sentences about the answer, or any figure.
"""
