"""대안: a portfolio is saved with the weights and limits that made it, and one of them is chosen.

The subject of both is the alternative: `portfolio.3` for a saved one, the plan's own id for one of its
alternatives. What is saved is the answer itself (starts, values, proof), so that it can be read when the
model, the plan or the solver has long moved on. `made` says which question it answers, and the fields of
that question say the rest:

    plain      the best within the limits
    safe       within each limit with the chance `safety` although costs run over (deviation `overrun`)
    careful    best in (1 − `mix`) × mean + `mix` × mean of the `worst` share of all `futures`
    replanned  nearest to `baseline` (the roadmap shown where none) after `shocks`, from the quarter `since`
               on, keeping the share `keep` of the `best` value; `leaves` might end, `ended` did
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
MADE = ("plain", "safe", "careful", "replanned")
ASKED = {
    "safe": ("safety", "overrun", "risks"),
    "careful": ("worst", "mix", "futures", "mean", "tail"),
    "replanned": ("since", "keep", "best", "disruption", "shocks"),
}
"""What each way of making an alternative must say of its question; none of another's may stand beside it."""

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
        made=one_of(*MADE),
        without=optional(NUMBER),
        safety=optional(NUMBER),
        overrun=optional(NUMBER),
        risks=optional(rows(source=CODE, year=TEXT, chance=NUMBER, realised=NUMBER)),
        worst=optional(NUMBER),
        mix=optional(NUMBER),
        futures=optional(COUNT),
        mean=optional(NUMBER),
        tail=optional(NUMBER),
        baseline=optional(CODE),
        since=optional(TEXT),
        keep=optional(NUMBER),
        best=optional(NUMBER),
        disruption=optional(COUNT),
        shocks=optional(
            rows(
                source=optional(CODE),
                year=optional(COUNT),
                percent=optional(NUMBER),
                project=optional(CODE),
                quarters=optional(COUNT),
            )
        ),
        leaves=optional(rows(project=CODE, source=CODE, fine=NUMBER, quarters=optional(COUNT))),
        ended=optional(rows(project=CODE, way=CODE)),
        lacking=optional(rows(source=CODE, year=COUNT, amount=WON)),
    ),
    declared(
        "alternative.chosen",
        "대안 선택",
        "alternative chosen",
        "plan-office secretary",
        resolution=ACT,
    ),
)
