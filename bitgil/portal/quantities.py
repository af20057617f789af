"""What the city model's quantities are called by people who do not read its code."""

from __future__ import annotations

from bitgil.city.model.functions import Function
from bitgil.plan.types import Plan

KOREAN: dict[str, str] = {}
"""Korean names by quantity; one without stands under the first line of its own description."""


def name_of(function: Function, plan: Plan, language: str) -> tuple[str, str]:
    """Return the name of a quantity and the language it is in, an indicator's where one is measured by it."""
    for indicator in plan.indicators:
        if indicator.measured_by == function.name:
            return indicator.name.in_(language), "en" if language == "en" and indicator.name.en else "ko"
    if language != "en" and function.name in KOREAN:
        return KOREAN[function.name], "ko"
    if function.stepped:
        return function.name.replace("_", " "), "en"
    return function.equation.partition("\n")[0].rstrip("."), "en"
