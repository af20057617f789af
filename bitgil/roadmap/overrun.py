"""How far costs may run over, read from the plan's own past: what `safety` needs to know, grade X.

    σ = √( Σ (r − r̄)² / (n − 1) )    over the cost ratios r (last budget ÷ first) of the plan's past projects

The expected cost stays the planned one; a plan of fewer than three such cases says nothing.
"""

from __future__ import annotations

from decimal import Decimal
from statistics import stdev

from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.roadmap.reference import FEWEST, class_of
from bitgil.roadmap.safety import Doubt

DIGITS = Decimal("0.0001")


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
