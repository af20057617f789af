"""The dry run with units: wrong dimensions and wrong scales are found by name."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import replace

import pytest
import toytown

from bitgil.city.model import City, assemble, check_units

TEXT = """
from __future__ import annotations
from typing import Annotated
import numpy as np
from bitgil.city.arrays import Array

def smoke(mill_output: Array, mill_intensity: Array) -> Annotated[Array, "{unit}"]:
    return {formula}
"""


STRIPPED = (
    "smoke cannot be run on quantities with units: "
    "The unit of the quantity is stripped when downcasting to ndarray."
)


@pytest.fixture
def city_with() -> Callable[[str, str], City]:
    """Return a maker of Toytown with one more function of a given formula and unit."""

    def make(formula: str, unit: str) -> City:
        module = types.ModuleType("sketch")
        exec(TEXT.format(formula=formula, unit=unit), module.__dict__)  # noqa: S102  the test's own text
        return assemble({**toytown.toytown_sectors(), "sketch": module}, toytown.toytown_plan())

    return make


def test_toytowns_units_are_sound() -> None:
    """Every plain function of the frozen city returns the unit it declares."""
    assert check_units(toytown.toytown_city()) == ()


@pytest.mark.parametrize(
    ("formula", "unit", "what"),
    [
        (
            "mill_output * mill_intensity",
            "t/yr",
            "smoke declares t/yr, but tCO2e/yr meets t/yr",
        ),
        (
            "mill_output + mill_intensity",
            "t/yr",
            "smoke declares t/yr, but t/yr meets tCO2e/t",
        ),
        (
            "mill_output * mill_intensity",
            "ktCO2e/yr",
            "smoke declares ktCO2e/yr, but its numbers are 1000 times that (tCO2e/yr)",
        ),
        ("np.exp(mill_output)", "1", "smoke declares 1, but t/yr meets 1"),
        (
            "np.asarray(mill_output)",
            "t/yr",
            STRIPPED,
        ),
    ],
)
def test_a_wrong_unit_is_named_with_what_was_found(
    city_with: Callable[[str, str], City], formula: str, unit: str, what: str
) -> None:
    """The Problem names the function, the declared unit and what the formula really gives."""
    (problem,) = check_units(city_with(formula, unit))
    assert (problem.where, problem.what) == ("sketch.py", what)
    assert problem.what_ko
    assert problem.fix_ko


@pytest.mark.parametrize(
    "formula",
    [
        "np.clip(mill_output, 0, None) * mill_intensity",
        "np.where(mill_output > 0, mill_output * mill_intensity, 0)",
        "np.maximum(mill_output, 0) * mill_intensity * np.exp(0)",
        "np.stack([mill_output[:, i] * mill_intensity[:, i] for i in range(3)], axis=1)",
    ],
)
def test_the_usual_ways_of_writing_a_formula_pass(
    city_with: Callable[[str, str], City], formula: str
) -> None:
    """Clipping, choosing, comparing with 0 and stacking years keep their units."""
    assert check_units(city_with(formula, "tCO2e/yr")) == ()


def test_an_assumption_in_another_unit_is_found_where_it_is_read() -> None:
    """Changing tonnes to megatonnes in the plan makes the functions that read it wrong by a million."""
    plan = toytown.toytown_plan()
    assumptions = tuple(
        replace(a, unit="Mt/yr") if a.id == "mill.mill_capacity" else a for a in plan.assumptions
    )
    city = assemble(toytown.toytown_sectors(), replace(plan, assumptions=assumptions))
    assert [problem.what for problem in check_units(city)] == [
        "mill_output declares t/yr, but its numbers are 1e-06 times that (Mt/yr)"
    ]
