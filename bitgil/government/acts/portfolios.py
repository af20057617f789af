"""대안: a portfolio is saved with the weights and limits that made it, and one of them is chosen.

The subject of both is the alternative: `portfolio.3` for a saved one, the plan's own id for one of its
alternatives. What is saved is the answer itself (starts, values, proof), so that it can be read when the
model, the plan or the solver has long moved on.
"""

from __future__ import annotations

from bitgil.government.acts.fields import (
    ACT,
    CODE,
    COUNT,
    DATE,
    DIGEST,
    FLAG,
    NUMBER,
    TEXT,
    WON,
    one_of,
    optional,
    rows,
)
from bitgil.government.acts.kinds import declared

PROOFS = ("optimal", "feasible")

KINDS = (
    declared(
        "alternative.saved",
        "대안 저장",
        "alternative saved",
        "plan-office",
        title=TEXT,
        version=DIGEST,
        as_of=DATE,
        reference=FLAG,
        weights=rows(objective=CODE, weight=NUMBER),
        limits=rows(source=CODE, year=COUNT, amount=WON),
        chosen=rows(project=CODE, start=TEXT, way=optional(CODE)),
        fixed=optional(rows(project=CODE, how=TEXT)),
        values=rows(objective=CODE, value=NUMBER),
        value=NUMBER,
        bound=optional(NUMBER),
        proof=one_of(*PROOFS),
    ),
    declared(
        "alternative.chosen",
        "대안 선택",
        "alternative chosen",
        "plan-office secretary",
        resolution=ACT,
    ),
)
