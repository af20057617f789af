"""The roadmap's question as plain frozen data: candidates, limits, objectives and a horizon of quarters.

Here belong the records a question is made of and how it prints. No plan, no solver and no clock is known.
"""

from bitgil.roadmap.problem.parts import (
    QUARTERS,
    Aim,
    Call,
    Cost,
    Gate,
    Horizon,
    Limits,
    Mode,
    MoneyLimit,
    Need,
    Pick,
    Portion,
    Review,
    Share,
    StaffLimit,
    Synergy,
    Upkeep,
    Worth,
)
from bitgil.roadmap.problem.question import Candidate, Problem

__all__ = [
    "QUARTERS",
    "Aim",
    "Call",
    "Candidate",
    "Cost",
    "Gate",
    "Horizon",
    "Limits",
    "Mode",
    "MoneyLimit",
    "Need",
    "Pick",
    "Portion",
    "Problem",
    "Review",
    "Share",
    "StaffLimit",
    "Synergy",
    "Upkeep",
    "Worth",
]
