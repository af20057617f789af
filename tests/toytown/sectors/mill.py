"""The mill: what it grinds, what leaves its chimney, who works there."""

from __future__ import annotations

from typing import Annotated

from bitgil.city.arrays import Array
from bitgil.quantity import Words

TITLE = Words("제분소", "The mill")
LEAVES_OUT = Words("밀의 값과 품질은 다루지 않는다.", "Leaves out the price and grade of wheat.")


def mill_output(mill_capacity: Array, mill_use: Array) -> Annotated[Array, "t/yr"]:
    """Flour ground in a year.

    Equation: capacity × use.
    Source: made up for Toytown.
    """
    return mill_capacity * mill_use


def mill_emissions(
    mill_output: Array, mill_intensity: Array, mill_saving: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Greenhouse gas of the chimney.

    Equation: output × intensity × (1 − saving).
    Source: made up for Toytown.
    """
    return mill_output * mill_intensity * (1 - mill_saving)


def mill_jobs(mill_output: Array, mill_jobs_per_tonne: Array) -> Annotated[Array, "person"]:
    """People who work at the mill.

    Equation: output × jobs per tonne.
    Source: made up for Toytown.
    """
    return mill_output * mill_jobs_per_tonne
