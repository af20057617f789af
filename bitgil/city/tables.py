"""Tables of a plan as arrays.

Belongs here: reading dated figures from a table. Does not: what a sector makes of them.
"""

from __future__ import annotations

import numpy as np

from bitgil.city.arrays import Array
from bitgil.plan.types import Table


def dated(table: Table) -> tuple[Array, Array]:
    """Return the years (first column) and the values (last column) of *table*, in order of time."""
    points = sorted((float(row[0]), float(row[-1])) for row in table.rows)
    return np.array([year for year, _ in points]), np.array([value for _, value in points])
