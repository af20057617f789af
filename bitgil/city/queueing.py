"""A desk with one line and several clerks: how long people wait on average (M/M/c).

Belongs here: formulas of waiting lines. Does not: which desks a city has (services, from its plan).
"""

from __future__ import annotations


def chance_of_waiting(load: float, clerks: int) -> float:
    """Return the chance that somebody who arrives must wait (Erlang C).

    Equation: C = E·c/(c - a·(1 - E)), E(0) = 1, E(k) = a·E(k-1)/(k + a·E(k-1)) for k = 1…c; a the offered
    load λ/μ. At a ≥ c everybody waits.
    Source: A. K. Erlang 1917; Gross & Harris, Fundamentals of Queueing Theory, ch. 2.
    Raises ValueError without a clerk or with a load below 0.
    """
    if clerks < 1 or load < 0:
        raise ValueError(f"a desk needs a clerk and a load of at least 0, not {clerks} and {load}")
    if load >= clerks:
        return 1.0
    blocked = 1.0
    for clerk in range(1, clerks + 1):
        blocked = load * blocked / (clerk + load * blocked)
    return clerks * blocked / (clerks - load * (1 - blocked))


def mean_wait(arrivals: float, served: float, clerks: int) -> float:
    """Return the mean wait before being served, in the unit of time of the rates.

    Equation: W = C(λ/μ, c)/(c·μ - λ); infinite where more arrive than can be served.
    Raises ValueError where nobody can be served.
    """
    if served <= 0:
        raise ValueError(f"a clerk serves somebody in finite time, not {served}")
    if arrivals >= clerks * served:
        return float("inf")
    return chance_of_waiting(arrivals / served, clerks) / (clerks * served - arrivals)
