"""How far costs may run over, read from the plan's own past: what `safety` needs to know, grade X.

    σ = √( Σ (r − r̄)² / (n − 1) )    over the cost ratios r (last budget ÷ first) of the plan's past projects

The expected cost stays the planned one; a plan of fewer than three such cases says nothing.
"""

from __future__ import annotations

from decimal import Decimal
from statistics import stdev
from typing import Any

from bitgil.plan.types import Plan
from bitgil.quantity import Words, text_of
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.reference import FEWEST, class_of
from bitgil.roadmap.safety import Doubt, realised, safe_roadmap, to_plain
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both

DIGITS = Decimal("0.0001")
TOO_FEW = Words(
    f"사업비가 얼마나 늘었는지 아는 지난 사업이 {FEWEST}개보다 적어 안전을 계산할 수 없습니다.",
    f"fewer than {FEWEST} past projects have a known cost overrun, so no safety can be worked out",
)


def doubt_of(plan: Plan, as_of: str, *, level: Decimal) -> tuple[Doubt, Words] | None:
    """Return the doubt that keeps money limits with the chance *level*, and its arithmetic in words.

    None where the plan's past holds too few cases.
    """
    cases = class_of(plan, as_of).costs
    if len(cases) < FEWEST:
        return None
    sigma = Decimal(stdev([float(case.value) for case in cases])).quantize(DIGITS)
    listed = ", ".join(f"{case.project} {case.arithmetic}" for case in cases)
    words = Words(
        f"사업비 표준편차 {sigma:.0%}는 이 계획의 지난 사업 {len(cases)}개에서 계산한 가정입니다"
        f"(등급 X): {listed}.",
        f"The standard deviation of costs, {sigma:.0%}, is worked out from {len(cases)} past projects of "
        f"this plan (grade X): {listed}.",
    )
    return Doubt(sigma, chance=1 - level), words


def safe_plan(
    plan: Plan, as_of: str, problem: Problem, level: Decimal, effort: Effort | None = None
) -> dict[str, Any] | None:
    """Return the roadmap of *problem* that keeps its money limits with the chance *level*, as plain data.

    Beside each limit's promised chance stands how often fresh draws of costs and bids passed it. None where
    the plan's past holds too few cases.
    """
    doubt = doubt_of(plan, as_of, level=level)
    if doubt is None:
        return None
    safe = safe_roadmap(problem, doubt[0], effort)
    rates = realised(problem, safe.starts, safe.modes, doubt[0]) if safe.value is not None else None
    note = both(doubt[1])
    deviation = text_of(doubt[0].usual)
    return {"level": text_of(level), "overrun": deviation, **to_plain(safe, problem, rates), "note": note}
