"""The arrays that every function of the city takes and returns.

Whole arrays are shaped (draw, year); inside a loop that runs year by year they are (draw,).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
"""Bare floats in the unit that the function or assumption declares."""

Years: TypeAlias = NDArray[np.int64]
"""The calendar years of the axis, shaped (year,)."""


def once_a_draw(function: Callable[[Array], Array], array: Array) -> Array:
    """Return *function* of every element, once a draw where all years of *array* are the same.

    A thing that is drawn once stands in memory once, with a stride of nothing along the years; a dear
    elementwise function of it is then the same in every year too.
    """
    if array.ndim > 1 and array.strides[-1] == 0:
        return np.broadcast_to(function(array[..., :1]), array.shape)
    return function(array)
