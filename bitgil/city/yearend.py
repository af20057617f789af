"""What stands at the end of a year, from means over years.

Belongs here: the step from a yearly mean to a count on 31 December. Does not: any quantity of a sector.
"""

from __future__ import annotations

import numpy as np

from bitgil.city.arrays import Array


def at_year_end(mean: Array) -> Array:
    """Return what is in service at the end of each year, (…, year), for things that open all at once.

    Equation: N(y) = m(y+1) where m(y) > 0, else 0; in the last year N = m. So what opened during y
    counts whole, although its mean over y is a part.
    """
    later = np.concatenate([mean[..., 1:], mean[..., -1:]], axis=-1)
    return np.where(mean > 0, later, 0.0 * mean)
