"""The arrays that every function of the city takes and returns.

Whole arrays are shaped (draw, year); inside a loop that runs year by year they are (draw,).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
"""Bare floats in the unit that the function or assumption declares."""

Years: TypeAlias = NDArray[np.int64]
"""The calendar years of the axis, shaped (year,)."""
