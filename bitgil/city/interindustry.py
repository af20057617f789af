"""Who buys from whom: the Leontief inverse of a table of industries.

Belongs here: coefficients, the inverse, and outputs for a final demand. Does not: any city's table, of
which none was found; the economy sector therefore uses a shrunk national multiplier instead.

Source: Miller & Blair 2009, Input-Output Analysis, 2nd ed., ch. 2.
"""

from __future__ import annotations

import numpy as np

from bitgil.city.arrays import Array


def technical_coefficients(flows: Array, output: Array) -> Array:
    """Return what each industry buys of each other per unit of its own output, (industry, industry).

    Equation: a_ij = z_ij/x_j.  Raises ValueError where an industry makes nothing or shapes disagree.
    """
    if flows.shape != (len(output), len(output)):
        raise ValueError(f"{len(output)} industries need flows of that size squared, not {flows.shape}")
    if (output <= 0).any():
        raise ValueError("an industry without output has no coefficients")
    return np.asarray(flows / output[np.newaxis, :])


def invert_leontief(coefficients: Array) -> Array:
    """Return what each industry makes per unit of final demand of each, (industry, industry).

    Equation: L = (I − A)⁻¹.  Raises ValueError where an economy uses up more than it makes: no output
    would then meet a final demand.
    """
    if (coefficients < 0).any():
        raise ValueError("a purchase cannot be negative")
    if max(abs(np.linalg.eigvals(coefficients))) >= 1:
        raise ValueError("the industries use up all that they make, so no inverse exists")
    return np.asarray(np.linalg.inv(np.eye(len(coefficients)) - coefficients))


def output_for(final_demand: Array, coefficients: Array) -> Array:
    """Return the output of each industry (industry,) that meets a final demand.

    Equation: x = L·f, in the unit of f.
    """
    return invert_leontief(coefficients) @ final_demand
